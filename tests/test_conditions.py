"""Conditions and what they make of a stance, on parses built by hand."""

import pytest
from spacy.tokens import Token

from standpunkt.extract.conditions import condition, conditioned, tie
from standpunkt.extract.records import Span
from standpunkt.extract.supposing import in_condition, is_verb_first
from tests.parses import parse

WHEN = """
    Bern      Bern      PROPN NE    2 nsubj Case=Nom LOC
    stimmt    stimmen   VERB  VVFIN 0 root VerbForm=Fin
    dem       der       PRON  PDS   2 obl Case=Dat
    {only}    {only}    ADV   ADV   2 advmod
    zu_       zu        ADP   PTKVZ 2 compound:prt
    ,         ,         PUNCT $,    9 punct
    {mark}    {mark}    SCONJ KOUS  9 mark
    Rom       Rom       PROPN NE    9 nsubj Case=Nom LOC
    zahlt_    zahlen    VERB  VVFIN 2 advcl VerbForm=Fin
    .         .         PUNCT $.    2 punct
"""


def clause(only: str, mark: str) -> Token:
    """The verb of "Bern stimmt dem … zu, … Rom zahlt."."""
    return parse(WHEN.format(only=only, mark=mark))[1]


def words(predicate: Token) -> str | None:
    """The condition of a stance as it is written."""
    found: Span | None = condition(predicate)
    return found.of(predicate.doc.text) if found else None


@pytest.mark.parametrize(
    ("only", "mark", "relation", "left", "kept"),
    [
        ("nur", "wenn", "accepts", "conditional", "wenn Rom zahlt"),
        ("heute", "falls", "accepts", "conditional", "falls Rom zahlt"),
        ("heute", "sofern", "supports", "conditional", "sofern Rom zahlt"),
        ("heute", "solange", "accepts", "accepts", "solange Rom zahlt"),
        ("nur", "solange", "accepts", "conditional", "solange Rom zahlt"),
        ("heute", "weil", "accepts", "accepts", None),
        ("nur", "wenn", "demands", "demands", "wenn Rom zahlt"),
        ("nur", "wenn", "threatens", "threatens", "wenn Rom zahlt"),
    ],
)
def test_clauses(only: str, mark: str, relation: str, left: str, kept: str | None) -> None:
    """A condition makes a yes conditional, not a demand or threat; its words are kept in every case."""
    predicate = clause(only, mark)
    assert (conditioned(relation, predicate), words(predicate)) == (left, kept)


TIED = parse("""
    Bern       Bern       PROPN NE    2 nsubj Case=Nom LOC
    knüpft     knüpfen    VERB  VVFIN 0 root VerbForm=Fin
    sein       sein       DET   PPOSAT 4 det
    Ja         Ja         NOUN  NN    2 obj Case=Acc
    an         an         ADP   APPR  7 case
    mehr       mehr       DET   PIAT  7 det
    Geld_      Geld       NOUN  NN    2 obl Case=Acc
    .          .          PUNCT $.    2 punct
""")
PHRASE = parse("""
    Bern       Bern       PROPN NE    2 nsubj Case=Nom LOC
    hilft      helfen     VERB  VVFIN 0 root VerbForm=Fin
    unter      unter      ADP   APPR  5 case
    der        der        DET   ART   5 det
    Bedingung_ Bedingung  NOUN  NN    2 obl Case=Dat
    ,          ,          PUNCT $,    9 punct
    dass       dass       SCONJ KOUS  9 mark
    Rom        Rom        PROPN NE    9 nsubj Case=Nom LOC
    zahlt_     zahlen     VERB  VVFIN 5 acl VerbForm=Fin
    .          .          PUNCT $.    2 punct
""")
FIRST = parse("""
    Lehnt      lehnen     VERB  VVFIN 7 advcl VerbForm=Fin
    Bern       Bern       PROPN NE    1 nsubj Case=Nom LOC
    den        der        DET   ART   4 det
    Plan       Plan       NOUN  NN    1 obj Case=Acc
    ab_        ab         ADP   PTKVZ 1 compound:prt
    ,          ,          PUNCT $,    1 punct
    scheitert  scheitern  VERB  VVFIN 0 root VerbForm=Fin
    er_        er         PRON  PPER  7 nsubj Case=Nom
    .          .          PUNCT $.    7 punct
""")


def test_a_tied_stance_depends_on_what_it_is_tied_to() -> None:
    found = tie(TIED[1])
    assert found is not None and found.text == "Geld"
    assert words(TIED[1]) == "mehr Geld"


def test_unter_der_bedingung() -> None:
    assert words(PHRASE[1]) == "Rom zahlt"
    assert conditioned("commits", PHRASE[1]) == "conditional"


def test_a_clause_with_its_verb_in_front_supposes() -> None:
    """ "Lehnt Bern den Plan ab, …" is no rejection."""
    assert is_verb_first(FIRST[0]) and in_condition(FIRST[0]) and not in_condition(FIRST[6])
