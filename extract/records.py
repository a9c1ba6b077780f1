"""The values that travel through the system: documents, statements, positions.

Everything here is frozen and knows nothing of files, models or graphs. Offsets count Unicode code points of
`Document.text` and are half-open; they stay true through every later stage, so that a reader can always
click back to the exact words.

>>> text = "Peskow lehnt NATO-Truppen ab."
>>> Span(0, 6).of(text)
'Peskow'
>>> Position(doc="a", evidence=(Span(0, 29),), actor="Peskow", actor_span=Span(0, 6), stance="rejects",
...          topic="NATO-Truppen", topic_spans=(Span(13, 25),)).polarity
'-'
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, Self


class StandpunktError(Exception):
    """The root of every error raised on purpose; its message is one line for the user."""


class InputError(StandpunktError):
    """A file, a record or an option cannot be used."""


class StoreError(StandpunktError):
    """The graph store is missing, locked or unreadable."""


class QueryError(StandpunktError):
    """A SPARQL query is wrong or not allowed here."""


class ModelError(StandpunktError):
    """The language model is missing or does not fit this version."""


Polarity = Literal["+", "-", "0"]
Quote = Literal["direct", "indirect", "reported", "none"]
SourceKind = Literal["own", "attributed", "alleged"]
InForce = Literal["current", "past"]
Precision = Literal["day", "month", "year"]
Basis = Literal["explicit", "weekday", "publication"]

#: The twelve relations and the direction each one fixes, toward the topic as it is worded.
RELATIONS: Mapping[str, Polarity] = MappingProxyType({
    "supports": "+", "demands": "+", "proposes": "+", "commits": "+", "accepts": "+", "threatens": "+",
    "rejects": "-", "criticises": "-", "warns_of": "-", "doubts": "-",
    "undecided": "0", "conditional": "0",
})  # fmt: skip


class Span(NamedTuple):
    """A half-open range of code points in a document's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words this span covers in `text`."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Whether the two ranges share at least one character."""
        return self.start < other.end and other.start < self.end


class Entry(NamedTuple):
    """One dated entry of a liveblog: the part of the text it covers and its own day."""

    span: Span
    published_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One article, speech or release with what is known about it; nothing in it is guessed.

    `id` is the short name of the exchange format (file stem, or ``stem#n`` for the n-th article of a file with
    several). `source` is the path or URL as the user gave it and `number` counts articles inside it from 1;
    the two together identify the document. `body` are the parts of `text` that are the article itself: what lies
    outside (liveblog heads, related links, comment boxes) keeps its offsets but is not read. `title_span` is set
    where the headline stands in `text`.
    """

    id: str
    text: str
    source: str
    number: int = 1
    body: tuple[Span, ...] = ()
    title: str | None = None
    title_span: Span | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    published_on: date | None = None
    entries: tuple[Entry, ...] = ()
    kind: Literal["article", "guest", "interview", "release", "speech"] = "article"
    same_report_as: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Words that a text attributes to somebody: who says what, in which form, to whom, through which medium.

    `content` is what is said, `speaker` and `cue` the words that name the speaker and the act of saying
    ("sagte", "laut", "Forderung"); either may be missing. Where the speaker stands in the middle of what is said,
    `pieces` are the parts of `content` without him. `parent` is the index of the statement in which this one is
    embedded ("Selenskyj sagte, Russland habe erklärt, …").
    """

    content: Span
    kind: Literal["direct", "indirect", "free_indirect", "reported"]
    speaker: Span | None = None
    cue: Span | None = None
    addressee: Span | None = None
    medium: Span | None = None
    parent: int | None = None
    pieces: tuple[Span, ...] = ()

    @property
    def spoken(self) -> tuple[Span, ...]:
        """The stretches that are said: the pieces of the content, or all of it."""
        return self.pieces or (self.content,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """One actor's stance on one topic, with the words that prove it.

    `evidence` holds the sentences that carry it, the main one first. `holder` numbers the actors that share one
    `actor_span` ("Sie" for two people). `actor_id`, `topic_id`, `addressee_id` and `claimed_by_id` are set by
    linking; if `topic_id` is an actor's id the position is bilateral ("Kritik an Merz"). `persons` are the full names
    of the people whom the position's words name and nobody but the document knows: a later linking sees the evidence
    only, and a published page must not name them. `polarity` follows from the relation and is therefore no field of
    its own.
    """

    doc: str
    evidence: tuple[Span, ...]
    actor: str
    actor_span: Span
    stance: str
    topic: str
    topic_spans: tuple[Span, ...]
    actor_name: str | None = None
    actor_id: str | None = None
    holder: int = 0
    topic_label: str | None = None
    topic_id: str | None = None
    explicit: bool = True
    quote: Quote = "none"
    addressee: str | None = None
    condition: str | None = None
    source_kind: SourceKind = "own"
    claimed_by: str | None = None
    medium: str | None = None
    published_on: date | None = None
    stated_on: date | None = None
    stated_precision: Precision | None = None
    stated_basis: Basis | None = None
    in_force: InForce = "current"
    extractor: str = ""
    confidence: float = 0.5
    addressee_id: str | None = None
    claimed_by_id: str | None = None
    persons: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.stance not in RELATIONS:
            raise InputError(f"a stance must be one of {', '.join(RELATIONS)} (got {self.stance!r})")
        if not self.evidence or not self.topic_spans:
            raise InputError("a position needs at least one evidence span and one topic span (got none)")

    @property
    def polarity(self) -> Polarity:
        """`+` for, `-` against, `0` undecided or conditional: fixed by the relation."""
        return RELATIONS[self.stance]

    def to_json(self) -> dict[str, Any]:
        """The position as one object of the exchange format (JSON Lines, one position a line)."""
        row: dict[str, Any] = {"doc": self.doc, "start": self.evidence[0].start, "end": self.evidence[0].end}
        for field in fields(self):
            if field.name not in ("doc", "evidence"):
                row[field.name] = _plain(getattr(self, field.name))
        row["polarity"] = self.polarity
        if len(self.evidence) > 1:
            row["evidence"] = [{"start": span.start, "end": span.end} for span in self.evidence]
        return row

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> Self:
        """The position written by `to_json`; unknown keys are ignored, missing required ones raise `InputError`."""
        try:
            evidence = row.get("evidence") or [{"start": row["start"], "end": row["end"]}]
            values = {f.name: row[f.name] for f in fields(cls) if f.name in row and f.name != "evidence"}
            values["evidence"] = tuple(Span(int(e["start"]), int(e["end"])) for e in evidence)
            values["actor_span"] = Span(*values["actor_span"])
            values["topic_spans"] = tuple(Span(*span) for span in values["topic_spans"])
            values["persons"] = tuple(values.get("persons", ()))
            for key in ("published_on", "stated_on"):
                if values.get(key):
                    values[key] = date.fromisoformat(values[key])
            return cls(**values)
        except (KeyError, TypeError, ValueError) as error:
            raise InputError(f"expected a position in the exchange format, got one that lacks {error}") from error


def _plain(value: Any) -> Any:
    """`value` as JSON can carry it: dates as ISO text, spans as two-element lists."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


ActorType = Literal["person", "state", "government", "party", "ministry", "organisation", "group", "metonym"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """A person's time in a party, office or body; `organisation` is an actor id, open ends are None."""

    organisation: str
    role: str | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorRecord:
    """What is known about one actor, whatever document names it.

    `id` is ``actor/Q58217`` for a linked actor and ``actor/<hash of the name>`` for any other. `wikidata` is the
    bare id (``Q58217``). `country`, `party` and `metonym_of` are ids of other actors (the state of the Kremlin is
    ``actor/Q159``), `replaces` the ids this actor had before it was linked.
    """

    id: str
    name: str
    type: ActorType = "group"
    wikidata: str | None = None
    aliases: tuple[str, ...] = ()
    country: str | None = None
    party: str | None = None
    metonym_of: str | None = None
    memberships: tuple[Membership, ...] = ()
    replaces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicRecord:
    """One topic with its German label and its relations to other topics, all given by id (``topic/…``).

    Only `negation_of` turns a polarity ("Verzicht auf X" to "X"), and the topic it names has none itself. The other
    relations connect but never turn: rival measures, accusations ("Vorwurf …"), lawsuits and protests.
    """

    id: str
    label: str
    label_en: str | None = None
    alt_labels: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    negation_of: str | None = None
    alternative_to: tuple[str, ...] = ()
    accusation_of: str | None = None
    remedy_against: str | None = None
    same_as: tuple[str, ...] = ()
