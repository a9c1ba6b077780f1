"""From documents and positions to quads: complete, without blank nodes, and nothing that the document does not say."""

from datetime import date
from hashlib import sha256

import pytest
from hypothesis import given, settings
from pyoxigraph import Literal, NamedNode, Quad

from standpunkt.extract.records import Document, Position, Precision, Span
from standpunkt.graph import terms
from standpunkt.graph.terms import DC, DCT, MARL, OA, PROV, RDF, SCHEMA, SP
from standpunkt.graph.triples import distinct, document_quads, interval, link_quads
from tests.strategies import coded

TEXT = 'Sie lehnen Kürzungen ab. „Nein“, sagte "Mia" 😀: C:\\neu. Kürzungen wären falsch.'
DOCUMENT = Document(
    id="a#2", text=TEXT, source="archiv/a.txt", number=2, title="Kürzungen", outlet="Elbkurier", author="E. Sommer",
    url="https://elbkurier.example/a", published_on=date(2024, 5, 17), kind="interview",
)  # fmt: skip
HELD = Position(
    doc="a#2", evidence=(Span(0, 24), Span(25, len(TEXT))), actor="Sie", actor_span=Span(0, 3), stance="rejects",
    topic="Kürzungen", topic_spans=(Span(11, 20),), actor_name="Mia Roth", holder=1, condition="falls", medium="apv",
    addressee="Bund", claimed_by="Mia", source_kind="attributed", quote="indirect", explicit=False, in_force="past",
    stated_on=date(2024, 2, 1), stated_precision="month", stated_basis="explicit", extractor="rule", confidence=0.8333,
    published_on=date(2024, 5, 16),
)  # fmt: skip
SUBJECT = terms.document(DOCUMENT)
THIS = terms.position(SUBJECT, HELD)


def values(quads: list[Quad], subject: NamedNode) -> dict[str, list[str]]:
    """What is said of `subject`: predicate to values, as a person reads them."""
    found: dict[str, list[str]] = {}
    for quad in quads:
        if quad.subject == subject:
            found.setdefault(terms.compact(quad.predicate), []).append(terms.compact(quad.object))
    return found


def test_a_document_and_its_record() -> None:
    """The record holds what is known, and nothing else."""
    assert values(list(document_quads(DOCUMENT, [])), SUBJECT) == {
        "rdf:type": ["schema:NewsArticle"],
        "dct:identifier": ["a#2"],
        "dc:source": ["archiv/a.txt"],
        "schema:position": ["2"],
        "sp:textHash": [f"sha256:{sha256(TEXT.encode()).hexdigest()}"],
        "schema:headline": ["Kürzungen"],
        "schema:publisher": [terms.outlet("Elbkurier").value],
        "dc:publisher": ["Elbkurier"],
        "dc:creator": ["E. Sommer"],
        "schema:url": ["https://elbkurier.example/a"],
        "schema:datePublished": ["2024-05-17"],
    }
    bare = Document(id="b", text="x", source="b", kind="speech")
    assert set(values(list(document_quads(bare, [])), terms.document(bare))) == {
        "rdf:type", "dct:identifier", "dc:source", "sp:textHash",
    }  # fmt: skip


def test_a_position_with_everything() -> None:
    """Every field of a position that the document determines is in its graph."""
    place = SUBJECT.value + "#char="
    assert values(list(document_quads(DOCUMENT, [HELD])), THIS) == {
        "rdf:type": ["sp:Position"],
        "prov:wasDerivedFrom": [terms.compact(SUBJECT)],
        "sp:stance": ["sp:rejects"],
        "marl:polarityValue": ["-1"],
        "sp:confidence": ["0.8333"],
        "sp:explicit": ["false"],
        "sp:sourceKind": ["sp:attributed"],
        "sp:quoteForm": ["sp:indirectSpeech"],
        "sp:inForce": ["sp:formerlyHeld"],
        "sp:actorPhrase": ["Sie"],
        "sp:actorName": ["Mia Roth"],
        "sp:topicPhrase": ["Kürzungen"],
        "sp:addresseePhrase": ["Bund"],
        "sp:condition": ["falls"],
        "sp:claimantPhrase": ["Mia"],
        "sp:medium": ["apv"],
        "sp:extractor": ["rule"],
        "sp:evidence": [f"{place}0,24"],
        "sp:furtherEvidence": [f"{place}25,{len(TEXT)}"],
        "sp:actorMention": [f"{place}0,3"],
        "sp:topicMention": [f"{place}11,20"],
        "sp:holderNumber": ["1"],
        "schema:datePublished": ["2024-05-16"],
        "sp:statedFrom": ["2024-02-01"],
        "sp:statedUntil": ["2024-02-29"],
        "sp:statedPrecision": ["sp:toTheMonth"],
        "sp:statedBasis": ["sp:fromText"],
    }


def test_evidence_keeps_words_and_place() -> None:
    """A passage is found by its offsets in code points and by its words with what stands around them."""
    quads = list(document_quads(DOCUMENT, [HELD]))
    passage = NamedNode(f"{SUBJECT.value}#char=25,{len(TEXT)}")
    assert values(quads, passage)["oa:hasSource"] == [terms.compact(SUBJECT)]
    place, words = NamedNode(passage.value + "&by=position"), NamedNode(passage.value + "&by=quote")
    assert values(quads, place) == {
        "rdf:type": ["oa:TextPositionSelector"], "oa:start": ["25"], "oa:end": [str(len(TEXT))],
    }  # fmt: skip
    assert values(quads, words)["oa:exact"] == ['„Nein“, sagte "Mia" 😀: C:\\neu. Kürzungen wären falsch.']
    assert values(quads, words)["oa:prefix"] == ["Sie lehnen Kürzungen ab. "]
    assert values(quads, words)["oa:suffix"] == [""]


def test_a_past_stance_without_a_date_stays_undated() -> None:
    """No date is invented: without `stated_on` nothing is said about the time."""
    undated = Position.from_json({**HELD.to_json(), "stated_on": None, "published_on": "2024-05-17"})
    found = values(list(document_quads(DOCUMENT, [undated])), THIS)
    assert not [name for name in found if name.startswith("sp:stated") or name == "schema:datePublished"]


def test_one_reading_for_each_holder_and_topic() -> None:
    """Two readings of the same words share an IRI; the more confident one stays, here and in the links."""
    other = Position.from_json({**HELD.to_json(), "stance": "supports", "confidence": 0.9, "topic_id": "topic/x"})
    for order in ([HELD, other], [other, HELD]):
        assert values(list(document_quads(DOCUMENT, order)), THIS)["sp:stance"] == ["sp:supports"]
        assert values(list(link_quads(DOCUMENT, order)), THIS)["sp:topic"] == ["topic:x"]


@pytest.mark.parametrize(("ids", "expected"), [
    ({"actor_id": "actor/Q1", "topic_id": "topic/x"}, {"sp:actor": ["actor:Q1"], "sp:topic": ["topic:x"]}),
    ({"actor_id": "actor/Q1", "topic_id": "actor/Q2"}, {"sp:actor": ["actor:Q1"], "sp:target": ["actor:Q2"]}),
    ({"actor_id": "actor/Q1", "topic_id": "topic/x", "addressee_id": "actor/Q3", "claimed_by_id": "actor/Q4"},
     {"sp:actor": ["actor:Q1"], "sp:topic": ["topic:x"], "sp:addressee": ["actor:Q3"], "sp:claimedBy": ["actor:Q4"]}),
    ({}, {"sp:actor": [f"actor:{terms.actor_id('Mia Roth')[6:]}"],
          "sp:topic": [f"topic:{terms.topic_id('Kürzungen')[6:]}"]}),
])  # fmt: skip
def test_links(ids: dict[str, str], expected: dict[str, list[str]]) -> None:
    """Who and what is meant; an actor as topic is a target; what is not linked is named by its words."""
    assert values(list(link_quads(DOCUMENT, [Position.from_json({**HELD.to_json(), **ids})])), THIS) == expected


@pytest.mark.parametrize(("precision", "first", "last"), [
    ("day", date(2024, 2, 10), date(2024, 2, 10)),
    ("month", date(2024, 2, 1), date(2024, 2, 29)),
    ("year", date(2024, 1, 1), date(2024, 12, 31)),
])  # fmt: skip
def test_intervals(precision: Precision, first: date, last: date) -> None:
    """A month or a year is an interval of days."""
    assert interval(date(2024, 2, 10), precision) == (first, last)


@settings(max_examples=60, deadline=None)
@given(coded())
def test_any_text_gives_clean_quads(case: tuple[Document, list[Position]]) -> None:
    """No blank node, each quad once, all in the document's graph, the same quads each time, the exact words kept."""
    document, positions = case
    quads = list(document_quads(document, positions))
    assert quads == list(document_quads(document, positions)) and len(quads) == len(set(quads))
    graph = terms.graph_of(terms.document(document))
    assert all(
        isinstance(quad.subject, NamedNode)
        and isinstance(quad.object, NamedNode | Literal)
        and quad.graph_name == graph
        for quad in quads
    )
    words = {quad.object.value for quad in quads if quad.predicate == OA.exact and isinstance(quad.object, Literal)}
    kept = distinct(terms.document(document), positions)
    assert words == {span.of(document.text) for position in kept for span in position.evidence}


def test_about_twenty_five_quads_a_position() -> None:
    """A usual dated position with a sentence of its own costs no more than planned."""
    plain = Position(
        doc="a#2", evidence=(Span(0, 24),), actor="Sie", actor_span=Span(0, 3), stance="rejects", topic="Kürzungen",
        topic_spans=(Span(11, 20),), stated_on=date(2024, 5, 17), stated_precision="day", stated_basis="publication",
        extractor="rule",
    )  # fmt: skip
    with_it = len(list(document_quads(DOCUMENT, [plain]))) - len(list(document_quads(DOCUMENT, [])))
    evidence = 11
    assert with_it - evidence <= 20 and with_it + len(list(link_quads(DOCUMENT, [plain]))) <= 33


def test_namespaces_are_used_as_published() -> None:
    """The vocabularies that are reused have their published addresses."""
    assert PROV.Entity.value == "http://www.w3.org/ns/prov#Entity"
    assert DCT.identifier.value == "http://purl.org/dc/terms/identifier"
    assert DC.source.value == "http://purl.org/dc/elements/1.1/source"
    assert MARL.Opinion.value == "http://www.gsi.dit.upm.es/ontologies/marl/ns#Opinion"
    assert SCHEMA.NewsArticle.value == "https://schema.org/NewsArticle"
    assert RDF.type.value.endswith("#type") and SP.rejects.value.endswith("ontology#rejects")
