"""Statements from parses built by hand: who says what, in which form."""

import pytest

from standpunkt.extract.speech import statements
from tests.parses import Case, cases, document

CASES = cases("statements.txt")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_statements_of_a_text(case: Case) -> None:
    """Speaker, kind and content of every statement."""
    text = case.doc.text
    found = [
        f"{one.speaker.of(text) if one.speaker else '?'} {one.kind} {one.content.of(text)}"
        for one in statements(case.doc, document(case.doc))
    ]
    assert found == case.expected


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_parents_are_earlier_and_larger(case: Case) -> None:
    """An embedded statement lies inside its parent."""
    found = statements(case.doc, document(case.doc))
    for one in found:
        if one.parent is not None:
            around = found[one.parent].content
            assert around.start <= one.content.start and one.content.end <= around.end
