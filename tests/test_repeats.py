"""One statement in several documents is one statement."""

from dataclasses import replace
from datetime import date

import pytest

from standpunkt.extract.records import Document, Position, Span
from standpunkt.graph import terms
from standpunkt.graph.repeats import Repeats, quotation

LONG = "„Wir werden den Bau der Brücke mit allen Mitteln verhindern“, sagte Roth."
SHORT = "„Wir verhindern den Bau“, sagte Roth."


def said(name: str, text: str = LONG, day: date | None = None, **more: object) -> tuple[Document, Position]:
    """A document in which Roth rejects the bridge in these words."""
    document = Document(id=name, source=name, text=text, published_on=day)
    position = Position(
        doc=name, evidence=(Span(0, len(text)),), actor="Roth", actor_span=Span(len(text) - 5, len(text) - 1),
        stance="rejects", topic="Bau", topic_spans=(Span(12, 15),), quote="direct",
    )  # fmt: skip
    return document, replace(position, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(("text", "words"), [
    (LONG, 10), (LONG.replace("„", "»").replace("“", "«"), 10), (LONG.replace("„", '"').replace("“", '"'), 10),
    (SHORT, None), ("Roth sagte nichts.", None), ("„", None), ("", None),
    (f"„Nein“, sagte er. {LONG}", 10),
])  # fmt: skip
def test_quotations(text: str, words: int | None) -> None:
    """The longest quotation counts, from eight words on, in any quotation marks."""
    found = quotation(text)
    assert (len(found) if found else None) == words


@pytest.mark.parametrize(("second", "repeated"), [
    (said("b", day=date(2024, 5, 10)), True),
    (said("b", LONG.upper(), day=date(2024, 5, 10)), True),
    (said("b"), True),
    (said("b", day=date(2024, 6, 10)), False),
    (said("b", SHORT, day=date(2024, 5, 10)), False),
    (said("b", day=date(2024, 5, 10), quote="indirect"), False),
    (said("b", day=date(2024, 5, 10), actor_id="actor/Q2"), False),
    (said("b", day=date(2024, 5, 10), stance="supports"), False),
])  # fmt: skip
def test_the_same_words_of_the_same_speaker(second: tuple[Document, Position], repeated: bool) -> None:
    """Eight words in a row, the same speaker, topic and direction, within 14 days."""
    document, position = said("a", day=date(2024, 5, 1))
    repeats = Repeats()
    assert repeats.original(document, position) is None
    expected = terms.position(terms.document(document), position) if repeated else None
    assert repeats.original(*second) == expected


@pytest.mark.parametrize("copy_first", [False, True])
def test_a_copied_report_counts_once(copy_first: bool) -> None:
    """Of a report and its copy one counts, whichever comes first; what only the copy has counts too."""
    original = said("a", SHORT)
    copy = replace(said("b", SHORT)[0], same_report_as="a"), said("b", SHORT)[1]
    repeats = Repeats()
    first, second = (copy, original) if copy_first else (original, copy)
    assert repeats.original(*first) is None
    assert repeats.original(*second) == terms.position(terms.document(first[0]), first[1])
    assert repeats.original(copy[0], replace(copy[1], stance="supports")) is None


def test_the_same_document_is_no_repeat() -> None:
    """A document may say a thing twice without repeating another one."""
    document, position = said("a", SHORT)
    repeats = Repeats()
    assert repeats.original(document, position) is None
    assert repeats.original(document, replace(position, holder=1)) is None
