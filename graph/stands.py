"""One position as networks and pages see it: who stands where on what, and the words that prove it.

A `Stand` knows nothing of where it came from. `stand` makes one from a linked position and its document; the
store makes the same from query rows. Networks, the HTML page, GEXF and CSV all start here.

>>> from standpunkt.extract.records import Document, Position, Span
>>> text = "Nouri lehnt das Tempolimit ab."
>>> document = Document(id="a", text=text, source="a.txt", outlet="Elbkurier")
>>> position = Position(doc="a", evidence=(Span(0, 30),), actor="Nouri", actor_span=Span(0, 5), stance="rejects",
...                     topic="Tempolimit", topic_spans=(Span(16, 26),))
>>> result = stand(position, document)
>>> result.actor_name, result.polarity, result.topic_label, result.outlet
('Nouri', '-', 'Tempolimit', 'Elbkurier')
>>> list(result.evidence[0].pieces())
[('Nouri', 'actor'), (' lehnt das ', None), ('Tempolimit', 'topic'), (' ab.', None)]
"""

import calendar
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from standpunkt.extract.records import (
    Document,
    InForce,
    InputError,
    Polarity,
    Position,
    Precision,
    Quote,
    SourceKind,
    Span,
)

Part = Literal["actor", "topic"]

#: What the opposite of each polarity is; undecided stays undecided.
OPPOSITE: Mapping[Polarity, Polarity] = MappingProxyType({"+": "-", "-": "+", "0": "0"})

#: How ids of actors begin, as a short id and as an IRI.
ACTOR_PREFIXES = ("actor/", "https://w3id.org/standpunkt/id/actor/")


class Mark(NamedTuple):
    """A range of code points in a passage that names the actor or the topic."""

    start: int
    end: int
    part: Part


class Passage(NamedTuple):
    """Words of a document that prove a position, with the actor's and the topic's words marked."""

    text: str
    marks: tuple[Mark, ...] = ()

    def pieces(self) -> Iterator[tuple[str, Part | None]]:
        """The text in order, cut where a mark begins or ends; of overlapping marks the first one counts."""
        here = 0
        for mark in sorted(self.marks):
            if mark.start < here:
                continue
            if here < mark.start:
                yield self.text[here : mark.start], None
            yield self.text[mark.start : mark.end], mark.part
            here = mark.end
        if here < len(self.text):
            yield self.text[here:], None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """One actor's stance on one topic, as stated in one document.

    `stated_on` is when it was stated (`precision` says whether only the month or the year is known) and is None where
    the text does not tell; `published_on` is the document's day and never stands in for it. `report` names the
    document whose report this one repeats, or the document itself. `bilateral` is set where the topic is an actor
    ("Kritik an Merz"); then `topic_id` is that actor's id. `persons` are the people named in it whom nobody knows.
    """

    actor_id: str
    actor_name: str
    topic_id: str
    topic_label: str
    relation: str
    polarity: Polarity
    document: str
    report: str = ""
    actor_type: str = ""
    bilateral: bool = False
    stated_on: date | None = None
    precision: Precision = "day"
    source_kind: SourceKind = "own"
    claimed_by: str | None = None
    addressee: str | None = None
    condition: str | None = None
    explicit: bool = True
    quote: Quote = "none"
    confidence: float = 0.5
    in_force: InForce = "current"
    evidence: tuple[Passage, ...] = ()
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published_on: date | None = None
    persons: tuple[str, ...] = ()

    @property
    def topic_node(self) -> str:
        """The topic's name in a two-mode network: an actor who is the topic gets a node of its own there."""
        return f"target:{self.topic_id}" if self.bilateral else self.topic_id

    @property
    def period(self) -> tuple[date, date] | None:
        """The first and the last day on which it may have been stated; None if undated."""
        if self.stated_on is None:
            return None
        if self.precision == "year":
            return date(self.stated_on.year, 1, 1), date(self.stated_on.year, 12, 31)
        if self.precision == "month":
            last = calendar.monthrange(self.stated_on.year, self.stated_on.month)[1]
            return self.stated_on.replace(day=1), self.stated_on.replace(day=last)
        return self.stated_on, self.stated_on


def stand(position: Position, document: Document, *, actor_type: str = "") -> Stand:
    """The position as networks and pages need it, with its evidence cut from the document's text.

    A position that is not linked yet gets its names as ids. Raises `InputError` if the position belongs to
    another document.
    """
    if position.doc != document.id:
        raise InputError(f"expected the document {position.doc!r} of the position, got {document.id!r}")
    topic_id = position.topic_id or f"topic/{_key(position.topic_label or position.topic)}"
    return Stand(
        actor_id=position.actor_id or f"actor/{_key(position.actor_name or position.actor)}",
        actor_name=position.actor_name or position.actor,
        actor_type=actor_type,
        topic_id=topic_id,
        topic_label=position.topic_label or position.topic,
        bilateral=topic_id.startswith(ACTOR_PREFIXES),
        relation=position.stance,
        stated_on=position.stated_on,
        precision=position.stated_precision or "day",
        document=document.id,
        report=document.same_report_as or document.id,
        evidence=tuple(_passage(span, position, document.text) for span in position.evidence),
        title=document.title,
        outlet=document.outlet,
        url=document.url,
        published_on=position.published_on or document.published_on,
        **{name: getattr(position, name) for name in _SHARED},
    )


_SHARED = (
    "polarity", "source_kind", "claimed_by", "addressee", "condition", "explicit", "quote", "confidence", "in_force",
    "persons",
)  # fmt: skip


def stands(
    positions: Iterable[Position], documents: Mapping[str, Document], types: Mapping[str, str] | None = None
) -> Iterator[Stand]:
    """Every position with its document; `types` maps actor ids to person, state, party, …"""
    for position in positions:
        if position.doc not in documents:
            raise InputError(f"expected the document {position.doc!r} beside its position, got none of that id")
        kind = (types or {}).get(position.actor_id or "", "")
        yield stand(position, documents[position.doc], actor_type=kind)


def _key(name: str) -> str:
    """A name as an id: one spelling for whatever differs only in case, spaces or Unicode form."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def _passage(span: Span, position: Position, text: str) -> Passage:
    """The words of `span`, without outer white space, with the actor and the topic marked where they stand in it."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    core = Span(start, max(start, span.start + len(words.rstrip())))
    found: list[tuple[Span, Part]] = [(position.actor_span, "actor")]
    found += [(topic, "topic") for topic in position.topic_spans]
    inside = [(max(s.start, core.start), min(s.end, core.end), part) for s, part in found if s.overlaps(core)]
    return Passage(core.of(text), tuple(sorted(Mark(s - core.start, e - core.start, part) for s, e, part in inside)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which stands count. By default all that actors say themselves; `attributed` adds what others say of them.

    `only` and `without` map a field of `Stand` to values that are let through or kept out. `since` and `until`
    keep what was stated wholly inside them (both days included); undated stands then stay out, unless `undated`.
    """

    only: Mapping[str, Collection[Any]] = field(default_factory=dict)
    without: Mapping[str, Collection[Any]] = field(default_factory=dict)
    since: date | None = None
    until: date | None = None
    undated: bool = False
    confidence: float = 0.0
    attributed: bool = False

    def __post_init__(self) -> None:
        names = {f.name for f in fields(Stand)}
        for name in (*self.only, *self.without):
            if name not in names:
                raise InputError(f"a filter must name one of {', '.join(sorted(names))} (got {name!r})")

    def __call__(self, item: Stand) -> bool:
        return (
            (self.attributed or item.source_kind == "own")
            and item.confidence >= self.confidence
            and all(getattr(item, name) in values for name, values in self.only.items())
            and not any(getattr(item, name) in values for name, values in self.without.items())
            and self._in_time(item)
        )

    def _in_time(self, item: Stand) -> bool:
        if self.since is None and self.until is None:
            return True
        if item.period is None:
            return self.undated
        first, last = item.period
        return (self.since or first) <= first and last <= (self.until or last)


def select(items: Iterable[Stand], selection: Selection | None = None) -> Iterator[Stand]:
    """The stands that `selection` lets through (by default those in the actors' own words)."""
    return filter(selection or Selection(), items)


def regrouped(items: Iterable[Stand], holder: Callable[[Stand], tuple[str, str, str] | None]) -> Iterator[Stand]:
    """The stands at another level of actor: `holder` gives id, name and type, or None to leave one as it is.

    It sees the whole stand, so that it can answer for the time of the statement (an office, a party).
    """
    for item in items:
        found = holder(item)
        yield item if not found else replace(item, actor_id=found[0], actor_name=found[1], actor_type=found[2])


def merged_negations(items: Iterable[Stand], bases: Mapping[str, tuple[str, str]]) -> Iterator[Stand]:
    """The stands with every negated topic turned into its base, and the polarity with it.

    `bases` maps the id of a topic ("Verzicht auf X") to the id and label of what it negates ("X").
    """
    for item in items:
        base = bases.get(item.topic_id)
        flipped = OPPOSITE[item.polarity]
        yield item if not base else replace(item, topic_id=base[0], topic_label=base[1], polarity=flipped)
