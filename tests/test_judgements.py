"""Judgements by verbs that join topic and value, and by plain predicates, on parses built by hand."""

import pytest

from standpunkt.extract.judgements import judgements, predication
from tests.parses import parse

HOLDS = """
    Bern       Bern       PROPN NE    2 nsubj Case=Nom LOC
    hält       halten     VERB  VVFIN 0 root VerbForm=Fin
    die        der        DET   ART   4 det Case=Acc
    Reform     Reform     NOUN  NN    2 obj Case=Acc
    {denied}   {denied}   ADV   ADV   2 advmod
    für        für        ADP   APPR  7 case
    {value}_   {value}    ADJ   ADJD  2 xcomp
    .          .          PUNCT $.    2 punct
"""
IS = """
    Die        der        DET   ART   2 det Case=Nom
    Reform     Reform     NOUN  NN    5 nsubj Case=Nom
    sei        sein       AUX   VAFIN 5 cop VerbForm=Fin|Mood=Sub
    {denied}   {denied}   ADV   ADV   5 advmod
    {value}_   {value}    ADJ   ADJD  0 root
    .          .          PUNCT $.    5 punct
"""


@pytest.mark.parametrize(
    ("denied", "value", "relation"),
    [
        ("weiterhin", "falsch", "criticises"),
        ("weiterhin", "richtig", "supports"),
        ("weiterhin", "nötig", "demands"),
        ("weiterhin", "gefährlich", "warns_of"),
        ("nicht", "richtig", "criticises"),
        ("nicht", "nötig", "rejects"),
        ("nicht", "falsch", "supports"),
    ],
)
@pytest.mark.parametrize("table", [HOLDS, IS])
def test_values(table: str, denied: str, value: str, relation: str) -> None:
    """Both forms judge alike: by the word of value, turned by a negation."""
    doc = parse(table.format(denied=denied, value=value))
    found = list(judgements(doc[1])) if table == HOLDS else [one for one in [predication(doc[4])] if one]
    assert [(one.topic.head.text, one.relation) for one in found] == [("Reform", relation)]


def test_a_mere_property_is_no_judgement() -> None:
    doc = parse(IS.format(denied="heute", value="blau"))
    assert predication(doc[4]) is None
