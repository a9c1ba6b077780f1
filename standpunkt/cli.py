"""The command line: one command for each thing a person wants to do with the graph.

Exit codes: 0 all went well; 1 an error, told in one line; 2 a wrong option; 3 done, but some items could not be used
(they are listed); 130 interrupted (what was finished is kept, the same command goes on from there).
"""

import json
import re
import sys
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from io import TextIOWrapper
from pathlib import Path
from typing import IO, Annotated

import typer

from standpunkt.actors_cli import app as actors_app
from standpunkt.console import complain, err, plain_errors, say, show, tabulate
from standpunkt.extract.documents import Columns, Problem, ReadOptions, read
from standpunkt.extract.records import InputError
from standpunkt.files import NETWORKS, whole, write
from standpunkt.graph import queries, questions
from standpunkt.graph.stands import Selection
from standpunkt.graph.store import Store
from standpunkt.progress import Progress, Shown, quiet
from standpunkt.serving import serve

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,
    rich_markup_mode="markdown",
    help="Who stands where on what, since when, and in whose words?",
)
Paths = Annotated[list[str], typer.Argument(help="Files, folders, patterns, addresses, or - for standard input.")]
StoreAt = Annotated[str, typer.Option("--store", "-s", help="The folder of the graph store, or a SPARQL endpoint.")]
Meta = Annotated[
    Path | None, typer.Option(help="A CSV table with what the files lack: file, date, outlet, title, author, url.")
]
Mapping = Annotated[
    str | None, typer.Option("--columns", help="Which column holds what: text=body,published_on=day,outlet=paper")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no summary.")]
Attributed = Annotated[bool, typer.Option(help="Add what others say of an actor, dashed.")]
Public = Annotated[bool, typer.Option(help="Short quotations, no private persons.")]
AsJson = Annotated[bool, typer.Option("--json", help="The summary as JSON.")]


def _columns(mapping: str | None) -> Columns:
    pairs = [item.partition("=") for item in (mapping or "").split(",") if item]
    try:
        if all(column.strip() for _, _, column in pairs):
            return Columns(**{name.strip(): column.strip() for name, _, column in pairs})
    except TypeError:
        pass
    raise InputError(f"expected --columns like text=body,outlet=paper, got {mapping!r}")


def _tell(problem: Problem) -> None:
    complain(str(problem), "yellow")


def _reading(meta: Path | None, mapping: str | None) -> ReadOptions:
    return ReadOptions(columns=_columns(mapping), meta=meta, on_problem=_tell)


def _progress(paths: list[str], options: ReadOptions, hidden: bool) -> Progress:
    """Bars on a terminal; the number of articles is counted first where that costs no network and no input."""
    if hidden or not err.is_terminal:
        return quiet
    local = not any(path == "-" or "://" in path for path in paths)
    silent = replace(options, on_problem=lambda problem: None)
    return Shown(err, total=sum(1 for _ in read(paths, options=silent)) if local else None)


@app.command()
def build(
    paths: Paths, store: StoreAt = "kg", meta: Meta = None, columns: Mapping = None,
    actors: Annotated[Path | None, typer.Option(help="Your corrections of actors (TOML).")] = None,
    topics: Annotated[Path | None, typer.Option(help="Your own topics (SKOS in Turtle).")] = None,
    silent: Quiet = False, as_json: AsJson = False,
) -> None:  # fmt: skip
    """Read articles and put their positions into the graph.

    Example: `standpunkt build artikel/ --store kg --meta artikel/meta.csv`
    """
    from standpunkt.pipeline import BuildOptions
    from standpunkt.pipeline import build as run

    with plain_errors("interrupted: what was finished is kept; run the same command again to go on"):
        options = _reading(meta, columns)
        progress = _progress(paths, options, silent or as_json)
        built = run(paths, store, BuildOptions(reading=options, actors=actors, topics=topics, progress=progress))
    if as_json:
        print(json.dumps(asdict(built), ensure_ascii=False))
    elif not silent:
        say(f"{built.documents} articles ({built.skipped} known already, {built.undated} undated), "
            f"{built.positions} positions found, graph in {store}")  # fmt: skip
    raise typer.Exit(3 if built.problems else 0)


@app.command()
def extract(
    paths: Paths,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Default: standard output.")] = None,
    meta: Meta = None, columns: Mapping = None, silent: Quiet = False,
) -> None:  # fmt: skip
    """Write positions as JSON Lines, one a line, without a store.

    Example: `standpunkt extract rede.txt | head`
    """
    from standpunkt.pipeline import positions

    problems: list[Problem] = []

    def note(problem: Problem) -> None:
        problems.append(problem)
        _tell(problem)

    with plain_errors(), _opened(output) as file:
        options = replace(_reading(meta, columns), on_problem=note)
        documents = _progress(paths, options, silent or output is None)(read(paths, options=options), "extracting")
        for _, found in positions(documents):
            file.writelines(json.dumps(position.to_json(), ensure_ascii=False) + "\n" for position in found)
    raise typer.Exit(3 if problems else 0)


@contextmanager
def _opened(path: Path | None) -> Iterator[IO[str]]:
    """The file to write, or standard output."""
    if path is None:
        yield sys.stdout
        return
    with whole(path) as draft, draft.open("w", encoding="utf-8", newline="\n") as file:
        yield file


@app.command()
def query(
    sparql: Annotated[str, typer.Argument(help="SPARQL, or the name of a file that holds it.")],
    store: StoreAt = "kg",
    form: Annotated[str, typer.Option("--format", help="table, csv, json or turtle")] = "table",
) -> None:  # fmt: skip
    """Ask the graph in SPARQL 1.1; the usual prefixes are preset.

    Example: `standpunkt query "SELECT ?wer { ?wer sp:rejects ?thema }"`
    """
    with plain_errors(), Store.open(store) as graph:
        show(queries.run(graph, _sparql(sparql)), form)


def _sparql(given: str) -> str:
    """The query itself, or what stands in the file of that name."""
    try:
        return Path(given).read_text("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(f"expected SPARQL in UTF-8 in {given}, got something else ({error.reason})") from error
    except (OSError, ValueError) as error:
        if re.search(r"[{\n]|^\s*describe\b", given, re.IGNORECASE):
            return given
        raise InputError(f"expected SPARQL or the name of a file that holds it, got {given!r}") from error


@app.command()
def ask(
    name: Annotated[str | None, typer.Argument(help="The question; without it all questions are listed.")] = None,
    values: Annotated[list[str] | None, typer.Argument(help="Parameters: topic=NATO-Truppen direction=-")] = None,
    store: StoreAt = "kg", form: Annotated[str, typer.Option("--format", help="table, csv or json")] = "table",
) -> None:  # fmt: skip
    """Ask one of the prepared questions.

    Example: `standpunkt ask who topic=NATO-Truppen direction=-`
    """
    with plain_errors():
        if name is None:
            return _list_questions()
        given = {key: value for key, _, value in (item.partition("=") for item in values or [])}
        with Store.open(store) as graph:
            show(questions.ask(graph, name, **given), form)


def _list_questions() -> None:
    tabulate(
        ("question", "parameters", "Frage"),
        ((q.name, " ".join(p.name + "?" * p.optional for p in q.parameters), q.german) for q in questions.questions()),
    )


@app.command()
def export(
    target: Annotated[Path, typer.Argument(help="Ends in .gexf .graphml .csv .html .ttl .trig .nq or .jsonld")],
    store: StoreAt = "kg",
    network: Annotated[str, typer.Option(help=", ".join(NETWORKS))] = "affiliation",
    attributed: Attributed = False, public: Public = False,
) -> None:  # fmt: skip
    """Write the graph, or a network made from it, to a file.

    Example: `standpunkt export netz.gexf --network congruence`
    """
    with plain_errors(), Store.open(store) as graph:
        selection = Selection(attributed=attributed)
        say(str(write(graph, target, network=network, selection=selection, public=public)))


@app.command()
def view(
    store: StoreAt = "kg", output: Annotated[Path, typer.Option("--output", "-o")] = Path("graph.html"),
    title: str = "Wer steht wo?",
    public: Public = False, attributed: Attributed = False,
    show_it: Annotated[bool, typer.Option("--open/--no-open", help="Open it in the browser.")] = True,
) -> None:  # fmt: skip
    """Write the interactive page and open it in the browser.

    Example: `standpunkt view --store kg -o debatte.html`
    """
    from standpunkt.graph.html import write_page
    from standpunkt.graph.reading import stands

    with plain_errors(), Store.open(store) as graph, whole(output) as draft:
        write_page(stands(graph), draft, title=title, public=public, attributed=attributed)
    say(str(output))
    if show_it:
        webbrowser.open(output.resolve().as_uri())


@app.command()
def info(store: StoreAt = "kg", as_json: AsJson = False) -> None:
    """Tell what is in the graph.

    Example: `standpunkt info --store kg`
    """
    from standpunkt.overview import overview

    with plain_errors(), Store.open(store) as graph:
        facts = overview(graph)
    if as_json:
        print(json.dumps(facts, ensure_ascii=False))
    else:
        for name, value in facts.items():
            say(f"{name:<22}{value}")


@app.command()
def check(store: StoreAt = "kg") -> None:
    """Check the graph against the rules of the ontology; every fault is one line.

    Example: `standpunkt check --store kg`
    """
    from standpunkt.graph.shapes import validate

    with plain_errors(), Store.open(store) as graph:
        faults = [str(fault) for fault in validate(graph.here())]
    for fault in faults:
        say(fault)
    say(f"{len(faults)} faults" if faults else "no faults")
    raise typer.Exit(1 if faults else 0)


app.command()(serve)
app.add_typer(actors_app, name="actors")


def main() -> None:
    """The entry point of the `standpunkt` command: what goes into a pipe or file is UTF-8, whatever the system says."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")
    app()
