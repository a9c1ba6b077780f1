"""The same statement in several documents is one statement: which positions only repeat another.

Two cases: a document that carries the same report as another one (agency copy), and the same speaker with the same
direct quotation of at least eight words within 14 days.

>>> quotation("Er sagte: „Wir werden dem Vertrag in dieser Form ganz sicher nicht zustimmen.“")
('wir', 'werden', 'dem', 'vertrag', 'in', 'dieser', 'form', 'ganz', 'sicher', 'nicht', 'zustimmen')
>>> quotation("Er nannte den Plan „völlig unausgegoren“.") is None
True
"""

import re
from datetime import date
from typing import Final

from pyoxigraph import NamedNode

from standpunkt.extract.records import Document, Position
from standpunkt.graph import terms
from standpunkt.graph.triples import actor_of, topic_of

#: A quotation this long is said only once in the same words.
WORDS: Final = 8
#: Days within which the same words are the same statement.
DAYS: Final = 14

_QUOTED: Final = re.compile(r"[„“\"»«”‚‘›‹]([^„“\"»«”]{20,})[“”\"«»]?")


def quotation(text: str) -> tuple[str, ...] | None:
    """The words of the longest quotation in `text`, folded for comparison; None if it is shorter than eight words."""
    found = (tuple(re.findall(r"\w+", quoted.casefold())) for quoted in _QUOTED.findall(text))
    longest = max(found, key=len, default=())
    return longest if len(longest) >= WORDS else None


class Repeats:
    """Remembers what was stated; feed it the documents in a fixed order, the earliest first."""

    def __init__(self) -> None:
        self._reports: dict[str, tuple[NamedNode, NamedNode]] = {}
        self._quotes: dict[str, tuple[date | None, NamedNode]] = {}

    def original(self, document: Document, position: Position) -> NamedNode | None:
        """The position that this one repeats, or None if it is new."""
        subject = terms.document(document)
        this = terms.position(subject, position)
        said = (actor_of(position), topic_of(position), position.polarity)
        report = terms.digest(document.same_report_as or document.id, *said)
        first_document, first = self._reports.setdefault(report, (subject, this))
        return first if first_document != subject else self._requoted(document, position, this)

    def _requoted(self, document: Document, position: Position, this: NamedNode) -> NamedNode | None:
        words = quotation(position.evidence[0].of(document.text)) if position.quote == "direct" else None
        if words is None:
            return None
        key = terms.digest(actor_of(position), topic_of(position), position.polarity, *words)
        day = position.stated_on or position.published_on or document.published_on
        first_day, first = self._quotes.setdefault(key, (day, this))
        if day and first_day and abs((day - first_day).days) > DAYS:
            self._quotes[key] = (day, this)
            return None
        return None if first == this else first
