"""Speech acts without words, and sentences that others point back to, in parses built by hand."""

import pytest

from standpunkt.extract.records import Span, Statement
from standpunkt.extract.reported import is_telling, pointed, reported
from tests.parses import cases

CASES = {case.name: case.doc for case in cases("statements.txt")}


def test_a_clause_tells_of_a_speech_act() -> None:
    """The whole clause is the statement, its subject the speaker."""
    doc = CASES["passage"]
    [found] = reported(doc, [])
    assert found.kind == "reported"
    assert found.content.of(doc.text) == "Der Kanzler verteidigte die Reform"
    assert found.speaker is not None and found.speaker.of(doc.text) == "Kanzler"


def test_cues_and_quotations_are_told_already() -> None:
    """A verb whose words were found, or that stands in somebody's literal words, tells nothing more."""
    doc = CASES["passage"]
    verb = next(token for token in doc if token.text == "verteidigte")
    cued = Statement(content=Span(0, 3), kind="indirect", cue=Span(verb.idx, verb.idx + len(verb)))
    assert not list(reported(doc, [cued]))
    assert not list(reported(doc, [Statement(content=Span(0, len(doc.text)), kind="direct")]))


@pytest.mark.parametrize(
    ("name", "word", "tells"),
    [
        ("single term in marks", "nannte", True),
        ("passage", "verteidigte", True),
        ("raising verb", "droht", False),
        ("nothing said", "fuhr", False),
    ],
)
def test_verbs_that_tell(name: str, word: str, tells: bool) -> None:
    """A verb of saying tells of a speech act, a raising verb of what is about to happen."""
    assert is_telling(next(token for token in CASES[name] if token.text == word)) == tells


def test_pointing_back() -> None:
    """ "Das teilte die Stadt mit": the sentence before is what she says."""
    doc = CASES["pointing back"]
    found = pointed(next(token for token in doc if token.text == "teilte"))
    assert found is not None
    assert found.hull(doc).of(doc.text) == "Die Brücke wird im Mai gesperrt"


def test_nothing_is_pointed_to_at_the_beginning() -> None:
    """Without a sentence before there is nothing to point back to."""
    cue = next(token for token in CASES["indirect with dass"] if token.text == "erklärte")
    assert pointed(cue) is None
