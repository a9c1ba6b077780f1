"""The shapes: valid examples pass, each invalid one shows its fault, and a second validator (pySHACL) agrees."""

import re
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
from rdflib import Graph, Namespace

from standpunkt import ontologies
from standpunkt.errors import InputError
from standpunkt.graph import terms
from standpunkt.graph.shapes import Fault, validate
from standpunkt.graph.store import Store
from tests.speedlimit import debate

EXAMPLES = ontologies.path("shapes.ttl").parent / "examples"
VALID, INVALID = sorted(EXAMPLES.glob("valid/*.ttl")), sorted(EXAMPLES.glob("invalid/*.ttl"))
SH = Namespace("http://www.w3.org/ns/shacl#")


def faults(file: Path) -> list[Fault]:
    """What our validator finds in a Turtle file."""
    engine = ox.Store()
    engine.load(path=file, format=ox.RdfFormat.TURTLE, to_graph=terms.GRAPH.example)
    return list(validate(Store(engine)))


@lru_cache(maxsize=1)
def shapes() -> Graph:
    """The shapes as rdflib sees them."""
    return Graph().parse(ontologies.path("shapes.ttl"))


def second_opinion(data: Graph) -> set[tuple[str, str]]:
    """What pySHACL finds: pairs of focus and shape."""
    report = pyshacl.validate(data, shacl_graph=shapes())[1]
    assert isinstance(report, Graph)
    results = report.subjects(SH.resultSeverity, SH.Violation)
    return {(str(report.value(each, SH.focusNode)), str(report.value(each, SH.sourceShape))) for each in results}


def pairs(found: list[Fault]) -> set[tuple[str, str]]:
    """Our faults as pairs of focus and shape."""
    return {(fault.focus.value, fault.shape.replace("sp:", terms.SP.base)) for fault in found}


@pytest.mark.parametrize("file", VALID, ids=lambda file: file.stem)
def test_valid_examples(file: Path) -> None:
    """A valid example has no fault, by either validator."""
    assert [str(fault) for fault in faults(file)] == []
    assert second_opinion(Graph().parse(file)) == set()


@pytest.mark.parametrize("file", INVALID, ids=lambda file: file.stem)
def test_invalid_examples(file: Path) -> None:
    """An invalid example shows the faults that its head announces, and both validators agree."""
    found = faults(file)
    expected = re.findall(r"sp:\S+", file.read_text("utf-8").splitlines()[1])
    assert {fault.shape for fault in found} == set(expected)
    assert pairs(found) == second_opinion(Graph().parse(file))


def test_every_shape_has_an_invalid_example() -> None:
    """No constraint with a message goes without an example that breaks it."""
    broken = {name for file in INVALID for name in re.findall(r"sp:\S+", file.read_text("utf-8").splitlines()[1])}
    named = {str(shape).replace(terms.SP.base, "sp:") for shape in shapes().subjects(SH.message)}
    assert named - broken == {"sp:PositionShape"}  # a position without an IRI cannot be written without blank nodes


def test_messages_are_in_both_languages() -> None:
    """Every message is a sentence in German and in English."""
    for shape in shapes().subjects(SH.message):
        messages = {message.language: str(message) for message in shapes().objects(shape, SH.message)}  # type: ignore[attr-defined]
        assert set(messages) == {"de", "en"} and all(text.endswith(".") for text in messages.values()), shape


def test_the_debate_is_valid() -> None:
    """What the pipeline of the graph writes is as the shapes say."""
    assert [str(fault) for fault in validate(debate())] == []


def test_a_fault_reads_well() -> None:
    """A fault says where it is, what should be and what was found."""
    fault = next(iter(faults(EXAMPLES / "invalid" / "confidence-over-one.ttl")))
    assert str(fault) == "position:p1: The confidence of a position lies between 0 and 1. (got '90')"
    assert fault.german == "Die Sicherheit einer Position liegt zwischen 0 und 1."


def test_blank_nodes_are_a_fault() -> None:
    """A position must have an IRI."""
    engine = ox.Store()
    engine.load(b"[] a <https://w3id.org/standpunkt/ontology#Position> .", format=ox.RdfFormat.TURTLE)
    assert "sp:PositionShape" in {fault.shape for fault in validate(Store(engine))}


@pytest.mark.parametrize(("text", "message"), [
    ("kein Turtle", "expected SHACL shapes in Turtle"),
    ("<urn:a> <http://www.w3.org/ns/shacl#targetClass> <urn:b> ; <http://www.w3.org/ns/shacl#closed> true .",
     "expected a constraint that is known here"),
])  # fmt: skip
def test_unknown_shapes(tmp_path: Path, text: str, message: str) -> None:
    """Shapes that cannot be checked completely are an error."""
    (tmp_path / "own.ttl").write_text(text, "utf-8")
    with pytest.raises(InputError, match=message):
        list(validate(Store.memory(), tmp_path / "own.ttl"))
