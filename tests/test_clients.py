"""Programs that others wrote ask the server: rdflib and SPARQLWrapper."""

from collections.abc import Iterator
from typing import Any

import pytest
from rdflib import Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POST, TSV, TURTLE, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from standpunkt.graph import terms
from tests.servers import Served, laid_down, running
from tests.speedlimit import debate

AGAINST = """
SELECT ?name ?label WHERE { ?actor sp:rejects ?topic ; skos:prefLabel ?name . ?topic skos:prefLabel ?label }
ORDER BY ?name ?label
"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The debate on a speed limit."""
    with running(laid_down(debate(), tmp_path_factory.mktemp("clients") / "kg")) as server:
        yield server


def expected() -> list[tuple[str, str]]:
    """What the store itself answers."""
    return [(str(row["name"].value), str(row["label"].value)) for row in debate().query(AGAINST, union=True)]  # type: ignore[union-attr]


def converted(client: SPARQLWrapper) -> Any:
    """What SPARQLWrapper makes of the answer: its type depends on the format."""
    return client.queryAndConvert()


def test_rdflib(served: Served) -> None:
    """A graph of rdflib over the endpoint: queries and patterns."""
    graph = Graph(SPARQLStore(served.endpoint, method="POST"))
    rows = [(str(name), str(label)) for name, label in graph.query(AGAINST, initNs=dict(terms.PREFIXES))]  # type: ignore[misc]
    assert rows == expected() and rows
    rejects = URIRef(terms.SP.rejects.value)
    assert len(set(graph.subject_objects(rejects))) == len(
        set(graph.query("SELECT ?s ?o { ?s sp:rejects ?o }", initNs=dict(terms.PREFIXES)))
    )


def test_rdflib_reads_one_graph(served: Served) -> None:
    """rdflib names the graph it wants by `default-graph-uri`."""
    store = SPARQLStore(served.endpoint)
    direct, links = (Graph(store, identifier=URIRef(graph.value)) for graph in (terms.DIRECT, terms.LINKS))
    rejects = URIRef(terms.SP.rejects.value)
    assert (None, rejects, None) in direct
    assert (None, rejects, None) not in links


@pytest.mark.parametrize("method", ["GET", POST])
def test_sparqlwrapper_rows(served: Served, method: str) -> None:
    """SPARQLWrapper reads rows as JSON and XML, and takes CSV and TSV as they are."""
    client = SPARQLWrapper(served.endpoint)
    client.setMethod(method)
    client.setQuery(AGAINST)
    client.setReturnFormat(JSON)
    rows = converted(client)["results"]["bindings"]
    assert [(row["name"]["value"], row["label"]["value"]) for row in rows] == expected()
    client.setReturnFormat(XML)
    assert len(converted(client).getElementsByTagName("result")) == len(rows)
    for form in (CSV, TSV):
        client.setReturnFormat(form)
        assert len(converted(client).splitlines()) == len(rows) + 1


def test_sparqlwrapper_truth_and_graphs(served: Served) -> None:
    """ASK becomes a truth value, CONSTRUCT Turtle."""
    client = SPARQLWrapper(served.endpoint, returnFormat=JSON)
    client.setQuery("ASK { ?s sp:rejects ?o }")
    assert converted(client)["boolean"] is True
    client.setQuery("CONSTRUCT WHERE { ?s sp:rejects ?o }")
    client.setReturnFormat(TURTLE)
    assert len(Graph().parse(data=converted(client), format="turtle")) > 0


def test_sparqlwrapper_errors(served: Served) -> None:
    """A malformed query reaches the user as one."""
    client = SPARQLWrapper(served.endpoint)
    client.setQuery("SELECT * { ?s ?p }")
    with pytest.raises(QueryBadFormed, match="fault in line 1"):
        client.query()
