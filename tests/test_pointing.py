"""What pronouns in the place of a topic point back to, on parses built by hand."""

from standpunkt.extract.pointing import pointed
from tests.parses import parse

DRAFT = parse("""
    Wolff     Wolff    PROPN NE    5 nsubj Case=Nom PER
    hat       haben    AUX   VAFIN 5 aux VerbForm=Fin
    den       der      DET   ART   4 det Case=Acc|Gender=Masc|Number=Sing
    Entwurf   Entwurf  NOUN  NN    5 obj Case=Acc|Gender=Masc|Number=Sing
    gelesen_  lesen    VERB  VVPP  0 root
    .         .        PUNCT $.    5 punct

    Sie       sie      PRON  PPER  2 nsubj Case=Nom|Gender=Fem|Number=Sing
    lehnt     lehnen   VERB  VVFIN 0 root VerbForm=Fin
    ihn       er       PRON  PPER  2 obj Case=Acc|Gender=Masc|Number=Sing
    ab_       ab       ADP   PTKVZ 2 compound:prt
    .         .        PUNCT $.    2 punct
""")
CLINIC = """
    Die         der         DET   ART   2 det Case=Nom|Gender=Fem|Number=Sing
    Klinik      Klinik      NOUN  NN    4 nsubj Case=Nom|Gender=Fem|Number=Sing
    {modal}     {base}      AUX   VMFIN 4 aux VerbForm=Fin
    schließen_  schließen   VERB  VVINF 0 root VerbForm=Inf
    {end}       {end}       PUNCT $.    4 punct

    Dagegen     dagegen     ADV   PAV   2 advmod
    protestiert protestieren VERB VVFIN 0 root VerbForm=Fin
    Bern_       Bern        PROPN NE    2 nsubj Case=Nom LOC
    .           .           PUNCT $.    2 punct
"""


def test_a_pronoun_means_the_thing_that_agrees() -> None:
    found = pointed(DRAFT[8])
    assert found is not None and found.head.text == "Entwurf"


def test_nothing_agrees() -> None:
    """ "Sie" is no draft, and people are no topics."""
    assert pointed(DRAFT[6]) is None


def test_dagegen_means_what_is_to_be_done() -> None:
    doc = parse(CLINIC.format(modal="soll", base="sollen", end="."))
    found = pointed(doc[5])
    assert found is not None and (found.head.text, found.pattern) == ("schließen", "clause")


def test_a_question_is_not_pointed_back_to() -> None:
    doc = parse(CLINIC.format(modal="soll", base="sollen", end="?"))
    assert pointed(doc[5]) is None
