"""Networks as tables (CSV) and as GraphML, for spreadsheets, R and whatever reads neither GEXF nor RDF."""

import csv
from collections.abc import Iterable, Mapping
from io import BytesIO, StringIO
from typing import Any

import networkx as nx

from .words import writable


def node_table(graph: "nx.Graph[str]") -> str:
    """One row a node as CSV: its id and every attribute that any node has."""
    return _csv(["id"], ({"id": name, **data} for name, data in graph.nodes(data=True)))


def edge_table(graph: "nx.Graph[str]") -> str:
    """One row an edge as CSV: both ends with id and label, the weight and every other attribute."""
    labels = {name: data.get("label", "") for name, data in graph.nodes(data=True)}
    rows = (
        {"source": a, "target": b, "source_label": labels[a], "target_label": labels[b], **data}
        for a, b, data in graph.edges(data=True)
    )
    return _csv(["source", "target", "source_label", "target_label", "weight"], rows)


def matrix_table(graph: "nx.Graph[str]") -> str:
    """The weights as a matrix with labels, as R's `statnet` and UCINET read it; actors × topics if two-mode.

    Where two nodes of one side share a label, that side carries ids.
    """
    kinds = nx.get_node_attributes(graph, "kind")
    down = [name for name in graph if kinds.get(name) != "topic"] or list(graph)
    across = [name for name in graph if kinds.get(name) == "topic"] or down
    titles = {**_titles(graph, across), **_titles(graph, down)}
    rows = (
        {"": titles[one]} | {titles[other]: graph.get_edge_data(one, other, {}).get("weight", 0.0) for other in across}
        for one in down
    )
    return _csv(["", *(titles[name] for name in across)], rows)


def _titles(graph: "nx.Graph[str]", names: list[str]) -> dict[str, str]:
    """What one side of the matrix calls its nodes."""
    labels = {name: graph.nodes[name].get("label", name) for name in names}
    return labels if len(set(labels.values())) == len(labels) else {name: name for name in names}


def graphml(graph: "nx.Graph[str]") -> str:
    """The network as GraphML with typed attributes."""
    plain = graph.__class__(**{key: _cell(value) for key, value in graph.graph.items()})
    plain.add_nodes_from((writable(name), _cells(data)) for name, data in graph.nodes(data=True))
    plain.add_edges_from((writable(a), writable(b), _cells(data)) for a, b, data in graph.edges(data=True))
    buffer = BytesIO()
    nx.write_graphml(plain, buffer)
    return buffer.getvalue().decode()


def _cells(data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _cell(value) for name, value in data.items()}


def _cell(value: Any) -> Any:
    """A value as one cell: periods as `2025-03-01/2025-03-31`, joined by semicolons."""
    if isinstance(value, tuple | list):
        return "; ".join("/".join(item) if isinstance(item, tuple) else str(item) for item in value)
    return writable(value) if isinstance(value, str) else value


def _csv(first: list[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """The rows as CSV, columns in the order of their first appearance, after those in `first`."""
    kept = [_cells(row) for row in rows]
    columns = list(dict.fromkeys([*first, *(name for row in kept for name in row)]))
    buffer = StringIO()
    writer = csv.DictWriter(buffer, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _harmless(value) for name, value in row.items()} for row in kept)
    return buffer.getvalue()


def _harmless(value: Any) -> Any:
    """Foreign text that a spreadsheet would run as a formula gets an apostrophe in front."""
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@\t\r" and value[1:] else value
