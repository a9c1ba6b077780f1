"""Who speaks: actors, sources and nobody."""

import pytest

from standpunkt.extract.voices import voice
from tests.parses import cases

CASES = {case.name: case.doc for case in cases("statements.txt")}


@pytest.mark.parametrize(
    ("name", "head", "words"),
    [
        ("two speakers", "Macron", "Macron und Merz"),
        ("quotation over sentences", "Kanzlerin", "Anna Berger"),
        ("it is said in a paper", "Bericht", "Bericht"),
        ("according to postponed", "Medienberichten", "Medienberichten"),
        ("passive without speaker", "Es", None),
    ],
)
def test_voices(name: str, head: str, words: str | None) -> None:
    """A coordination whole, a name without its title, a source as it is called; "es" is nobody."""
    doc = CASES[name]
    found = voice(next(token for token in doc if token.text == head))
    assert (found.of(doc.text) if found else None) == words
    assert voice(None) is None
