"""Quotation marks in pairs, of every kind German texts use."""

import pytest
import spacy

from standpunkt.extract.quotations import quotations


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("Er sagte: „Das geht nicht.“", ["Das geht nicht."]),
        ("Er sagte: »Das geht nicht.«", ["Das geht nicht."]),
        ('"Das geht nicht", sagte er. "Nie."', ["Das geht nicht", "Nie."]),
        ("„Das geht nicht. So nicht“, sagte er.", ["Das geht nicht. So nicht"]),
        ("Er sagte „Das ‚neue‘ Gesetz“ und ging.", ["Das ‚neue‘ Gesetz"]),
        ("Sie sagte nichts.", []),
        ("Er sagte: „Das geht nicht.", []),
    ],
)
def test_pairs(text: str, quoted: list[str]) -> None:
    """What stands between two marks; a mark nobody closes quotes nothing."""
    doc = spacy.blank("de")(text)
    assert [quote.words(doc).text for quote in quotations(doc)] == quoted
