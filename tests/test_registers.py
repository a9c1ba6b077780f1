"""Actors, topics, outlets and runs as quads."""

from datetime import datetime

import pytest
from pyoxigraph import Quad

from standpunkt.extract.records import ActorRecord, TopicRecord
from standpunkt.graph import terms
from standpunkt.graph.registers import ACTOR_CLASSES, Run, actor_quads, outlet_quads, run_quads, topic_quads
from tests.speedlimit import ACTORS, NOURI


def triples(quads: list[Quad]) -> set[str]:
    """The quads as a person reads them."""
    return {" ".join(terms.compact(term) for term in (q.subject, q.predicate, q.object)) for q in quads}


def test_an_actor_with_everything() -> None:
    """Type, names, Wikidata, party, membership with dates, and the id it had before it was linked."""
    found = triples(list(actor_quads(ACTORS[:1])))
    membership = next(line.split()[0] for line in found if line.endswith("org:Membership"))
    assert found == {
        "actor:Q900001 rdf:type sp:Actor",
        "actor:Q900001 rdf:type schema:Person",
        "actor:Q900001 skos:prefLabel Jana Nouri",
        "actor:Q900001 skos:altLabel Nouri",
        "actor:Q900001 skos:altLabel Verkehrsministerin Nouri",
        "actor:Q900001 owl:sameAs wd:Q900001",
        "actor:Q900001 sp:party actor:freiland",
        "actor:nouri-name dct:isReplacedBy actor:Q900001",
        f"{membership} rdf:type org:Membership",
        f"{membership} org:member actor:Q900001",
        f"{membership} org:organization actor:freiland",
        f"{membership} schema:roleName Vorsitzende",
        f"{membership} schema:startDate 2020-01-01",
    }


@pytest.mark.parametrize("kind", sorted(ACTOR_CLASSES))
def test_every_type_has_a_class(kind: str) -> None:
    """Every type of actor becomes a class of its own beside `sp:Actor`."""
    record = ActorRecord(id=NOURI, name="x", type=kind, country="actor/Q183", metonym_of="actor/Q1")  # type: ignore[arg-type]
    found = triples(list(actor_quads([record])))
    assert f"actor:Q900001 rdf:type {terms.compact(ACTOR_CLASSES[kind])}" in found
    assert {"actor:Q900001 sp:country actor:Q183", "actor:Q900001 sp:metonymOf actor:Q1"} <= found


def test_a_topic_with_everything() -> None:
    """Labels in two languages and every relation between topics."""
    record = TopicRecord(
        id="topic/a", label="A", label_en="A (en)", alt_labels=("A", "AA"), broader=("topic/b",), negation_of="topic/c",
        alternative_to=("topic/d",), accusation_of="topic/e", remedy_against="topic/f",
        same_as=("http://eurovoc.europa.eu/1",),
    )  # fmt: skip
    assert {line for line in triples(list(topic_quads([record]))) if line.startswith("topic:a")} == {
        "topic:a rdf:type skos:Concept",
        f"topic:a skos:inScheme {terms.TOPIC_SCHEME.value}",
        "topic:a skos:prefLabel A",
        "topic:a skos:prefLabel A (en)",
        "topic:a skos:altLabel AA",
        "topic:a skos:broader topic:b",
        "topic:a sp:negationOf topic:c",
        "topic:a sp:alternativeTo topic:d",
        "topic:a sp:accusationOf topic:e",
        "topic:a sp:remedyAgainst topic:f",
        "topic:a skos:exactMatch http://eurovoc.europa.eu/1",
    }


def test_outlets_are_told_once() -> None:
    """An outlet is described once, whatever the case of its name in the documents."""
    quads = list(outlet_quads(["Elbkurier", "Elbkurier", "Rheinblatt"]))
    assert len(quads) == len(set(quads)) == 4
    assert terms.outlet("ELBKURIER") == terms.outlet("Elbkurier")


def test_a_run_and_what_it_made() -> None:
    """A run is an activity in a graph of its own; it generated the documents' graphs."""
    run = Run(version="0.1.0", model="m", config="c", started=datetime(2024, 7, 1, 10), ended=datetime(2024, 7, 1, 11))
    quads = list(run_quads(run, [terms.GRAPH["../document/d1"]]))
    assert {quad.graph_name for quad in quads} == {terms.RUNS}
    assert f"g:d1 prov:wasGeneratedBy {run.iri.value}" in triples(quads)
    assert len(triples(quads)) == 7
