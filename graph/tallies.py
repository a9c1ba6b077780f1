"""What a node or an edge of a network tells about the statements behind it, as typed attributes."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from standpunkt.extract.records import Polarity

from .stands import Stand


@dataclass(slots=True)
class Tally:
    """Counts of statements by polarity, when they were made, and how many of them others attribute to the actor."""

    pro: int = 0
    contra: int = 0
    neutral: int = 0
    attributed: int = 0
    undated: int = 0
    confidence: float = 0.0
    periods: set[tuple[date, date]] = field(default_factory=set)
    labels: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)

    @property
    def statements(self) -> int:
        """All statements, undecided and conditional ones included."""
        return self.pro + self.contra + self.neutral

    @property
    def polarity(self) -> str:
        """`+`, `-`, `±` where both occur, `0` where the actor is only undecided."""
        if self.pro and self.contra:
            return "±"
        return "+" if self.pro else "-" if self.contra else "0"

    def add(self, item: Stand, label: str = "", kind: str = "") -> None:
        """Count one more statement."""
        self.pro += item.polarity == "+"
        self.contra += item.polarity == "-"
        self.neutral += item.polarity == "0"
        self.attributed += item.source_kind != "own"
        self.confidence = max(self.confidence, item.confidence)
        self.labels[label] += 1
        self.types[kind] += bool(kind)
        if item.period:
            self.periods.add(item.period)
        else:
            self.undated += 1

    def attributes(self) -> dict[str, object]:
        """The counts as attributes; `first` and `last` are ISO days and absent where nothing is dated."""
        counts: dict[str, object] = {
            "statements": self.statements,
            "pro": self.pro,
            "contra": self.contra,
            "neutral": self.neutral,
            "attributed": self.attributed,
            "undated": self.undated,
        }
        if self.periods:
            first, last = min(start for start, _ in self.periods), max(end for _, end in self.periods)
            counts |= {"first": first.isoformat(), "last": last.isoformat()}
        return counts

    def node(self, kind: str) -> dict[str, object]:
        """A node's attributes: its most frequent label and type, its kind (actor or topic) and the counts."""
        return {"label": _usual(self.labels), "kind": kind, "type": _usual(self.types), **self.attributes()}


def _usual(names: Counter[str]) -> str:
    """The most frequent name, the first in the alphabet among equals."""
    return min(names, key=lambda name: (-names[name], name), default="")


def actor_nodes(items: Iterable[Stand]) -> dict[str, dict[str, object]]:
    """The actors by id, in the order of their ids."""
    tallies: dict[str, Tally] = {}
    for item in items:
        tallies.setdefault(item.actor_id, Tally()).add(item, item.actor_name, item.actor_type)
    return {name: tallies[name].node("actor") for name in sorted(tallies)}


def topic_nodes(items: Iterable[Stand]) -> dict[str, dict[str, object]]:
    """The topics by id, in the order of their ids; an actor who is a topic has the type `target`."""
    tallies: dict[str, Tally] = {}
    for item in items:
        tallies.setdefault(item.topic_node, Tally()).add(item, item.topic_label, "target" if item.bilateral else "")
    return {name: tallies[name].node("topic") for name in sorted(tallies)}


def sign(polarity: Polarity) -> int:
    """1 for, -1 against, 0 undecided."""
    return {"+": 1, "-": -1, "0": 0}[polarity]
