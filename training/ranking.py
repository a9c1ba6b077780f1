"""Learn how sure a position is: `python -m training.ranking --data DIR --scorer FILE [--out extract/model]`.

The rules read the annotated articles of ``gold/train``; each position they find is right or wrong as the scorer judges
it. A logistic regression with an L2 penalty (Hosmer & Lemeshow 2000) learns from its features (`extract/ranking.py`).
Because ``gold/train`` was annotated once and misses what a second reader would have seen, slope and offset of the
probabilities are then set on the adjudicated ``gold/dev`` (Platt 1999). Printed are the figures of a five-fold
cross-validation over documents of ``gold/train``, in which no article judges itself.
"""

import argparse
import importlib.util
import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize  # type: ignore[import-untyped]
from spacy.tokens import Doc

from standpunkt.extract.actors import Linker
from standpunkt.extract.documents import read
from standpunkt.extract.language import load
from standpunkt.extract.merging import merged
from standpunkt.extract.persons import full_names
from standpunkt.extract.positions import LIKELY, described
from standpunkt.extract.records import Document, Position
from standpunkt.extract.speech import statements

#: Features seen less often say nothing; PENALTY pulls every weight toward nought.
RARE, PENALTY, FOLDS = 3, 40.0, 5


class Case(NamedTuple):
    """A found position: where, what is seen of it, how it is written, and whether coders drew the same one."""

    document: str
    seen: frozenset[str]
    row: dict[str, Any]
    right: bool


def scorer(path: Path) -> ModuleType:
    """The judge of positions, loaded from its file."""
    spec = importlib.util.spec_from_file_location("scorer", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def cases(gold: Path, judge: ModuleType) -> Iterator[Case]:
    """Every position that the rules find in the annotated articles, with the coders' judgement."""
    nlp, linker = load(), Linker()
    texts = gold.parent / "texts"
    annotated: dict[str, Any] = judge.load_gold(gold, texts)
    for document in read([texts / f"{name}.txt" for name in annotated]):
        yield from judged(nlp(document.text), document, annotated[document.id], judge, linker)


def judged(doc: Doc, document: Document, annotated: Any, judge: ModuleType, linker: Linker) -> Iterator[Case]:
    """Every position that the rules find in one article, with the coders' judgement."""
    seen: dict[tuple[Any, ...], frozenset[str]] = {}
    found = []
    for position, features in described(doc, document, statements(doc, document)):
        seen[_key(position)] = features
        found.append(position)
    kept = linker.link(document, merged(found, document.title_span), full_names(doc))
    rows = [{**position.to_json(), "_spans": judge.spans(position.to_json())} for position in kept]
    items, sentences = annotated
    judge.align({document.id: (items, sentences)}, {document.id: rows})
    right = set(judge.matching(rows, items, "position").values())
    for number, (position, row) in enumerate(zip(kept, rows, strict=True)):
        yield Case(document.id, seen[_key(position)], row, number in right)


def _key(position: Position) -> tuple[Any, ...]:
    return position.actor_span, position.holder, position.topic_spans, position.extractor, position.evidence[0]


def fit(cases: Sequence[Case]) -> dict[str, float]:
    """The weights of the features that are frequent enough; the empty name is the bias."""
    counted = Counter(name for case in cases for name in case.seen)
    names = sorted(name for name, count in counted.items() if count >= RARE)
    place = {name: number for number, name in enumerate(names)}
    table = np.zeros((len(cases), len(names) + 1))
    table[:, -1] = 1
    for row, case in enumerate(cases):
        table[row, [place[name] for name in case.seen if name in place]] = 1
    signs = np.array([1.0 if case.right else -1.0 for case in cases])
    best = minimize(_loss, np.zeros(len(names) + 1), (table, signs), jac=True, method="L-BFGS-B").x
    return {"": round(float(best[-1]), 3)} | {name: round(float(w), 3) for name, w in zip(names, best, strict=False)}


def _loss(
    weights: NDArray[np.float64], table: NDArray[np.float64], signs: NDArray[np.float64]
) -> tuple[float, NDArray[np.float64]]:
    """Penalised negative log-likelihood and its gradient."""
    margins = signs * (table @ weights)
    penalised = np.append(weights[:-1], 0.0)
    gradient = -(signs / (1 + np.exp(margins))) @ table + PENALTY * penalised
    return float(np.logaddexp(0, -margins).sum() + PENALTY / 2 * (penalised @ penalised)), gradient


def calibrated(weights: dict[str, float], cases: Sequence[Case]) -> dict[str, float]:
    """The weights with the slope and offset that fit the judgements of other articles best."""
    plain = np.array([[sum(weights.get(name, 0.0) for name in case.seen) + weights[""], 1.0] for case in cases])
    signs = np.array([1.0 if case.right else -1.0 for case in cases])
    slope, offset = minimize(
        lambda x: float(np.logaddexp(0, -signs * (plain @ x)).sum()), np.array([1.0, 0.0]), method="L-BFGS-B"
    ).x
    scaled = {name: round(float(slope * weight), 3) for name, weight in weights.items()}
    return scaled | {"": round(float(slope * weights[""] + offset), 3)}


def probability(weights: dict[str, float], case: Case) -> float:
    """How sure a case is by given weights."""
    return float(1 / (1 + np.exp(-weights[""] - sum(weights.get(name, 0.0) for name in case.seen))))


def crossed(cases: Sequence[Case]) -> list[float]:
    """The probability of each case by weights learned without its part of the documents."""
    names = sorted({case.document for case in cases})
    random.Random(0).shuffle(names)
    fold = {name: number % FOLDS for number, name in enumerate(names)}
    weights = [fit([case for case in cases if fold[case.document] != number]) for number in range(FOLDS)]
    return [probability(weights[fold[case.document]], case) for case in cases]


def five_fold(cases: Sequence[Case], gold: Mapping[str, Any], judge: ModuleType) -> dict[float, dict[str, float]]:
    """Precision, recall and F1 at the scorer's position level, of all cases and of those that are likely enough."""
    sure = crossed(cases)
    figures = {}
    for least in (0.0, LIKELY):
        kept = defaultdict(list)
        for case, probable in zip(cases, sure, strict=True):
            if probable >= least:
                kept[case.document].append(case.row)
        figures[least] = judge.score(judge.align(gold, kept))["position"]
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("extract/model"))
    options = parser.parse_args()
    judge = scorer(options.scorer)
    found = list(cases(options.data / "gold" / "train", judge))
    gold = judge.load_gold(options.data / "gold" / "train", options.data / "gold" / "texts")
    for least, figures in five_fold(found, gold, judge).items():
        print(
            f"five-fold, sure at {least:.2f}: "
            + "  ".join(f"{name} {figures[name]:.3f}" for name in ("precision", "recall", "f1"))
        )
    weights = calibrated(fit(found), list(cases(options.data / "gold" / "dev", judge)))
    (options.out / "ranking.json").write_text(json.dumps(weights, ensure_ascii=False, indent=0) + "\n", "utf-8")


if __name__ == "__main__":
    main()
