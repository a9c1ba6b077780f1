"""GEXF as Gephi's own readers see it, and the plain exports."""

import csv
import json
import os
import shutil
import subprocess
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from standpunkt.graph.exports import edge_table, graphml, matrix_table, node_table
from standpunkt.graph.gephi import gexf, write_gexf
from standpunkt.graph.layout import layout
from standpunkt.graph.networks import affiliation, attacks, congruence, subtract
from tests.debate import crowd, debate

ROOT = Path(__file__).parents[1]
_NS = {"g": "http://gexf.net/1.3", "viz": "http://gexf.net/1.3/viz"}

NETWORKS = {
    "two-mode": affiliation(debate()),
    "congruence": congruence(debate()),
    "subtract": subtract(debate()),
    "attacks": attacks(debate()),
    "empty": affiliation([]),
}


def unavailable(what: str) -> None:
    """Skip with the reason, or fail where everything must be there."""
    if os.environ.get("CI", "").lower() in ("1", "true"):
        pytest.fail(what)
    pytest.skip(what)


def graphology(path: Path) -> dict[str, Any]:
    """The file as Gephi Lite reads it."""
    node = shutil.which("node")
    if not node:
        unavailable("Node.js is needed to read GEXF as Gephi Lite does: install Node 20 or later")
    if not (ROOT / "node_modules" / "graphology-gexf").is_dir():
        unavailable("graphology-gexf is needed to read GEXF as Gephi Lite does: run `npm ci`")
    command = [str(node), str(ROOT / "tests" / "gexf_reader.mjs"), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    result: dict[str, Any] = json.loads(done.stdout)
    return result


@pytest.mark.parametrize("name", NETWORKS)
def test_gephi_lite_reads_what_was_written(name: str, tmp_path: Path) -> None:
    """Every node and edge arrives with typed attributes, colour, size and place."""
    graph = NETWORKS[name]
    found = graphology(write_gexf(graph, tmp_path / "a.gexf"))
    nodes = {node["key"]: node["attributes"] for node in found["nodes"]}
    edges = {frozenset((edge["source"], edge["target"])): edge["attributes"] for edge in found["edges"]}
    assert nodes.keys() == set(graph)
    assert edges.keys() == {frozenset(edge) for edge in graph.edges}
    for name, data in graph.nodes(data=True):
        assert {key: nodes[name][key] for key in data} == data
        assert nodes[name]["color"].startswith("rgb(") and {"x", "y", "size", "shape"} <= nodes[name].keys()
    for one, other, data in graph.edges(data=True):
        attributes = edges[frozenset((one, other))]
        assert attributes["signed_weight"] == data["weight"]
        assert attributes["weight"] == max(abs(data["weight"]), 0.01)
        assert {"color", "thickness", "shape"} <= attributes.keys()


@pytest.mark.parametrize("name", NETWORKS)
def test_networkx_reads_what_was_written(name: str) -> None:
    """A second reader, of version 1.3 too, finds the same graph."""
    graph = NETWORKS[name]
    found = nx.read_gexf(BytesIO(gexf(graph).encode()), version="1.3")
    assert set(found) == set(graph) and found.is_directed() == graph.is_directed()
    assert {frozenset(edge) for edge in found.edges} == {frozenset(edge) for edge in graph.edges}
    for node, data in graph.nodes(data=True):
        assert {key: found.nodes[node][key] for key in data} == data


def parsed(graph: "nx.Graph[str]") -> ET.Element:
    return ET.fromstring(gexf(graph))


def test_the_file_says_its_version_and_types() -> None:
    root = parsed(NETWORKS["two-mode"])
    assert root.tag == "{http://gexf.net/1.3}gexf" and root.get("version") == "1.3"
    types = {a.get("title"): a.get("type") for a in root.iterfind(".//g:attributes[@class='edge']/g:attribute", _NS)}
    assert types["signed_weight"] == "double" and types["statements"] == "integer" and types["polarity"] == "string"
    assert len({edge.get("id") for edge in root.iterfind(".//g:edge", _NS)}) == len(NETWORKS["two-mode"].edges)


def edge_of(actor: str, topic: str) -> ET.Element:
    edges = parsed(NETWORKS["two-mode"]).iterfind(".//g:edge", _NS)
    return next(edge for edge in edges if (edge.get("source"), edge.get("target")) == (actor, topic))


def test_dated_edges_have_spells_and_undated_ones_none() -> None:
    """Gephi's timeline shows what is dated; a month is an interval; nothing undated gets a day."""
    spells = edge_of("actor/Q6", "topic/mietendeckel").findall("g:spells/g:spell", _NS)
    assert [(spell.get("start"), spell.get("end")) for spell in spells] == [
        ("2024-10-01", "2024-10-31"),
        ("2025-04-17", "2025-04-17"),
    ]
    assert edge_of("actor/Q7", "topic/mietendeckel").find("g:spells", _NS) is None


@pytest.mark.parametrize(
    ("actor", "topic", "shape", "greenest"),
    [
        ("actor/Q1", "topic/mietendeckel", "solid", True),
        ("actor/Q2", "topic/mietendeckel", "solid", False),
        ("actor/Q5", "topic/baulandmoratorium", "dashed", False),
        ("actor/Q2", "topic/baulandmoratorium", "dashed", True),
    ],
)
def test_lines_show_polarity_and_attribution(actor: str, topic: str, shape: str, greenest: bool) -> None:
    """Green or red by polarity, dashed where only others attribute it."""
    edge = edge_of(actor, topic)
    colour, line = edge.find("viz:color", _NS), edge.find("viz:shape", _NS)
    assert colour is not None and line is not None
    assert line.get("value") == shape
    assert (int(colour.get("g", 0)) > int(colour.get("r", 0))) == greenest


@given(st.text(), st.text())
def test_any_label_survives(label: str, kind: str) -> None:
    """Whatever a text contains the file is well-formed; only what XML cannot carry is missing."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_node("a", label=f"x{label}", kind="actor", type=kind)
    node = parsed(graph).find(".//g:node", _NS)
    assert node is not None
    carried = "".join(c for c in label if c in "\t\n\r" or c >= " " and not "\ud800" <= c <= "\udfff" and c < "\ufffe")
    if all(c < "\ufffe" for c in label):
        assert node.get("label") == f"x{carried}"


def test_the_same_network_gives_the_same_bytes() -> None:
    """The layout has no chance in it."""
    made = [gexf(affiliation(crowd(30, 30, 90))) for _ in range(2)]
    assert made[0] == made[1]


def test_layout_keeps_boxes_apart() -> None:
    """In a crowd of 120 nodes hardly any labels overlap, and all components are on the page."""
    graph = affiliation(crowd(60, 60, 160))
    places = layout(graph, dict.fromkeys(graph, (110.0, 30.0)))
    names = sorted(places)
    overlaps = [
        (a, b)
        for i, a in enumerate(names)
        for b in names[i + 1 :]
        if abs(places[a][0] - places[b][0]) < 110 and abs(places[a][1] - places[b][1]) < 30
    ]
    assert len(overlaps) <= 2
    assert max(abs(x) for x, _ in places.values()) < 3000


def test_a_network_too_large_for_a_drawing_still_gets_places() -> None:
    places = layout(nx.relabel_nodes(nx.star_graph(2000), str))
    assert len(set(places.values())) == 2001
    assert abs(places["0"][0]) < 100


# Plain exports --------------------------------------------------------------------------------------------------


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text)))


def test_edge_table() -> None:
    """A spreadsheet has labels beside ids, and periods in one cell."""
    row = next(r for r in rows(edge_table(NETWORKS["two-mode"])) if r["polarity"] == "±")
    assert (row["source_label"], row["target_label"], row["weight"]) == ("Götz Überacker", "Mietendeckel", "0.0")
    assert row["periods"] == "2024-10-01/2024-10-31; 2025-04-17/2025-04-17"


def test_node_table_never_starts_a_formula() -> None:
    """A label that a spreadsheet would run is text."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_node("a", label='=HYPERLINK("http://x")')
    assert rows(node_table(graph))[0]["label"].startswith("'=")


def test_matrix() -> None:
    """Actors by topics where the network has both, else everybody by everybody."""
    two = rows(matrix_table(NETWORKS["two-mode"]))
    assert len(two) == 7 and len(two[0]) == 6
    assert next(row for row in two if row[""] == "Städtetag")["Mietendeckel"] == "1.0"
    one = rows(matrix_table(NETWORKS["congruence"]))
    assert [row[""] for row in one] == list(one[0])[1:]


@pytest.mark.parametrize("name", NETWORKS)
def test_graphml_round_trip(name: str) -> None:
    graph = NETWORKS[name]
    found = nx.read_graphml(BytesIO(graphml(graph).encode()))
    assert set(found) == set(graph) and set(map(frozenset, found.edges)) == set(map(frozenset, graph.edges))
    for node, data in graph.nodes(data=True):
        assert found.nodes[node] == data
