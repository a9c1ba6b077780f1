"""Positions from parses built by hand: one sentence and one phenomenon each."""

from datetime import date

import pytest

from standpunkt.extract.positions import extract
from standpunkt.extract.records import Span
from tests.parses import Case, cases, document

CASES = cases("sentences.txt")


def case(name: str) -> Case:
    """The case of a name."""
    return next(case for case in CASES if case.name == name)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_positions_of_a_sentence(case: Case) -> None:
    """Actor, relation and topic of every position, and no other."""
    found = [f"{p.actor} {p.stance} {p.topic.replace(' … ', ' ')}" for p in extract(case.doc, document(case.doc))]
    assert found == case.expected


def test_every_relation_with_a_verb_is_shown() -> None:
    """The table of sentences has all twelve relations but `accepts` and `undecided`."""
    shown = {expected.split()[at] for case in CASES for expected in case.expected for at in (1, 2)}
    assert {"rejects", "demands", "supports", "criticises", "proposes", "commits", "threatens", "warns_of", "doubts",
            "conditional"} <= shown  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_words_are_verbatim(case: Case) -> None:
    """Actor, topic and evidence are the words that stand at their offsets."""
    text = case.doc.text
    for position in extract(case.doc, document(case.doc)):
        assert position.actor_span.of(text) == position.actor
        assert " … ".join(span.of(text) for span in position.topic_spans) == position.topic
        assert position.evidence[0].of(text) == text.strip()


@pytest.mark.parametrize(
    ("name", "field", "value"),
    [
        ("separable verb", "quote", "reported"),
        ("dass clause", "quote", "indirect"),
        ("willed act", "quote", "none"),
        ("indirect demand", "quote", "indirect"),
        ("zu infinitive with addressee", "addressee", "Regierung"),
        ("threat", "addressee", "Stadt"),
        ("attributed", "source_kind", "attributed"),
        ("attributed", "claimed_by", "Merkel"),
        ("hearsay", "source_kind", "alleged"),
        ("separable verb", "source_kind", "own"),
        ("separable verb", "extractor", "lexicon:ab|lehnen"),
        ("conditional stance", "condition", "wenn die Schulen mehr Geld erhalten"),
        ("separable verb", "condition", None),
        ("separable verb", "in_force", "current"),
        ("light verb", "explicit", True),
    ],
)
def test_fields(name: str, field: str, value: object) -> None:
    """What decides whether a position may be used."""
    chosen = case(name)
    [position] = extract(chosen.doc, document(chosen.doc))
    assert getattr(position, field) == value


def test_dates_come_from_publication_or_stay_open() -> None:
    """A document with a date dates its stances; one without leaves them open."""
    chosen = case("separable verb")
    [dated] = extract(chosen.doc, document(chosen.doc, published_on=date(2025, 3, 3)))
    [undated] = extract(chosen.doc, document(chosen.doc))
    assert (dated.stated_on, dated.stated_precision, dated.stated_basis) == (date(2025, 3, 3), "day", "publication")
    assert (undated.stated_on, undated.stated_precision, undated.stated_basis) == (None, None, None)


def test_only_the_body_is_read() -> None:
    """What lies outside the article's body gives no position."""
    chosen = case("separable verb")
    assert extract(chosen.doc, document(chosen.doc, body=(Span(100, 200),))) == ()
