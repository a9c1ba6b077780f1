"""What many tests share: the graph of the sample articles, built once, and a way to build others."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest
from pyoxigraph import Quad

import standpunkt
from standpunkt.graph import terms
from standpunkt.runs import Built

SAMPLES = Path(__file__).resolve().parents[1] / "samples"


@dataclass(frozen=True)
class Kept:
    """A store on disk and what the build that made it told. Nobody may write to the shared one."""

    path: Path
    built: Built

    def quads(self) -> set[Quad]:
        """Everything but the ledger of runs, which holds times."""
        return content(self.path)


def content(store: Path) -> set[Quad]:
    """What a store says, without its ledger of runs."""
    with standpunkt.Store.open(store) as graph:
        return {quad for quad in graph if quad.graph_name != terms.RUNS}


def build_samples(store: Path, articles: Iterable[Path]) -> Kept:
    """Build sample articles, in the given order, into a store."""
    reading = standpunkt.ReadOptions(meta=SAMPLES / "meta.csv")
    return Kept(store, standpunkt.build(articles, store, standpunkt.BuildOptions(reading=reading)))


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """The graph of the twelve bundled articles."""
    return build_samples(tmp_path_factory.mktemp("samples") / "kg", sorted(SAMPLES.glob("*.txt")))
