"""Clipped headlines, on parses built by hand."""

import pytest

from standpunkt.extract.clipped import clipped, spoken
from standpunkt.extract.topic_spans import spans
from tests.parses import parse

REFUSED = """
    Söder_    Söder     PROPN NE   0 root Case=Nom PER
    :         :         PUNCT $.   4 punct
    Keine     kein      DET   PIAT 4 det
    Koalition Koalition NOUN  NN   1 parataxis
    mit       mit       ADP   APPR 6 case
    Grünen    Grüne     PROPN NN   4 nmod ORG
"""
JUDGED = """
    Bern_        Bern        PROPN NE   0 root Case=Nom LOC
    :            :           PUNCT $.   3 punct
    Gespräche    Gespräch    NOUN  NN   1 appos
    {denied}     {denied}    ADV   ADV  5 advmod
    {value}      {value}     ADJ   ADJD 1 appos
"""
OPENED = """
    Pohl_      Pohl        PROPN NE     0 root Case=Nom PER
    :          :           PUNCT $.     3 punct
    {verb}     {verb}      VERB  VMFIN  1 parataxis
    Renten     Rente       NOUN  NN     6 obj
    {denied}   {denied}    ADV   ADV    6 advmod
    kürzen     kürzen      VERB  VVINF  3 xcomp
"""


@pytest.mark.parametrize(
    ("table", "relation", "topic"),
    [
        (REFUSED, "rejects", "Koalition mit Grünen"),
        (JUDGED.format(denied="jederzeit", value="möglich"), "proposes", "Gespräche"),
        (JUDGED.format(denied="nicht", value="möglich"), "rejects", "Gespräche"),
        (JUDGED.format(denied="weiter", value="nötig"), "demands", "Gespräche"),
        (OPENED.format(verb="Müssen", denied="stark"), "demands", "Renten stark kürzen"),
        (OPENED.format(verb="Werden", denied="nicht"), "rejects", "Renten kürzen"),
    ],
)
def test_what_is_left_of_a_stance(table: str, relation: str, topic: str) -> None:
    """Without verb, without subject or without both; the speaker before the colon holds it."""
    doc = parse(table)
    [found] = spoken(doc[2:], [])
    assert found.relation == relation
    assert " ".join(span.of(doc.text) for span in spans(found.topic)) == topic
    assert found.holder == doc[0]


def test_a_mere_report_says_nothing() -> None:
    doc = parse("""
        Wetter_ Wetter NOUN NN  0 root
        :       :      PUNCT $. 3 punct
        Sturm   Sturm  NOUN NN  1 appos
        im      in     ADP APPR 5 case
        Norden  Norden NOUN NN  3 nmod
    """)
    assert list(clipped(doc[2:])) == []
