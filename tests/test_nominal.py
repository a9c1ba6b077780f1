"""Stances that nouns carry, on parses built by hand."""

from standpunkt.extract.candidate import Candidate
from standpunkt.extract.nominal import of_noun, of_support
from tests.parses import parse


def told(candidate: Candidate) -> tuple[str, str, str]:
    """Holder, relation and head of the topic of a candidate."""
    assert candidate.holder is not None
    return candidate.holder.text, candidate.relation, candidate.topic.head.text


STRAY = parse("""
    Die      der      DET   ART   2 det
    Kritik   Kritik   NOUN  NN    8 nsubj Case=Nom
    der      der      DET   ART   4 det Case=Gen
    Kirchen  Kirche   NOUN  NN    2 nmod Case=Gen|Number=Plur
    an       an       ADP   APPR  7 case
    dem      der      DET   ART   7 det Case=Dat
    Gesetz   Gesetz   NOUN  NN    4 nmod Case=Dat
    wächst_  wachsen  VERB  VVFIN 0 root VerbForm=Fin
    .        .        PUNCT $.    8 punct
""")
OWNER = parse("""
    Mit       mit      ADP   APPR   3 case
    seiner    sein     DET   PPOSAT 3 det Case=Dat
    Forderung Forderung NOUN NN     6 obl Case=Dat
    nach      nach     ADP   APPR   5 case
    Geld      Geld     NOUN  NN     3 nmod Case=Dat
    scheiterte scheitern VERB VVFIN 0 root VerbForm=Fin
    Minister  Minister NOUN  NN     6 nsubj Case=Nom|Number=Sing|Gender=Masc
    Thoma_    Thoma    PROPN NE     7 appos Case=Nom PER
    .         .        PUNCT $.     6 punct
""")
KEPT = parse("""
    Bern     Bern     PROPN NE    2 nsubj Case=Nom LOC
    hält     halten   VERB  VVFIN 0 root VerbForm=Fin
    an       an       ADP   APPR  5 case
    seinem   sein     DET   PPOSAT 5 det Case=Dat
    Nein     Nein     NOUN  NN    2 obl Case=Dat
    zur      zu       ADP   APPR  7 case
    Autobahn Autobahn NOUN  NN    2 obl Case=Dat
    fest_    fest     ADV   PTKVZ 2 compound:prt
    .        .        PUNCT $.    2 punct
""")
GIVEN_UP = parse("""
    Bern       Bern       PROPN NE    2 nsubj Case=Nom LOC
    gab        geben      VERB  VVFIN 0 root VerbForm=Fin
    seinen     sein       DET   PPOSAT 4 det Case=Acc
    Widerstand Widerstand NOUN  NN    2 obj Case=Acc
    gegen      gegen      ADP   APPR  7 case
    die        der        DET   ART   7 det Case=Acc
    Pipeline   Pipeline   NOUN  NN    4 nmod Case=Acc
    auf_       auf        ADP   PTKVZ 2 compound:prt
    .          .          PUNCT $.    2 punct
""")


def test_a_topic_that_hangs_on_the_owner() -> None:
    """ "die Kritik der Kirchen an dem Gesetz", where the parser gives the law to the churches."""
    assert [told(one) for one in of_noun(STRAY[1])] == [("Kirchen", "criticises", "Gesetz")]


def test_a_possessive_means_the_subject_of_its_clause() -> None:
    assert [told(one) for one in of_noun(OWNER[2])] == [("Minister", "demands", "Geld")]


def test_a_stance_that_is_kept() -> None:
    """ "hält an seinem Nein zur Autobahn fest" is a no to the motorway, not a yes to the no."""
    assert [told(one) for one in of_support(KEPT[1])] == [("Bern", "rejects", "Autobahn")]


def test_a_stance_that_is_given_up() -> None:
    """The verb speaks, and turns the stance; the noun alone says nothing."""
    assert [told(one) for one in of_support(GIVEN_UP[1])] == [("Bern", "proposes", "Pipeline")]
    assert list(of_noun(GIVEN_UP[3])) == []


def test_a_noun_without_holder_is_nobodys_stance() -> None:
    doc = parse("""
        Die      der      DET   ART   2 det
        Kritik   Kritik   NOUN  NN    5 nsubj Case=Nom
        am       an       ADP   APPR  4 case
        Gesetz   Gesetz   NOUN  NN    2 nmod Case=Dat
        wächst_  wachsen  VERB  VVFIN 0 root VerbForm=Fin
        .        .        PUNCT $.    5 punct
    """)
    assert list(of_noun(doc[1])) == []
