"""The graph as files: the ending of the name says which format."""

from collections.abc import Callable, Iterable
from pathlib import Path

import networkx as nx

from standpunkt.extract.records import InputError
from standpunkt.graph import exports, networks, reading
from standpunkt.graph.gephi import write_gexf
from standpunkt.graph.html import write_page
from standpunkt.graph.stands import Selection, Stand, select
from standpunkt.graph.store import Store

Network = "nx.Graph[str]"
NETWORKS: dict[str, Callable[[Iterable[Stand]], "nx.Graph[str]"]] = {
    "affiliation": networks.affiliation,
    "congruence": networks.congruence,
    "conflict": networks.conflict,
    "subtract": networks.subtract,
    "attacks": networks.attacks,
    "attributions": networks.attributions,
}
RDF = {".ttl": "turtle", ".trig": "trig", ".nq": "nquads", ".jsonld": "jsonld"}
TABLES: dict[str, Callable[["nx.Graph[str]"], str]] = {
    ".graphml": exports.graphml,
    ".edges.csv": exports.edge_table,
    ".nodes.csv": exports.node_table,
    ".matrix.csv": exports.matrix_table,
    ".csv": exports.edge_table,
}
ENDINGS = (".html", ".gexf", *TABLES, *RDF)


def write(store: Store, target: Path, *, network: str = "affiliation", selection: Selection | None = None) -> Path:
    """Write the store, or a network made from it, to `target`.

    Network formats are .gexf, .graphml and .csv (.edges.csv, .nodes.csv, .matrix.csv); .html is the page; .ttl, .trig,
    .nq and .jsonld are the whole RDF. Raises `InputError` for another ending or an unknown network.
    """
    ending = next((ending for ending in sorted(ENDINGS, key=len, reverse=True) if target.name.endswith(ending)), None)
    if ending is None:
        raise InputError(f"expected a file name that ends in one of {', '.join(ENDINGS)}, got {target.name!r}")
    if ending in RDF:
        store.dump(target, RDF[ending])
        return target
    chosen = select(reading.stands(store), selection)
    if ending == ".html":
        return write_page(chosen, target, attributed=bool(selection and selection.attributed))
    graph = network_of(network, chosen)
    if ending == ".gexf":
        return write_gexf(graph, target)
    target.write_text(TABLES[ending](graph), encoding="utf-8", newline="")
    return target


def network_of(name: str, stands: Iterable[Stand]) -> "nx.Graph[str]":
    """The network of that name; `InputError` lists the names if there is none."""
    if name not in NETWORKS:
        raise InputError(f"expected one of the networks {', '.join(NETWORKS)}, got {name!r}")
    return NETWORKS[name](stands)
