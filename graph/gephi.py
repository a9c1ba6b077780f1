"""Networks as GEXF 1.3, for Gephi and Gephi Lite.

Typed attributes, colours, sizes, positions, line styles, and for dated edges the days on which they held, so that
Gephi's timeline works; undated edges have no spells and stay outside it.
Format: https://gexf.net/schema.html
"""

from collections.abc import Iterator, Mapping
from os import PathLike
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import networkx as nx

from .layout import layout
from .words import words, writable

_SPACE, _VIZ = "http://gexf.net/1.3", "http://gexf.net/1.3/viz"

#: Gephi drops edges that weigh nothing and cannot lay out negative ones: the file's weight is never below this.
LEAST_WEIGHT = 0.01

#: What has its own place in the format and is no attribute.
_NOT_ATTRIBUTES = {"label", "periods"}


def gexf(graph: "nx.Graph[str]") -> str:
    """The network as the text of a GEXF 1.3 file.

    An edge's `weight` is the size of its weight; `signed_weight` keeps the sign. Edges are green (for), red
    (against), grey (undecided) or violet (mixed), dashed where only others attribute the stance.
    """
    root = ET.Element("gexf", {"xmlns": _SPACE, "xmlns:viz": _VIZ, "version": "1.3"})
    meta = ET.SubElement(root, "meta")
    ET.SubElement(meta, "creator").text = "standpunkt"
    ET.SubElement(meta, "description").text = writable(str(graph.graph.get("name", "")))
    dated = any(data.get("periods") for *_, data in graph.edges(data=True))
    kind = "directed" if graph.is_directed() else "undirected"
    timed = {"mode": "dynamic", "timeformat": "date", "timerepresentation": "interval"}
    body = ET.SubElement(root, "graph", {"defaultedgetype": kind, **(timed if dated else {"mode": "static"})})
    nodes = {name: _node_values(data) for name, data in graph.nodes(data=True)}
    edges = {(one, other): _edge_values(data) for one, other, data in graph.edges(data=True)}
    node_ids, edge_ids = _declare(body, "node", nodes.values()), _declare(body, "edge", edges.values())
    places, parent = layout(graph), ET.SubElement(body, "nodes")
    for name, values in nodes.items():
        _node(ET.SubElement(parent, "node", {"id": writable(name)}), values, node_ids, places[name])
    parent = ET.SubElement(body, "edges")
    for number, ((one, other), values) in enumerate(edges.items()):
        ends = {"id": str(number), "source": writable(one), "target": writable(other)}
        _edge(ET.SubElement(parent, "edge", ends), values, edge_ids)
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def write_gexf(graph: "nx.Graph[str]", path: str | PathLike[str]) -> Path:
    """Write the network to a file and tell where it is."""
    target = Path(path)
    target.write_text(gexf(graph), encoding="utf-8", newline="\n")
    return target


Values = dict[str, Any]


def _node_values(data: Values) -> Values:
    return {"label": "", "kind": "actor", **data}


def _edge_values(data: Values) -> Values:
    """An edge with its signed weight beside the one that Gephi can use."""
    signed = float(data.get("weight", 1.0))
    return {**data, "weight": max(abs(signed), LEAST_WEIGHT), "signed_weight": signed}


def _typed(values: Values) -> Iterator[tuple[str, str]]:
    """Names and GEXF types of the values that are attributes."""
    types = {bool: "boolean", int: "integer", float: "double", str: "string"}
    for name, value in values.items():
        if name not in _NOT_ATTRIBUTES and name != "weight" and type(value) in types:
            yield name, types[type(value)]


def _declare(parent: ET.Element, kind: str, rows: Any) -> dict[str, str]:
    """Declare the attributes that occur, and give their ids; where types differ the widest is declared."""
    found: dict[str, str] = {}
    for name, typed in (pair for values in rows for pair in _typed(values)):
        found[name] = typed if found.get(name, typed) == typed else _wider(found[name], typed)
    model = ET.SubElement(parent, "attributes", {"class": kind, "mode": "static"})
    for number, (name, typed) in enumerate(found.items()):
        ET.SubElement(model, "attribute", {"id": str(number), "title": writable(name), "type": typed})
    return {name: str(number) for number, name in enumerate(found)}


def _wider(one: str, other: str) -> str:
    return "double" if {one, other} == {"integer", "double"} else "string"


def _attvalues(parent: ET.Element, values: Values, ids: Mapping[str, str]) -> None:
    rows = ET.SubElement(parent, "attvalues")
    for name, _ in _typed(values):
        value = values[name]
        text = str(value).lower() if isinstance(value, bool) else writable(str(value))
        ET.SubElement(rows, "attvalue", {"for": ids[name], "value": text})


def _node(element: ET.Element, values: Values, ids: Mapping[str, str], place: tuple[float, float]) -> None:
    """A disc for an actor, a square for a topic; the area grows with the statements."""
    topic = values["kind"] == "topic"
    element.set("label", writable(str(values["label"])) or element.get("id", ""))
    _attvalues(element, values, ids)
    _colour(element, "topic" if topic else "actor")
    ET.SubElement(element, "viz:size", {"value": f"{4 + 4 * float(values.get('statements', 1)) ** 0.5:.1f}"})
    # Gephi's y axis points up.
    ET.SubElement(element, "viz:position", {"x": str(place[0]), "y": str(-place[1]), "z": "0.0"})
    ET.SubElement(element, "viz:shape", {"value": "square" if topic else "disc"})


def _edge(element: ET.Element, values: Values, ids: Mapping[str, str]) -> None:
    """Coloured by polarity, as thick as it weighs, dashed where the stance is only attributed."""
    element.set("weight", str(values["weight"]))
    _attvalues(element, values, ids)
    if values.get("periods"):
        spells = ET.SubElement(element, "spells")
        for first, last in values["periods"]:
            ET.SubElement(spells, "spell", {"start": first, "end": last})
    _colour(element, str(values.get("polarity", _side(values))))
    ET.SubElement(element, "viz:thickness", {"value": f"{values['weight']:.2f}"})
    only_attributed = values.get("attributed") and values["attributed"] == values.get("statements")
    ET.SubElement(element, "viz:shape", {"value": "dashed" if only_attributed else "solid"})


def _side(values: Values) -> str:
    """The polarity that the sign of a weight stands for, where an edge has no polarity of its own."""
    return "+" if values["signed_weight"] > 0 else "-" if values["signed_weight"] < 0 else "0"


def _colour(element: ET.Element, name: str) -> None:
    hexed = words()["colours"][name]
    red, green, blue = (str(int(hexed[i : i + 2], 16)) for i in (1, 3, 5))
    ET.SubElement(element, "viz:color", {"r": red, "g": green, "b": blue})
