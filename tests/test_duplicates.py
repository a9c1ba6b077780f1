"""Copies of reports and of quotations."""

import random
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standpunkt.extract.duplicates import FEWEST_SHINGLES, ReportIndex, mark_duplicates, quotations, same_quotations
from standpunkt.extract.records import Document, Position, Span


def words(seed: int, count: int) -> list[str]:
    """A text of its own for each seed."""
    chance = random.Random(seed)
    return [f"wort{chance.randrange(20_000)}" for _ in range(count)]


def article(id: str, text: list[str]) -> Document:
    return Document(id=id, text=" ".join(text), source=id)


def marks(*texts: list[str]) -> list[str | None]:
    """What `mark_duplicates` says of the texts, named a, b, c …"""
    documents = [article(chr(97 + number), text) for number, text in enumerate(texts)]
    return [document.same_report_as for document in mark_duplicates(documents)]


REPORT, OTHER, LONG = words(1, 200), words(2, 200), words(3, 700)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ([REPORT, OTHER], [None, None]),
        ([REPORT, REPORT, REPORT], [None, "a", "a"]),
        ([REPORT, [word.upper() + "," for word in REPORT]], [None, "a"]),
        ([REPORT, REPORT[:90] + ["neu"] + REPORT[91:150] + ["auch"] + REPORT[150:]], [None, "a"]),
        ([REPORT, REPORT[:120]], [None, "a"]),
        ([REPORT, LONG[:350] + REPORT + LONG[350:]], [None, "a"]),
        ([LONG[:350] + REPORT + LONG[350:], REPORT], [None, "a"]),
        ([REPORT, OTHER[:150] + REPORT[:50]], [None, None]),
        ([REPORT, LONG[:350] + REPORT + LONG[350:], LONG], [None, "a", "a"]),
        ([REPORT[:20], REPORT[:20]], [None, None]),
        ([OTHER, REPORT, OTHER, REPORT], [None, None, "a", "b"]),
    ],
)
def test_copies(texts: list[list[str]], expected: list[str | None]) -> None:
    """Copies, edited copies and copies inside longer texts point to the first report; shared phrases do not."""
    assert marks(*texts) == expected


def test_what_lies_outside_the_body_is_not_compared() -> None:
    """Two articles under the same disclaimer are two reports."""
    tail = words(9, 300)
    documents = [
        Document(id=id, text=" ".join(text + tail), source=id, body=(Span(0, len(" ".join(text))),))
        for id, text in (("a", REPORT), ("b", OTHER))
    ]
    assert [document.same_report_as for document in mark_duplicates(documents)] == [None, None]


def test_one_declaration_of_many_speakers_is_many_speeches() -> None:
    """The same words of two speakers are two speeches, the same words of one are a copy."""
    documents = [
        Document(id=id, text=" ".join(REPORT), source=id, kind="speech", author=author)
        for id, author in (("a", "Anna Beispiel"), ("b", "Max Muster"), ("c", "Anna Beispiel"))
    ]
    assert [document.same_report_as for document in mark_duplicates(documents)] == [None, None, "a"]


def test_nothing_else_is_changed() -> None:
    """Documents keep all they have."""
    document = Document(
        id="a", text=" ".join(REPORT), source="a.txt", outlet="Morgenblatt", published_on=date(2025, 3, 1)
    )
    assert list(mark_duplicates([document])) == [document]


def test_copies_are_marked_lazily() -> None:
    """One document is taken at a time."""
    stream = (article(str(number), REPORT) for number in range(10**9))
    marked = mark_duplicates(stream)
    assert [next(marked).same_report_as for _ in range(3)] == [None, "0", "0"]


def test_copies_are_found_across_a_merge_of_the_index() -> None:
    """A copy is found long after the original, whatever part of the index holds it."""
    index = ReportIndex()
    for number in range(300):
        index.add(article(str(number), words(number, 60)))
    index.buckets._merge()
    for number in range(300, 400):
        index.add(article(str(number), words(number, 60)))
    assert [index.add(article("neu", words(number, 60))) for number in (5, 299, 350)] == ["5", "299", "350"]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 5), max_size=12))
def test_first_of_a_report_is_never_a_copy(seeds: list[int]) -> None:
    """A text points to its own first occurrence, and the first occurrence to nothing."""
    marked = marks(*(words(seed, 80) for seed in seeds))
    for number, seed in enumerate(seeds):
        first = seeds.index(seed)
        assert marked[number] == (None if first == number else chr(97 + first))


def test_short_texts_need_enough_shingles() -> None:
    """The shortest text that is compared has a known length."""
    text = words(4, FEWEST_SHINGLES + 4)
    assert marks(text, text) == [None, "a"]
    assert marks(text[1:], text[1:]) == [None, None]


LINE = "Wir werden dem Gesetz in dieser Form niemals zustimmen"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (f"„{LINE}“, sagte sie.", 1),
        (f'"{LINE}", sagte sie.', 1),
        (f"»{LINE}«, sagte sie.", 1),
        (f"«{LINE}», sagte sie.", 1),
        (f"“{LINE}”, sagte sie.", 1),
        (f"{LINE}, sagte sie.", 0),
        ("„Wir werden dem Gesetz niemals zustimmen“, sagte sie.", 0),
        (f"„{LINE}, sagte sie.", 0),
        (f"„{LINE}“ und „{LINE}“", 2),
    ],
)
def test_quotations(text: str, count: int) -> None:
    """Quotations of eight words count, in every kind of mark."""
    assert quotations(text) == [tuple(LINE.lower().split())] * count


def position(doc: str, day: date | None, actor: str | None = "Anna Beispiel", quote: str = "direct") -> Position:
    return Position(
        doc=doc, evidence=(Span(0, 9),), actor="Sie", actor_span=Span(0, 3), stance="rejects", topic="Gesetz",
        topic_spans=(Span(4, 9),), actor_name=actor, quote=quote, published_on=day,  # type: ignore[arg-type]
    )  # fmt: skip


QUOTED = f"„{LINE}“, sagte Beispiel."
FIRST = position("a", date(2025, 3, 1))


@pytest.mark.parametrize(
    ("other", "text", "grouped"),
    [
        (position("b", date(2025, 3, 15)), QUOTED, True),
        (position("b", date(2025, 3, 2)), f"Beispiel sagte: »Nein! {LINE.upper()}, das steht fest.«", True),
        (position("b", date(2025, 3, 2)), "„Wir werden dem Gesetz in dieser Form zustimmen, keine Frage“", False),
        (position("b", date(2025, 3, 16)), QUOTED, False),
        (position("b", date(2025, 3, 2), "Max Muster"), QUOTED, False),
        (position("b", date(2025, 3, 2), None), QUOTED, False),
        (position("b", None), QUOTED, False),
        (position("b", date(2025, 3, 2), quote="indirect"), QUOTED, False),
        (position("a", date(2025, 3, 1)), QUOTED, False),
        (position("b", date(2025, 2, 27)), QUOTED, True),
    ],
)
def test_same_quotation(other: Position, text: str, grouped: bool) -> None:
    """One speaker, eight words in a row, two documents, fourteen days: all four are needed."""
    groups = same_quotations([(FIRST, QUOTED), (other, text)])
    assert [set(map(id, group)) for group in groups] == ([{id(FIRST), id(other)}] if grouped else [])


def test_first_of_a_group_is_the_earliest() -> None:
    """The order in which positions come does not decide which one counts."""
    later = position("b", date(2025, 3, 9))
    assert same_quotations([(later, QUOTED), (FIRST, QUOTED)]) == [(FIRST, later)]
