"""Linking topics: one id for one issue, however it is worded, in every document and every later run.

>>> from standpunkt.extract.records import Document, Span
>>> text = "Peskow lehnt Truppen aus NATO-Staaten in der Ukraine ab."
>>> position = Position(doc="a", evidence=(Span(0, 56),), actor="Peskow", actor_span=Span(0, 6), stance="rejects",
...                     topic="Truppen aus NATO-Staaten in der Ukraine", topic_spans=(Span(13, 52),))
>>> linker = TopicLinker()
>>> [linked] = linker.link(Document(id="a", text=text, source="a.txt"), [position])
>>> linked.topic_id, linked.topic_label
('topic/nato-truppen-ukraine', 'NATO-Truppen in der Ukraine')
"""

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from standpunkt.extract.actors import Linker
from standpunkt.extract.clusters import Likeness, topic_id
from standpunkt.extract.names import fold
from standpunkt.extract.phrases import Issue, read
from standpunkt.extract.reading import Reading
from standpunkt.extract.records import Document, InputError, Position, TopicRecord
from standpunkt.extract.scheme import Scheme

#: How alike an issue must be to one that documents brought up, and to a label of the scheme.
ALIKE, LIKE_LABEL = 0.8, 0.85


class TopicLinker:
    """Gives positions topics: concepts of the scheme, actors, or topics induced from the phrases themselves."""

    def __init__(self, scheme: Scheme | None = None, actors: Linker | None = None, lock: Path | None = None) -> None:
        self._scheme = scheme or Scheme.load()
        self._actors = actors or Linker()
        self._lock = _locked(lock)
        self._topics: dict[str, TopicRecord] = {}
        self._induced = Likeness(ALIKE)
        self._labels = Likeness(LIKE_LABEL)
        for concept, issues in self._scheme.issues.items():
            for issue, _ in issues:
                self._labels.add(concept, issue)
        for key, (ident, label) in self._lock.items():
            self._remember(key, ident, label)

    @property
    def topics(self) -> MappingProxyType[str, TopicRecord]:
        """The records of all topics used so far and of those they refer to, by id."""
        return MappingProxyType(self._topics)

    def learn(self, phrases: Iterable[str]) -> None:
        """Give every phrase of a corpus its topic at once, in sorted order: the result depends on no order of files."""
        for phrase in sorted(set(phrases)):
            self.topic(phrase)

    def link(self, document: Document, positions: Iterable[Position]) -> tuple[Position, ...]:
        """The positions with `topic_id` and `topic_label`; the id is an actor's where the topic is just that actor."""
        reading = self._actors.read(document)
        return tuple(self._linked(position, document, reading) for position in positions)

    def topic(self, phrase: str, *, countries: Iterable[str] | None = None, pointing: str = "") -> TopicRecord:
        """The topic of a phrase; `countries` are the states the text is about, `pointing` where a pointer stands."""
        issue = read(phrase)
        concept = self._concept(phrase, issue, countries)
        if concept:
            return self._keep(concept)
        key = f"{issue.key}@{pointing}" if issue.pointer and pointing else issue.key
        if key in self._lock:
            ident, label = self._lock[key]
            return self._keep(self._record(ident, label, issue))
        ident = (None if issue.pointer else self._induced.nearest(issue)) or topic_id(key)
        title = pointing if issue.pointer else ""
        label = self._topics[ident].label if ident in self._topics else _titled(issue.label, title)
        self._lock[key] = (ident, label)
        self._remember(key, ident, label, issue)
        return self._keep(self._record(ident, label, issue))

    def save(self, path: Path) -> None:
        """Write which phrases belong to which topic, so that a later run keeps every id."""
        rows = {key: list(value) for key, value in sorted(self._lock.items())}
        path.write_text(json.dumps(rows, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")

    def _linked(self, position: Position, document: Document, reading: Reading) -> Position:
        phrase = position.topic_label or position.topic
        target = self._actors.target(reading, phrase, at=position.topic_spans[0])
        if target:
            return replace(position, topic_id=target.record.id, topic_label=target.name)
        place = document.title or document.id
        record = self.topic(phrase, countries=reading.people.countries, pointing=f"{document.id}|{place}")
        return replace(position, topic_id=record.id, topic_label=record.label)

    def _concept(self, phrase: str, issue: Issue, countries: Iterable[str] | None) -> TopicRecord | None:
        """The concept whose label says the same, else the one whose label is nearly the same."""
        named = self._scheme.named(phrase, countries)
        if len(named) == 1:
            return named[0]
        if named or issue.pointer:
            return None
        near = self._labels.nearest(issue)
        concept = self._scheme.concepts[near] if near else None
        return concept if concept and self._scheme.fits(concept, phrase, countries or ()) else None

    def _record(self, ident: str, label: str, issue: Issue) -> TopicRecord:
        """The record of an induced topic, with what its wording says about another."""
        if ident in self._topics:
            known = self._topics[ident]
            new = label if label != known.label else issue.label
            wordings = tuple(dict.fromkeys((*known.alt_labels, *([new] if fold(new) != fold(known.label) else []))))
            return replace(known, alt_labels=wordings)
        record = TopicRecord(id=ident, label=label)
        if not issue.relation or not issue.base:
            return record
        base = self.topic(issue.base.label)
        if base.id == ident:
            return record
        if issue.relation == "negation":
            return replace(record, negation_of=base.negation_of or base.id) if not base.negation_of else record
        if issue.relation == "accusation":
            return replace(record, accusation_of=base.id)
        return replace(record, remedy_against=base.id)

    def _remember(self, key: str, ident: str, label: str, issue: Issue | None = None) -> None:
        issue = issue or read(label)
        if "@" not in key and not issue.pointer:
            self._induced.add(ident, issue)

    def _keep(self, record: TopicRecord) -> TopicRecord:
        self._topics[record.id] = record
        related = (record.negation_of, record.accusation_of, record.remedy_against)
        for ident in (*record.broader, *record.alternative_to, *filter(None, related)):
            if ident not in self._topics and ident in self._scheme.concepts:
                self._keep(self._scheme.concepts[ident])
        return record


def _titled(label: str, pointing: str) -> str:
    """ "Beschluss" alone is no heading: the title of its article tells which."""
    title = pointing.partition("|")[2]
    return f"{label} ({title})" if title else label


def _locked(path: Path | None) -> dict[str, tuple[str, str]]:
    if path is None or not path.exists():
        return {}
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        return {key: (str(ident), str(label)) for key, (ident, label) in rows.items()}
    except (ValueError, AttributeError, TypeError) as error:
        raise InputError(f"expected the lock of topics in {path} as written by an earlier run, got: {error}") from error
