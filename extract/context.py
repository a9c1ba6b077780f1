"""Which phrases of one document are about one issue: "der Beschluss" is the measure that the article is about.

How probable it is for two phrases comes from a logistic regression over a few clues (how alike they are, how far apart
they stand, …). Phrases are joined while the mean probability between two groups is high enough (average linkage). Then
a second regression tells which group a mere pointer ("das Gesetz") points to, if any. The weights are data
(`model/context.json`, made by `training.context`).

>>> law = Mention(read("Gesetz zur Einführung einer Zuckersteuer"), Span(0, 40), "Partei", Span(0, 60))
>>> pointer = Mention(read("Gesetz"), Span(100, 106), "Verband", Span(90, 130))
>>> other = Mention(read("Kürzung der Renten"), Span(200, 218), "Verband", Span(190, 230))
>>> groups([law, pointer, other], "Streit über die Zuckersteuer")
[(0, 1), (2,)]
"""

import json
import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standpunkt.extract.clusters import likeness, overlap
from standpunkt.extract.letters import alike
from standpunkt.extract.phrases import Issue, read
from standpunkt.extract.records import Span

MODEL = Path(__file__).parent / "model" / "context.json"
#: Phrases farther apart than this many others are not compared: a speech has hundreds of them.
WINDOW = 40
#: Stands for "cannot be" where a mean of probabilities is taken: no number of good pairs makes up for it.
NEVER = -1000.0


class Mention(NamedTuple):
    """A topic phrase in its document: what it says, where, who holds it, and the sentence that says so.

    `concept` is the id of a concept or actor that it names for certain: mentions of two of them stay apart.
    """

    issue: Issue
    span: Span
    actor: str
    evidence: Span
    concept: str | None = None


class Weights(NamedTuple):
    """A logistic regression: the weight of each clue, the constant, and the probability that is enough."""

    weights: Mapping[str, float]
    bias: float
    least: float

    def chance(self, clues: Mapping[str, float]) -> float:
        """The probability that the clues stand for."""
        score = self.bias + sum(self.weights[name] * value for name, value in clues.items())
        return 1 / (1 + math.exp(-score))


class Model(NamedTuple):
    """What joins phrases, and what lets a pointer point to a group of them."""

    joining: Weights
    pointing: Weights


@cache
def model(path: Path = MODEL) -> Model:
    """The shipped weights."""
    return Model(*(Weights(**part) for part in json.loads(path.read_text(encoding="utf-8")).values()))


def groups(mentions: Sequence[Mention], title: str, using: Model | None = None) -> list[tuple[int, ...]]:
    """The numbers of the mentions, grouped by issue; groups are in the order of their first mention."""
    using = using or model()
    found = solid(mentions, title, using.joining)
    joined: dict[tuple[int, ...] | str, list[int]] = {group: list(group) for group in found}
    targets = [group for group in found if not is_actor(mentions[group[0]])]
    for key, numbers in _pointers(mentions).items():
        chances = {
            group: fmean(
                using.pointing.chance(hints(mentions[number], [mentions[one] for one in group], mentions, title))
                for number in numbers
            )
            for group in targets
        }
        best = max(chances, key=chances.__getitem__, default=None)
        meant = best if best and chances[best] >= using.pointing.least else key
        joined.setdefault(meant, []).extend(numbers)
    return sorted(tuple(sorted(members)) for members in joined.values())


def _pointers(mentions: Sequence[Mention]) -> dict[str, list[int]]:
    """The numbers of the pointers by their words: one noun means one thing in an article."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, mention in enumerate(mentions):
        if points(mention):
            found[mention.issue.key].append(number)
    return found


def solid(mentions: Sequence[Mention], title: str, using: Weights) -> list[tuple[int, ...]]:
    """The groups of those mentions that name something themselves."""
    numbers = [number for number, mention in enumerate(mentions) if not points(mention)]
    if len(numbers) < 2:
        return [(number,) for number in numbers]
    kept = [mentions[number] for number in numbers]
    chances = np.zeros((len(kept), len(kept)))
    for one, other in near(kept):
        chances[one, other] = chances[other, one] = _chance(kept[one], kept[other], title, using)
    return sorted(tuple(numbers[member] for member in group) for group in _linked(chances, using.least))


def _linked(chances: NDArray[np.float64], least: float) -> list[list[int]]:
    """Average linkage (Sokal & Michener 1958): join the two groups of the highest mean chance, again and again."""
    groups: dict[int, list[int]] = {number: [number] for number in range(len(chances))}
    np.fill_diagonal(chances, -np.inf)
    while len(groups) > 1:
        one, other = sorted(map(int, np.unravel_index(np.argmax(chances), chances.shape)))
        if chances[one, other] < least:
            break
        mine, yours = len(groups[one]), len(groups[other])
        row = (mine * chances[one] + yours * chances[other]) / (mine + yours)
        chances[one], chances[:, one] = row, row
        chances[one, one] = chances[other] = chances[:, other] = -np.inf
        groups[one] = sorted(groups[one] + groups.pop(other))
    return list(groups.values())


def points(mention: Mention) -> bool:
    """Whether a mention names nothing itself."""
    return mention.issue.pointer and not mention.concept


def is_actor(mention: Mention) -> bool:
    """Whether a mention is about an actor."""
    return (mention.concept or "").startswith("actor/")


def near(mentions: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """The pairs of mentions that are compared, by their numbers, in the order of the text."""
    order = sorted(range(len(mentions)), key=lambda number: (mentions[number].span, number))
    for place, one in enumerate(order):
        for other in order[place + 1 : place + 1 + WINDOW]:
            yield one, other


def decided(one: Mention, other: Mention) -> float | None:
    """1 if two mentions are about one issue for certain, far below zero if they cannot be, None if clues must tell."""
    if one.concept and other.concept or is_actor(one) or is_actor(other):
        return 1.0 if one.concept == other.concept else NEVER
    if one.issue.key == other.issue.key:
        return 1.0
    return None if one.issue.relation == other.issue.relation else NEVER


def _chance(one: Mention, other: Mention, title: str, using: Weights) -> float:
    """How probable it is that two mentions are about one issue; far below zero if it cannot be."""
    known = decided(one, other)
    return using.chance(clues(one, other, title)) if known is None else known


def clues(one: Mention, other: Mention, title: str) -> dict[str, float]:
    """What speaks for or against one issue of two mentions, by name; `one` stands first in the text."""
    issues = one.issue, other.issue
    short, long = sorted((one, other), key=lambda mention: len(mention.issue.atoms))
    shares = [overlap(issue, read(title)) for issue in issues]
    return {
        "likeness": likeness(*issues),
        "letters": alike(one.issue.label, other.issue.label),
        "overlap": overlap(*issues),
        "short": float(len(short.issue.atoms) <= 1),
        "in title": max(shares),
        "both in title": min(shares),
        "distance": _distance(one, other),
        "long first": float(long.span < short.span),
        "one breath": float(_one_breath(one, other)),
    }


def hints(pointer: Mention, group: Sequence[Mention], mentions: Sequence[Mention], title: str) -> dict[str, float]:
    """What speaks for or against a pointer meaning a group, by name."""
    return {
        "letters": max(alike(pointer.issue.label, one.issue.label) for one in group),
        "in title": max(overlap(one.issue, read(title)) for one in group),
        "share": len(group) / len(mentions),
        "alone": 1 / len({one.issue.key for one in mentions if not points(one)}),
        "before": float(any(one.span < pointer.span for one in group)),
        "first": float(min(one.span for one in mentions if not points(one)) in [one.span for one in group]),
        "distance": min(_distance(pointer, one) for one in group),
        "one breath": float(any(_one_breath(pointer, one) for one in group)),
    }


def _distance(one: Mention, other: Mention) -> float:
    return math.log1p(abs(other.span.start - one.span.start) / 50)


def _one_breath(one: Mention, other: Mention) -> bool:
    """Whether one actor says both in one sentence: then they are two things."""
    return one.actor == other.actor and one.evidence.overlaps(other.evidence)
