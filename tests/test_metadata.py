"""What plain text says about itself: heads, feet, titles, days, entries, kinds."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standpunkt.extract.dates import find_dates, parse_date
from standpunkt.extract.metadata import Found, find
from standpunkt.extract.records import Span
from tests.strategies import pages

SHARED = Path(__file__).resolve().parents[2] / "shared"
SEEDS = SHARED / "corpus" / "seeds"
TEXTS = SHARED / "gold" / "texts"

LEAD = "Der Stadtrat hat die neue Steuer am Montag nach langer Debatte abgelehnt."
MORE = "Die Bürgermeisterin bedauerte die Entscheidung und kündigte einen neuen Entwurf an."


def body_of(text: str, found: Found) -> list[str]:
    return [span.of(text) for span in found.body]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2025-03-01", date(2025, 3, 1)),
        ("2025-03-01T23:30:00Z", date(2025, 3, 1)),
        ("1.3.2025", date(2025, 3, 1)),
        ("01. 03. 25", date(2025, 3, 1)),
        ("Samstag, 1. März 2025, 05:32 Uhr", date(2025, 3, 1)),
        ("Sa., den 1. März 2025", date(2025, 3, 1)),
        ("1. Jänner 2025", date(2025, 1, 1)),
        ("24. Dez. 2024", date(2024, 12, 24)),
        ("March 1, 2025", date(2025, 3, 1)),
        ("20250301", date(2025, 3, 1)),
        ("März 2025", None),
        ("2025-03", None),
        ("31.02.2025", None),
        ("03/04/2025", None),
        ("gestern", None),
        ("", None),
        ("1.3.2025.4", None),
    ],
)
def test_only_complete_days_are_read(written: str, day: date | None) -> None:
    """Every notation gives its day; months, impossible and ambiguous days give none."""
    assert parse_date(written) == day


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_days_survive_every_notation(day: date) -> None:
    """A day is the same in ISO, in figures and in words, and is found at its place."""
    months = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()
    words = f"{day.day}. {months[day.month - 1]} {day.year}"
    for written in (day.isoformat(), f"{day.day}.{day.month}.{day.year}", words):
        assert list(find_dates(f"Am {written} tagt der Rat.")) == [(Span(3, 3 + len(written)), day)]


@pytest.mark.parametrize(
    ("head", "title", "day", "outlet", "author"),
    [
        ("Rat lehnt Steuer ab\n2025-03-03\n", "Rat lehnt Steuer ab", date(2025, 3, 3), None, None),
        ("# Rat lehnt Steuer ab\n\nVon Anna Beispiel\n", "Rat lehnt Steuer ab", None, None, "Anna Beispiel"),
        ("Rat lehnt Steuer ab\nVon Anna Beispiel und Max von der Heide, Kassel\n", "Rat lehnt Steuer ab", None, None,
         "Anna Beispiel und Max von der Heide"),
        ("Rat sagt Nein Stand: 03.03.2025 05:32 Uhr\n", "Rat sagt Nein", date(2025, 3, 3), None, None),
        ("Ticker ++ Rat sagt Nein ++ Stand: 3. März 2025, 5:32 Uhr\n", "Rat sagt Nein", date(2025, 3, 3), None, None),
        ("Datum03.03.2025 05:37\nQuellewww.beispiel.de\nInhalt", None, date(2025, 3, 3), "beispiel.de", None),
        ("Titel: Rat sagt Nein\nDatum: 3.3.2025\nAutorin: Anna Beispiel\nQuelle: Morgenblatt\n", "Rat sagt Nein",
         date(2025, 3, 3), "Morgenblatt", "Anna Beispiel"),
        ("Morgenblatt vom 03.03.2025, S. 1\nRat sagt Nein\n", "Rat sagt Nein", date(2025, 3, 3), "Morgenblatt", None),
        ("Stand: 5.3.2025\nVeröffentlicht: 3.3.2025\nRat sagt Nein\n", "Rat sagt Nein", date(2025, 3, 3), None, None),
        ("---\ntitle: \"Rat sagt Nein\"\ndate: 2025-03-03\nauthor: Anna Beispiel\nsource: taz\n---\n", "Rat sagt Nein",
         date(2025, 3, 3), "taz", "Anna Beispiel"),
        ("Politik\nRat sagt Nein\nKassel, 3. März 2025\n", "Rat sagt Nein", date(2025, 3, 3), None, None),
        ("Rat: „Das war ein Fehler!“\n", "Rat: „Das war ein Fehler!“", None, None, None),
        ("Von der Heide fordert mehr Geld\n", "Von der Heide fordert mehr Geld", None, None, None),
        ("Zeitung: Rat will Steuer kippen\n", "Zeitung: Rat will Steuer kippen", None, None, None),
        ("Update: Rat kippt Steuer\n", "Update: Rat kippt Steuer", None, None, None),
        ("Urteil vom 3. März 2025\n", "Urteil vom 3. März 2025", None, None, None),
        ("date 2024-12 Rat sagt Nein\n", "date 2024-12 Rat sagt Nein", None, None, None),
        ("Liebe Freundinnen und Freunde!\n", None, None, None, None),
        ("Der Rat tagt. Die Länder warten.\n", None, None, None, None),
        ("", None, None, None, None),
    ],
)  # fmt: skip
def test_heads(head: str, title: str | None, day: date | None, outlet: str | None, author: str | None) -> None:
    """Title, day, outlet and author are found where they stand, and nothing is found where nothing stands."""
    text = f"{head}{LEAD}\n\n{MORE}\n"
    found = find(text)
    assert (found.title, found.published_on, found.outlet, found.author) == (title, day, outlet, author)
    assert found.title_span is None or found.title_span.of(text) == title
    assert body_of(text, found)[-1].endswith(f"{LEAD}\n\n{MORE}")


def test_days_in_the_text_are_not_the_day_of_publication() -> None:
    """A day that the text speaks of dates nothing."""
    assert (
        find(f"Rat sagt Nein\n\nAm 3. März 2025 tagt der Rat zum letzten Mal in diesem Jahr.\n{MORE}").published_on
        is None
    )


@pytest.mark.parametrize(
    "tail",
    [
        "Schreibe einen Kommentar\nErster!\nIch lehne das ab, weil es nichts bringt und nur Geld kostet.",
        "Haftungsausschluss: Die Rechte liegen bei den Urhebern. Wenden Sie sich bitte an uns. Danke",
        "Weiterführende Informationen – Ticker aus dem Rathaus",
        "Mehr zum Thema\nStadtrat streitet über Haushalt\nNeue Steuer: Wer zahlt was?",
        "Lesen Sie auch: Wer zahlt was?",
        "Yesterday",
        "vor 3 Stunden",
        "Foto: Anna Beispiel/dpa",
        "© 2025 Morgenblatt GmbH",
        "Quelle: Morgenblatt vom 03.03.2025, S. 1",
        "https://www.beispiel.de/rat",
        "Verfolgen Sie alle Entwicklungen aus dem Rathaus in unserem Liveblog.",
        "Anzeige",
    ],
)
def test_tails_are_outside_the_body(tail: str) -> None:
    """Related links, comment boxes, disclaimers, credits and source lines are not read."""
    text = f"Rat lehnt Steuer ab\n\n{LEAD}\n{MORE}\n\n{tail}\n"
    assert body_of(text, find(text)) == [f"{LEAD}\n{MORE}"]


def test_last_sentence_of_a_paragraph_can_be_a_tail() -> None:
    """A pointer to the ticker at the end of the last paragraph is cut off."""
    text = f"{LEAD} {MORE} Verfolgen Sie alle Entwicklungen in unserem Liveblog."
    assert body_of(text, find(text)) == [f"{LEAD} {MORE}"]


def test_boxes_inside_a_text_split_the_body() -> None:
    """What stands after a box of links is read again."""
    text = f"{LEAD}\nLesen Sie auch: Wer zahlt was?\nRat streitet weiter\n{MORE}"
    assert body_of(text, find(text)) == [LEAD, MORE]


def test_text_that_is_nothing_but_a_line_is_its_body() -> None:
    """A single line is no headline of nothing."""
    text = "Der Rat lehnt die Steuer ab"
    assert find(text) == Found(body=(Span(0, len(text)),))


@pytest.mark.parametrize(
    ("line", "kind", "author"),
    [
        ("Ein Gastbeitrag von Anna Beispiel", "guest", "Anna Beispiel"),
        ("Gastkommentar", "guest", None),
        ("Interview mit der Bürgermeisterin", "interview", None),
        ("Pressemitteilung Nr. 12 des Landkreises Kassel", "release", None),
        ("Interview mit Anna Beispiel über den Haushalt", "interview", None),
        ("Interview mit Anna Beispiel sorgt für Ärger", "article", None),
        ("Pressemitteilung der Stadt sorgt für Kritik", "article", None),
        ("Pressemitteilungen stapeln sich im Rathaus", "article", None),
    ],
)
def test_kinds(line: str, kind: str, author: str | None) -> None:
    """Guest articles, interviews and releases are known by lines that say so."""
    found = find(f"Rat lehnt Steuer ab\n{line}\n\n{LEAD}\n{MORE}")
    assert (found.kind, found.author) == (kind, author)


def test_interviews_are_known_by_their_last_line() -> None:
    """The line that names the interviewer makes an interview and is no text."""
    text = f"Rat lehnt Steuer ab\n\n{LEAD}\n{MORE}\n\nDas Interview führte Max Muster."
    assert find(text).kind == "interview"
    assert body_of(text, find(text)) == [f"{LEAD}\n{MORE}"]


BLOG = f"""Steuerstreit im Liveblog Stand: 03.03.2025 11:30 Uhr

11:20 Uhr: Rat tagt
{LEAD}

0:10 Uhr: Die Sitzung ist vertagt
{MORE}

23:40 Uhr: Die Sitzung dauert an
{LEAD}
"""


def test_liveblog_entries_have_their_own_day() -> None:
    """Times count back from the day of the head, over midnight."""
    found = find(BLOG)
    assert [(entry.span.of(BLOG)[:5], entry.published_on.day) for entry in found.entries] == [
        ("11:20", 3),
        ("0:10 ", 3),
        ("23:40", 2),
    ]


def test_liveblog_entries_with_days_of_their_own() -> None:
    """A day in the entry's line or on a line above holds, also without a day for the document."""
    text = f"Blog\n\n{LEAD}\n{MORE}\n\nMontag, 3. März 2025\n9:00 Uhr Rat tagt\n{LEAD}\n9:30 Uhr Pause\n{LEAD}\n" + (
        f"04.03.2025, 8:00 Uhr: Rat tagt wieder\n{LEAD}\n"
    )
    assert [entry.published_on.day for entry in find(text).entries] == [3, 3, 4]


def test_liveblog_without_any_day_has_no_entries() -> None:
    """No day is invented for times alone."""
    assert find(BLOG.replace("Stand: 03.03.2025 11:30 Uhr", "")).entries == ()


def test_timetable_is_no_liveblog() -> None:
    """One line that opens with a time makes no entry."""
    assert find(f"Rat tagt\n3.3.2025\n{LEAD}\n14:30 Uhr: Beginn\n{MORE}").entries == ()


@given(pages())
def test_offsets_hold_in_any_text(text: str) -> None:
    """Body, title and entries lie inside the text, in order, without overlap or blanks at their ends."""
    found = find(text)
    assert all(0 <= span.start < span.end <= len(text) for span in found.body)
    assert all(one.end <= two.start for one, two in zip(found.body, found.body[1:], strict=False))
    assert all(span.of(text) == span.of(text).strip() for span in found.body)
    assert bool(found.body) == bool(text.strip())
    assert found.title_span is None or found.title_span.of(text) == found.title
    assert all(entry.span.of(text).strip() for entry in found.entries)


@given(pages(), st.sampled_from(["\r\n", "\r", "\n\n"]))
def test_newlines_do_not_matter(text: str, newline: str) -> None:
    """The same is found whatever ends the lines."""
    other = text.replace("\n", newline)
    assert (find(other).title, find(other).published_on) == (find(text).title, find(text).published_on)


#: Day, outlet, and a word of the tail of each real article.
SEED_FACTS = {
    "000": (date(2024, 12, 2), None, "Stand:"),
    "001": (None, None, "Kommentar"),
    "002": (date(2026, 1, 3), "zeit.de", "Liveblog."),
    "003": (None, None, "Yesterday"),
    "004": (None, None, "Haftungsausschluss"),
}


@pytest.mark.skipif(not SEEDS.exists(), reason="the real articles are not here")
@pytest.mark.parametrize("number", SEED_FACTS)
def test_real_scrapes(number: str) -> None:
    """Five scraped pages give exactly what they say, and their tails are outside the body."""
    day, outlet, tail = SEED_FACTS[number]
    text = next(SEEDS.glob(f"{number}_*.txt")).read_bytes().decode("utf-8-sig")
    found = find(text)
    assert (found.published_on, found.outlet, found.author, found.entries) == (day, outlet, None, ())
    assert (found.title is not None) == (number in ("000", "001", "003"))
    assert not any(tail in part for part in body_of(text, found))
    assert sum(len(part) for part in body_of(text, found)) > 0.7 * len(text)


def gold() -> Iterator[Path]:
    return (path for path in sorted(TEXTS.glob("*.txt")) if not path.stem.startswith("seed"))


@pytest.mark.skipif(not TEXTS.exists(), reason="the annotated texts are not here")
def test_annotated_texts() -> None:
    """First line and second line are title and day, and every sentence that says something lies inside the body."""
    outside = []
    for path in gold():
        text = path.read_bytes().decode("utf-8-sig")
        found, lines = find(text), text.split("\n")
        assert (found.title, str(found.published_on), found.outlet) == (lines[0].strip(), lines[1], None), path.name
        for start, end in json.loads(path.with_suffix(".sentences.json").read_text("utf-8")):
            if not any(span.start <= start and end <= span.end for span in found.body):
                outside.append(text[start:end])
    assert len(outside) <= 2 and all(words.startswith("Weitere Artikel") for words in outside)
