"""Dates of stances: written out, spoken, of the past, or unknown; never invented."""

from datetime import date

import pytest

from standpunkt.extract.records import Document, Entry, Span
from standpunkt.extract.stated import is_past, published, spoken_day, stated, written_date
from tests.parses import parse

PUBLISHED = date(2025, 3, 6)  # a Thursday


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [
        ("am 3. März 2025", date(2025, 3, 3), "day"),
        ("am 3.2.2024", date(2024, 2, 3), "day"),
        ("am 5. März", date(2025, 3, 5), "day"),
        ("am 30. Dezember", date(2024, 12, 30), "day"),
        ("im Mai 2023", date(2023, 5, 1), "month"),
        ("schon 2019", date(2019, 1, 1), "year"),
    ],
)
def test_written_dates(text: str, day: date, precision: str) -> None:
    """A missing year is that of publication, or the one before if the day were still to come."""
    assert written_date(text, PUBLISHED) == (day, precision)


@pytest.mark.parametrize(
    "text", ["mit 300 Stimmen", "am Montag", "bis 2035", "im Jahr 2040", "ab 2024", "am 3. Juni 2026"]
)
def test_what_is_no_written_date(text: str) -> None:
    """Plain numbers, deadlines and the future are not when something was said."""
    assert written_date(text, PUBLISHED) is None


def test_an_impossible_day_leaves_its_year() -> None:
    assert written_date("am 31. Februar 2025", PUBLISHED) == (date(2025, 1, 1), "year")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("am Montag", date(2025, 3, 3)),
        ("am Donnerstag", date(2025, 3, 6)),
        ("am Freitag", date(2025, 2, 28)),
        ("am vergangenen Sonnabend", date(2025, 3, 1)),
        ("gestern", date(2025, 3, 5)),
        ("in Berlin", None),
    ],
)
def test_weekdays_lie_before_publication(text: str, day: date | None) -> None:
    """The last such day up to the day of publication."""
    assert spoken_day(text, PUBLISHED) == day


def test_a_liveblog_entry_has_its_own_day() -> None:
    """Inside an entry its date counts, elsewhere that of the document."""
    entry = Entry(Span(10, 20), date(2025, 3, 1))
    document = Document(id="a", text="x" * 30, source="a.txt", published_on=PUBLISHED, entries=(entry,))
    assert published(document, 12) == date(2025, 3, 1)
    assert published(document, 25) == PUBLISHED


PLUPERFECT = """
Merkel Merkel PROPN NE 6 nsubj Case=Nom PER
hatte haben AUX VAFIN 6 aux Mood=Ind|Tense=Past
das der DET ART 4 det Case=Acc
Gesetz Gesetz NOUN NN 6 obj Case=Acc
zuvor zuvor ADV ADV 6 advmod
abgelehnt_ ablehnen VERB VVPP 0 root
. . PUNCT $. 6 punct
"""


def test_a_past_stance_is_not_dated_to_the_publication() -> None:
    """ "hatte zuvor abgelehnt" is past and undated."""
    verb = parse(PLUPERFECT)[5]
    assert is_past(verb)
    found = stated([verb], (), PUBLISHED)
    assert (found.on, found.basis, found.in_force) == (None, None, "past")
