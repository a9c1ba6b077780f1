"""Training windows: some consecutive words with whatever layers of annotation their source has.

A layer a source lacks is masked with `MISSING`, so that treebanks, entity corpora and running text can be mixed.
"""

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from standpunkt.extract.labels import columns_of
from standpunkt.extract.pieces import Pieces
from training.entities import TAGS, Tagged
from training.treebanks import Sentence, Word

MISSING = -100
#: Features worth a head of their own; the order is the order of the output columns.
FEATURES = ("Case", "Gender", "Number", "Person", "Mood", "Tense", "VerbForm", "Degree", "Definite", "PronType", "Poss",
            "Reflex", "Polarity")  # fmt: skip
#: Relation subtypes that German grammar needs; every other subtype is dropped.
SUBTYPES = {"nsubj:pass", "aux:pass", "compound:prt", "obl:agent", "csubj:pass", "expl:pv"}


@dataclass(frozen=True)
class Scheme:
    """The names behind every output column: tag groups one after the other, relations, entity tags, sources."""

    groups: dict[str, list[str]]
    relations: list[str]
    sources: list[str]
    entities: list[str] = field(default_factory=lambda: list(TAGS))

    def columns(self, group: str) -> slice:
        """The output columns of one tag group."""
        return columns_of(self.groups, group)

    @property
    def width(self) -> int:
        """How many tag columns there are."""
        return sum(map(len, self.groups.values()))


def relation(name: str) -> str:
    """`name` with only those subtypes that are kept."""
    return name if name in SUBTYPES else name.split(":")[0]


def make_scheme(treebanks: dict[str, Sequence[Sentence]], german: Sequence[str], sources: list[str]) -> Scheme:
    """Collect the labels that occur in the German treebanks."""
    words = [word for name in german for sentence in treebanks[name] for word in sentence]
    groups = {
        "upos": sorted({w.upos for w in words}),
        "xpos": sorted({w.xpos for sentence in treebanks[german[0]] for w in sentence}),
    }
    for feature in FEATURES:
        groups[feature] = ["", *sorted({w.feats[feature] for w in words if feature in w.feats})]
    groups["start"] = ["", "start"]
    return Scheme(groups, sorted({relation(w.relation) for w in words}), sources)


@dataclass(frozen=True)
class Example:
    """One window: piece numbers per word and, for every layer, one target per word (`MISSING` where unknown)."""

    pieces: list[tuple[int, ...]]
    source: int
    tags: dict[str, list[int]]
    entities: list[int]
    heads: list[int]
    relations: list[int]
    sentences: list[int]

    @property
    def length(self) -> int:
        return sum(map(len, self.pieces)) + 2


class Maker:
    """Turns sentences and tagged windows into examples under one scheme."""

    def __init__(self, scheme: Scheme, pieces: Pieces) -> None:
        self.scheme, self.pieces = scheme, pieces
        self.numbers = {name: {v: n for n, v in enumerate(values)} for name, values in scheme.groups.items()}
        self.relation_numbers = {name: number for number, name in enumerate(scheme.relations)}

    def from_trees(self, sentences: Sequence[Sentence], source: str, *, full: bool, fine: bool) -> Example:
        """A window of whole sentences; `full` trains features and starts too, `fine` the treebank's own tags."""
        words = [word for sentence in sentences for word in sentence]
        offsets = [start for start, sentence in _starts(sentences) for _ in sentence]
        number = [n for n, sentence in enumerate(sentences) for _ in sentence]
        return Example(
            pieces=self._cut([w.form for w in words], [w.space_after for w in words]),
            source=self.scheme.sources.index(source),
            tags=self._tags(words, source, full=full, fine=fine) | {"start": self._start_targets(sentences, full)},
            entities=[MISSING] * len(words),
            heads=[0 if w.head < 0 else o + w.head + 1 for w, o in zip(words, offsets, strict=True)],
            relations=[self.relation_numbers.get(relation(w.relation), MISSING) for w in words],
            sentences=number,
        )

    def from_entities(self, window: Tagged, source: str) -> Example:
        """A window of words whose entities alone are known."""
        return replace(
            self.from_plain(window, source), entities=[self.scheme.entities.index(tag) for tag in window.tags]
        )

    def from_plain(self, window: Tagged, source: str) -> Example:
        """A window of words of which nothing is known; it counts as one sentence."""
        missing = [MISSING] * len(window.forms)
        return Example(
            pieces=self._cut(window.forms, window.spaces),
            source=self.scheme.sources.index(source),
            tags=dict.fromkeys(self.scheme.groups, missing),
            entities=missing,
            heads=missing,
            relations=missing,
            sentences=[0] * len(missing),
        )

    def _cut(self, forms: Sequence[str], spaces: Sequence[bool]) -> list[tuple[int, ...]]:
        before = [True, *spaces[:-1]]
        return [self.pieces.segment(form, space) for form, space in zip(forms, before, strict=True)]

    def _tags(self, words: Sequence[Word], source: str, *, full: bool, fine: bool) -> dict[str, list[int]]:
        missing = [MISSING] * len(words)
        tags = {name: missing for name in self.scheme.groups}
        tags["upos"] = [self.numbers["upos"].get(w.upos, MISSING) for w in words]
        if fine:
            tags["xpos"] = [self.numbers["xpos"].get(w.xpos, MISSING) for w in words]
        for feature in FEATURES if full else ():
            if feature != "VerbForm" or fine:
                tags[feature] = [self.numbers[feature].get(w.feats.get(feature, ""), MISSING) for w in words]
        return tags

    @staticmethod
    def _start_targets(sentences: Sequence[Sentence], full: bool) -> list[int]:
        return [int(n == 0) if full else MISSING for sentence in sentences for n in range(len(sentence))]


def _starts(sentences: Iterable[Sentence]) -> Iterator[tuple[int, Sentence]]:
    start = 0
    for sentence in sentences:
        yield start, sentence
        start += len(sentence)


def grouped(items: Sequence[Any], rng: random.Random, sizes: Sequence[int]) -> Iterator[list[Any]]:
    """`items` in random order, in groups whose sizes are drawn from `sizes`."""
    order = list(items)
    rng.shuffle(order)
    while order:
        size = rng.choice(sizes)
        yield order[:size]
        order = order[size:]


_QUOTES = (("„", "“"), ("„", "“"), ("„", "”"), ("»", "«"), ('"', '"'), ("“", "”"), ("«", "»"))


def in_quotes(sentences: Sequence[Sentence], rng: random.Random) -> list[Sentence]:
    """The same sentences inside one pair of quotation marks, so that starts and ends of quotations are seen."""
    opening, closing = rng.choice(_QUOTES)
    whole = list(sentences)
    whole[-1] = _append(whole[-1], closing)
    whole[0] = _prepend(whole[0], opening)
    return whole


def _mark(form: str, head: int, space_after: bool) -> Word:
    return Word(form, form, "PUNCT", "$(", {}, head, "punct", space_after)


def _root(sentence: Sentence) -> int:
    return next(n for n, word in enumerate(sentence) if word.head < 0)


def _append(sentence: Sentence, form: str) -> Sentence:
    return (*sentence[:-1], replace(sentence[-1], space_after=False), _mark(form, _root(sentence), True))


def _prepend(sentence: Sentence, form: str) -> Sentence:
    moved = tuple(replace(w, head=w.head + 1 if w.head >= 0 else -1) for w in sentence)
    return (_mark(form, _root(sentence) + 1, False), *moved)


def count_pieces(words: Iterable[str], pieces: Pieces) -> Counter[int]:
    """How often each piece is used when `words` are cut with the full vocabulary."""
    counts: Counter[int] = Counter()
    for word in words:
        counts.update(pieces.segment(word, True))
    return counts
