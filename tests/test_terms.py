"""Names of things: the same input always gives the same IRI, and no text leaves its literal."""

from datetime import date

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from pyoxigraph import Literal, NamedNode
from rdflib import Graph

from standpunkt.errors import InputError
from standpunkt.extract.records import Document, Position, Span
from standpunkt.graph import terms
from tests.strategies import texts

DOCUMENT = Document(id="a", text="Die Partei lehnt das Tempolimit ab.", source="archiv/a.txt")
HELD = Position(
    doc="a", evidence=(Span(0, 35),), actor="Partei", actor_span=Span(4, 10), stance="rejects", topic="Tempolimit",
    topic_spans=(Span(21, 31),),
)  # fmt: skip


def changed(**values: object) -> Position:
    """`HELD` with other values."""
    return Position.from_json({**HELD.to_json(), **values})


def test_documents_of_one_name_differ_by_source_and_number() -> None:
    """The source and the number in it make the IRI, not the short name."""
    others = [
        Document(id="a", text="x", source="zeitung/a.txt"),
        Document(id="a", text="x", source="archiv/a.txt", number=2),
        Document(id="a", text="x", source="archiv/a.txt2"),
    ]
    assert len({terms.document(document) for document in [DOCUMENT, *others]}) == 4
    assert terms.document(Document(id="b", text="neu", source="archiv/a.txt")) == terms.document(DOCUMENT)


@pytest.mark.parametrize(("values", "same"), [
    ({"stance": "supports", "confidence": 0.1, "extractor": "anderer", "actor_name": "Die Partei"}, True),
    ({"start": 3, "end": 9}, True),
    ({"holder": 1}, False),
    ({"actor_span": [4, 9]}, False),
    ({"topic_spans": [[21, 31], [32, 34]]}, False),
])  # fmt: skip
def test_position_iri_is_independent_of_the_reading(values: dict[str, object], same: bool) -> None:
    """Relation and model do not change a position's IRI; holder and spans do."""
    document = terms.document(DOCUMENT)
    assert (terms.position(document, changed(**values)) == terms.position(document, HELD)) is same


@pytest.mark.parametrize("identifier", ["", "actor", "actor/", "person/Q1", "actor/a b", "https://x.org/actor/1"])
def test_wrong_ids(identifier: str) -> None:
    """An id that names neither an actor nor a topic is refused."""
    with pytest.raises(InputError, match="an id must look like actor/Q183 or topic/grundrente"):
        terms.entity(identifier)


def test_ids_with_other_letters_are_encoded() -> None:
    """Letters that an IRI cannot carry safely are written as bytes."""
    assert terms.entity('topic/größe"<>').value == terms.ID + "topic/gr%C3%B6%C3%9Fe%22%3C%3E"


@pytest.mark.parametrize(("url", "expected"), [
    ("https://a.example/b?c=d%20e#f", NamedNode("https://a.example/b?c=d%20e#f")),
    ("https://a.example/b c", NamedNode("https://a.example/b%20c")),
    ("https://a.example/<script>", NamedNode("https://a.example/%3Cscript%3E")),
    ("javascript:alert(1)", Literal("javascript:alert(1)")),
    ("http://[::1", Literal("http://[::1")),
    ("keine Adresse", Literal("keine Adresse")),
])  # fmt: skip
def test_links(url: str, expected: NamedNode | Literal) -> None:
    """Web addresses become IRIs, everything else stays text."""
    assert terms.link(url) == expected


@pytest.mark.parametrize(("value", "written"), [
    ("a\"b", '"a\\"b"'),
    ("\\", '"\\\\"'),
    ("\\u0022", '"\\\\\\U000000750022"'),
    ("\\\\U0001F600", '"\\\\\\\\\\U000000550001F600"'),
    ("\x00abcd", '"\\U00000000abcd"'),
    (True, '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'),
    (date(2024, 5, 1), '"2024-05-01"^^<http://www.w3.org/2001/XMLSchema#date>'),
    (NamedNode("https://a.example/"), "<https://a.example/>"),
])  # fmt: skip
def test_parameters_as_written(value: terms.Value, written: str) -> None:
    """A parameter is written as one term."""
    assert terms.sparql(value) == written


@settings(deadline=None)
@given(texts())
def test_text_survives_both_engines(value: str) -> None:
    """Any text comes back from Oxigraph and from rdflib (which replaces escapes early) as it was given."""
    query = f"SELECT ?x WHERE {{ VALUES ?x {{ {terms.sparql(value)} }} }}"
    solutions = ox.Store().query(query)
    assert isinstance(solutions, ox.QuerySolutions)
    term = next(solutions)["x"]
    assert isinstance(term, Literal) and term.value == value
    assert [str(row[0]) for row in Graph().query(query)] == [value]  # type: ignore[index]


def test_lone_surrogates_become_question_marks() -> None:
    """Half a character cannot stand in RDF and does not stop the build; the length stays."""
    assert terms.text("a\ud800b").value == "a?b"


@pytest.mark.parametrize(("term", "expected"), [
    (terms.SP.rejects, "sp:rejects"),
    (NamedNode(terms.ID + "actor/Q1"), "actor:Q1"),
    (NamedNode(terms.ID + "document/1#char=2,3"), terms.ID + "document/1#char=2,3"),
    (NamedNode("https://a.example/x"), "https://a.example/x"),
    (Literal("x", language="de"), "x"),
    (None, ""),
])  # fmt: skip
def test_compact(term: object, expected: str) -> None:
    """Terms as a person reads them."""
    assert terms.compact(term) == expected


@pytest.mark.parametrize(("value", "written"), [(0.83, "0.83"), (1, "1"), (-1, "-1"), (0.00001, "0"), (-0.0, "0")])
def test_decimals(value: float, written: str) -> None:
    """Numbers are written in the one form that Oxigraph keeps."""
    assert terms.decimal(value).value == written
