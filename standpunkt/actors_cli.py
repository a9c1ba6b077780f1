"""The commands that show and correct the actors of a graph: list, merge, rename, link.

What the user says is written into a TOML file beside the store (or another one, `--file`) and holds in every later
build. The graph is linked anew at once, from its own words: no article is read again.
"""

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any

import typer

from standpunkt.console import plain_errors, say, show
from standpunkt.extract.corrections import added
from standpunkt.extract.names import fold
from standpunkt.extract.records import InputError
from standpunkt.files import whole
from standpunkt.graph import queries
from standpunkt.graph.store import Store

app = typer.Typer(no_args_is_help=True, rich_markup_mode="markdown", help="Show and correct the actors of the graph.")

StoreAt = Annotated[Path, typer.Option("--store", "-s", help="The folder of the graph store.")]
File = Annotated[Path | None, typer.Option("--file", "-f", help="Your corrections (TOML); default: the store's own.")]
Topics = Annotated[Path | None, typer.Option(help="Your own topics, as given to build (SKOS in Turtle).")]

_NAMES = "SELECT DISTINCT ?name { GRAPH g:actors { ?actor a sp:Actor ; skos:prefLabel|skos:altLabel ?name } }"
_LIST = """SELECT ?name ?type ?wikidata (COALESCE(?number, 0) AS ?positions) ?spellings {
  GRAPH g:actors { ?actor a sp:Actor, ?class ; skos:prefLabel ?name OPTIONAL { ?actor owl:sameAs ?wikidata } }
  FILTER(?class != sp:Actor)
  BIND(LCASE(REPLACE(STR(?class), "^.*[/#]", "")) AS ?type)
  OPTIONAL { { SELECT ?actor (COUNT(*) AS ?number) { GRAPH g:links { ?position sp:actor ?actor } } GROUP BY ?actor } }
  OPTIONAL { { SELECT ?actor (GROUP_CONCAT(?other; separator=", ") AS ?spellings)
               { GRAPH g:actors { ?actor skos:altLabel ?other } } GROUP BY ?actor } }
  %s
} ORDER BY DESC(?positions) ?name"""


@app.command("list")
def list_actors(
    store: StoreAt = Path("kg"),
    kind: Annotated[str | None, typer.Option("--type", help="Only these: person, state, party, group, …")] = None,
    unlinked: Annotated[bool, typer.Option(help="Only those without a Wikidata id.")] = False,
    form: Annotated[str, typer.Option("--format", help="table, csv or json")] = "table",
) -> None:
    """List the actors with their types, Wikidata ids, numbers of positions and spellings.

    Example: `standpunkt actors list --unlinked --type person`
    """
    if kind is not None and not kind.isalpha():
        raise typer.BadParameter(f"expected a type such as person or party, got {kind!r}")
    wanted = [f'FILTER(?type = "{kind.lower()}")' if kind else "", "FILTER(!BOUND(?wikidata))" if unlinked else ""]
    with plain_errors(), Store.open(store) as graph:
        show(queries.run(graph, _LIST % " ".join(wanted)), form)


@app.command()
def merge(
    names: Annotated[list[str], typer.Argument(help="Names of actors that are one and the same.")],
    into: Annotated[str, typer.Option("--into", help="The name that they all get.")],
    store: StoreAt = Path("kg"), file: File = None, topics: Topics = None,
) -> None:  # fmt: skip
    """Make one actor of several.

    Example: `standpunkt actors merge "W. Selenskij" "Präsident Selenski" --into "Wolodymyr Selenskyj"`
    """
    with plain_errors():
        _correct("merge", {"into": into, "names": names}, names, store, file, topics)


@app.command()
def rename(
    name: Annotated[str, typer.Argument(help="The name in the graph.")],
    to: Annotated[str, typer.Argument(help="The name that you want.")],
    store: StoreAt = Path("kg"), file: File = None, topics: Topics = None,
) -> None:  # fmt: skip
    """Give an actor another name.

    Example: `standpunkt actors rename "Verband der Städte" "Verband der Städte und Kreise"`
    """
    with plain_errors():
        _correct("rename", {"name": name, "to": to}, [name], store, file, topics)


@app.command()
def link(
    name: Annotated[str, typer.Argument(help="The name in the graph.")],
    wikidata: Annotated[str, typer.Argument(help='The id such as Q57665; "" forbids a link.')],
    store: StoreAt = Path("kg"), file: File = None, topics: Topics = None,
) -> None:  # fmt: skip
    """Say who an actor is in Wikidata, or that it is nobody there.

    Example: `standpunkt actors link "Jens Stoltenberg" Q57665`
    """
    with plain_errors():
        _correct("link", {"name": name, "wikidata": wikidata}, [name], store, file, topics)


def _correct(  # noqa: PLR0913  (the options that the three commands share)
    kind: str, entry: dict[str, Any], names: Iterable[str], store: Path, file: Path | None, topics: Path | None
) -> None:
    """Write one correction and link the graph anew; on a wrong one nothing changes."""
    from standpunkt.pipeline import CORRECTIONS, BuildOptions, relink

    with Store.open(store) as graph:
        _require(names, _known(graph))
    if file is None:
        with Store.write(store) as kept, kept.file(CORRECTIONS) as own:
            _add(own, own, kind, entry)
    else:
        with whole(file) as draft:
            _add(file, draft, kind, entry)
    relink(store, BuildOptions(actors=file, topics=topics))
    say(f"corrected in {file or store / CORRECTIONS}; the graph in {store} is linked anew")


def _add(old: Path, new: Path, kind: str, entry: dict[str, Any]) -> None:
    try:
        text = old.read_text(encoding="utf-8") if old.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"expected actor corrections as TOML in {old}, got a file that fails: {error}") from error
    new.write_text(added(text, kind, entry), encoding="utf-8", newline="\n")


def _known(graph: Store) -> list[str]:
    rows = queries.run(graph, _NAMES)
    assert isinstance(rows, queries.Rows)
    return [row["name"] for row in rows]


def _require(names: Iterable[str], known: list[str]) -> None:
    """Raise `InputError` for a name that no actor of the graph bears, with the likeliest one that does."""
    folded = {fold(name): name for name in known}
    for name in names:
        if fold(name) not in folded:
            near = get_close_matches(fold(name), folded, n=1)
            hint = f"did you mean {folded[near[0]]!r}?" if near else "`standpunkt actors list` shows them"
            raise InputError(f"expected the name of an actor in the graph, got {name!r}: {hint}")
