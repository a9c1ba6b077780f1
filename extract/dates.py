"""Calendar days in German (and English) notation, found or parsed; never guessed.

Only a complete day counts: "Dezember 2024" is no day, "31.02.2024" does not exist, and "03/04/2025" could be two
days, so all three give nothing.

>>> parse_date("Montag, 2. Dezember 2024, 05:32 Uhr")
datetime.date(2024, 12, 2)
>>> parse_date("Dezember 2024") is None
True
>>> [(span, day.isoformat()) for span, day in find_dates("Am 3.1.2026 und am 2026-01-05.")]
[(Span(start=3, end=11), '2026-01-03'), (Span(start=19, end=29), '2026-01-05')]
"""

import re
from collections.abc import Iterator
from datetime import date

from standpunkt.extract.records import Span
from standpunkt.extract.vocabulary import cues

_MONTHS = {name.lower(): int(number) for number, names in cues("months").items() for name in names}


def _alternatives(names: list[str]) -> str:
    """The names as one group, longest first, so that "September" is not read as "Sep"."""
    return "(?:" + "|".join(sorted(map(re.escape, names), key=len, reverse=True)) + ")"


_MONTH = _alternatives(list(_MONTHS))
#: A complete day as it is written, without groups, to be built into larger patterns (without regard to case).
DAY = (
    r"(?<!\d)(?:"
    r"\d{4}-\d{1,2}-\d{1,2}(?!\d)"
    r"|\d{1,2}\.\s?\d{1,2}\.\s?(?:\d{4}|\d{2})(?!\d|\.\d)"
    rf"|\d{{1,2}}\.?\s{{1,3}}{_MONTH}\.?\s{{1,3}}\d{{4}}(?!\d)"
    rf"|{_MONTH}\.?\s\d{{1,2}},?\s\d{{4}}(?!\d)"
    r")"
)
#: A weekday in front of a day, with its punctuation.
WEEKDAY = rf"(?:{_alternatives(cues('weekdays')['names'])}\b\.?,?\s*(?:den\s+|,\s*)?)"
#: A time of day as it follows a day.
TIME = (
    r"(?:T?\d{1,2}[:.]\d{2}(?::\d{2}(?:\.\d+)?)?"
    r"(?:\s?Uhr|Z|\s?[+-]\d{2}:?\d{2}|\s(?:UTC|GMT|MEZ|MESZ|CET|CEST))?|\d{1,2}\s?Uhr)"
)
_DAY = re.compile(DAY, re.IGNORECASE)
_FIELD = re.compile(rf"(?:{WEEKDAY})?(?P<day>{DAY}|\d{{8}})(?!\d)", re.IGNORECASE)
_NUMBERS = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]+")


def parse_date(text: str) -> date | None:
    """The day at the start of a field's value (a weekday may precede, a time may follow), or None."""
    match = _FIELD.match(text.strip())
    return _day(match["day"]) if match else None


def find_dates(text: str) -> Iterator[tuple[Span, date]]:
    """Every complete day in `text` with its place."""
    for match in _DAY.finditer(text):
        if day := _day(match[0]):
            yield Span(*match.span()), day


def _day(written: str) -> date | None:
    """The calendar day that a match of `DAY` (or eight digits) names; None if there is no such day."""
    numbers = [int(number) for number in _NUMBERS.findall(written)]
    month = _MONTHS.get(word[0].lower()) if (word := _WORD.search(written)) else None
    if month:
        year, day = numbers[1], numbers[0]
    elif len(numbers) == 1:
        year, month, day = numbers[0] // 10_000, numbers[0] // 100 % 100, numbers[0] % 100
    else:
        year, month, day = numbers if "-" in written else reversed(numbers)
    try:
        return date(_century(year), month, day)
    except ValueError:
        return None


def _century(year: int) -> int:
    """Two-digit years as POSIX reads them: 69–99 are 19xx, 00–68 are 20xx."""
    return year if year > 99 else year + (1900 if year >= 69 else 2000)
