"""How nodes and edges of the page are drawn: shapes, sizes, places and bends; colours are the page's own business."""

import textwrap
from collections import Counter
from typing import Any

import networkx as nx

from .layout import Size, layout
from .view import Edge, Node, View
from .words import writable


def drawing(shown: View) -> dict[str, Any]:
    """Nodes and edges as vis-network draws them, collected by pyvis; the layout is fixed."""
    from pyvis.network import Network  # type: ignore[import-untyped]  # slow: pulls in IPython

    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(str(number) for number in range(len(shown.nodes)))
    graph.add_edges_from((str(edge.source), str(edge.target)) for edge in shown.edges)
    most = max((node.count for node in shown.nodes), default=1)
    looks = [_look(node, most, len(shown.nodes)) for node in shown.nodes]
    places = layout(graph, {str(number): _size(look) for number, look in enumerate(looks)})
    network = Network(directed=True)
    for number, look in enumerate(looks):
        x, y = places[str(number)]
        network.add_node(number, **look, x=x, y=y)
    for number, (edge, bend) in enumerate(zip(shown.edges, _bends(shown.edges), strict=True)):
        network.add_edge(edge.source, edge.target, id=number, **bend)
    nodes, edges, *_ = network.get_network_data()
    return {"nodes": nodes, "edges": edges}


def _look(node: Node, most: int, crowd: int) -> dict[str, Any]:
    """Shape, size and lettering: the more positions the larger, the more so the fuller the page."""
    share = (node.count / most) ** 0.5
    font = round(15 + (4 if crowd <= 60 else 12 if crowd <= 200 else 26) * share)
    if node.kind == "topic":
        return {"label": _wrapped(node.label, 22), "shape": "box", "color": None, "font": {"size": font}}
    size = round(9 + (9 if crowd <= 60 else 26) * share)
    return {"label": _wrapped(node.label, 18), "shape": "dot", "color": None, "size": size, "font": {"size": font}}


def _wrapped(label: str, width: int) -> str:
    """A label in up to three lines; what does not fit is left to the panel."""
    lines = textwrap.wrap(" ".join(writable(label).split()), width, break_long_words=False) or ["?"]
    lines = lines if len(lines) <= 3 else [*lines[:2], f"{lines[2]} …"]
    return "\n".join(line if len(line) <= 40 else f"{line[:39]}…" for line in lines)


def _size(look: dict[str, Any]) -> Size:
    """About how many pixels a node takes, its label included."""
    lines, font = look["label"].split("\n"), look["font"]["size"]
    width, height = max(map(len, lines)) * font * 0.56, len(lines) * font * 1.25
    if look["shape"] == "box":
        return width + 22, height + 14
    return max(width, 2 * look["size"]), height + 2 * look["size"] + 6


def _bends(edges: list[Edge]) -> list[dict[str, Any]]:
    """How each edge runs: straight, or bent apart from others between the same two nodes, to be seen and clicked."""
    pairs = [(min(edge.source, edge.target), max(edge.source, edge.target)) for edge in edges]
    number, seen, bends = Counter(pairs), Counter[tuple[int, int]](), []
    for edge, pair in zip(edges, pairs, strict=True):
        offset = 0.12 * (2 * seen[pair] + 1 - number[pair]) * (1 if edge.source <= edge.target else -1)
        seen[pair] += 1
        side = "curvedCW" if offset > 0 else "curvedCCW"
        smooth = {"enabled": True, "type": side, "roundness": abs(offset)} if offset else False
        bends.append({"smooth": smooth})
    return bends
