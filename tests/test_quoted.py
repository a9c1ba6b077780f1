"""Whose words stand in quotation marks, in parses built by hand."""

import pytest

from standpunkt.extract.quotations import quotations
from standpunkt.extract.quoted import is_term, quoted
from tests.parses import cases

CASES = {case.name: case.doc for case in cases("statements.txt")}


@pytest.mark.parametrize(
    ("name", "speaker", "cue"),
    [
        ("inverted order behind a quotation", "Arbeitsminister", "versicherte"),
        ("quotation over sentences", "Anna Berger", "sagte"),
        ("colon before a quotation", "Gewerkschaft", "teilte"),
        ("colon without a verb of saying", "Vorsitzende", "Kritik"),
        ("guillemets", "Botschafter", "schrieb"),
        ("straight marks", "Petra Lang", "meinte"),
    ],
)
def test_whose_words(name: str, speaker: str, cue: str) -> None:
    """The cue behind or before a quotation names the speaker."""
    doc = CASES[name]
    whose = quoted(doc, quotations(doc)[-1])
    assert whose is not None and whose.speaker is not None
    assert whose.speaker.of(doc.text) == speaker
    assert whose.cue is not None and whose.cue.text == cue


def test_nobody_speaks_beside_a_quotation_alone() -> None:
    """Without a cue or colon the quotation is left to whoever spoke before."""
    doc = CASES["quotation alone"]
    assert quoted(doc, quotations(doc)[0]) is None


@pytest.mark.parametrize(
    ("name", "wording"),
    [("single term in marks", True), ("words inside indirect speech", True), ("name in marks", False)],
)
def test_terms(name: str, wording: bool) -> None:
    """A wording in marks is somebody's, the name of a newspaper is not."""
    doc = CASES[name]
    assert [is_term(doc, quote) for quote in quotations(doc)] == [wording]
