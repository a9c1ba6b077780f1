"""What the endpoint says of itself: a SPARQL 1.1 Service Description.

Source of the words: https://www.w3.org/TR/sparql11-service-description/
"""

from collections.abc import Iterator
from typing import Final

import pyoxigraph as ox
from pyoxigraph import BlankNode, NamedNode, RdfFormat, Triple

from standpunkt.graph import terms

SD: Final = terms.Namespace("http://www.w3.org/ns/sparql-service-description#")
_FORMATS: Final = "http://www.w3.org/ns/formats/"
#: The formats in which answers come, by the names the W3C gave them.
_WRITTEN: Final = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
    "Turtle", "N-Triples", "RDF_XML", "JSON-LD", "TriG", "N-Quads", "N3",
)  # fmt: skip
#: The graphs that every store has; those of the documents are too many to list.
GRAPHS: Final = (terms.ACTORS, terms.TOPICS, terms.LINKS, terms.DIRECT, terms.SUMMARY, terms.RUNS)


def description(endpoint: str, form: RdfFormat) -> bytes:
    """The description of the service at the address `endpoint`."""
    prefixes = {"sd": SD.base, "rdf": terms.RDF.base, "g": terms.GRAPH.base, "formats": _FORMATS}
    return ox.serialize(_triples(NamedNode(endpoint)), format=form, prefixes=prefixes) or b""


def _triples(endpoint: NamedNode) -> Iterator[Triple]:
    service, dataset, everything = BlankNode("service"), BlankNode("dataset"), BlankNode("everything")
    yield Triple(service, terms.RDF.type, SD.Service)
    yield Triple(service, SD.endpoint, endpoint)
    yield Triple(service, SD.supportedLanguage, SD.SPARQL11Query)
    yield Triple(service, SD.feature, SD.UnionDefaultGraph)
    yield from (Triple(service, SD.resultFormat, NamedNode(_FORMATS + name)) for name in _WRITTEN)
    yield Triple(service, SD.defaultDataset, dataset)
    yield Triple(dataset, terms.RDF.type, SD.Dataset)
    yield Triple(dataset, SD.defaultGraph, everything)
    yield Triple(everything, terms.RDF.type, SD.Graph)
    for graph in GRAPHS:
        named = BlankNode(graph.value.rpartition("/")[2])
        yield Triple(dataset, SD.namedGraph, named)
        yield Triple(named, terms.RDF.type, SD.NamedGraph)
        yield Triple(named, SD.name, graph)
