"""Statements from parses built by hand: who says what, in which form, to whom, through which outlet.

An expectation reads ``speaker kind words``, with " / " between words in two places, then ``@ addressee``,
``% medium`` and ``< speaker around it``; "?" is a speaker nobody names.
"""

from collections.abc import Sequence

import pytest

from standpunkt.extract.records import Statement
from standpunkt.extract.speech import statements
from tests.parses import Case, cases, document

CASES = cases("statements.txt")


def shown(one: Statement, around: Sequence[Statement], text: str) -> str:
    """A statement as an expectation writes it."""
    speaker = one.speaker.of(text) if one.speaker else "?"
    parts = [f"{speaker} {one.kind} {' / '.join(piece.of(text) for piece in one.spoken)}"]
    parts += [f"@ {one.addressee.of(text)}"] if one.addressee else []
    parts += [f"% {one.medium.of(text)}"] if one.medium else []
    if one.parent is not None:
        outer = around[one.parent].speaker
        parts.append(f"< {outer.of(text) if outer else '?'}")
    return " ".join(parts)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_statements_of_a_text(case: Case) -> None:
    """Speaker, kind, words, addressee, medium and speaker around of every statement, and no other."""
    found = statements(case.doc, document(case.doc))
    assert [shown(one, found, case.doc.text) for one in found] == case.expected


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_parents_are_earlier_and_larger(case: Case) -> None:
    """An embedded statement lies inside its parent."""
    found = statements(case.doc, document(case.doc))
    for one in found:
        if one.parent is not None:
            around = found[one.parent].content
            assert around.start <= one.content.start and one.content.end <= around.end


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_pieces_lie_in_order_inside_the_content(case: Case) -> None:
    """The first piece opens the content and the last one closes it."""
    for one in statements(case.doc, document(case.doc)):
        assert one.spoken[0].start == one.content.start
        assert one.spoken[-1].end == one.content.end
        assert sorted(one.spoken) == list(one.spoken)


def test_every_form_of_speech_is_shown() -> None:
    """The table has all four kinds, addressees, outlets, pieces, nesting and texts in which nobody speaks."""
    table = " ; ".join(expected for case in CASES for expected in case.expected)
    for sign in (" direct ", " indirect ", " free_indirect ", " reported ", " @ ", " % ", " / ", " < ", "? "):
        assert sign in table
    assert any(not case.expected for case in CASES)
