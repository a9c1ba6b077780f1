"""The derived graphs follow from the documents, the links and the reviews."""

from dataclasses import replace

from pyoxigraph import Quad

from standpunkt.graph import terms, triples
from standpunkt.graph.derive import derive
from standpunkt.graph.store import Store
from tests.speedlimit import ACTORS, COPY, LINKED, MARCH, TOPICS, debate


def lines(store: Store, graph: str) -> set[str]:
    """The triples of a derived graph as a person reads them."""
    quads: list[Quad] = list(store.graph(terms.GRAPH[graph]))
    return {" ".join(terms.compact(term) for term in (q.subject, q.predicate, q.object)) for q in quads}


def iri(number: int, position: int = 0) -> str:
    """The compact IRI of one position of the debate."""
    document, positions = LINKED[number]
    return terms.compact(terms.position(terms.document(document), positions[position]))


def review(store: Store, position: str, status: str) -> None:
    """Put a verdict into the review graph, as a person would."""
    store.update(f"INSERT DATA {{ GRAPH g:reviews {{ {position} sp:reviewStatus {status} }} }}")


def test_direct_triples() -> None:
    """Own stances with a direction, each once; nothing attributed, conditional or from hearsay."""
    assert lines(debate(), "direct") == {
        "actor:Q900001 sp:rejects topic:tempolimit",
        "actor:Q900001 sp:supports topic:tempolimit",
        "actor:Q900001 sp:supports topic:pendlerpauschale",
        "actor:gruenwerte sp:demands topic:tempolimit",
        "actor:gruenwerte sp:demands topic:verzicht",
        "actor:autobund sp:criticises actor:Q900001",
        "actor:autobund sp:rejects topic:tempolimit",
        "actor:freiland sp:threatens topic:klage",
    }


def test_repeats_are_marked_and_counted_once() -> None:
    """A copied report and a quotation in two outlets count once; both stay in the graph."""
    store = debate()
    assert {line for line in lines(store, "links") if "sp:repeats" in line} == {
        f"{iri(3)} sp:repeats {iri(2)}",
        f"{iri(7)} sp:repeats {iri(6)}",
    }
    assert (
        f"{terms.compact(terms.document(COPY))} sp:sameReportAs {terms.compact(terms.document(LINKED[2][0]))}"
        in lines(store, "links")
    )
    counts = [line for line in lines(store, "summary") if "sp:statements" in line]
    assert counts and all(line.endswith(" 1") for line in counts)


def test_the_same_input_gives_the_same_graph() -> None:
    """Building twice gives the same quads, in whatever order the records come."""
    again = debate()
    derive(again, LINKED, actors=ACTORS[::-1], topics=TOPICS[::-1])
    assert set(again) == set(debate())


def test_dismissed_positions_do_not_count() -> None:
    """A verdict of a person outlives the next build."""
    store = debate()
    review(store, iri(0), "sp:dismissed")
    derive(store, LINKED, actors=ACTORS, topics=TOPICS)
    assert "actor:Q900001 sp:rejects topic:tempolimit" not in lines(store, "direct")
    assert f"{iri(0)} rdf:type sp:Current" not in lines(store, "links")
    assert f"{iri(0)} sp:actor actor:Q900001" in lines(store, "links")
    assert lines(store, "reviews") == {f"{iri(0)} sp:reviewStatus sp:dismissed"}


def test_corrected_positions_are_replaced() -> None:
    """A correction counts instead of the position that it revises."""
    store = debate()
    old = iri(0)
    store.update(f"""INSERT DATA {{ GRAPH g:reviews {{
        position:corrected a sp:Position ; prov:wasRevisionOf {old} ; sp:actor actor:freiland ; sp:stance sp:doubts ;
            sp:topic topic:tempolimit ; marl:polarityValue -1.0 ; sp:sourceKind sp:own ; sp:inForce sp:stillHeld ;
            prov:wasDerivedFrom {terms.document(MARCH)} }} }}""")
    derive(store, LINKED, actors=ACTORS, topics=TOPICS)
    assert "actor:freiland sp:doubts topic:tempolimit" in lines(store, "direct")
    assert "actor:Q900001 sp:rejects topic:tempolimit" not in lines(store, "direct")


def test_uncertain_and_former_positions() -> None:
    """Below the threshold a position does not count; a former stance is no direct triple but is counted."""
    document, positions = LINKED[0]
    uncertain, former = replace(positions[0], confidence=0.3), replace(positions[1], in_force="past")
    store = Store.memory()
    subject = terms.document(document)
    store.replace_document(terms.graph_of(subject), triples.document_quads(document, [uncertain, former]))
    derive(store, [(document, [uncertain, former])])
    assert lines(store, "direct") == set()
    assert len([line for line in lines(store, "summary") if "rdf:type" in line]) == 1
    derive(store, [(document, [uncertain, former])], threshold=0.2)
    assert len(lines(store, "direct")) == 1


def test_registers_hold_what_occurs() -> None:
    """Actors nobody mentions stay out, referenced ones come in, unknown ones are named by their words."""
    actors, topics = lines(debate(), "actors"), lines(debate(), "topics")
    assert not any("unbeteiligt" in line for line in actors)
    assert "actor:bundesregierung skos:prefLabel Bundesregierung" in actors
    assert "actor:freiland rdf:type sp:Party" in actors
    assert "topic:verzicht sp:negationOf topic:pendlerpauschale" in topics


def test_months_that_are_not_known_are_left_out() -> None:
    """A stance known to the year only is counted without a month, and so is an undated one."""
    document, positions = LINKED[0]
    vague = replace(positions[0], stated_precision="year")
    undated = replace(positions[1], stated_on=None, stated_precision=None, stated_basis=None)
    store = Store.memory()
    subject = terms.document(document)
    store.replace_document(terms.graph_of(subject), triples.document_quads(document, [vague, undated]))
    derive(store, [(document, [vague, undated])])
    assert not any("sp:month" in line for line in lines(store, "summary"))
    assert len([line for line in lines(store, "summary") if "sp:statements" in line]) == 2
