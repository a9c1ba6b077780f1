"""Who can hold a stance and by which words, on parses built by hand."""

import pytest
from spacy.tokens import Doc

from standpunkt.extract.holders import holders
from tests.parses import parse


def named(doc: Doc, at: int) -> list[str]:
    """The words for the holders that the phrase of a word names, any noun taken for an actor that can be one."""
    return [holder.words for holder in holders(doc[at], lenient=True)]


LIST = parse("""
    Die          der          DET   ART  3 det
    Ökologische  ökologisch   ADJ   ADJA 3 amod
    Liste        Liste        NOUN  NN   7 nsubj Case=Nom|Number=Sing
    für          für          ADP   APPR 6 case
    den          der          DET   ART  6 det
    Kreistag     Kreistag     NOUN  NN   3 nmod
    lacht_       lachen       VERB  VVFIN 0 root VerbForm=Fin
    .            .            PUNCT $.   7 punct
""")
LAND = parse("""
    Das     der     DET   ART   2 det
    Land    Land    NOUN  NN    4 nsubj Case=Nom|Number=Sing
    Hessen  Hessen  PROPN NE    2 appos Case=Nom LOC
    zahlt_  zahlen  VERB  VVFIN 0 root VerbForm=Fin
    .       .       PUNCT $.    4 punct
""")
SONDERN = parse("""
    Nicht    nicht   PART  PTKNEG 3 advmod
    der      der     DET   ART    3 det
    Bund_    Bund    NOUN  NN     8 nsubj Case=Nom|Number=Sing
    ,        ,       PUNCT $,     7 punct
    sondern  sondern CCONJ KON    7 cc
    die      der     DET   ART    7 det
    Länder   Land    NOUN  NN     3 conj Case=Nom|Number=Plur
    zahlen_  zahlen  VERB  VVFIN  0 root VerbForm=Fin
    .        .       PUNCT $.     8 punct
""")


@pytest.mark.parametrize(
    ("doc", "at", "expected"),
    [(LIST, 2, ["Ökologische Liste"]), (LAND, 1, ["Hessen"]), (SONDERN, 2, ["Länder"])],
)
def test_the_words_for_a_holder(doc: Doc, at: int, expected: list[str]) -> None:
    """No phrase of the verb's, the name of a state instead of its kind, whoever stands in another's place."""
    assert named(doc, at) == expected


@pytest.mark.parametrize("noun", ["Kürzungen", "Sicherheit", "Morgenbote", "Vertrag", "Abendzeitung", "Stabilität"])
def test_things_and_outlets_hold_nothing(noun: str) -> None:
    doc = parse(f"""
        Die     der     DET  ART   2 det
        {noun}  {noun}  NOUN NN    3 nsubj Case=Nom|Number=Plur
        fordert_ fordern VERB VVFIN 0 root VerbForm=Fin
        .       .       PUNCT $.   3 punct
    """)
    assert named(doc, 1) == []


@pytest.mark.parametrize(
    "noun", ["Landesregierung", "Gewerkschaft", "Winzer", "Städtetag", "Kassen", "Studierendenvertretung"]
)
def test_people_and_bodies_do(noun: str) -> None:
    doc = parse(f"""
        Die     der     DET  ART   2 det
        {noun}  {noun}  NOUN NN    3 nsubj Case=Nom
        fordert_ fordern VERB VVFIN 0 root VerbForm=Fin
        .       .       PUNCT $.   3 punct
    """)
    assert named(doc, 1) == [noun]
