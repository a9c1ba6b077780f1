"""Real processes that are killed or get in each other's way: no document is lost, no store is ever half written."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import standpunkt
from standpunkt.errors import StoreError
from standpunkt.graph import terms
from standpunkt.runs import Built
from tests.conftest import content

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is a Unix signal")

#: A build that says on its standard output what it has reached, and goes on when a line comes in where it shall wait.
BUILD = """
import sys
import standpunkt
def progress(items, label):
    for number, item in enumerate(items):
        if (label, number) == (sys.argv[3], int(sys.argv[4])):
            print("here", flush=True)
            sys.stdin.readline()
        yield item
standpunkt.build([sys.argv[1]], sys.argv[2], standpunkt.BuildOptions(progress=progress))
"""
#: As many short articles as make the ledger enter a group of fifty before the build is over.
NUMBER = 56


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Short articles that agree and disagree, among them a changed mind and an agency's report in two papers."""
    folder = tmp_path_factory.mktemp("artikel")
    stances = ("lehnt {} ab", "fordert {}", "kritisiert {}", "will {} nur mittragen, wenn der Bund zahlt")
    for number in range(NUMBER):
        topic = ("eine Seilbahn über die Elbe", "das Parkverbot", "den Bau der Umgehungsstraße")[number // 2 % 3]
        said = stances[number % 4].format(topic)
        name = ("Der Rat der Stadt", "Der Bund der Spediteure", "Bürgermeisterin Anna Vogt")[number % 3]
        text = f"Meldung {number // 2 if number < 4 else number}\n{1 + number % 28}. März 2025\n\n{name} {said}.\n"
        (folder / f"meldung-{number:02}.txt").write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="module")
def whole(articles: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of a build that nobody disturbed."""
    store = tmp_path_factory.mktemp("whole") / "kg"
    assert build(articles, store).changed == NUMBER
    return store


def build(articles: Path, store: Path) -> Built:
    """Build in this process."""
    return standpunkt.build([articles], store)


@contextmanager
def building(articles: Path, store: Path, stage: str, after: int) -> Iterator[subprocess.Popen[str]]:
    """A build in a process of its own that has reached a place and waits there."""
    words = [sys.executable, "-c", BUILD, str(articles), str(store), stage, str(after)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout
        assert child.stdout.readline() == "here\n"
        yield child
        child.kill()


def ask(store: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Ask on the command line."""
    call = [sys.executable, "-m", "standpunkt", *words, "--store", str(store)]
    return subprocess.run(call, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(("stage", "after", "finished", "lost"), [
    ("reading", 3, 3, 49), ("reading", NUMBER - 1, NUMBER - 1, 49), ("linking", 20, NUMBER, 0),
])  # fmt: skip
def test_a_killed_build_is_finished_by_the_next(
    articles: Path, whole: Path, tmp_path: Path, stage: str, after: int, finished: int, lost: int
) -> None:
    """kill -9 costs the last group of documents at most; the second build reads the rest, with the same graph."""
    store = tmp_path / "kg"
    with building(articles, store, stage, after) as child:
        child.send_signal(signal.SIGKILL)
        assert child.wait() == -signal.SIGKILL
    with pytest.raises(StoreError, match="expected a finished build"):
        standpunkt.Store.open(store)
    assert 0 <= finished - build(articles, store).skipped <= lost
    assert content(store) == content(whole)


def test_a_build_killed_in_the_middle_of_writing(articles: Path, whole: Path, tmp_path: Path) -> None:
    """Wherever the kill falls while derived graphs are written, the next build writes them anew."""
    store = tmp_path / "kg"
    build(articles, store)
    script = f"""
from standpunkt.graph.derive import summarise
from standpunkt.graph.store import Store
store = Store.write({str(store)!r})
while True:
    print("round", flush=True)
    summarise(store)
"""
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as child:
        assert child.stdout
        for _ in range(4):
            child.stdout.readline()
        child.send_signal(signal.SIGKILL)
    with standpunkt.Store.open(store) as reader:
        assert reader.outdated() == set()
    assert build(articles, store).changed == 0
    assert content(store) == content(whole)


def test_asking_while_somebody_builds(articles: Path, whole: Path, tmp_path: Path) -> None:
    """Who asks gets the last finished build, or is told that there is none; a second build is told who is at work."""
    store = tmp_path / "kg"
    with building(articles, store, "reading", 5) as child:
        asked = ask(store, "query", "ASK { ?position a sp:Position }")
        assert asked.returncode == 1 and "expected a finished build" in asked.stderr
        second = ask(store, "build", str(articles))
        assert second.returncode == 1 and f"process {child.pid} does" in second.stderr
        assert second.stderr.count("\n") <= 2
        assert child.stdin
        child.stdin.write("\n")
        child.stdin.flush()
        assert child.wait() == 0
    assert content(store) == content(whole)
    with building(articles, store, "linking", 5):
        asked = ask(store, "query", "ASK { ?position a sp:Position }")
        assert (asked.returncode, asked.stdout.strip()) == (0, "yes")
        assert content(store) == content(whole)


def test_readers_of_a_snapshot_outlive_the_writer(articles: Path, whole: Path, tmp_path: Path) -> None:
    """A reader that opened before a build was killed still reads, and nothing of the broken build."""
    store = tmp_path / "kg"
    build(articles, store)
    with standpunkt.Store.open(store) as reader, building(articles, store, "linking", 5) as child:
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
        assert {quad for quad in reader if quad.graph_name != terms.RUNS} == content(whole)
    assert build(articles, store).changed == 0
