"""What is read from the store is what was put into it."""

from dataclasses import replace

from hypothesis import given, settings

from standpunkt.extract.records import Document, Position
from standpunkt.graph import terms, triples
from standpunkt.graph.derive import derive
from standpunkt.graph.reading import documents, stands
from standpunkt.graph.store import Store
from standpunkt.graph.triples import distinct
from tests.speedlimit import ACTORS, LINKED, TOPICS, debate
from tests.strategies import coded


def test_documents_come_back() -> None:
    """Every document of the debate comes back with its positions; only the unread text is blank."""
    read = {document.id: (document, positions) for document, positions in documents(debate())}
    assert set(read) == {document.id for document, _ in LINKED}
    for document, positions in LINKED:
        found, found_positions = read[document.id]
        url = document.url and document.url.replace(" ", "%20")
        assert found == replace(document, text=found.text, url=url)
        assert [span.of(found.text) for p in found_positions for span in p.evidence] == [
            span.of(document.text) for p in positions for span in p.evidence
        ]
        assert [(p.actor_id, p.topic_id, p.stance, p.actor_span) for p in found_positions] == [
            (p.actor_id, p.topic_id, p.stance, p.actor_span) for p in positions
        ]


def test_deriving_from_the_store_changes_nothing() -> None:
    """The links can be rebuilt from the store itself, without the texts."""
    store = debate()
    before = set(store)
    derive(store, documents(store), actors=ACTORS, topics=TOPICS)
    assert set(store) == before


def test_stands() -> None:
    """Stands carry names, types, outlet and the marked words."""
    found = [item for item in stands(debate()) if item.document == "elbe-1"]
    assert [(s.actor_name, s.actor_type, s.relation, s.topic_label, s.outlet) for s in found] == [
        ("Jana Nouri", "person", "rejects", "Tempolimit", "Elbkurier"),
        ("Grünwerte-Partei", "party", "demands", "Tempolimit", "Elbkurier"),
    ]
    assert list(found[1].evidence[0].pieces()) == [
        ("Die ", None), ("Grünwerte-Partei", "actor"), (" fordert ein ", None),
        ("Tempolimit auf Autobahnen", "topic"), (".", None),
    ]  # fmt: skip
    copies = [item for item in stands(debate()) if item.report == "rhein-1"]
    assert {item.document for item in copies} == {"rhein-1", "elbe-3"}


def test_what_does_not_count_is_left_out() -> None:
    """Dismissed positions are read only on request."""
    store = debate()
    document, positions = LINKED[0]
    this = terms.position(terms.document(document), positions[0])
    store.update(f"INSERT DATA {{ GRAPH g:reviews {{ {this} sp:reviewStatus sp:dismissed }} }}")
    derive(store, documents(store), actors=ACTORS, topics=TOPICS)
    assert len(list(stands(store))) == 11
    assert len(list(stands(store, counting=False))) == 12


@settings(max_examples=60, deadline=None)
@given(coded())
def test_any_position_comes_back(case: tuple[Document, list[Position]]) -> None:
    """Whatever the text, each field that the document determines comes back as it was."""
    document, positions = case
    store = Store.memory()
    subject = terms.document(document)
    store.replace_document(terms.graph_of(subject), triples.document_quads(document, positions))
    [(read, found)] = documents(store)
    assert (read.id, read.source, read.number) == (document.id, document.source, document.number)

    def key(position: Position) -> tuple[object, ...]:
        return position.evidence[0], position.actor_span, position.holder, position.topic_spans

    def expected(position: Position) -> Position:
        name = position.actor_name if position.actor_name != position.actor else None
        main, *others = position.evidence
        plain = replace(position, actor_name=name, evidence=(main, *sorted(others)))
        return plain if position.stated_on else replace(plain, stated_precision=None, stated_basis=None)

    assert sorted(found, key=key) == sorted(map(expected, distinct(subject, positions)), key=key)
