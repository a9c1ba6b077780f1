"""A name, a colon and what he says, in parses built by hand."""

import pytest

from standpunkt.extract.headlines import headline
from tests.parses import parse

ROLE = """
Ministerin_ Ministerin NOUN  NN   4 nsubj Case=Nom
:           :          PUNCT $.   4 punct
Kein        kein       DET   PIAT 4 det
Geld        Geld       NOUN  NN   0 root
"""
NAME = """
Weber_ Weber PROPN NE    3 nsubj Case=Nom PER
:      :     PUNCT $.    3 punct
Nein   nein  INTJ  PTKANT 0 root
"""
PLACE = """
Berlin_ Berlin PROPN NE 3 nsubj Case=Nom LOC
:       :      PUNCT $. 3 punct
Regen   Regen  NOUN  NN 0 root
"""
CLAUSE = """
Weber  Weber PROPN NE    2 nsubj Case=Nom PER
sagte_ sagen VERB  VVFIN 0 root
:      :     PUNCT $.    2 punct
Nein   nein  INTJ  PTKANT 2 discourse
"""


@pytest.mark.parametrize(
    ("table", "titled", "speaker"),
    [
        (NAME, False, "Weber"),
        (NAME, True, "Weber"),
        (ROLE, True, "Ministerin"),
        (ROLE, False, None),
        (PLACE, True, None),
        (CLAUSE, False, None),
    ],
)
def test_who_speaks_before_a_colon(table: str, titled: bool, speaker: str | None) -> None:
    """A name always, a role in headlines only, a place and a clause with a verb never."""
    doc = parse(table)
    found = headline(next(iter(doc.sents)), titled=titled)
    assert (found.speaker.of(doc.text) if found and found.speaker else None) == speaker
