"""The store behind an address: a real Virtuoso and a small server of our own give what a folder gives."""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from pyoxigraph import Literal, NamedNode, Quad
from typer.testing import CliRunner

import standpunkt
from standpunkt.cli import app
from standpunkt.errors import StoreError
from standpunkt.extract.records import Document, Position
from standpunkt.graph import terms, triples, wire
from standpunkt.graph.queries import Rows, select
from standpunkt.graph.questions import ask, questions
from standpunkt.graph.store import DERIVED, Store
from standpunkt.runs import Built
from tests.conftest import SAMPLES, Kept
from tests.endpoint import Endpoint, endpoint
from tests.servers import serving
from tests.speedlimit import LINKED, debate
from tests.strategies import coded
from tests.virtuoso import Virtuoso, virtuoso

DEMO = terms.GRAPH.demo
#: Every question with words that find something in the sample articles.
ASKED: dict[str, list[dict[str, str]]] = {
    "about": [{"actor": "ukraine"}],
    "actors": [{}, {"actor": "valcourt"}],
    "addressed": [{"actor": "ukraine"}],
    "agreements": [{"actor": "belosjorow", "other": "moskau"}],
    "allies": [{"actor": "belosjorow"}],
    "attributed": [{"actor": "moskau"}],
    "changed": [{}, {"topic": "truppen"}],
    "conditional": [{}, {"topic": "hybride"}],
    "contested": [{}, {"since": "2025-02"}, {"since": "2024-01", "until": "2024-12"}],
    "coverage": [{}],
    "describe": [{"actor": "valcourt"}],
    "differences": [{"actor": "belosjorow", "other": "valcourt"}],
    "document": [{"name": "2025-03-13_sueddeutscher-bote_klage"}],
    "evidence": [{"actor": "belosjorow", "topic": "truppen", "direction": "-"}],
    "opponents": [{"actor": "valcourt"}],
    "parties": [{"topic": "truppen"}],
    "positions": [{"actor": "belosjorow"}, {"actor": "belosjorow", "direction": "0", "since": "2025-06-01"}],
    "related": [{"topic": "truppen"}],
    "sources": [{}],
    "threats": [{}],
    "topics": [{}, {"topic": "rente"}],
    "undated": [{}],
    "who": [{"topic": "truppen"}, {"topic": "nato-truppen", "direction": "-"}],
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Virtuoso]:
    """One Virtuoso for all tests of this module."""
    with virtuoso(tmp_path_factory.mktemp("virtuoso")) as running:
        yield running


@pytest.fixture(autouse=True)
def environment(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a user of Virtuoso sets, for the tests that use it and only for them."""
    if "server" in request.fixturenames:
        request.getfixturevalue("server").enter(monkeypatch)


@pytest.fixture(scope="module")
def built(server: Virtuoso) -> str:
    """The address of the sample articles' graph, built in Virtuoso."""
    with pytest.MonkeyPatch.context() as patch:
        server.enter(patch)
        assert build(server.url).changed == 12
    return server.url


@pytest.fixture
def writer(built: str) -> Iterator[Store]:
    """The store in Virtuoso, open for writing."""
    with Store.write(built) as store:
        yield store


@pytest.fixture
def small() -> Iterator[Endpoint]:
    """A small server of our own."""
    with endpoint() as served:
        yield served


def build(store: str) -> Built:
    """Build the sample articles into a store."""
    reading = standpunkt.ReadOptions(meta=SAMPLES / "meta.csv")
    return standpunkt.build(sorted(SAMPLES.glob("*.txt")), store, standpunkt.BuildOptions(reading=reading))


def fact(text: str = "x", graph: NamedNode = DEMO) -> Quad:
    """One quad that says `text`."""
    return Quad(NamedNode("https://example.org/s"), terms.RDFS.label, Literal(text), graph)


def said(*arguments: str) -> str:
    """What the command line prints."""
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 0, done.output
    return done.output


def test_virtuoso_holds_what_the_folder_holds(built: str, samples: Kept) -> None:
    """Every quad comes back as it was written, also truth values and whole decimals."""
    with Store.open(built) as remote, Store.open(samples.path) as local:
        assert {quad for quad in remote if quad.graph_name != terms.RUNS} == samples.quads()
        assert set(remote.graphs()) == set(local.graphs()) and len(remote) == len(local)
        assert remote.outdated() == set()


def test_a_second_build_changes_nothing(built: str, samples: Kept) -> None:
    """Documents that are known are skipped; what follows from them is made anew, with the same ids."""
    again = build(built)
    assert (again.skipped, again.changed) == (12, 0)
    with Store.open(built) as remote:
        assert {quad for quad in remote if quad.graph_name != terms.RUNS} == samples.quads()


def test_no_question_is_left_out() -> None:
    """Every bundled question is asked of Virtuoso."""
    assert set(ASKED) == {question.name for question in questions()}


@pytest.mark.parametrize("name", ASKED)
def test_questions_have_the_same_answers(built: str, samples: Kept, name: str) -> None:
    """What Virtuoso answers is what the folder answers, row by row."""
    with Store.open(built) as remote, Store.open(samples.path) as local:
        for words in ASKED[name]:
            there, here = ask(remote, name, **words), ask(local, name, **words)
            if isinstance(here, Rows):
                assert isinstance(there, Rows) and there.variables == here.variables
                assert sorted(there.table()) == sorted(here.table())  # servers order ties as they like
            else:
                assert there.turtle() == here.turtle()  # type: ignore[union-attr]


@pytest.mark.parametrize("name", ["netz.gexf", "graph.html", "alles.nq"])
def test_files_are_the_same(built: str, samples: Kept, name: str, tmp_path: Path) -> None:
    """Networks, pages and dumps do not show where the graph lies."""
    for store in (built, str(samples.path)):
        said("export", str(tmp_path / f"{len(store)}-{name}"), "--store", store)
    one, other = (path.read_bytes() for path in tmp_path.iterdir())
    if name.endswith(".nq"):
        runs = terms.RUNS.value.encode()
        one, other = (
            b"\n".join(sorted(line for line in file.split(b"\n") if runs not in line)) for file in (one, other)
        )
    assert one == other


def test_the_command_line(built: str, samples: Kept) -> None:
    """`info`, `check` and `query` take an address as they take a folder."""
    assert said("info", "--json", "--store", built) == said("info", "--json", "--store", str(samples.path))
    assert "no faults" in said("check", "--store", built)
    query = "SELECT ?p { ?p a sp:Position ; sp:explicit ?sure FILTER(?sure) } ORDER BY ?p"
    asked = ("query", query, "--format", "csv", "--store")
    assert said(*asked, built) == said(*asked, str(samples.path))


def test_long_answers_come_in_pages(built: str) -> None:
    """Virtuoso gives 10,000 rows at most, and says so; nothing is lost, nothing comes twice."""
    some = "{ SELECT ?b { GRAPH g:links { ?b sp:actor ?y } } ORDER BY ?b LIMIT 80 }"
    pairs = f"{{ GRAPH g:links {{ ?a sp:actor ?x }} {some} }}"
    with Store.open(built) as store:
        rows = select(store, f"SELECT ?a ?b {pairs}")
        number = int(select(store, f"SELECT (COUNT(*) AS ?n) {pairs}").table()[0][0])
    assert len(rows) == len(set(rows.values)) == number > 10_000


@settings(max_examples=5, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(coded())
def test_hostile_text_comes_back(writer: Store, case: tuple[Document, list[Position]]) -> None:
    """Any text but U+0000, where Virtuoso ends it, comes back from there as it was written."""
    quads = {Quad(quad.subject, quad.predicate, quad.object, DEMO) for quad in triples.document_quads(*case)}
    assume(not any("\0" in str(quad.object.value) for quad in quads))  # type: ignore[union-attr]
    assert writer.replace_document(DEMO, quads) and not writer.replace_document(DEMO, quads)
    assert set(writer.graph(DEMO)) == quads
    assert writer.drop_document(DEMO) and not writer.drop_document(DEMO)


def test_other_graphs_on_the_server_stay(small: Endpoint) -> None:
    """Only our graphs are read, counted, dumped and written."""
    small.store.update("INSERT DATA { <urn:a> <urn:b> 1 . GRAPH <urn:c> { <urn:a> <urn:b> 2 } }")
    before = set(small.store)
    with Store.write(small.url) as store:
        store.replace_document(DEMO, [fact()])
        assert set(store.graph(DEMO)) == {fact()} and set(store.graphs()) == {DEMO, terms.RUNS}
        assert len(store) == len(list(store)) == 1 + len(DERIVED)
    assert (
        before < set(small.store)
        and not set(small.store.quads_for_pattern(None, None, None, ox.DefaultGraph())) - before
    )


def test_a_server_that_must_be_told_to_read_all_graphs(small: Endpoint) -> None:
    """Where the default graph is not the union of all, the server is asked for it in its own way."""
    with Store.write(small.url) as store:
        debate(store)
        assert len(select(store, "SELECT ?x { ?x a sp:Position }")) == 12


def test_a_build_that_breaks_off_anywhere(small: Endpoint) -> None:
    """Whichever update fails, each document is whole, old or new, and the next try ends as if nothing had happened."""
    new = {graph: set(debate().graph(graph)) for graph in debate().graphs() if graph != terms.RUNS}
    patience = 0
    while True:
        small.patience = patience
        try:
            with Store.write(small.url) as store:
                debate(store)
            break
        except StoreError as error:
            assert "out of order" in str(error)
        small.patience, patience = -1, patience + 4
        with Store.open(small.url) as reader:
            for graph in (terms.graph_of(terms.document(document)) for document, _ in LINKED):
                assert set(reader.graph(graph)) in (set(), new[graph])
    with Store.open(small.url) as reader:
        assert patience > 12 and {graph: set(reader.graph(graph)) for graph in new} == new


def test_what_a_dying_server_left_unfinished_is_read_again(small: Endpoint) -> None:
    """A graph that is marked as unfinished, and its entry in the ledger, go when the next build begins."""
    small.store.update(
        f"PREFIX s: <{terms.ID}store/> PREFIX sp: <{terms.SP.base}> PREFIX prov: <{terms.PROV.base}>"
        f"INSERT DATA {{ GRAPH {DEMO} {{ <urn:half> <urn:a> 1 }} GRAPH s:unfinished {{ {DEMO} sp:outdated true }}"
        f"GRAPH {terms.RUNS} {{ {DEMO} prov:wasGeneratedBy <urn:run> }} }}"
    )
    with Store.write(small.url) as store:
        assert list(store.graphs()) == []


def test_the_later_build_takes_over(small: Endpoint) -> None:
    """Two builds never mix: the first one stops with one line as soon as the second one has begun."""
    with Store.write(small.url) as first, Store.write(small.url) as second:
        second.replace_document(DEMO, [fact("second")])
        with pytest.raises(StoreError, match="expected nobody else writing to .* \\(another build took over\\)"):
            first.replace_document(DEMO, [fact("first")])
        assert list(second.graph(DEMO)) == [fact("second")]


def test_updates_that_end_up_elsewhere(small: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    """An address for updates that belongs to another server is noticed before anything is built."""
    with endpoint() as other, pytest.raises(StoreError, match=f"to read what .* writes .*: set {wire.UPDATE_URL}"):
        monkeypatch.setenv(wire.UPDATE_URL, other.url)
        Store.write(small.url)


def test_a_reader_cannot_write(small: Endpoint) -> None:
    """A store opened for reading sends no updates."""
    with Store.open(small.url) as reader, pytest.raises(StoreError, match="got one for reading"):
        reader.replace_document(DEMO, [fact()])


def test_kept_files(small: Endpoint) -> None:
    """A long file comes back whole; after an error the old one stays."""
    text = 'ä\r\n"\\u0022' * 5_000
    with Store.write(small.url) as store:
        with store.file("x") as path:
            assert not path.exists()
            path.write_bytes(text.encode())
        with pytest.raises(RuntimeError), store.file("x") as path:
            path.write_bytes(b"")
            raise RuntimeError
        with store.file("x") as path:
            assert path.read_bytes().decode() == text


def test_wrong_words_for_virtuoso(server: Virtuoso, monkeypatch: pytest.MonkeyPatch) -> None:
    """Digest authentication with a wrong password, and updates where none are taken, give one line."""
    monkeypatch.setenv(wire.PASSWORD, "falsch")
    with pytest.raises(StoreError, match="expected access to .*/sparql-auth \\(got HTTP 401\\): check"):
        Store.write(server.url)
    monkeypatch.delenv(wire.UPDATE_URL)
    with pytest.raises(StoreError, match=f"takes updates at .*No permission.*: set {wire.UPDATE_URL}"):
        Store.write(server.url)


def test_our_own_server(samples: Kept, tmp_path: Path) -> None:
    """`serve` is an endpoint like any other: it can be asked, looked at and exported, but not written to."""
    with serving(samples.path) as base:
        url = base + "sparql"
        with Store.open(url) as remote:
            assert {quad for quad in remote if quad.graph_name != terms.RUNS} == samples.quads()
        words = ("ask", "who", "topic=truppen", "--format", "csv", "--store")
        assert said(*words, url) == said(*words, str(samples.path))
        assert said("info", "--json", "--store", url) == said("info", "--json", "--store", str(samples.path))
        said("view", "--no-open", "--store", url, "-o", str(tmp_path / "x.html"))
        assert "no faults" in said("check", "--store", url)
        with pytest.raises(StoreError, match="expected an endpoint that takes updates"):
            Store.write(url)
    assert (tmp_path / "x.html").stat().st_size > 10_000
