"""How fast the store is with many positions: `python -m benchmarks.store [--positions 100000] [--keep FOLDER]`.

Printed are, for the invented debate of `benchmarks.corpus`

* loading: quads a second of our bulk path beside a bare `pyoxigraph` store, with and without making the quads;
* deriving links, direct triples, counts and registers; reading everything back; networks and the page;
* every named question with many values of its parameters: median, 95th percentile and longest time, rows, and the
  time beside the same SPARQL on bare Oxigraph; the same for rdflib's store in memory on a small part;
* quads and bytes on disk for each position, and the most memory that was used.

Times are seconds of a processor, so that others on the same machine do not blur them (what is asked runs on one). Bars
stand in the last column; a miss ends with exit code 1.
"""

import argparse
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox
from pyoxigraph import Quad

from benchmarks.corpus import KINDS, THINGS, World
from standpunkt.extract.records import Document, Position
from standpunkt.graph import reading, terms
from standpunkt.graph.derive import derive
from standpunkt.graph.networks import Options, affiliation, conflict, congruence
from standpunkt.graph.questions import Question, ask, question, questions
from standpunkt.graph.store import Store
from standpunkt.graph.triples import document_quads
from standpunkt.graph.view import view

Articles = Sequence[tuple[Document, list[Position]]]

#: Questions that go through the whole corpus, whatever they name, and may take longer; so may all that name nothing.
CORPUS_WIDE: Final = {"allies", "changed", "opponents"}
SLOWEST: Final = {True: 5.0, False: 0.5}
LOADING: Final = 0.7
LAYER: Final = 1.2
MEMORY: Final = 2048


@dataclass
class Report:
    """What was measured, printed at once; the bars that were missed are kept."""

    missed: list[str] = field(default_factory=list)
    layer: list[float] = field(default_factory=list)

    def line(self, name: str, value: str, *, ok: bool | None = None, bar: str = "") -> None:
        """One figure; `ok` says whether it keeps its bar."""
        if ok is False:
            self.missed.append(name)
        print(f"{name:<28}{value:<74}{bar}{'' if ok is None else '  ok' if ok else '  MISSED'}", flush=True)

    @contextmanager
    def timed(self, name: str) -> Iterator[None]:
        """Time what happens inside."""
        start, wall = time.process_time(), time.perf_counter()
        yield
        self.line(name, f"{time.process_time() - start:.1f} s ({time.perf_counter() - wall:.1f} s on the clock)")


def seconds(work: Callable[..., Any], *given: Any, **named: Any) -> tuple[float, Any]:
    """How long a call takes, and what it gives."""
    start = time.process_time()
    result = work(*given, **named)
    return time.process_time() - start, result


# Loading ------------------------------------------------------------------------------------------------------------


def quads_of(articles: Articles) -> Iterator[Quad]:
    """The quads of the documents' graphs."""
    return (quad for document, positions in articles for quad in document_quads(document, positions))


def loading(report: Report, articles: Articles) -> None:
    """Our bulk path beside the bare engine, in turns, on the same quads; the median of five."""
    ready = list(quads_of(articles))
    ways: dict[str, Callable[[str], object]] = {
        "bare Oxigraph": lambda folder: ox.Store(folder).bulk_extend(ready),
        "making quads alone": lambda folder: sum(1 for _ in quads_of(articles)),
        "ours, quads ready": lambda folder: _bulk(folder, ready),
        "ours, from positions": lambda folder: _bulk(folder, quads_of(articles)),
    }
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(5):
        for name, way in ways.items():
            with tempfile.TemporaryDirectory() as folder:
                times[name].append(seconds(way, f"{folder}/kg")[0])
    base = statistics.median(times["bare Oxigraph"])
    for name, found in times.items():
        share = base / statistics.median(found)
        value = f"{len(ready) / statistics.median(found):,.0f} quads/s, {share:.2f} of bare"
        same = name == "ours, quads ready"
        report.line(f"load: {name}", value, ok=share >= LOADING if same else None, bar=f"≥ {LOADING}" if same else "")


def _bulk(folder: str, quads: Iterable[Quad]) -> None:
    with Store.write(folder) as store:
        store.bulk_load(quads)


# Building and reading -----------------------------------------------------------------------------------------------


def build(report: Report, folder: Path, world: World, articles: Articles) -> None:
    """The whole debate in a store, with everything that follows from it."""
    with Store.write(folder) as store:
        with report.timed("load all documents"):
            store.bulk_load(quads_of(articles))
        with report.timed("derive"):
            derive(store, articles, actors=world.actors, topics=world.topics)
        with report.timed("publish a snapshot"):
            store.publish()


def sizes(report: Report, store: Store, positions: int, folder: Path) -> None:
    """Quads and bytes for each position."""
    derived = {graph: sum(1 for _ in store.graph(graph)) for graph in _SHARED}
    for graph, number in derived.items():
        report.line(f"quads in {terms.compact(graph)}", f"{number:,} = {number / positions:.2f} a position")
    number = len(store) - sum(derived.values())
    report.line("quads in documents' graphs", f"{number:,} = {number / positions:.2f} a position")
    report.line("quads in all", f"{len(store):,} = {len(store) / positions:.1f} a position")
    disk = sum(file.stat().st_size for file in (folder / "quads").rglob("*") if file.is_file())
    report.line("bytes on disk", f"{disk:,} = {disk / positions:,.0f} a position")


_SHARED: Final = (terms.LINKS, terms.DIRECT, terms.SUMMARY, terms.ACTORS, terms.TOPICS)


def networks(report: Report, store: Store) -> None:
    """From the store to networks and to the page."""
    with report.timed("read all positions back"):
        stands = [stand for stand in reading.stands(store) if stand.source_kind == "own"]
    with report.timed("network: affiliation"):
        affiliation(stands)
    with report.timed("network: congruence"):
        congruence(stands, Options())
    with report.timed("network: conflict"):
        conflict(stands, Options())
    with report.timed("page: nodes and edges"):
        view(stands)


# Questions ----------------------------------------------------------------------------------------------------------


def values(world: World, articles: Articles, number: int) -> Iterator[dict[str, str]]:
    """What is asked for: actors and topics half as they occur (the loud ones often), half evenly.

    A tenth of the topics is given by a word that one in a hundred topics share.
    """
    dice = random.Random(11)
    held = [position for _, positions in articles for position in positions]
    for turn in range(number):
        one, other = dice.choice(held), dice.choice(held)
        word = dice.choice(THINGS) + dice.choice(KINDS)
        topic = one.topic if turn % 2 else dice.choice(world.topics).label
        yield {
            "actor": one.actor if turn % 2 else dice.choice(world.actors).name,
            "other": other.actor,
            "topic": word if turn % 10 == 0 else topic,
            "name": dice.choice(articles)[0].id,
        }


def cases(asked: Sequence[Mapping[str, str]]) -> Iterator[tuple[Question, list[dict[str, str]]]]:
    """Each question with all values of its parameters, and, where it needs none, without any."""
    for one in questions():
        named = [parameter.name for parameter in one.parameters if parameter.name in asked[0]]
        if named:
            yield one, [{name: values[name] for name in named} for values in asked]
        if all(parameter.optional for parameter in one.parameters):
            yield one, [{}] * 5


def asking(report: Report, store: Store, asked: Sequence[Mapping[str, str]]) -> None:
    """Each question with all values, ours and the bare engine in turns."""
    bare = ox.Store.read_only(str(_snapshot(store)))
    for one, given in cases(asked):
        pairs = [(seconds(_bare, bare, one.filled(each)), seconds(ask, store, one.name, **each)) for each in given]
        theirs, ours = ([pair[side][0] for pair in pairs] for side in (0, 1))
        slow, bar = _percentile(ours), SLOWEST[one.name in CORPUS_WIDE or not given[0]]
        value = f"median {statistics.median(ours):.3f}  p95 {slow:.3f}  longest {max(ours):.3f}"
        value += f"  rows ≤ {max(len(pair[1][1]) for pair in pairs)}  ×{sum(ours) / sum(theirs):.2f}"
        name = f"ask {one.name}" if given[0] or not one.parameters else f"ask {one.name} (all)"
        report.line(name, value, ok=slow < bar, bar=f"< {bar} s")
        report.layer += [sum(ours), sum(theirs)]
    share = sum(report.layer[0::2]) / sum(report.layer[1::2])
    report.line("our layer over bare SPARQL", f"×{share:.2f}", ok=share <= LAYER, bar=f"≤ {LAYER}")


def _snapshot(store: Store) -> Path:
    assert store.path
    return store.path / "snapshots" / (store.path / "current").read_text("ascii").strip()


def _bare(store: ox.Store, sparql: str) -> int:
    """The number of rows or triples that the engine gives by itself, each term of them read."""
    answer: Any = store.query(sparql, prefixes=dict(terms.PREFIXES), use_default_graph_as_union=True)
    return sum(1 for row in answer if tuple(row))


def _percentile(times: Sequence[float], share: float = 0.95) -> float:
    return sorted(times)[min(len(times) - 1, int(share * len(times)))]


def in_rdflib(report: Report, articles: Articles, world: World) -> None:
    """Some questions in rdflib's store in memory, on a fiftieth: it takes minutes for what is asked above."""
    import rdflib

    small, other = Store.memory(), rdflib.Dataset(default_union=True)
    small.bulk_load(quads_of(articles))
    derive(small, articles, actors=world.actors, topics=world.topics)
    text = ox.serialize(iter(small), format=ox.RdfFormat.N_QUADS)
    took, _ = seconds(other.parse, data=text, format="nquads")
    report.line("rdflib: load", f"{len(small):,} quads, {len(small) / took:,.0f} quads/s")
    prefixes = {name: rdflib.Namespace(iri) for name, iri in terms.PREFIXES.items()}
    for name in ("who", "topics", "contested"):
        sparql = question(name).filled({"topic": world.topics[1].label} if name == "who" else {})
        ours, _ = seconds(lambda sparql: list(small.query(sparql)), sparql)  # type: ignore[arg-type]
        theirs, _ = seconds(lambda sparql: list(other.query(sparql, initNs=prefixes)), sparql)
        report.line(f"rdflib: ask {name}", f"{theirs:.2f} s, ours {ours:.3f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--positions", type=int, default=100_000)
    parser.add_argument("--asked", type=int, default=40, help="how many values each question is asked with")
    parser.add_argument("--keep", type=Path, help="keep the store here, or use the one that is already here")
    parser.add_argument("--only", nargs="*", default=["loading", "networks", "questions", "rdflib"])
    options = parser.parse_args()
    report = Report()
    with tempfile.TemporaryDirectory() as folder:
        measure(report, options.keep or Path(folder) / "kg", options)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    report.line("most memory", f"{memory} MB", ok=memory < MEMORY, bar=f"< {MEMORY} MB")
    if report.missed:
        sys.exit(f"missed: {', '.join(report.missed)}")


def measure(report: Report, folder: Path, options: argparse.Namespace) -> None:
    """Everything, in the order of the way of the data."""
    world = World()
    articles = list(world.articles(options.positions))
    held = sum(len(positions) for _, positions in articles)
    report.line("positions, documents", f"{held:,}, {len(articles):,}")
    if not folder.exists():
        build(report, folder, world, articles)
    if "loading" in options.only:
        loading(report, articles[: len(articles) // 5])
    with Store.open(folder) as store:
        sizes(report, store, held, folder)
        if "questions" in options.only:
            asking(report, store, list(values(world, articles, options.asked)))
        if "networks" in options.only:
            networks(report, store)
    if "rdflib" in options.only:
        in_rdflib(report, articles[: len(articles) // 50], world)


if __name__ == "__main__":
    main()
