"""`standpunkt actors`: what a user corrects on the command line holds, here and after the next build."""

import csv
import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import standpunkt
from standpunkt.cli import app
from tests.conftest import SAMPLES, Kept, build_samples


@pytest.fixture
def store(samples: Kept, tmp_path: Path) -> Iterator[Path]:
    """A graph of two of the sample articles, to be changed."""
    yield build_samples(tmp_path / "kg", sorted(SAMPLES.glob("*.txt"))[:3]).path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["actors", *map(str, arguments)])


def actors(store: Path, *options: str) -> dict[str, dict[str, str]]:
    result = run("list", "--store", store, "--format", "csv", *options)
    assert result.exit_code == 0, result.output
    return {row["name"]: row for row in csv.DictReader(io.StringIO(result.stdout))}


def rebuilt(store: Path) -> Path:
    build_samples(store, sorted(SAMPLES.glob("*.txt"))[:4])
    return store


def people(store: Path) -> list[str]:
    return [name for name, row in actors(store, "--type", "person", "--unlinked").items() if int(row["positions"])]


def test_actors_are_listed_with_their_positions(store: Path) -> None:
    """The most active first; a type and those without an id can be picked."""
    everyone = actors(store)
    numbers = [int(row["positions"]) for row in everyone.values()]
    assert numbers == sorted(numbers, reverse=True) and sum(numbers) > 10
    assert {row["type"] for row in actors(store, "--type", "person").values()} == {"person"}
    assert any(row["wikidata"] for row in everyone.values())
    assert not any(row["wikidata"] for row in actors(store, "--unlinked").values())


def test_two_actors_become_one_and_stay_it(store: Path) -> None:
    """The positions of both are those of the one, also after new articles."""
    before = actors(store)
    one, other = people(store)[:2]
    assert run("merge", one, other, "--into", one, "--store", store).exit_code == 0
    for graph in (store, rebuilt(store)):
        after = actors(graph)
        assert other not in after
        assert int(after[one]["positions"]) >= int(before[one]["positions"]) + int(before[other]["positions"])


def test_a_new_name_stays(store: Path) -> None:
    """A renamed actor is renamed in the graph that is there and in the next one; a known one keeps its id."""
    name = people(store)[0]
    known, row = next((name, row) for name, row in actors(store).items() if row["wikidata"] and int(row["positions"]))
    assert run("rename", name, "Die Umbenannte", "--store", store).exit_code == 0
    assert run("rename", known, 'Neuer "Name" \\ von heute', "--store", store).exit_code == 0
    for graph in (store, rebuilt(store)):
        after = actors(graph)
        assert name not in after and "Die Umbenannte" in after
        assert after['Neuer "Name" \\ von heute']["wikidata"] == row["wikidata"]


def test_a_link_to_wikidata_stays(store: Path) -> None:
    """The id given by hand is the actor's id; the former one is kept as replaced."""
    name = people(store)[0]
    assert run("link", name, "Q4115189", "--store", store).exit_code == 0
    for graph in (store, rebuilt(store)):
        assert actors(graph)[name]["wikidata"].endswith("Q4115189")
    with standpunkt.Store.open(store) as kept:
        assert kept.query("ASK { GRAPH g:actors { ?old dct:isReplacedBy actor:Q4115189 } }")


def test_corrections_in_a_file_of_ones_own(store: Path, tmp_path: Path) -> None:
    """`--file` is written instead, and what stands in it already stays."""
    name, other = people(store)[:2]
    file = tmp_path / "meine.toml"
    file.write_text('# von Hand\n[[rename]]\nname = "X"\nto = "Y"\n', encoding="utf-8")
    assert run("link", name, "Q4115189", "--store", store, "--file", file).exit_code == 0
    text = file.read_text("utf-8")
    assert text.startswith("# von Hand\n[[rename]]") and "Q4115189" in text
    assert not (store / "actors.toml").read_text("utf-8")
    assert name in actors(store) and other in actors(store)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("rename", "Arkadi Belosjorov", "X"), "did you mean 'Arkadi Belosjorow'?"),
        (("rename", "Qwrtzpsdf", "X"), "`standpunkt actors list` shows them"),
        (("link", "Arkadi Belosjorow", "42"), "expected a Wikidata id such as Q58217"),
        (("merge", "Nobody Here", "--into", "X"), "expected the name of an actor"),
    ],
)
def test_wrong_corrections_change_nothing(
    samples: Kept, tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    """One line says what was expected and what to do; neither file nor graph is touched."""
    copy = tmp_path / "kg"
    shutil.copytree(samples.path, copy)
    before = (copy / "actors.toml").read_text("utf-8")
    result = run(*arguments, "--store", copy)
    assert result.exit_code == 1 and message in " ".join(result.output.split())
    assert (copy / "actors.toml").read_text("utf-8") == before


def test_no_store(tmp_path: Path) -> None:
    """Without a graph there is nobody to correct."""
    result = run("list", "--store", tmp_path / "none")
    assert result.exit_code == 1 and "error: expected" in result.output


@pytest.mark.parametrize("command", ["list", "merge", "rename", "link"])
def test_each_command_shows_an_example(command: str) -> None:
    """The help has a line that can be copied."""
    assert f"standpunkt actors {command}" in " ".join(run(command, "--help").output.split())
