"""What counts as one statement, and which statements belong to which stretch of time.

Counting follows discourse network analysis (Leifeld, *Discourse Network Analyzer*): the same actor, topic and
polarity may count every time, or once per document, week, month, year, or altogether ("range").
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args

from standpunkt.extract.records import InputError

from .stands import Stand

Count = Literal["every", "document", "week", "month", "year", "range"]
Unit = Literal["days", "weeks", "months", "years"]

#: From how many words on, and within how many days, the same direct quotation is one statement in many outlets.
QUOTED_WORDS, QUOTED_DAYS = 8, 14


def counted(items: Iterable[Stand], count: Count = "document") -> list[Stand]:
    """The stands that count once: the first of each group, in the order given.

    One quotation of at least eight words by the same speaker, in many outlets within 14 days, is one statement,
    and so is a report that a document repeats; only `every` counts them all. An undated stand has no week, month
    or year and is then counted once per document.
    """
    if count not in get_args(Count):
        raise InputError(f"duplicates count by {', '.join(get_args(Count))} (got {count!r})")
    items = list(items)
    if count == "every":
        return items
    first: dict[tuple[object, ...], Stand] = {}
    for item, report in zip(items, reports(items), strict=True):
        first.setdefault((*_claim(item), _frame(item, count, report)), item)
    return list(first.values())


def _claim(item: Stand) -> tuple[object, ...]:
    """Who says what: the part of the key that every way of counting shares."""
    return item.actor_id, item.topic_node, item.polarity, item.source_kind == "own"


def _frame(item: Stand, count: Count, report: str) -> object:
    """Within what the same claim counts once; periods carry their year, so that March is not every March."""
    if count == "range":
        return None
    if count == "document" or item.stated_on is None:
        return report
    if count == "week":
        return tuple(item.stated_on.isocalendar()[:2])
    return (item.stated_on.year, item.stated_on.month) if count == "month" else item.stated_on.year


def reports(items: list[Stand]) -> list[str]:
    """For every stand the report it belongs to: its own, or the one that had the same quotation shortly before."""
    found = [item.report or item.document for item in items]
    same: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for index, item in enumerate(items):
        words = quotation(item)
        if len(words) >= QUOTED_WORDS and item.stated_on:
            same[*_claim(item), words].append(index)
    for group in same.values():
        group.sort(key=lambda index: (items[index].stated_on, index))
        for before, after in zip(group, group[1:], strict=False):
            if _days(items[before], items[after]) <= QUOTED_DAYS:
                found[after] = found[before]
    return found


def _days(one: Stand, other: Stand) -> int:
    assert one.stated_on and other.stated_on
    return (other.stated_on - one.stated_on).days


_QUOTED = re.compile(r"„([^„“”]+)[“”]|»([^»«]+)«|«([^«»]+)»|“([^“”]+)”|\"([^\"]+)\"")


def quotation(item: Stand) -> tuple[str, ...]:
    """The words of the longest direct quotation in the evidence, in lower case; empty if there is none."""
    if item.quote != "direct":
        return ()
    text = " ".join(passage.text for passage in item.evidence)
    quoted: list[list[str]] = [re.findall(r"\w+", "".join(groups).casefold()) for groups in _QUOTED.findall(text)]
    longest: list[str] = max(quoted, key=len, default=[])
    return tuple(longest)


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of days, both ends included, and what was stated wholly inside it."""

    first: date
    last: date
    stands: tuple[Stand, ...]


def windows(
    items: Iterable[Stand], unit: Unit = "months", *, size: int = 1, step: int | None = None
) -> Iterator[Window]:
    """Stretches of `size` calendar units from the first dated stand to the last, empty ones included.

    Without `step` they follow each other (a partition); with it they slide by that many units. A stand goes into
    every window that holds its whole period: one dated to a year belongs to no month. Undated stands are in none;
    see `undated`.
    """
    if unit not in get_args(Unit):
        raise InputError(f"a window is measured in {', '.join(get_args(Unit))} (got {unit!r})")
    if size < 1 or (step is not None and step < 1):
        raise InputError(f"a window and its step must be at least 1 (got size {size} and step {step})")
    dated = sorted(((item.period, item) for item in items if item.period), key=lambda pair: pair[0])
    if not dated:
        return
    starts = [period[0] for period, _ in dated]
    first, end = _floor(starts[0], unit), max(period[1] for period, _ in dated)
    while first <= end:
        last = _plus(first, unit, size) - timedelta(days=1)
        near = dated[bisect_left(starts, first) : bisect_right(starts, last)]
        yield Window(first, last, tuple(item for period, item in near if period[1] <= last))
        first = _plus(first, unit, step or size)


def undated(items: Iterable[Stand]) -> list[Stand]:
    """The stands that no window can hold because their day is not known."""
    return [item for item in items if item.stated_on is None]


def _floor(day: date, unit: Unit) -> date:
    """The first day of the week (Monday), month or year that holds `day`."""
    if unit == "weeks":
        return day - timedelta(days=day.weekday())
    if unit == "months":
        return day.replace(day=1)
    return day.replace(month=1, day=1) if unit == "years" else day


def _plus(day: date, unit: Unit, number: int) -> date:
    """The day `number` units later; `day` must be the first of its unit."""
    if unit in ("days", "weeks"):
        return day + timedelta(days=number * (7 if unit == "weeks" else 1))
    months = day.year * 12 + day.month - 1 + number * (12 if unit == "years" else 1)
    return date(months // 12, months % 12 + 1, 1)
