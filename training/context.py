"""Learn which phrases of one document are about one issue: the weights of `extract/model/context.json`.

    python -m training.context --data DIR

Learned from the positions of `gold/train`, whose topics have labels; the threshold is the one with the best B-cubed F1
in five-fold cross-validation over the same documents. `gold/dev` is only measured.
"""

import argparse
import itertools
import json
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize

from benchmarks.linking import b_cubed, position, texts
from standpunkt.extract.context import (
    MODEL,
    Mention,
    Model,
    Weights,
    clues,
    decided,
    groups,
    hints,
    is_actor,
    near,
    points,
    solid,
)
from standpunkt.extract.topics import TopicLinker

FOLDS = 5
#: Strength of the regularisation (half the squared weights of standardised clues).
RIDGE = 3.0
THRESHOLDS = (0.3, 0.35, 0.4, 0.45)

#: Clues of many cases, each with the right answer.
Cases = Iterator[tuple[dict[str, float], bool]]


class Example(NamedTuple):
    """The mentions of a document, its title and the labels that a reader gave."""

    mentions: Sequence[Mention]
    title: str
    labels: Sequence[str]


def examples(gold: Path, part: str) -> list[Example]:
    linker = TopicLinker()
    found = []
    for text in texts(gold, part):
        mentions = linker.mentions(text.document, [position(text, row) for row in text.rows])
        found.append(Example(mentions, text.document.title or "", [row["topic_label"] for row in text.rows]))
    return found


def pairs(found: Iterable[Example]) -> Cases:
    """The clues of all pairs that are not decided otherwise, and whether they are about one issue."""
    for example in found:
        kept = [(one, label) for one, label in zip(example.mentions, example.labels, strict=True) if not points(one)]
        for one, other in near([mention for mention, _ in kept]):
            if decided(kept[one][0], kept[other][0]) is None:
                yield clues(kept[one][0], kept[other][0], example.title), kept[one][1] == kept[other][1]


def pointings(found: Iterable[Example], joining: Weights) -> Cases:
    """The hints of all pointers to all groups, and whether most of the group is what the pointer means."""
    for example in found:
        for group in solid(example.mentions, example.title, joining):
            members = [example.mentions[number] for number in group]
            label = Counter(example.labels[number] for number in group).most_common(1)[0][0]
            for mention, meant in zip(example.mentions, example.labels, strict=True):
                if points(mention) and not is_actor(members[0]):
                    yield hints(mention, members, example.mentions, example.title), meant == label


def fit(cases: Cases, least: float) -> Weights:
    """Logistic regression with a ridge penalty on standardised clues, given back for clues as they are."""
    rows, truth = zip(*cases, strict=True)
    names = list(rows[0])
    values, target = np.array([list(row.values()) for row in rows]), np.array(truth, float)
    mean, spread = values.mean(0), values.std(0) + 1e-9
    table = np.c_[(values - mean) / spread, np.ones(len(values))]

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        score, free = table @ weights, np.r_[weights[:-1], 0]
        error = 1 / (1 + np.exp(-score)) - target
        value = np.sum(np.logaddexp(0, score) - target * score) + RIDGE / 2 * free @ free
        return float(value), table.T @ error + RIDGE * free

    best = minimize(loss, np.zeros(len(names) + 1), jac=True, method="L-BFGS-B").x
    weights = best[:-1] / spread
    rounded = {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}
    return Weights(rounded, round(float(best[-1] - weights @ mean), 3), least)


def learn(found: Sequence[Example], least: tuple[float, float]) -> Model:
    joining = fit(pairs(found), least[0])
    return Model(joining, fit(pointings(found, joining), least[1]))


def score(found: Sequence[Example], models: Sequence[Model]) -> float:
    """B-cubed F1 inside documents; document n is grouped by the model n modulo their number."""
    ours: list[Hashable] = []
    truth: list[Hashable] = []
    for number, example in enumerate(found):
        parts = groups(example.mentions, example.title, models[number % len(models)])
        group = {member: part[0] for part in parts for member in part}
        ours += [(number, group[member]) for member in range(len(example.mentions))]
        truth += [(number, label) for label in example.labels]
    return b_cubed(ours, truth)[2]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    gold = parser.parse_args().data / "gold"
    train, dev = examples(gold, "train"), examples(gold, "dev")
    figures: Counter[tuple[float, float]] = Counter()
    for least in itertools.product(THRESHOLDS, THRESHOLDS):
        folds = [learn([one for at, one in enumerate(train) if at % FOLDS != fold], least) for fold in range(FOLDS)]
        figures[least] = score(train, folds)
        print(f"{least}: cross-validation {figures[least]:.4f}, dev {score(dev, [learn(train, least)]):.4f}")
    best = learn(train, figures.most_common(1)[0][0])
    shown = {name: part._asdict() for name, part in best._asdict().items()}
    MODEL.write_text(json.dumps(shown, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(json.dumps(shown, ensure_ascii=False))


if __name__ == "__main__":
    main()
