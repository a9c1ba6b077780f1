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
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from standpunkt.extract.actors import Linker
from standpunkt.extract.breadth import Breadth
from standpunkt.extract.clusters import HOME, Likeness, is_state, overlap, topic_id
from standpunkt.extract.context import Mention, groups
from standpunkt.extract.forms import Actor
from standpunkt.extract.gazetteer import Gazetteer
from standpunkt.extract.names import fold
from standpunkt.extract.phrases import Issue, read
from standpunkt.extract.reading import Reading
from standpunkt.extract.records import Document, InputError, Position, TopicRecord
from standpunkt.extract.scheme import Scheme

#: How sure it must be that an issue is one that documents brought up, or that a label of the scheme names.
SURE = 0.75


class Named(NamedTuple):
    """The phrase that names an issue, the countries of its text, and where it belongs if it does not say enough."""

    phrase: str
    countries: tuple[str, ...]
    place: str


class TopicLinker:
    """Gives positions topics: concepts of the scheme, actors, or topics induced from the phrases themselves."""

    def __init__(self, scheme: Scheme | None = None, actors: Linker | None = None, lock: Path | None = None) -> None:
        self._scheme = scheme or Scheme.load()
        self._actors = actors or Linker()
        self._lock = _locked(lock)
        self._topics: dict[str, TopicRecord] = {}
        self._local: set[str] = set()
        self._induced = Likeness(SURE, placed=True)
        self._labels = Likeness(SURE)
        self._breadth = Breadth()
        for concept, issues in self._scheme.issues.items():
            for issue, _ in issues:
                self._labels.add(concept, issue)
                self._breadth.add(concept, issue)
        for key, (ident, label) in self._lock.items():
            self._remember(key, ident, label)

    @property
    def topics(self) -> MappingProxyType[str, TopicRecord]:
        """The records of all topics used so far and of those they refer to, by id."""
        return MappingProxyType(self._topics)

    def survey(self, documents: Iterable[tuple[Document, Sequence[Position]]]) -> None:
        """Give every issue of a corpus its topic before any is linked: the result depends on no order of files."""
        issues = {
            named
            for document, positions in documents
            for _, named in self._issues(document, positions, self._actors.read(document, positions))
        }
        for named in sorted(issues):
            self._topic(named)
        self._arrange()

    def learn(self, phrases: Iterable[str]) -> None:
        """Give phrases their topics, in sorted order."""
        for phrase in sorted(set(phrases)):
            self.topic(phrase)
        self._arrange()

    def _arrange(self) -> None:
        """Put every topic that documents brought up under the broader ones that are among them or in the scheme."""
        own = self._topics.keys() - self._scheme.concepts.keys() - self._local
        induced = {ident: read(self._topics[ident].label) for ident in own}
        for ident, issue in sorted(induced.items()):
            self._breadth.add(ident, issue)
        for ident, issue in sorted(induced.items()):
            broader = self._breadth.broader(ident, issue)
            self._keep(replace(self._topics[ident], broader=broader))

    def link(self, document: Document, positions: Iterable[Position]) -> tuple[Position, ...]:
        """The positions with `topic_id` and `topic_label`; the id is an actor's where the topic is just that actor."""
        positions = list(positions)
        reading = self._actors.read(document)
        for number, position in enumerate(positions):
            if target := self._target(position, reading):
                positions[number] = replace(position, topic_id=target.record.id, topic_label=target.name)
        for members, named in self._issues(document, positions, reading):
            record = self._topic(named)
            for number in members:
                positions[number] = replace(positions[number], topic_id=record.id, topic_label=record.label)
        return tuple(positions)

    def mentions(self, document: Document, positions: Sequence[Position]) -> list[Mention]:
        """What the topics of a document's positions name, each for itself."""
        reading = self._actors.read(document, positions)
        return [self._mention(position, reading) for position in positions]

    def _issues(
        self, document: Document, positions: Sequence[Position], reading: Reading
    ) -> Iterator[tuple[tuple[int, ...], "Named"]]:
        """The issues of a document: which positions are about each, and the phrase that names it best."""
        mentions = [self._mention(position, reading) for position in positions]
        title = document.title or ""
        for members in groups(mentions, title):
            if not (mentions[members[0]].concept or "").startswith("actor/"):
                best = max(members, key=lambda number: (_clarity(mentions[number], title), -number))
                yield members, _named(_phrase(positions[best]), mentions[best], document, reading.people.countries)

    def _topic(self, named: "Named") -> TopicRecord:
        return self.topic(named.phrase, countries=named.countries, pointing=named.place)

    def _target(self, position: Position, reading: Reading) -> Actor | None:
        return self._actors.target(reading, _phrase(position), at=position.topic_spans[0])

    def _mention(self, position: Position, reading: Reading) -> Mention:
        target = self._target(position, reading)
        issue = read(_phrase(position))
        meant = target.record if target else self._concept(_phrase(position), issue, reading.people.countries)
        ident = meant.id if meant else None
        return Mention(issue, position.topic_spans[0], position.actor, position.evidence[0], ident)

    def topic(self, phrase: str, *, countries: Iterable[str] | None = None, pointing: str = "") -> TopicRecord:
        """The topic of a phrase.

        `countries` are the states that its text is about; `pointing` is where a phrase belongs that does not say enough
        by itself, as ``key|title``: its document, or the state that its document is about.
        """
        issue = read(phrase)
        concept = self._concept(phrase, issue, countries)
        if concept:
            return self._keep(concept)
        place, _, title = pointing.partition("|")
        key = f"{issue.key}@{place}" if place else issue.key
        if issue.pointer:
            self._local.add(self._lock[key][0] if key in self._lock else topic_id(key))
        if key in self._lock:
            ident, label = self._lock[key]
            return self._keep(self._record(ident, label, issue))
        ident = (None if place else self._induced.nearest(issue)) or topic_id(key)
        label = self._topics[ident].label if ident in self._topics else _titled(issue.label, title)
        self._lock[key] = (ident, label)
        self._remember(key, ident, label, issue)
        return self._keep(self._record(ident, label, issue))

    def save(self, path: Path) -> None:
        """Write which phrases belong to which topic, so that a later run keeps every id."""
        rows = {key: list(value) for key, value in sorted(self._lock.items())}
        path.write_text(json.dumps(rows, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")

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


def _phrase(position: Position) -> str:
    return position.topic_label or position.topic


def _named(phrase: str, mention: Mention, document: Document, countries: Iterable[str]) -> Named:
    """A phrase with what its document adds: countries where a concept asks for them, itself for a mere pointer."""
    if mention.concept:
        return Named(phrase, tuple(sorted(countries)), "")
    if mention.issue.pointer:
        return Named(phrase, (), f"{document.id}|{document.title or document.id}")
    return Named(phrase, (), _place(mention.issue, read(document.title or "")))


def _titled(label: str, title: str) -> str:
    """ "Beschluss" alone is no heading: the title of its article tells which."""
    return f"{label} ({title})" if title else label


def _place(issue: Issue, title: Issue) -> str:
    """ "Neuwahlen" alone are those of the one foreign state that the title names, as ``q869|Thailand``."""
    states = [atom for atom in title.atoms if is_state(atom) and atom != HOME]
    if len(issue.atoms) > 1 or any(map(is_state, issue.atoms)) or len(states) != 1:
        return ""
    return f"{states[0]}|{Gazetteer.load().entries[f'actor/{states[0].upper()}'].name}"


def _clarity(mention: Mention, title: str) -> tuple[bool, ...]:
    """What makes a phrase a good name for an issue, the most important first."""
    issue = mention.issue
    size = len(issue.atoms)
    return (
        mention.concept is not None,
        not issue.pointer,
        1 < size < 7,
        overlap(issue, read(title)) > 0,
        issue.label.split()[-1][:1].isupper() and "," not in issue.label,
        size < 5,
    )


def _locked(path: Path | None) -> dict[str, tuple[str, str]]:
    if path is None or not path.exists():
        return {}
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        return {key: (str(ident), str(label)) for key, (ident, label) in rows.items()}
    except (ValueError, AttributeError, TypeError) as error:
        raise InputError(f"expected the lock of topics in {path} as written by an earlier run, got: {error}") from error
