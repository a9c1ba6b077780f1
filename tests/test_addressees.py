"""To whom and through which outlet, in parses built by hand."""

import pytest

from standpunkt.extract.addressees import addressee, is_medium, medium
from tests.parses import cases

CASES = {case.name: case.doc for case in cases("statements.txt")}


@pytest.mark.parametrize(
    ("name", "word", "to", "through"),
    [
        ("towards somebody", "erklärte", "Weber", None),
        ("to the newspaper", "sagte", None, "Berliner Zeitung"),
        ("interview", "warnte", None, "Deutschlandfunk"),
        ("indirect with dass", "erklärte", None, None),
        ("inverted order behind a quotation", "versicherte", None, None),
    ],
)
def test_addressees_and_outlets(name: str, word: str, to: str | None, through: str | None) -> None:
    """A person is spoken to; an outlet only carries the words."""
    doc = CASES[name]
    cue = next(token for token in doc if token.text == word)
    spans = (addressee(cue), medium(cue))
    assert [span.of(doc.text) if span else None for span in spans] == [to, through]


def test_outlets_are_known_by_name_or_kind() -> None:
    """A newspaper is a medium, a ministry is none."""
    nouns = {token.text: token for doc in CASES.values() for token in doc if token.pos_ in ("NOUN", "PROPN")}
    assert is_medium(nouns["Deutschlandfunk"])
    assert not is_medium(nouns["Ministerium"])
