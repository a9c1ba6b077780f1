"""The dated entries of a liveblog.

An entry opens with a line that carries a day and a time, or a time alone; a line with only a day opens a new day.
Where a line gives no day, the day above it or the document's own holds, stepped at midnight in the order in which the
blog runs. A document whose days are not known has no entries.

>>> from datetime import date
>>> blog = "11:20 Uhr: Rat tagt\\nText.\\n0:10 Uhr: Merz reist ab\\nText.\\n23:40 Uhr: Merz spricht\\nText."
>>> [(e.span.start, e.published_on.isoformat()) for e in entries(split(blog), date(2025, 5, 2))]
[(0, '2025-05-02'), (26, '2025-05-02'), (56, '2025-05-01')]
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from standpunkt.extract.dates import DAY, TIME, WEEKDAY, parse_date
from standpunkt.extract.layout import Line, split
from standpunkt.extract.records import Entry, Span

__all__ = ["STAMP", "entries", "split"]

_GAP = r"\s*(?:[,;|·•–—-]\s*)?(?:um\s+)?"
#: A line that is nothing but a day, with weekday or time if there are any.
STAMP = re.compile(
    rf"(?:{WEEKDAY})?(?P<day>{DAY})(?:{_GAP}(?P<time>{TIME}))?(?:\s*,?\s*{WEEKDAY})?(?:\s*[|·•]\s*.{{0,60}})?\s*:?\Z",
    re.IGNORECASE,
)
_HEAD = re.compile(
    rf"(?:\+{{2,3}}\s*)?(?:(?:{WEEKDAY})?(?P<day>{DAY}){_GAP})?"
    r"(?P<hour>[01]?\d|2[0-3])(?::(?P<minute>[0-5]\d)(?![\d:])|\.(?P<dotted>[0-5]\d)\s*Uhr)",
    re.IGNORECASE,
)
#: Fewer lines that open with a time are a timetable or chance, not a liveblog.
_FEWEST = 3
#: A jump of more than this many minutes against the running order is midnight, less is an entry out of order.
_MIDNIGHT = 6 * 60


class _Head(NamedTuple):
    """A line that opens an entry or a day: its number, the day and the minutes since midnight it gives."""

    number: int
    day: date | None
    minutes: int | None


def entries(lines: Sequence[Line], published_on: date | None) -> tuple[Entry, ...]:
    """The entries with the day of each; empty if the text is no liveblog or its days are not known."""
    heads = [head for number, line in enumerate(lines) if (head := _head(number, line.text))]
    if sum(head.minutes is not None for head in heads) < _FEWEST:
        return ()
    ends = [lines[head.number - 1].span.end for head in heads[1:]] + [lines[-1].span.end]
    return tuple(
        Entry(Span(lines[head.number].span.start, end), day)
        for head, end, day in zip(heads, ends, _days(heads, published_on), strict=True)
        if head.minutes is not None and day
    )


def _head(number: int, text: str) -> _Head | None:
    """The head that a line is, if it opens a day or an entry."""
    if len(text) <= 120 and (stamp := STAMP.match(text)) and not stamp["time"]:
        return _Head(number, parse_date(stamp["day"]), None)
    if not (match := _HEAD.match(text)):
        return None
    minutes = int(match["hour"]) * 60 + int(match["minute"] or match["dotted"])
    return _Head(number, parse_date(match["day"]) if match["day"] else None, minutes)


def _days(heads: Sequence[_Head], published_on: date | None) -> Iterator[date | None]:
    """The day of each head, carried from the one above and stepped at midnight."""
    step = _order(heads)
    day, last = published_on, None
    for head in heads:
        if head.day:
            day, last = head.day, None
        if day and head.minutes is not None and last is not None and (head.minutes - last) * step < -_MIDNIGHT:
            day += timedelta(days=step)
        last = head.minutes if head.minutes is not None else last
        yield day


def _order(heads: Sequence[_Head]) -> int:
    """1 if the entries run forward in time, -1 if the newest stands first."""
    minutes = [head.minutes for head in heads if head.minutes is not None]
    steps = [later - earlier for earlier, later in pairwise(minutes) if later != earlier]
    return 1 if sum(step > 0 for step in steps) * 2 > len(steps) else -1
