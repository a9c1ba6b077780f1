"""Quotation marks in pairs, of every kind German texts use."""

import pytest
import spacy

from standpunkt.extract.quotations import LONGEST, quotations
from standpunkt.extract.tokens import make_tokenizer

NLP = spacy.blank("de")
NLP.tokenizer = make_tokenizer()


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("Er sagte: „Das geht nicht.“", ["Das geht nicht."]),
        ("Er sagte: »Das geht nicht.«", ["Das geht nicht."]),
        ("Er sagte: “Das geht nicht.”", ["Das geht nicht."]),
        ("Er sagte: ‚Das geht nicht.‘", ["Das geht nicht."]),
        ("Er sagte: ›Das geht nicht.‹", ["Das geht nicht."]),
        ("Er sagte: «Das geht nicht.» Sie: «Doch.»", ["Das geht nicht.", "Doch."]),
        ("Er sagte: „Das geht nicht.”", ["Das geht nicht."]),
        ('Er sagte: „Das geht nicht."', ["Das geht nicht."]),
        ('"Das geht nicht", sagte er. "Nie."', ["Das geht nicht", "Nie."]),
        ("„Das geht nicht. So nicht“, sagte er.", ["Das geht nicht. So nicht"]),
        ("„Das geht nicht.\n\nSo nicht“, sagte er.", ["Das geht nicht.\n\nSo nicht"]),
        ("Er sagte „Das ‚neue‘ Gesetz“ und ging.", ["Das ‚neue‘ Gesetz"]),
        ("„Der Plan“, sagte sie, „ist teuer.“", ["Der Plan", "ist teuer."]),
        ("Er sagte: „Das geht nicht. „Nie“, sagte sie.", ["Nie"]),
        ("„“ ist leer.", []),
        ("Sie sagte nichts.", []),
        ("Er sagte: „Das geht nicht.", []),
    ],
)
def test_pairs(text: str, quoted: list[str]) -> None:
    """What stands between two marks; a mark nobody closes quotes nothing."""
    doc = NLP(text)
    assert [quote.words(doc).text for quote in quotations(doc)] == quoted


def test_a_forgotten_mark_ends() -> None:
    """A quotation of endless length is none."""
    doc = NLP("„ " + "ja " * (LONGEST + 1) + "“")
    assert quotations(doc) == ()


@pytest.mark.parametrize(
    ("words", "is_one"), [("Wir kommen nicht wieder", True), ("Neue Heimat", False), ("Nein", False)]
)
def test_terms_are_no_utterances(words: str, is_one: bool) -> None:
    """A title or a single word in marks is nothing said."""
    doc = NLP(f"„{words}“")
    [quote] = quotations(doc)
    assert quote.is_utterance(doc) == is_one
