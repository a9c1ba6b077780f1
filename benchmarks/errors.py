"""What goes wrong with positions, by class, and the worst cases of each.

A found position that is not right is compared with the annotated ones that nothing else has found: if all is right
but the direction, the actor or the topic, that is its class, and the two are one error. What is left over on the side
of the reader is *missed* (and explicit or implicit), on our side *not a position*, or *found twice* if it repeats one
that is right. A wrong relation of the right direction is no error at the scorer's level *position*, but is listed.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple

from benchmarks.positions import Part, Row
from benchmarks.tables import Table

CLASSES = (
    "wrong actor",
    "wrong polarity",
    "wrong topic",
    "wrong relation",
    "missed explicit",
    "missed implicit",
    "not a position",
    "found twice",
)


class Error(NamedTuple):
    """One error: its class, how bad it is (higher is worse), the sentence, what was found and what a reader sees."""

    kind: str
    weight: float
    document: str
    sentence: str
    found: Row | None = None
    expected: Row | None = None

    def text(self) -> str:
        """The error on a few lines."""
        lines = [f"{self.kind} · {self.document} · {self.sentence}"]
        if self.found:
            lines.append(
                f"    found     {_line(self.found)} ({self.found['confidence']:.2f}, {self.found['extractor']})"
            )
        if self.expected:
            lines.append(f"    annotated {_line(self.expected)}")
        return "\n".join(lines)


def _line(row: Row) -> str:
    return f"{row.get('actor_name') or row['actor']} | {row['stance']} | {row['topic']}"


def errors(part: Part) -> Iterator[Error]:
    """Every error in a part of the material."""
    for reading in part.readings:
        yield from _Article(part, reading.name, reading.text).errors()


class _Article:
    """One article, whose found and annotated positions are paired off step by step."""

    def __init__(self, part: Part, name: str, text: str) -> None:
        self._judge = part.judge
        self._name = name
        self._text = text
        self._found, self._items = part.pairs[name]
        self._hits = part.hits(name)
        self._free = [row for at, row in enumerate(self._found) if at not in set(self._hits.values())]
        self._open = [item for number, item in enumerate(self._items) if number not in self._hits]

    def errors(self) -> Iterator[Error]:
        for number, at in self._hits.items():
            if self._found[at]["stance"] != self._items[number]["stance"]:
                yield self._wrong("wrong relation", self._found[at], self._items[number])
        for kind, alike in (
            ("wrong polarity", self._topic),
            ("wrong actor", self._all_but_actor),
            ("wrong topic", self._actor),
        ):
            for row in sorted(self._free, key=_sure, reverse=True):
                item = next((item for item in self._open if alike(row, item)), None)
                if item is not None:
                    self._free.remove(row)
                    self._open.remove(item)
                    yield self._wrong(kind, row, item)
        yield from (self._wrong(self._surplus(row), row) for row in self._free)
        yield from map(self._missed, self._open)

    def _topic(self, row: Row, item: Row) -> bool:
        return bool(self._judge.level_ok("topic", row, item))

    def _actor(self, row: Row, item: Row) -> bool:
        return bool(self._judge.level_ok("actor", row, item))

    def _all_but_actor(self, row: Row, item: Row) -> bool:
        judge = self._judge
        return bool(judge.touches(row, item) and judge.same_topic(row, item) and judge.same_direction(row, item))

    def _surplus(self, row: Row) -> str:
        twice = any(self._judge.level_ok("position", row, item) for item in self._items)
        return "found twice" if twice else "not a position"

    def _wrong(self, kind: str, row: Row, item: Row | None = None) -> Error:
        return Error(kind, _sure(row), self._name, self._sentence(row), row, item)

    def _missed(self, item: Row) -> Error:
        """What is said in more sentences, and as an act of speech, is missed with less excuse."""
        plain = ("none", "direct", "indirect", "reported").index(item["quote"])
        kind = "missed explicit" if item["explicit"] else "missed implicit"
        return Error(kind, len(item["sent"]) + plain / 4, self._name, self._sentence(item), None, item)

    def _sentence(self, row: Row) -> str:
        start, end = row["_spans"][0]
        return " ".join(self._text[start:end].split())


def _sure(row: Row) -> float:
    return float(row["confidence"])


def worst(found: Iterable[Error], count: int) -> list[Error]:
    """The `count` worst errors: from each class in turn its worst, so that every class is shown."""
    ranked = sorted(found, key=lambda error: -error.weight)
    columns = ([error for error in ranked if error.kind == kind] for kind in CLASSES)
    mixed = [error for row in zip_longest(*columns) for error in row if error is not None]
    return sorted(mixed[:count], key=lambda error: (CLASSES.index(error.kind), -error.weight))


def error_table(parts: Mapping[str, Sequence[Error]]) -> Table:
    """How many errors there are of each class."""
    counts = [Counter(error.kind for error in found) for found in parts.values()]
    rows = tuple((kind, *(str(count[kind]) for count in counts)) for kind in CLASSES)
    return Table("Errors by class", ("class", *parts), rows)
