"""From the store back to documents, positions and stands, for networks, pages, exports and new links.

The store keeps the words of the evidence, not whole texts; a document read from it has a text in which only those
words are readable, at their old places, so that every offset still holds.

>>> from standpunkt.extract.records import Document, Position, Span
>>> from standpunkt.graph import terms, triples
>>> from standpunkt.graph.store import Store
>>> doc = Document(id="a", source="a.txt", text="Vorweg. Die Partei lehnt das Tempolimit ab.")
>>> held = Position(doc="a", evidence=(Span(8, 43),), actor="Partei", actor_span=Span(12, 18), stance="rejects",
...                 topic="Tempolimit", topic_spans=(Span(29, 39),), confidence=0.9)
>>> store = Store.memory()
>>> _ = store.replace_document(terms.graph_of(terms.document(doc)), triples.document_quads(doc, [held]))
>>> [(read.text, positions == [held]) for read, positions in documents(store)]
[('        Die Partei lehnt das Tempolimit ab.', True)]
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, cast

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode, Quad

from standpunkt.extract.records import Document, Position, Span
from standpunkt.graph import terms
from standpunkt.graph.registers import ACTOR_CLASSES
from standpunkt.graph.stands import Stand, stand
from standpunkt.graph.store import Store
from standpunkt.graph.terms import DC, DCT, OA, RDF, SCHEMA, SKOS, SP
from standpunkt.graph.triples import BASIS, FORCE, PRECISION, QUOTES, READ, SOURCES

#: Everything said of one thing: predicate to objects.
Facts = Mapping[NamedNode, list[NamedNode | Literal]]

_ORDER: Final = """SELECT ?document ?day ?source ?number WHERE {
  GRAPH ?document {
    ?record sp:textHash ?fingerprint ; dc:source ?source
    OPTIONAL { ?record schema:datePublished ?day }
    OPTIONAL { ?record schema:position ?number }
  }
}"""
_CODES: Final[Mapping[NamedNode, str]] = {
    node: code for table in (QUOTES, SOURCES, FORCE, PRECISION, BASIS) for code, node in table.items()
}
_TYPES: Final[Mapping[NamedNode, str]] = {node: code for code, node in ACTOR_CLASSES.items()}
_TEXTS: Final = {
    "actor": SP.actorPhrase, "actor_name": SP.actorName, "topic": SP.topicPhrase, "addressee": SP.addresseePhrase,
    "condition": SP.condition, "claimed_by": SP.claimantPhrase, "medium": SP.medium, "extractor": SP.extractor,
}  # fmt: skip
_CODED: Final = {
    "quote": SP.quoteForm, "source_kind": SP.sourceKind, "in_force": SP.inForce,
    "stated_precision": SP.statedPrecision, "stated_basis": SP.statedBasis,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Known:
    """What the shared graphs say: links of positions, labels, types, names of copied reports."""

    links: Mapping[NamedNode, Facts]
    labels: Mapping[NamedNode, str]
    types: Mapping[NamedNode, str]
    reports: Mapping[NamedNode, str]


def documents(store: Store, *, linked: bool = True) -> Iterator[tuple[Document, list[Position]]]:
    """Every document with its positions, linked as they are now: the earliest first, undated ones last.

    Without `linked`, names, ids and topics are only what each document itself says, as new links must start from them.
    The links are read at once, so that they may be rebuilt while the documents pass by one at a time.
    """
    known = _known(store)
    if not linked:
        known = replace(known, links={}, labels={})
    return (_document(_facts(store.graph(graph)), known) for graph in _in_order(store))


def _in_order(store: Store) -> list[NamedNode]:
    """The documents' graphs by date, source and number, the same for every build."""
    rows = cast(ox.QuerySolutions, store.query(_ORDER))
    keyed = [(tuple(row[name].value if row[name] else "" for name in ("day", "source")), row) for row in rows]
    keyed.sort(key=lambda item: (not item[0][0], item[0], int(item[1]["number"].value) if item[1]["number"] else 1))
    return [row["document"] for _, row in keyed]


def stands(store: Store, *, counting: bool = True) -> Iterator[Stand]:
    """Every position as networks and pages need it; with `counting` only those that count (`sp:Current`)."""
    known = _known(store)
    kinds = {identifier(actor): kind for actor, kind in known.types.items()}
    for document, positions in documents(store):
        subject = terms.document(document)
        for position in positions:
            links = known.links.get(terms.position(subject, position), {})
            if not counting or SP.Current in links.get(RDF.type, []):
                yield stand(position, document, actor_type=kinds.get(position.actor_id or "", ""))


def identifier(node: NamedNode) -> str:
    """The id of an actor or topic from its IRI (``actor/Q183``)."""
    return node.value.removeprefix(terms.ID)


def _facts(quads: Iterable[Quad]) -> dict[NamedNode, Facts]:
    found: dict[NamedNode, dict[NamedNode, list[NamedNode | Literal]]] = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            found[quad.subject][quad.predicate].append(quad.object)
    return dict(found)


def _known(store: Store) -> _Known:
    links, actors, topics = (_facts(store.graph(graph)) for graph in (terms.LINKS, terms.ACTORS, terms.TOPICS))
    originals = {one: facts[SP.sameReportAs][0] for one, facts in links.items() if SP.sameReportAs in facts}
    return _Known(
        links=links,
        labels={one: _label(facts) for one, facts in (topics | actors).items() if SKOS.prefLabel in facts},
        types={one: _type(facts) for one, facts in actors.items() if SP.Actor in facts.get(RDF.type, [])},
        reports={copy: _short_name(store, original) for copy, original in originals.items()},
    )


def _label(facts: Facts) -> str:
    labels = [label for label in facts[SKOS.prefLabel] if isinstance(label, Literal)]
    return next((label.value for label in labels if label.language == "de"), labels[0].value)


def _type(facts: Facts) -> str:
    return next((_TYPES[node] for node in facts[RDF.type] if isinstance(node, NamedNode) and node in _TYPES), "")


def _short_name(store: Store, document: NamedNode | Literal) -> str:
    facts = _facts(store.graph(terms.graph_of(NamedNode(document.value))))
    return _one(facts.get(NamedNode(document.value), {}), DCT.identifier) or ""


def _document(facts: dict[NamedNode, Facts], known: _Known) -> tuple[Document, list[Position]]:
    subject, record = next((one, said) for one, said in facts.items() if SP.textHash in said)
    document = Document(
        id=_one(record, DCT.identifier) or "",
        source=_one(record, DC.source) or "",
        number=int(_one(record, SCHEMA.position) or 1),
        text=_sparse_text(facts),
        title=_one(record, SCHEMA.headline),
        outlet=_one(record, DC.publisher),
        author=_one(record, DC.creator),
        url=_one(record, SCHEMA.url),
        published_on=_day(record, SCHEMA.datePublished),
        kind="article" if SCHEMA.NewsArticle in record[RDF.type] else "release",
        same_report_as=known.reports.get(subject),
    )
    said = [(one, one_facts) for one, one_facts in facts.items() if SP.Position in one_facts.get(RDF.type, [])]
    positions = [_position(document, one_facts, known.links.get(one, {}), known.labels) for one, one_facts in said]
    return document, sorted(positions, key=_place)


def _place(position: Position) -> tuple[object, ...]:
    """Where a position stands in its text; no two stand at the same place, so stores give one order."""
    return position.evidence, position.actor_span, position.holder, position.topic_spans


def _position(document: Document, facts: Facts, links: Facts, labels: Mapping[NamedNode, str]) -> Position:
    values: dict[str, Any] = {name: _one(facts, predicate) for name, predicate in _TEXTS.items()}
    values |= {name: _CODES[facts[predicate][0]] for name, predicate in _CODED.items() if predicate in facts}  # type: ignore[index]
    values |= {name: identifier(node) for name, node in (_linked(links) or _read(facts)).items()}
    topic = _linked(links).get("topic_id")
    return Position(
        doc=document.id,
        evidence=(*_spans(facts, SP.evidence), *_spans(facts, SP.furtherEvidence)),
        actor_span=_spans(facts, SP.actorMention)[0],
        topic_spans=_spans(facts, SP.topicMention),
        stance=facts[SP.stance][0].value.removeprefix(SP.base),
        holder=int(_one(facts, SP.holderNumber) or 0),
        explicit=_one(facts, SP.explicit) == "true",
        confidence=float(_one(facts, SP.confidence) or 0),
        published_on=_day(facts, SCHEMA.datePublished) or document.published_on,
        stated_on=_day(facts, SP.statedFrom),
        topic_label=labels.get(topic) if topic else None,
        persons=tuple(sorted(person.value for person in facts.get(SP.namesPerson, []))),
        **{**values, "extractor": values["extractor"] or "", "actor_name": _name(values, links, labels)},
    )


def _linked(links: Facts) -> dict[str, NamedNode]:
    """The ids of a position that are set, by field."""
    fields = {"actor_id": SP.actor, "addressee_id": SP.addressee, "claimed_by_id": SP.claimedBy}
    fields["topic_id"] = SP.target if SP.target in links else SP.topic
    return {name: NamedNode(links[predicate][0].value) for name, predicate in fields.items() if predicate in links}


def _read(facts: Facts) -> dict[str, NamedNode]:
    """The ids that the document alone shows, by field."""
    return {name: NamedNode(facts[predicate][0].value) for name, predicate in READ.items() if predicate in facts}


def _name(values: Mapping[str, Any], links: Facts, labels: Mapping[NamedNode, str]) -> str | None:
    """The actor's label where linked, otherwise the name in the document."""
    actor = _linked(links).get("actor_id")
    return (labels.get(actor) if actor else None) or values["actor_name"]


def _sparse_text(facts: Mapping[NamedNode, Facts]) -> str:
    """A text that is blank but for the evidence, each passage at its place."""
    passages = [(span.start, words) for span, words in _passages(facts)]
    text = [" "] * max((start + len(words) for start, words in passages), default=0)
    for start, words in passages:
        text[start : start + len(words)] = words
    return "".join(text)


def _passages(facts: Mapping[NamedNode, Facts]) -> Iterator[tuple[Span, str]]:
    for one, said in facts.items():
        if OA.exact in said:
            yield _span(one.value.partition("&")[0]), said[OA.exact][0].value


def _spans(facts: Facts, predicate: NamedNode) -> tuple[Span, ...]:
    return tuple(sorted(_span(node.value) for node in facts.get(predicate, [])))


def _span(iri: str) -> Span:
    start, _, end = iri.rpartition("#char=")[2].partition(",")
    return Span(int(start), int(end))


def _one(facts: Facts, predicate: NamedNode) -> str | None:
    return facts[predicate][0].value if predicate in facts else None


def _day(facts: Facts, predicate: NamedNode) -> date | None:
    value = _one(facts, predicate)
    return date.fromisoformat(value) if value else None
