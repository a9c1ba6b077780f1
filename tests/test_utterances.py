"""Stances that follow from what somebody says, from parses built by hand."""

import pytest

from standpunkt.extract.speech import statements
from standpunkt.extract.utterances import implied, main_predicates
from tests.parses import Case, cases, document

CASES = cases("utterances.txt")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_a_statement_implies(case: Case) -> None:
    """Relation and head of the topic of every stance; questions, rumours and harm suffered imply none."""
    found = []
    for one in statements(case.doc, document(case.doc)):
        content = case.doc.char_span(*one.content, alignment_mode="expand")
        assert content is not None
        found += [f"{stance.relation} {stance.topic.head.text}" for stance in implied(content, None)]
    assert found == case.expected


def test_only_main_clauses_speak_for_the_speaker() -> None:
    """The clause that is said has one head, the verb above it is not part of it."""
    case = next(case for case in CASES if case.name == "demand")
    [one] = statements(case.doc, document(case.doc))
    content = case.doc.char_span(*one.content, alignment_mode="expand")
    assert content is not None
    assert [token.text for token in main_predicates(content)] == ["zahlen"]
