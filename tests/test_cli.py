"""The command line: every command, its exit codes, its one-line errors, and names that mean harm."""

import csv
import json
import os
import re
import signal
import subprocess
import sys
import time
from io import StringIO
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
from rdflib import Dataset, Graph
from typer.testing import CliRunner, Result

import standpunkt
from standpunkt.cli import app
from standpunkt.extract.records import Position
from standpunkt.files import ENDINGS, NETWORKS
from tests.conftest import SAMPLES, Kept

COMMANDS = ("build", "extract", "query", "ask", "export", "view", "info", "check", "serve")
ARTICLE = "Rat gegen Parkverbot\n3. März 2025\n\nDer Rat der Stadt Seebach lehnt ein Parkverbot am Hafen ab.\n"


def run(*arguments: str | Path, given: bytes | None = None) -> Result:
    """One call of the command, in this process."""
    result = CliRunner().invoke(app, [str(argument) for argument in arguments], input=given)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def call(*arguments: str | Path, given: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """One call of the command, in a process of its own."""
    command = [sys.executable, "-m", "standpunkt", *map(str, arguments)]
    return subprocess.run(command, input=given, capture_output=True, env=os.environ | environment)


def fails(result: Result, *parts: str, code: int = 1) -> None:
    """The call failed with one line on standard error that says all of this."""
    lines = result.stderr.strip().splitlines()
    assert result.exit_code == code, result.output
    assert len(lines) == 1 and not result.stdout
    assert all(part in lines[0] for part in parts), lines[0]


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """One short article."""
    (tmp_path / "rat.txt").write_text(ARTICLE, "utf-8")
    return tmp_path / "rat.txt"


# Help ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", COMMANDS)
def test_help_shows_an_example(command: str) -> None:
    """Every command says how it is called."""
    result = run(command, "--help")
    assert result.exit_code == 0 and f"standpunkt {command}" in re.sub(
        r"\s+", " ", result.stdout.partition("Example")[2]
    )


def test_help_lists_all_commands() -> None:
    """The list of commands is complete."""
    listed = run("--help").stdout
    assert all(re.search(rf"\b{command}\b", listed) for command in COMMANDS)


@pytest.mark.parametrize("arguments", [["build"], ["query"], ["nonsense"], ["info", "--nonsense"], ["export"]])
def test_wrong_options(arguments: list[str]) -> None:
    """What the command line itself refuses has a code of its own."""
    assert run(*arguments).exit_code == 2


# Build and extract --------------------------------------------------------------------------------------------------


def test_build(article: Path, tmp_path: Path) -> None:
    """One line of summary; a second time everything is known."""
    result = run("build", article, "--store", tmp_path / "kg")
    assert (result.exit_code, result.stderr) == (0, "")
    assert re.fullmatch(
        r"1 articles \(0 known already, 0 undated\), \d+ positions found, graph in .*kg\n", result.stdout
    )
    assert "1 known already" in run("build", article, "-s", tmp_path / "kg").stdout


def test_build_quietly(article: Path, tmp_path: Path) -> None:
    """Nothing is said if all goes well."""
    result = run("build", article, "--store", tmp_path / "kg", "--quiet")
    assert (result.exit_code, result.output) == (0, "")


def test_build_with_broken_items(article: Path, tmp_path: Path) -> None:
    """The rest is built, each broken item is one line, the exit code says so; as JSON too."""
    (tmp_path / "leer.txt").touch()
    result = run("build", tmp_path, tmp_path / "fehlt.txt", "--store", tmp_path / "kg", "--json")
    told = json.loads(result.stdout)
    assert result.exit_code == 3
    assert (told["documents"], told["changed"], told["skipped"], told["undated"]) == (1, 1, 0, 0)
    assert told["positions"] >= 1 and told["copies"] == {}
    assert [Path(problem["source"]).name for problem in told["problems"]] == ["leer.txt", "fehlt.txt"]
    assert len(result.stderr.strip().splitlines()) == 2


def test_extract_to_standard_output(article: Path) -> None:
    """One position a line, readable as such."""
    result = run("extract", article)
    positions = [Position.from_json(json.loads(line)) for line in result.stdout.splitlines()]
    assert (result.exit_code, result.stderr) == (0, "")
    [found] = [position for position in positions if position.topic == "Parkverbot am Hafen"]
    assert (found.doc, found.stance, str(found.published_on)) == ("rat", "rejects", "2025-03-03")
    assert found.evidence[0].of(ARTICLE).strip() == "Der Rat der Stadt Seebach lehnt ein Parkverbot am Hafen ab."


def test_extract_from_standard_input() -> None:
    """A text in a pipe is a document named stdin."""
    result = run("extract", "-", given=ARTICLE.encode())
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0 and "Parkverbot am Hafen" in {row["topic"] for row in rows}
    assert {row["doc"] for row in rows} == {"stdin"}


def test_extract_to_a_file(article: Path, tmp_path: Path) -> None:
    """The file holds what standard output would; nothing else is left or said."""
    result = run("extract", article, "-o", tmp_path / "p.jsonl")
    assert (result.exit_code, result.output) == (0, "")
    assert (tmp_path / "p.jsonl").read_text("utf-8") == run("extract", article).stdout
    assert sorted(path.name for path in tmp_path.iterdir()) == ["p.jsonl", "rat.txt"]


def test_extract_replaces_a_file_only_when_it_is_complete(article: Path, tmp_path: Path) -> None:
    """A call that fails leaves the file of the last one."""
    (tmp_path / "p.jsonl").write_text("old")
    result = run("extract", article, "-o", tmp_path / "p.jsonl", "--meta", tmp_path / "fehlt.csv")
    fails(result, "expected a table with metadata", "fehlt.csv")
    assert (tmp_path / "p.jsonl").read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["p.jsonl", "rat.txt"]


def test_extract_with_broken_items(article: Path, tmp_path: Path) -> None:
    """What can be read is read; the exit code tells of the rest."""
    result = run("extract", article, tmp_path / "fehlt.txt", "-o", tmp_path / "p.jsonl", "--quiet")
    assert result.exit_code == 3 and (tmp_path / "p.jsonl").stat().st_size > 0
    assert re.fullmatch(r".*fehlt\.txt: expected a file, a folder or a pattern, got .*\n", result.stderr)


def test_columns(tmp_path: Path) -> None:
    """A mapping says which column of a table holds what."""
    (tmp_path / "t.csv").write_text(f'nr,inhalt,tag\n7,"{ARTICLE.splitlines()[3]}",2025-04-01\n', "utf-8")
    result = run("extract", tmp_path / "t.csv", "--columns", "text=inhalt, published_on=tag")
    assert {json.loads(line)["published_on"] for line in result.stdout.splitlines()} == {"2025-04-01"}


# Questions ----------------------------------------------------------------------------------------------------------


def test_query_as_csv_and_json(samples: Kept) -> None:
    """The W3C's formats, for other programs."""
    query = "SELECT ?who ?what { GRAPH g:direct { ?who sp:rejects ?what } } ORDER BY ?who ?what"
    result = run("query", query, "--store", samples.path, "--format", "csv")
    rows = list(csv.DictReader(StringIO(result.stdout)))
    bindings = json.loads(run("query", query, "-s", samples.path, "--format", "json").stdout)["results"]["bindings"]
    assert len(rows) >= 10
    assert [[row["who"], row["what"]] for row in rows] == [[b["who"]["value"], b["what"]["value"]] for b in bindings]


@pytest.mark.parametrize("file", sorted((SAMPLES / "questions").glob("*.rq")), ids=lambda file: file.stem)
def test_the_sample_questions(samples: Kept, file: Path) -> None:
    """Each question in a file has an answer in which no column stays empty."""
    result = run("query", file, "--store", samples.path, "--format", "csv")
    rows = list(csv.DictReader(StringIO(result.stdout)))
    assert rows and all(any(row[name] for row in rows) for name in rows[0])


def test_query_of_other_kinds(samples: Kept) -> None:
    """ASK answers yes or no, CONSTRUCT and DESCRIBE give Turtle."""
    assert run("query", "ASK { ?x a sp:Position }", "-s", samples.path).stdout == "yes\n"
    assert json.loads(run("query", "ASK { ?x a sp:Nothing }", "-s", samples.path, "--format", "json").stdout) == {
        "head": {}, "boolean": False,
    }  # fmt: skip
    turtle = run("query", "CONSTRUCT { ?a sp:rejects ?t } { ?a sp:rejects ?t }", "-s", samples.path).stdout
    assert len(Graph().parse(data=turtle, format="turtle")) >= 10
    assert (
        "Scheme" in run("query", "DESCRIBE <https://w3id.org/standpunkt/id/scheme/topics>", "-s", samples.path).stdout
    )


def test_query_table_shows_text_as_it_is(samples: Kept) -> None:
    """Neither markup nor smileys nor commands to the terminal come out of a literal."""
    query = r'SELECT ?x { VALUES ?x { "[bold]fett[/bold] [/] :smiley: \u001b[31mrot" } }'
    assert r"[bold]fett[/bold] [/] :smiley: \x1b[31mrot" in run("query", query, "-s", samples.path).stdout


def test_ask(samples: Kept) -> None:
    """A prepared question with parameters; without a name all are listed."""
    listed = run("ask").stdout
    assert all(name in listed for name in ("who", "contested", "changed"))
    result = run("ask", "who", "topic=Truppen Ukraine", "direction=-", "--store", samples.path, "--format", "csv")
    rows = list(csv.DictReader(StringIO(result.stdout)))
    assert "Arkadi Belosjorow" in {row["actorName"] for row in rows} and {row["direction"] for row in rows} == {"-"}


# Exports ------------------------------------------------------------------------------------------------------------


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # rdflib's own parsers use its old names
@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")
@pytest.mark.parametrize("ending", ENDINGS)
def test_exports_are_read_by_others(samples: Kept, tmp_path: Path, ending: str) -> None:
    """networkx, csv and rdflib read what is written; the call tells where it is."""
    target = tmp_path / f"netz{ending}"
    result = run("export", target, "--store", samples.path)
    assert (result.exit_code, result.stdout) == (0, f"{target}\n")
    if ending == ".graphml":
        assert len(nx.read_graphml(target)) > 20
    elif ending.endswith(".csv"):
        assert len(list(csv.reader(StringIO(target.read_text("utf-8"))))) > 20
    elif ending == ".ttl":
        assert len(Graph().parse(target)) > 1000
    elif ending in (".trig", ".nq", ".jsonld"):
        assert len(list(Dataset().parse(target).graphs())) > 12
    else:
        assert target.read_text("utf-8").startswith("<")


def test_gexf_is_read_by_networkx(samples: Kept, tmp_path: Path) -> None:
    """networkx reads GEXF up to 1.2; the rest of the file is the same."""
    run("export", tmp_path / "n.gexf", "--store", samples.path, "--network", "congruence")
    old = (tmp_path / "n.gexf").read_text("utf-8").replace("gexf.net/1.3", "www.gexf.net/1.2draft")
    (tmp_path / "old.gexf").write_text(old.replace('version="1.3"', 'version="1.2"'), "utf-8")
    graph = nx.read_gexf(tmp_path / "old.gexf", version="1.2draft")
    assert len(graph) > 5 and graph.number_of_edges() > 2


def test_view(samples: Kept, tmp_path: Path) -> None:
    """The page is written, with the title asked for, and told."""
    result = run("view", "-s", samples.path, "-o", tmp_path / "p.html", "--title", "<b>Debatte</b>", "--no-open")
    page = (tmp_path / "p.html").read_text("utf-8")
    assert (result.exit_code, result.stdout) == (0, f"{tmp_path / 'p.html'}\n")
    assert "&lt;b&gt;Debatte" in page and "<b>Debatte" not in page and "Valcourt" in page


def test_a_public_page(samples: Kept, tmp_path: Path) -> None:
    """Persons whom nobody knows are not named."""
    for target, option in (("a.html", "--no-public"), ("b.html", "--public")):
        run("view", "-s", samples.path, "-o", tmp_path / target, "--no-open", option)
    named, hidden = ((tmp_path / target).read_text("utf-8").count("Valcourt") for target in ("a.html", "b.html"))
    assert named > hidden


# Info and check -----------------------------------------------------------------------------------------------------


def test_info(samples: Kept) -> None:
    """The same numbers for people and for programs."""
    told = json.loads(run("info", "--store", samples.path, "--json").stdout)
    assert told["documents"] == 12 and told["repeated reports"] == 1 and told["positions"] >= 80
    lines = run("info", "--store", samples.path).stdout.splitlines()
    assert {line[:22].strip(): int(line[22:]) for line in lines} == told


def test_check(samples: Kept, tmp_path: Path) -> None:
    """No faults: 0; faults: one line each, and 1."""
    good = run("check", "--store", samples.path)
    assert (good.exit_code, good.stdout) == (0, "no faults\n")
    with standpunkt.Store.write(tmp_path / "kg") as store:
        store.update("INSERT DATA { GRAPH g:topics { topic:x a skos:Concept ; skos:prefLabel 'ohne Sprache' } }")
    bad = run("check", "--store", tmp_path / "kg")
    assert bad.exit_code == 1 and bad.stdout.splitlines()[-1] == "1 faults" and "topic:x: A topic has" in bad.stdout


# Errors -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments", [["query", "ASK {}"], ["ask", "topics"], ["export", "n.gexf"], ["view"], ["info"], ["check"]]
)
def test_no_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]) -> None:
    """A missing store, a folder that is none and a file: one line, nothing written."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ordner").mkdir()
    (tmp_path / "ordner" / "brief.txt").write_text("x")
    fails(run(*arguments), "expected a store at kg (found nothing): make one with `standpunkt build`")
    fails(run(*arguments, "--store", "ordner"), "expected a store at ordner (found something else)")
    fails(run(*arguments, "--store", "ordner/brief.txt"), "found something else")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ordner"]


def test_build_into_something_else(article: Path, tmp_path: Path) -> None:
    """Somebody's folder is never turned into a store."""
    fails(run("build", article, "--store", tmp_path), "found something else", "choose another folder")


def test_a_store_in_use(article: Path, tmp_path: Path) -> None:
    """Two builds at once: the second is told who the first is."""
    with standpunkt.Store.write(tmp_path / "kg"):
        fails(run("build", article, "-s", tmp_path / "kg"), "expected nobody else writing", str(os.getpid()))


@pytest.mark.parametrize(("arguments", "message"), [
    (["query", "SELECT ?x { ?x a }"], "expected a SPARQL 1.1 query (got a fault in line 1"),
    (["query", "SELECT ?x {\n ?x unknown:a ?y }"], "expected a SPARQL 1.1 query"),
    (["query", "INSERT DATA { sp:a sp:b sp:c }"], "expected a SPARQL 1.1 query"),
    (["query", "SELECT * { SERVICE <http://example.org/sparql> { ?s ?p ?o } }"], "got SERVICE, which asks another server"),
    (["query", "fehlt.rq"], "expected SPARQL or the name of a file that holds it, got 'fehlt.rq'"),
    (["query", "ä" * 200], "expected SPARQL or the name of a file"),
    (["query", "."], "expected SPARQL or the name of a file"),
    (["query", "SELECT ?x {}", "--format", "excel"], "expected the format table or csv or json for rows, got 'excel'"),
    (["query", "CONSTRUCT { ?a ?b ?c } { ?a ?b ?c } LIMIT 1", "--format", "csv"], "expected the format table or turtle"),
    (["ask", "nonsense"], "expected one of about, actors,"),
    (["ask", "who"], "who needs topic"),
    (["ask", "who", "thema=Truppen"], "who takes topic, direction (got 'thema')"),
    (["ask", "who", "topic=Truppen", "direction=dagegen"], "direction must be +, - or 0 (got 'dagegen')"),
    (["export", "netz.xlsx"], "expected a file name that ends in one of .html, .gexf"),
    (["export", "n.gexf", "--network", "friends"], "expected one of the networks affiliation, congruence"),
    (["export", "no/such/folder/n.gexf"], "expected to write the file no/such/folder/n.gexf, got no folder"),
    (["export", "no/such/folder/n.ttl"], "expected to write the file no/such/folder/n.ttl, got no folder"),
    (["view", "--output", "no/p.html", "--no-open"], "expected to write the file no/p.html, got no folder"),
])  # fmt: skip
def test_errors_are_one_line(
    samples: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], message: str
) -> None:
    """What was expected, what was found; nothing is written."""
    monkeypatch.chdir(tmp_path)
    fails(run(*arguments, "--store", samples.path), "error: ", message)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("options", "message"), [
    (["--columns", "inhalt"], "expected --columns like text=body,outlet=paper, got 'inhalt'"),
    (["--columns", "inhalt=text"], "expected --columns like text=body,outlet=paper, got 'inhalt=text'"),
    (["--meta", "fehlt.csv"], "expected a table with metadata, got no file at fehlt.csv"),
    (["--meta", "rat.txt"], "expected a column 'file' or 'datei'"),
])  # fmt: skip
@pytest.mark.parametrize("command", ["build", "extract"])
def test_wrong_ways_to_read(
    article: Path, monkeypatch: pytest.MonkeyPatch, command: str, options: list[str], message: str
) -> None:
    """Options that cannot be used end the call before anything is read."""
    monkeypatch.chdir(article.parent)
    fails(run(command, "rat.txt", *options), message)
    assert list(article.parent.iterdir()) == [article]


def test_a_query_that_is_no_text(samples: Kept, tmp_path: Path) -> None:
    """A file with SPARQL must be UTF-8."""
    (tmp_path / "q.rq").write_bytes("# für alle\nASK {}".encode("latin-1"))
    fails(run("query", tmp_path / "q.rq", "-s", samples.path), "expected SPARQL in UTF-8 in", "q.rq")


def test_extract_into_nowhere(article: Path, tmp_path: Path) -> None:
    """A folder that is not there is no place for a file."""
    fails(run("extract", article, "-o", tmp_path / "no" / "p.jsonl"), "expected to write the file", "got no folder")
    fails(run("extract", article, "-o", tmp_path), "got a folder of that name")


# Names that mean harm -----------------------------------------------------------------------------------------------

HOSTILE = [
    "[bold]fett.txt", "[red", ":smiley:.txt", "'; DROP GRAPH g:links.txt", 'a" ; <b>&amp;.txt', "a#char=1,2.txt", "%41 {x}.txt",
    "*stern?.txt", "-minus.txt", "zeile\num.txt", "rot\x1b[31m.txt", "um\u202ekehr.txt",
]  # fmt: skip


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_hostile_names(tmp_path: Path) -> None:
    """Whatever files are called, they are read, reported in one line each, and kept as they are called."""
    folder, store = tmp_path / "[folder]", tmp_path / "[/kg]"
    folder.mkdir()
    for name in [*map(os.fsencode, HOSTILE), b"l\xf6we.txt"]:
        Path(os.fsdecode(os.path.join(os.fsencode(folder), name))).write_text(ARTICLE, "utf-8")
    Path(os.fsdecode(os.fsencode(folder) + b"/leer\xf6\n[b].txt")).touch()
    result = run("build", folder, "--store", store)
    assert result.exit_code == 3 and str(store) in result.stdout
    lines = result.stderr.splitlines()
    assert len(lines) == 2 and r"leer\udcf6\n[b].txt: expected text" in lines[0] and "[red" in lines[1]
    assert "0 known" in result.stdout and "12 known" in run("build", folder, "--store", store).stdout
    assert run("check", "--store", store).stdout == "no faults\n"
    query = "SELECT ?id { ?x dct:identifier ?id }"
    rows = json.loads(run("query", query, "-s", store, "--format", "json").stdout)["results"]["bindings"]
    ids = {os.path.splitext(name)[0] for name in HOSTILE if name.endswith(".txt")} | {r"l\udcf6we"}
    assert {row["id"]["value"] for row in rows} == ids
    assert "\x1b" not in (table := run("query", query, "--store", store).stdout) and "\u202e" not in table
    target = tmp_path / "[/red] :smiley:.html"
    assert run("view", "-s", store, "-o", target, "--no-open").stdout == f"{target}\n"
    assert run("extract", folder, "-o", tmp_path / "p.jsonl").exit_code == 3
    assert {json.loads(line)["doc"] for line in (tmp_path / "p.jsonl").read_text("utf-8").splitlines()} == ids


# In a process of its own --------------------------------------------------------------------------------------------


def test_the_module_is_the_command(samples: Kept) -> None:
    """`python -m standpunkt` does the same, and its output is UTF-8 whatever the system says."""
    query = 'SELECT ?x { VALUES ?x { "Äpfel – „🙂“" } }'
    done = call("query", query, "--store", samples.path, "--format", "csv", LC_ALL="C", PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, b"") and "Äpfel – „🙂“" in done.stdout.decode()


def test_exit_codes_of_the_process(tmp_path: Path) -> None:
    """What a shell script sees."""
    done = call("info", "--store", tmp_path / "kg")
    assert done.returncode == 1 and done.stderr.count(b"\n") == 1 and not done.stdout
    assert call("info", "--nonsense").returncode == 2


def test_a_pipe_from_input_to_output() -> None:
    """A text in, positions out; a reader that goes away early is no error worth a word."""
    done = call("extract", "-", given=ARTICLE.encode())
    assert done.returncode == 0 and "Parkverbot am Hafen" in done.stdout.decode() and done.stderr == b""


@pytest.mark.skipif(sys.platform == "win32", reason="signals are Unix")
def test_a_reader_that_goes_away(samples: Kept) -> None:
    """`| head` ends the command without a word."""
    command = [sys.executable, "-m", "standpunkt", "query", "SELECT * { ?s ?p ?o }", "-s", str(samples.path)]
    child = subprocess.Popen([*command, "--format", "csv"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert child.stdout and child.stderr and child.stdout.readline()
    child.stdout.close()
    assert child.stderr.read() == b""
    child.stderr.close()
    assert child.wait() in (0, 1)


@pytest.mark.skipif(sys.platform == "win32", reason="signals are Unix")
def test_an_interruption(tmp_path: Path) -> None:
    """Ctrl-C: one line that says how to go on, and a code of its own; the store is free again."""
    store = tmp_path / "kg"
    command = [sys.executable, "-m", "standpunkt", "build", "-", "--store", str(store)]
    # A shell starts what it puts into the background deaf to Ctrl-C, and what is deaf passes that on.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    signal.signal(signal.SIGINT, before)
    while not (store / "writer.lock").exists() or not (store / "writer.lock").read_text():
        time.sleep(0.05)
    time.sleep(0.5)
    child.send_signal(signal.SIGINT)
    out, err = child.communicate()
    assert (child.returncode, out) == (130, b"")
    assert err.decode() == "interrupted: what was finished is kept; run the same command again to go on\n"
    standpunkt.Store.write(store).close()


def test_all_networks_are_offered() -> None:
    """The help of export names them."""
    text = re.sub(r"\s+", " ", run("export", "--help").stdout.replace("│", " "))
    assert all(name in text for name in NETWORKS)


def test_exports_of_one_store_are_the_same_bytes(samples: Kept, tmp_path: Path) -> None:
    """Nothing depends on chance or time, so that versions of a file can be compared."""
    for name in ("n.gexf", "n.graphml", "n.csv", "n.html"):
        first, second = (tmp_path / f"{number}{name}" for number in "12")
        for target in (first, second):
            run("export", target, "--store", samples.path)
        assert first.read_bytes() == second.read_bytes()
    run("export", tmp_path / "n.nq", "--store", samples.path)
    with standpunkt.Store.open(samples.path) as store:
        assert set(ox.parse(path=str(tmp_path / "n.nq"))) == set(store)
