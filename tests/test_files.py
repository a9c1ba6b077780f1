"""Files that the graph is written to: every ending has a reader, and a file is there whole or not at all."""

import csv
import json
import os
import re
import threading
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree as ET

import networkx as nx
import pyoxigraph as ox
import pytest

import standpunkt
from standpunkt.errors import InputError
from standpunkt.files import ENDINGS, NETWORKS, RDF, whole, write
from standpunkt.graph.stands import Selection
from tests.conftest import Kept

GEXF = "{http://gexf.net/1.3}"


@pytest.mark.parametrize("ending", sorted(RDF))
def test_rdf_is_read_back(samples: Kept, tmp_path: Path, ending: str) -> None:
    """Every RDF format holds the same facts; those with graphs hold the whole dataset."""
    with standpunkt.Store.open(samples.path) as store:
        target = write(store, tmp_path / f"kg{ending}")
        facts = {quad.triple for quad in store}
        assert {quad.triple for quad in ox.parse(path=str(target))} == facts
        if ending != ".ttl":
            assert set(ox.parse(path=str(target))) == set(store)


@pytest.mark.parametrize("network", sorted(NETWORKS))
def test_networks_are_read_back(samples: Kept, tmp_path: Path, network: str) -> None:
    """GEXF, GraphML and the tables of a network hold the same nodes and edges."""
    with standpunkt.Store.open(samples.path) as store:
        files = {e: write(store, tmp_path / f"n{e}", network=network) for e in ENDINGS if e not in (".html", *RDF)}
    graph = nx.read_graphml(files[".graphml"])
    gexf = ET.parse(files[".gexf"]).getroot()
    edges, nodes = (list(csv.DictReader(StringIO(files[e].read_text("utf-8")))) for e in (".edges.csv", ".nodes.csv"))
    assert len(list(gexf.iter(f"{GEXF}node"))) == len(graph) == len(nodes)
    assert len(list(gexf.iter(f"{GEXF}edge"))) == graph.number_of_edges() == len(edges)
    assert {frozenset((row["source"], row["target"])) for row in edges} == {frozenset(edge) for edge in graph.edges}
    assert files[".csv"].read_bytes() == files[".edges.csv"].read_bytes()
    assert edges or network == "attributions"


def test_the_matrix_has_actors_and_topics(samples: Kept, tmp_path: Path) -> None:
    """Two-mode: a row for each actor, a column for each topic, the numbers of the edges in it."""
    with standpunkt.Store.open(samples.path) as store:
        rows = list(csv.reader(StringIO(write(store, tmp_path / "n.matrix.csv").read_text("utf-8"))))
    assert len({len(row) for row in rows}) == 1 and len(rows) > 20 and len(rows[0]) > 20
    assert sum(float(cell) != 0 for row in rows[1:] for cell in row[1:]) > 40


def test_the_page_holds_the_quotations(samples: Kept, tmp_path: Path) -> None:
    """The page is one file, asks nobody, and holds the words behind the edges."""
    with standpunkt.Store.open(samples.path) as store:
        page = write(store, tmp_path / "n.html", selection=Selection(attributed=True)).read_text("utf-8")
    assert not re.search(r"<(script|link|img|iframe)[^>]+(src|href)=.(?!data:)", page)
    assert "Valcourt" in page and "default-src 'none'" in page


@pytest.mark.parametrize("name", ["netz", "netz.xlsx", "netz.gexf.zip", ".gex", "gexf"])
def test_unknown_endings(samples: Kept, tmp_path: Path, name: str) -> None:
    """The message lists the endings that there are."""
    with standpunkt.Store.open(samples.path) as store, pytest.raises(InputError, match=r"\.gexf.*got '"):
        write(store, tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_unknown_networks(samples: Kept, tmp_path: Path) -> None:
    """The message lists the networks that there are, and nothing is written."""
    with standpunkt.Store.open(samples.path) as store, pytest.raises(InputError, match="congruence.*got 'friends'"):
        write(store, tmp_path / "n.gexf", network="friends")
    assert list(tmp_path.iterdir()) == []


# Whole files --------------------------------------------------------------------------------------------------------


def test_a_file_is_replaced_when_it_is_complete(tmp_path: Path) -> None:
    """Until then the old one stands, and nothing is left beside it."""
    target = tmp_path / "p.jsonl"
    target.write_text("old")
    with whole(target) as draft:
        draft.write_text("new")
        assert target.read_text() == "old"
    assert target.read_text() == "new" and list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_a_broken_write_leaves_the_old_file(tmp_path: Path, error: type[BaseException]) -> None:
    """An interruption leaves what was there."""
    target = tmp_path / "p.jsonl"
    target.write_text("old")
    with pytest.raises(error), whole(target) as draft:
        draft.write_text("half")
        raise error
    assert target.read_text() == "old" and list(tmp_path.iterdir()) == [target]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """What a link points to is replaced, not the link."""
    (tmp_path / "there.jsonl").write_text("old")
    (tmp_path / "link.jsonl").symlink_to("there.jsonl")
    with whole(tmp_path / "link.jsonl") as draft:
        draft.write_text("new")
    assert (tmp_path / "link.jsonl").is_symlink() and (tmp_path / "there.jsonl").read_text() == "new"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are Unix")
def test_pipes_are_written_to(tmp_path: Path) -> None:
    """A named pipe is not replaced by a file."""
    pipe, got = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: got.append(pipe.read_text()))
    reader.start()
    with whole(pipe) as draft:
        draft.write_text("through")
    reader.join(timeout=10)
    assert got == ["through"] and pipe.is_fifo()


def test_long_names(tmp_path: Path) -> None:
    """A name of the greatest length that the system allows is no problem."""
    target = tmp_path / ("ä" * 124 + ".jsonl")
    with whole(target) as draft:
        draft.write_text("x")
    assert target.exists()


def test_where_nothing_can_be_written(tmp_path: Path) -> None:
    """A folder in the place of the file, no folder to put it into, no name that the system takes."""
    for target in (tmp_path, tmp_path / "no" / "p.jsonl", tmp_path / ("x" * 300)):
        with pytest.raises(InputError, match="expected to write the file .*got"), whole(target) as draft:
            draft.write_text("x")
    assert list(tmp_path.iterdir()) == []


def test_json_ld_is_json(samples: Kept, tmp_path: Path) -> None:
    """Whoever knows no RDF reads it as JSON."""
    with standpunkt.Store.open(samples.path) as store:
        assert json.loads(write(store, tmp_path / "kg.jsonld").read_text("utf-8"))
