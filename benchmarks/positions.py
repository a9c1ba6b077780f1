"""Positions found in annotated articles, and the figures of the scorer about them.

The material is laid out as ``gold/dev``, ``gold/train``, ``gold/texts`` and ``eval/score_positions.py``, the judge,
which is loaded from its file. An article is parsed once; what is kept of it are plain values, so that articles can be
read in several processes.
"""

import time
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from spacy.language import Language

from benchmarks.tables import Table, percent
from standpunkt.extract.actors import Linker
from standpunkt.extract.documents import read
from standpunkt.extract.language import load
from standpunkt.extract.positions import LIKELY
from standpunkt.extract.records import Document
from standpunkt.pipeline import positions_of
from training.ranking import Case, five_fold, judged
from training.ranking import scorer as load_scorer

PARTS = ("dev", "train")
#: Articles about one debate, also scored by themselves.
SEEDS = "seed"
BINS = 5
scorer = cache(load_scorer)

Row = dict[str, Any]
Pairs = Mapping[str, tuple[list[Row], list[Row]]]


class Task(NamedTuple):
    """One article to read: its text, its annotated positions and sentences, the judge's file.

    `threads` are the cores of the language pipeline (None: all). With `learning` the positions are also judged as
    confidence is learned from them.
    """

    text: Path
    items: list[Row]
    sentences: list[list[int]]
    judge: Path
    threads: int | None = None
    learning: bool = False


class Reading(NamedTuple):
    """What was found in one article, as the exchange format writes it, and the seconds that took.

    `parsing` is the language pipeline alone, `finding` everything behind it: statements, positions, actors.
    """

    name: str
    text: str
    found: list[Row]
    cases: list[Case]
    words: int
    parsing: float
    finding: float


def tasks(data: Path, part: str, *, threads: int | None = None, learning: bool = False) -> list[Task]:
    """The articles of a part of the material."""
    texts, judge = data / "gold" / "texts", data / "eval" / "score_positions.py"
    gold = scorer(judge).load_gold(data / "gold" / part, texts)
    return [
        Task(texts / f"{name}.txt", items, sentences, judge, threads, learning)
        for name, (items, sentences) in gold.items()
    ]


@cache
def tools(threads: int | None) -> tuple[Language, Linker]:
    """The pipeline and the linker, warmed up: what they load on first use is no one article's cost."""
    nlp, linker = load(threads=threads), Linker()
    document = Document(id="warm", text="Kiew lehnt eine Waffenruhe ab.", source="warm")
    positions_of(document, nlp(document.text), linker)
    return nlp, linker


def read_article(task: Task) -> Reading:
    """Read one article as the product does."""
    nlp, linker = tools(task.threads)
    (document,) = read([task.text])
    began = time.perf_counter()
    doc = nlp(document.text)
    parsed = time.perf_counter()
    found = positions_of(document, doc, linker)
    ended = time.perf_counter()
    judge = scorer(task.judge)
    annotated = (task.items, task.sentences)
    cases = list(judged(doc, document, annotated, judge, linker)) if task.learning else []
    words = sum(not token.is_space for token in doc)
    return Reading(document.id, document.text, _rows(found, judge), cases, words, parsed - began, ended - parsed)


def _rows(found: Iterable[Any], judge: ModuleType) -> list[Row]:
    rows = (position.to_json() for position in found)
    return [{**row, "_spans": judge.spans(row)} for row in rows]


class Part:
    """A part of the material with what was found in it, judged."""

    def __init__(self, articles: Sequence[Task], readings: Iterable[Reading]) -> None:
        self.readings = tuple(readings)
        self.judge = scorer(articles[0].judge)
        self.gold = {task.text.stem: (task.items, task.sentences) for task in articles}
        self.pairs: Pairs = self.judge.align(self.gold, {one.name: one.found for one in self.readings})
        self.score = self.judge.score(self.pairs)

    def f1(self, level: str = "position", *, prefix: str = "") -> float | None:
        """F1 at one level, of the documents whose names begin with `prefix`; None if there are none."""
        chosen = {name: pair for name, pair in self.pairs.items() if name.startswith(prefix)}
        return float(self.judge.score(chosen)[level]["f1"]) if chosen else None

    def hits(self, name: str) -> dict[int, int]:
        """The positions of a document that are right: number of the annotated one, number of the found one."""
        found, items = self.pairs[name]
        return dict(self.judge.matching(found, items, "position"))

    def judged(self) -> list[tuple[float, bool]]:
        """The confidence of every found position, and whether it is right."""
        right = {name: set(self.hits(name).values()) for name in self.pairs}
        return [
            (row["confidence"], at in right[name])
            for name, (found, _) in self.pairs.items()
            for at, row in enumerate(found)
        ]

    def source_kind(self) -> float | None:
        """The share of right `source_kind` among the right positions, where it is annotated."""
        same = [
            found[at]["source_kind"] == items[number]["source_kind"]
            for name, (found, items) in self.pairs.items()
            for number, at in self.hits(name).items()
            if "source_kind" in items[number]
        ]
        return sum(same) / len(same) if same else None

    def five_fold(self) -> dict[float, dict[str, float]]:
        """The figures of confidence learned from other articles, by the least confidence that is kept."""
        return five_fold([case for one in self.readings for case in one.cases], self.gold, self.judge)


class Bin(NamedTuple):
    """Positions of similar confidence: how many, their mean confidence, and the share of right ones."""

    size: int
    confidence: float
    precision: float


def reliability(judged: Iterable[tuple[float, bool]], bins: int = BINS) -> list[Bin]:
    """Bins of equal size, from the least sure positions to the surest.

    >>> reliability([(0.9, True), (0.4, False), (0.8, True), (0.6, False)], bins=2)
    [Bin(size=2, confidence=0.5, precision=0.0), Bin(size=2, confidence=0.8500000000000001, precision=1.0)]
    """
    ranked = sorted(judged)
    edges = [len(ranked) * number // bins for number in range(bins + 1)]
    parts = (ranked[start:end] for start, end in zip(edges, edges[1:], strict=False) if end > start)
    return [
        Bin(len(part), sum(sure for sure, _ in part) / len(part), sum(right for _, right in part) / len(part))
        for part in parts
    ]


# Figures and tables --------------------------------------------------------------------------------------------------


def figures(name: str, part: Part) -> dict[str, float]:
    """The figures that have floors, in per cent."""
    explicit = part.score["recall_by"]["explicit=True"]
    shares = {
        **{f"{level} F1": part.score[level]["f1"] for level in part.judge.LEVELS},
        "position precision": part.score["position"]["precision"],
        "sign accuracy": part.score["sign_accuracy"],
        "recall of explicit positions": explicit["hit"] / explicit["of"],
        "position F1 of the seed articles": part.f1(prefix=SEEDS),
        "source_kind": part.source_kind(),
    }
    return {f"{name}: {key}": round(100 * share, 2) for key, share in shares.items() if share is not None}


def five_fold_figures(folds: Mapping[float, Mapping[str, float]]) -> dict[str, float]:
    """The figure of the five-fold cross-validation that has a floor, in per cent."""
    return {"five-fold: position F1": round(100 * folds[LIKELY]["f1"], 2)}


def level_table(parts: Mapping[str, Part]) -> Table:
    """Precision, recall and F1 by level, and what else is one figure for a part."""
    names = ("precision", "recall", "f1")
    levels = next(iter(parts.values())).judge.LEVELS
    rows = [
        (level, *(percent(part.score[level][name]) for part in parts.values() for name in names)) for level in levels
    ]
    single = {
        "sign accuracy": [part.score["sign_accuracy"] for part in parts.values()],
        "position F1, seed articles": [part.f1(prefix=SEEDS) for part in parts.values()],
        "source_kind of right positions": [part.source_kind() for part in parts.values()],
    }
    rows += [
        (name, *(cell for share in shares for cell in ("", "", percent(share)))) for name, shares in single.items()
    ]
    columns = (f"{part} {short}" for part in parts for short in ("P", "R", "F1"))
    counts = "; ".join(
        f"{name}: {one.score['documents']} articles, {one.score['gold_items']} positions annotated, "
        f"{one.score['predictions']} found"
        for name, one in parts.items()
    )
    return Table(f"Positions ({counts})", ("level", *columns), tuple(rows))


def recall_table(parts: Mapping[str, Part]) -> Table:
    """How much is found of each kind of position."""
    counts = [part.score["recall_by"] for part in parts.values()]
    keys = sorted({key for one in counts for key in one})
    rows = tuple((key, *(cell for one in counts for cell in _recall(one.get(key)))) for key in keys)
    return Table("Recall", ("kind", *(cell for name in parts for cell in (name, "of"))), rows)


def _recall(count: Mapping[str, int] | None) -> tuple[str, str]:
    return (percent(count["hit"] / count["of"]), str(count["of"])) if count else ("–", "0")


def reliability_table(name: str, part: Part) -> Table:
    """What the confidence of positions is worth."""
    rows = tuple(
        (str(number), str(one.size), f"{one.confidence:.2f}", f"{one.precision:.2f}",
         f"{one.precision - one.confidence:+.2f}")
        for number, one in enumerate(reliability(part.judged()), start=1)
    )  # fmt: skip
    return Table(f"Reliability of `confidence`, {name}", ("bin", "n", "confidence", "precision", "difference"), rows)


def five_fold_table(folds: Mapping[float, Mapping[str, float]]) -> Table:
    """The figures of confidence learned from other articles than those judged."""
    names = ("precision", "recall", "f1")
    rows = tuple((f"{least:.2f}", *(percent(one[name]) for name in names)) for least, one in folds.items())
    return Table("Five-fold cross-validation of the learned confidence, train", ("least confidence", *names), rows)


def speed_table(runs: Mapping[str, Sequence[Reading]]) -> Table:
    """Words a second of the language pipeline and of the whole extraction, and their ratio."""
    rows = []
    for name, readings in runs.items():
        words = sum(one.words for one in readings)
        parsing = sum(one.parsing for one in readings)
        whole = parsing + sum(one.finding for one in readings)
        rows.append((name, f"{words / parsing:.0f}", f"{words / whole:.0f}", f"{parsing / whole:.2f}"))
    return Table("Words a second, same texts, same run", ("run", "language", "whole", "ratio"), tuple(rows))
