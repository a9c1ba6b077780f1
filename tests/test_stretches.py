"""Stretches: what is said, without the words that only introduce it."""

import pytest
import spacy

from standpunkt.extract.stretches import Stretch, between, in_rows, subtree
from tests.parses import parse

DOC = parse("""
Die_    der     DET   ART   2 det
Steuer_ Steuer  NOUN  NN    7 nsubj
,       ,       PUNCT $,    7 punct
sagte   sagen   VERB  VVFIN 7 parataxis
Merz_   Merz    PROPN NE    4 nsubj
,       ,       PUNCT $,    7 punct
steigt_ steigen VERB  VVFIN 0 root
.       .       PUNCT $.    7 punct
""")


def test_a_clause_without_what_is_put_into_it() -> None:
    """The cue in the middle parts the words into two runs."""
    found = subtree(DOC[6], without=[DOC[3]])
    assert found is not None
    assert found.runs == ((0, 2), (6, 7))
    assert found.hull(DOC) == (0, len(DOC.text) - 2)


def test_runs_before_a_word() -> None:
    """Only what ends before the word is kept."""
    found = subtree(DOC[6], without=[DOC[3]])
    assert found is not None
    assert found.before(3) == Stretch(((0, 2),))
    assert found.before(1) is None


def test_marks_alone_are_nothing() -> None:
    """A stretch of marks says nothing."""
    assert between(DOC, 2, 3) is None


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("„Das geht nicht.“", "Das geht nicht"),
        ("er sei „auf Sand gebaut“.", "er sei „auf Sand gebaut“"),
        ("„Unsinn“ sei das,", "„Unsinn“ sei das"),
        ("– und jetzt?", "und jetzt"),
    ],
)
def test_quotation_marks_stay_in_pairs(text: str, kept: str) -> None:
    """Marks at the ends go, unless the other one of their pair is inside."""
    doc = spacy.blank("de")(text)
    found = between(doc, 0, len(doc))
    assert found is not None
    assert found.hull(doc).of(text) == kept


def test_clauses_in_a_row_are_one() -> None:
    """Only marks and a conjunction may stand between them."""
    assert in_rows(DOC, [Stretch(((6, 7),)), Stretch(((3, 5),))]) == [Stretch(((3, 7),))]
    assert in_rows(DOC, [Stretch(((0, 2),)), Stretch(((4, 5),))]) == [Stretch(((0, 2),)), Stretch(((4, 5),))]
