"""Likeness of issues: which known one a new issue is only another wording of.

Issues are compared by what they name (states count less) and by the letters of it, as cosine of weighted features:
so a misspelling finds its word and a different thing does not. Nothing depends on the other issues of a corpus, so
that two issues are always equally alike.

>>> from standpunkt.extract.phrases import read
>>> index = Likeness(0.75)
>>> index.add("topic/1", read("Kontrollen an den deutschen Außengrenzen"))
>>> index.nearest(read("dauerhafte Kontrollen an den deutschen Außengrenzen im Herbst"))
'topic/1'
>>> index.nearest(read("Kontrollen in deutschen Fleischbetrieben")) is None
True
"""

import hashlib
import heapq
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from os.path import commonprefix

from rapidfuzz.distance import Levenshtein

from standpunkt.extract.letters import alike
from standpunkt.extract.phrases import Issue, read

#: An atom that is a state or a number.
DISTINCT = re.compile(r"q\d+|\.?\d+")
#: The state that German news mean where they name none.
HOME = "q183"
#: Weight of an atom: a state, a number or a modifier says less about an issue than a thing.
STATE, NUMBER, THING, MODIFIER = 0.7, 0.3, 1.0, 0.8
#: Weight of the letters of an atom (all its four-letter pieces together) beside the atom itself.
LETTERS = 1.0
#: Weight of the things named and of the article's title beside the letters of a phrase, where a label is chosen.
WORDS, TITLE = 0.3, 0.5
#: Fewer letters are no part of a compound.
PART = 4
#: Share of letters that two spellings of one word have in common at least.
RESPELT = 0.75
#: So many issues that share a word are looked at, those with the rarest words first.
COMMON = 300
#: So many candidates with the most shared words are compared exactly.
CANDIDATES = 12


def is_state(atom: str) -> bool:
    """Whether an atom is the Wikidata id of a state."""
    return bool(re.fullmatch(r"q\d+", atom))


def topic_id(key: str) -> str:
    """The id of a topic that documents brought up, from its key."""
    return "topic/" + hashlib.sha256(key.encode()).hexdigest()[:16]


@lru_cache(maxsize=20_000)
def _features(atoms: tuple[str, ...]) -> tuple[dict[str, float], float]:
    """The weighted features of an issue and the length of their vector."""
    weights: dict[str, float] = defaultdict(float)
    for atom in atoms:
        if DISTINCT.fullmatch(atom):
            weights[atom] += STATE if atom[0] == "q" else NUMBER
            continue
        weight = MODIFIER if atom[0] == "." else THING
        weights[atom] += weight
        pieces = [f"#{atom.lstrip('.')}#"[at : at + 4] for at in range(max(len(atom.lstrip(".")) - 1, 1))]
        for piece in pieces:
            weights["~" + piece] += weight * LETTERS / len(pieces) ** 0.5
    return dict(weights), sum(weight * weight for weight in weights.values()) ** 0.5


def likeness(one: Issue, other: Issue) -> float:
    """How alike two issues are, from 0 to 1; issues in different relations to their base are not alike at all.

    >>> from standpunkt.extract.phrases import read
    >>> likeness(read("NATO-Truppen in der Ukraine"), read("Truppen der NATO in der Ukraine"))
    1.0
    """
    if one.relation != other.relation or not one.atoms or not other.atoms:
        return 0.0
    (mine, length), (yours, breadth) = _features(one.atoms), _features(other.atoms)
    if len(mine) > len(yours):
        mine, yours = yours, mine
    shared = sum(weight * yours.get(feature, 0.0) for feature, weight in mine.items())
    return round(shared / (length * breadth), 6)


def sameness(one: Issue, other: Issue, least: float = 0.0) -> float:
    """How sure it is that two issues of different documents are one, from 0 to 1: the same words and letters.

    0 where it cannot reach `least`.
    """
    words = likeness(one, other)
    if not words or words + 1 < 2 * least or _clash(one, other):
        return 0.0
    return (words + alike(one.label, other.label)) / 2


def likely_label(phrase: str, label: str, title: str = "") -> float:
    """How well a label of a codebook fits a phrase of an article with this title; only the order means something."""
    wording = alike(phrase, label) + WORDS * likeness(read(phrase), read(label))
    return wording + (TITLE * alike(title, label) if title else 0.0)


def overlap(one: Issue, other: Issue) -> float:
    """How much of the issue that says less is in the other, from 0 to 1."""
    if not one.atoms or not other.atoms:
        return 0.0
    (mine, length), (yours, breadth) = _features(one.atoms), _features(other.atoms)
    shared = sum(weight * min(weight, yours[feature]) for feature, weight in mine.items() if feature in yours)
    return min(shared / min(length, breadth) ** 2, 1.0)


class Likeness:
    """Issues with their topics, searchable for the one most like a new issue.

    An issue that names a state or a number is never one that does not; with `placed` not the other way round either.
    """

    def __init__(self, least: float, *, placed: bool = False) -> None:
        self._least = least
        self._placed = placed
        self._issues: list[tuple[str, Issue]] = []
        self._sharing: dict[str, list[int]] = defaultdict(list)

    def add(self, topic: str, issue: Issue) -> None:
        """Make an issue findable as `topic`."""
        for block in _blocks(issue):
            self._sharing[block].append(len(self._issues))
        self._issues.append((topic, issue))

    def nearest(self, issue: Issue) -> str | None:
        """The topic of the most similar issue, the first added among equals; None if none is similar enough."""
        best, topic = self._least, None
        for number in self._candidates(issue):
            known = _distinct(self._issues[number][1])
            if _distinct(issue) - known - {HOME} or (self._placed and known - _distinct(issue) - {HOME}):
                continue
            value = sameness(issue, self._issues[number][1], best)
            if value > best or (value == best and topic is None):
                best, topic = value, self._issues[number][0]
        return topic

    def _candidates(self, issue: Issue) -> list[int]:
        """The issues that share most words with this one, in the order they were added; rare words come first."""
        lists = sorted((self._sharing[block] for block in _blocks(issue) if block in self._sharing), key=len)
        budget = COMMON
        shared: dict[int, float] = defaultdict(float)
        for numbers in lists:
            for number in numbers[:budget]:
                shared[number] += 1.0 / len(numbers) + 1.0
            budget = max(budget - len(numbers), 0)
        return sorted(heapq.nlargest(CANDIDATES, shared, key=lambda number: (shared[number], -number)))


def _distinct(issue: Issue) -> frozenset[str]:
    return frozenset(filter(DISTINCT.fullmatch, issue.atoms))


def _clash(one: Issue, other: Issue) -> bool:
    """Whether each of two issues names a thing, a state or a number that the other lacks: then they are two issues."""
    mine, yours = ({atom for atom in issue.atoms if atom[0] != "." or atom[1:].isdigit()} for issue in (one, other))
    left, right = mine - yours, yours - mine
    return bool(left and right) and not any(_respelt(atom, another) for atom in left for another in right)


@lru_cache(maxsize=50_000)
def _respelt(one: str, other: str) -> bool:
    """Whether two words are one but for some letters, or for one part written twice or put in ("Vermögenssteuer")."""
    if DISTINCT.fullmatch(one) or DISTINCT.fullmatch(other):
        return False
    begin, end = len(commonprefix((one, other))), len(commonprefix((one[::-1], other[::-1])))
    put_in = min(begin, end) >= PART and begin + end >= min(len(one), len(other))
    return put_in or Levenshtein.normalized_similarity(one, other) >= RESPELT


def _blocks(issue: Issue) -> Iterator[str]:
    for atom in issue.atoms:
        if not DISTINCT.fullmatch(atom):
            yield atom
            if len(atom) > 7:
                yield "<" + atom[:6]
                yield ">" + atom[-7:]
