"""The store: one writer, snapshots for readers, replaced graphs, dumps that come back as they were."""

import io
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from pyoxigraph import Literal, NamedNode, Quad
from rdflib import Dataset
from rdflib.compare import isomorphic

from standpunkt.errors import InputError, QueryError, StoreError
from standpunkt.extract.records import Document, Position
from standpunkt.graph import terms, triples
from standpunkt.graph.store import DERIVED, FORMATS, Store
from tests.speedlimit import LINKED, debate
from tests.strategies import coded

DEMO = terms.GRAPH.demo


def fact(text: str = "x", graph: NamedNode = DEMO) -> Quad:
    """One quad that says `text`."""
    return Quad(NamedNode("https://example.org/s"), terms.RDFS.label, Literal(text), graph)


def test_replacing_twice_changes_nothing() -> None:
    """The second time a document is replaced by the same quads nothing is written, nothing gets outdated."""
    store = debate()
    before = set(store)
    for document, positions in LINKED:
        subject = terms.document(document)
        assert not store.replace_document(terms.graph_of(subject), triples.document_quads(document, positions))
    assert set(store) == before and store.outdated() == set()


def test_replacing_touches_one_graph_and_marks_the_derived_ones() -> None:
    """A changed document replaces its graph only; what is derived from it counts as outdated."""
    store = Store.memory()
    store.bulk_load([fact("other", terms.GRAPH.other), fact("old"), fact("stays")])
    for graph in DERIVED:
        store.rebuild(graph, [])
    assert store.outdated() == set()
    assert store.replace_document(DEMO, [fact("stays"), fact('new "\\u0022')])
    assert set(store.graph(DEMO)) == {fact("stays"), fact('new "\\u0022')}
    assert list(store.graph(terms.GRAPH.other)) == [fact("other", terms.GRAPH.other)]
    assert store.outdated() == set(DERIVED)


def test_dropping_a_document() -> None:
    """A dropped document is gone; dropping it again is no change."""
    store = Store.memory()
    store.replace_document(DEMO, [fact()])
    assert store.drop_document(DEMO) and not store.drop_document(DEMO)
    assert list(store.graph(DEMO)) == []


def test_a_document_cannot_write_into_another_graph() -> None:
    """Quads of another graph are refused."""
    with pytest.raises(StoreError, match="expected quads of .*demo only"):
        Store.memory().replace_document(DEMO, [fact(graph=terms.GRAPH.other)])


def test_a_failed_rebuild_stays_outdated() -> None:
    """A derived graph whose rebuild breaks off is still marked."""

    def broken() -> object:
        yield fact(graph=terms.DIRECT)
        raise RuntimeError("broken")

    store = Store.memory()
    with pytest.raises(RuntimeError):
        store.rebuild(terms.DIRECT, broken())  # type: ignore[arg-type]
    assert store.outdated() == {terms.DIRECT}


def test_readers_see_the_last_published_state(tmp_path: Path) -> None:
    """A reader opened beside the writer sees what was published, and keeps seeing it."""
    with Store.write(tmp_path / "kg") as writer:
        writer.replace_document(DEMO, [fact("one")])
        writer.publish()
        reader = Store.open(tmp_path / "kg")
        writer.replace_document(DEMO, [fact("two")])
        assert list(reader.graph(DEMO)) == [fact("one")]
    assert list(reader.graph(DEMO)) == [fact("one")]
    later = Store.open(tmp_path / "kg")
    assert list(later.graph(DEMO)) == [fact("two")]
    reader.close()
    later.close()


def test_snapshots_in_use_stay(tmp_path: Path) -> None:
    """Only snapshots that nobody reads are removed."""
    with Store.write(tmp_path / "kg") as writer:
        writer.replace_document(DEMO, [fact("one")])
        writer.publish()
        reader = Store.open(tmp_path / "kg")
        for _ in range(4):
            writer.publish()
        kept = sorted(path.name for path in (tmp_path / "kg" / "snapshots").iterdir() if path.is_dir())
        assert kept == ["00000001", "00000004", "00000005"]
        assert list(reader.graph(DEMO)) == [fact("one")]
        reader.close()
        writer.publish()
    assert not (tmp_path / "kg" / "snapshots" / "00000001").exists()


def test_readers_cannot_write(tmp_path: Path) -> None:
    """A snapshot is for reading."""
    with Store.write(tmp_path / "kg"):
        pass
    with Store.open(tmp_path / "kg") as reader, pytest.raises(StoreError, match="got a snapshot for reading"):
        reader.replace_document(DEMO, [fact()])


def test_two_writers(tmp_path: Path) -> None:
    """The second writer is told who the first one is."""
    with (
        Store.write(tmp_path / "kg"),
        pytest.raises(StoreError, match=f"process {os.getpid()} does.*wait until it has ended"),
    ):
        Store.write(tmp_path / "kg")
    Store.write(tmp_path / "kg").close()


def test_nothing_is_published_after_an_error(tmp_path: Path) -> None:
    """What an interrupted writer wrote stays for the next writer, and readers do not see it."""
    with Store.write(tmp_path / "kg") as first:
        first.replace_document(DEMO, [fact("one")])
    with pytest.raises(KeyboardInterrupt), Store.write(tmp_path / "kg") as second:
        second.replace_document(DEMO, [fact("two")])
        raise KeyboardInterrupt
    with Store.open(tmp_path / "kg") as reader:
        assert list(reader.graph(DEMO)) == [fact("one")]
    with Store.write(tmp_path / "kg") as third:
        assert list(third.graph(DEMO)) == [fact("two")]


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is a Unix signal")
def test_a_killed_writer_leaves_whole_documents(tmp_path: Path) -> None:
    """kill -9 in the middle: the store opens, every graph is complete, the lock is free."""
    script = f"""
from itertools import count
from pyoxigraph import Literal, NamedNode, Quad
from standpunkt.graph import terms
from standpunkt.graph.store import Store
store = Store.write({str(tmp_path / "kg")!r})
for number in count():
    graph = terms.GRAPH[f"d{{number}}"]
    store.replace_document(graph, [Quad(graph, terms.RDFS.label, Literal(i), graph) for i in range(50)])
    print(number, flush=True)
"""
    child = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE)
    assert child.stdout
    for _ in range(5):
        child.stdout.readline()
    child.send_signal(signal.SIGKILL)
    child.communicate()
    with Store.write(tmp_path / "kg") as store:
        graphs = [graph for graph in store.graphs() if graph != terms.RUNS]
        assert len(graphs) >= 5 and all(len(list(store.graph(graph))) == 50 for graph in graphs)
        assert store.outdated() == set(DERIVED)


@pytest.mark.parametrize(("make", "message"), [
    (lambda path: None, "expected a store at .* \\(found nothing\\): make one with `standpunkt build`"),
    (lambda path: path.write_text("x"), "found something else"),
    (lambda path: (path.mkdir(), (path / "brief.txt").write_text("x")), "found something else"),
    (lambda path: (path.mkdir(), (path / "standpunkt-store").write_text("99")), "expected store layout 1 .*got '99'"),
    (lambda path: Store.write(path).close(), "expected a finished build"),
])  # fmt: skip
def test_what_is_no_store(tmp_path: Path, make: object, message: str) -> None:
    """Opening something that is no store says what it is and what to do."""
    make(tmp_path / "kg")  # type: ignore[operator]
    with pytest.raises(StoreError, match=message):
        Store.open(tmp_path / "kg")


def test_a_foreign_folder_is_not_written_to(tmp_path: Path) -> None:
    """Somebody's folder is never turned into a store."""
    (tmp_path / "brief.txt").write_text("x")
    with pytest.raises(StoreError, match="found something else"):
        Store.write(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["brief.txt"]


def test_a_damaged_store(tmp_path: Path) -> None:
    """A store whose files are damaged gives one line."""
    with Store.write(tmp_path / "kg") as store:
        store.replace_document(DEMO, [fact()])
    for file in (tmp_path / "kg" / "snapshots" / "00000001").iterdir():
        file.unlink()
    with pytest.raises(StoreError, match="expected a usable store"):
        Store.open(tmp_path / "kg")


def as_rdflib(store: Store) -> Dataset:
    """The dataset as rdflib reads it from N-Quads."""
    output = io.BytesIO()
    store.dump(output, "nquads")
    return Dataset().parse(data=output.getvalue().decode(), format="nquads")


@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")  # rdflib's own parser uses its old names
@pytest.mark.parametrize("format", ["trig", "nquads", "jsonld"])
def test_round_trip(tmp_path: Path, format: str) -> None:
    """What is dumped and loaded again is the same dataset."""
    store, copy = debate(), Store.memory()
    store.dump(tmp_path / "dump", format)
    copy.load(tmp_path / "dump", format)
    assert set(copy) == set(store)
    graphs = as_rdflib(store)
    assert all(isomorphic(graph, as_rdflib(copy).graph(graph.identifier)) for graph in graphs.graphs())


@settings(max_examples=40, deadline=None)
@given(coded())
def test_round_trip_of_hostile_text(case: tuple[Document, list[Position]]) -> None:
    """Any text survives being replaced (as SPARQL update), dumped and read."""
    document, positions = case
    graph = terms.graph_of(terms.document(document))
    quads = set(triples.document_quads(document, positions))
    store = Store.memory()
    store.replace_document(graph, [fact(graph=graph)])
    store.replace_document(graph, quads)
    assert set(store.graph(graph)) == quads
    output = io.BytesIO()
    store.dump(output, "trig")
    assert set(ox.parse(output.getvalue(), format=ox.RdfFormat.TRIG)) == set(store)


def test_turtle_merges_the_graphs() -> None:
    """Turtle knows no graphs, so all of them are in one."""
    output = io.BytesIO()
    debate().dump(output, "turtle")
    text = output.getvalue().decode()
    assert "sp:rejects" in text and "@prefix sp:" in text
    assert set(ox.parse(text, format=ox.RdfFormat.TURTLE))


def test_unknown_formats_and_files(tmp_path: Path) -> None:
    """A wrong format, a missing folder or a broken file gives one line."""
    with pytest.raises(InputError, match="expected a format among turtle, trig, nquads, jsonld \\(got 'rdf'\\)"):
        Store.memory().dump(io.BytesIO(), "rdf")
    with pytest.raises(StoreError, match="expected a usable store"):
        Store.memory().dump(tmp_path / "missing" / "x.trig")
    (tmp_path / "x.trig").write_text("kein TriG")
    with pytest.raises(InputError, match="expected trig"):
        Store.memory().load(tmp_path / "x.trig")
    assert set(FORMATS) == {"turtle", "trig", "nquads", "jsonld"}


def test_the_rdflib_view() -> None:
    """rdflib reads the same data without a copy, all graphs as one or each for itself."""
    store = debate()
    dataset = store.rdflib()
    query = "SELECT ?x WHERE { ?x a <https://w3id.org/standpunkt/ontology#Position> }"
    assert len(list(dataset.query(query))) == 12
    assert len(dataset.graph(terms.DIRECT.value)) == len(list(store.graph(terms.DIRECT)))


@pytest.mark.parametrize(("sparql", "message"), [
    ("SELEKT * {}", r"got a fault in line 1, column 10, near '\{\}'"),
    ("SELECT * {\n ?s ?p }", "got a fault in line 2"),
    ("", "got a fault in line 1"),
    ("DELETE WHERE { ?s ?p ?o }", "expected a SPARQL 1.1 query"),
    ("SELECT * { ?s unbekannt:p ?o }", "expected a SPARQL 1.1 query"),
])  # fmt: skip
def test_wrong_queries(sparql: str, message: str) -> None:
    """A wrong query says where the fault is, in one line."""
    with pytest.raises(QueryError, match=message) as caught:
        Store.memory().query(sparql)
    assert "\n" not in str(caught.value)


def test_wrong_updates_change_nothing() -> None:
    """An update is all or nothing."""
    store = Store.memory()
    with pytest.raises(QueryError, match="expected a SPARQL 1.1 update"):
        store.update("INSERT DATA { <urn:a> <urn:b> 1 } ; INSERT")
    assert len(store) == 0


def test_opening_is_quick(tmp_path: Path) -> None:
    """Publishing and opening cost milliseconds, since snapshots are hard links."""
    with Store.write(tmp_path / "kg") as writer:
        writer.bulk_load(fact(str(number)) for number in range(20_000))
        start = time.perf_counter()
        writer.publish()
        Store.open(tmp_path / "kg").close()
        assert time.perf_counter() - start < 5
