"""What negation, governing verbs, mood and hearsay make of a stance, on parses built by hand."""

import pytest
from spacy.tokens import Token

from standpunkt.extract.lexicon import verb_frames
from standpunkt.extract.negation import negator, replaced
from standpunkt.extract.polarity import composed, is_alleged, is_hearsay
from tests.parses import parse


def stance(words: str) -> Token:
    """The verb "unterstützen" in a clause "Rom … den Plan …" with further words, each "form lemma pos tag dep"."""
    extra = [row.split() for row in words.split(" / ") if row]
    rows = ["Rom Rom PROPN NE 2 nsubj Case=Nom LOC", "unterstützt unterstützen VERB VVFIN 0 root VerbForm=Fin|Mood=Ind"]
    rows += [f"{form} {lemma} {pos} {tag} 2 {dep}" for form, lemma, pos, tag, dep in extra]
    rows += [
        f"den der DET ART {len(rows) + 2} det Case=Acc",
        "Plan_ Plan NOUN NN 2 obj Case=Acc",
        ". . PUNCT $. 2 punct",
    ]
    return parse("\n".join(rows))[1]


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("", "supports"),
        ("nicht nicht PART PTKNEG advmod", "rejects"),
        ("keineswegs keineswegs ADV ADV advmod", "rejects"),
        ("vielleicht vielleicht ADV ADV advmod", None),
        ("womöglich womöglich ADV ADV advmod", None),
        ("nicht nicht PART PTKNEG advmod / nur nur ADV ADV advmod", "supports"),
        ("erneut erneut ADV ADV advmod", "supports"),
    ],
)
def test_words_beside_the_verb(words: str, left: str | None) -> None:
    """A negator turns the stance, a hedge takes it away, "nicht nur" does nothing."""
    [frame] = verb_frames("unterstützen")
    assert composed(frame, "supports", stance(words)) == left


def test_a_question_holds_no_stance() -> None:
    doc = parse("""
        Unterstützt unterstützen VERB VVFIN 0 root VerbForm=Fin
        Rom         Rom          PROPN NE   1 nsubj Case=Nom LOC
        den         der          DET ART    4 det
        Plan_       Plan         NOUN NN    1 obj
        ?           ?            PUNCT $.   1 punct
    """)
    [frame] = verb_frames("unterstützen")
    assert composed(frame, "supports", doc[0]) is None


SONDERN = parse("""
    Die        der        DET   ART    2 det
    CSU        CSU        PROPN NE     3 nsubj Case=Nom ORG
    kritisiert kritisieren VERB VVFIN  0 root VerbForm=Fin
    nicht      nicht      PART  PTKNEG 3 advmod
    das        der        DET   ART    6 det
    Tempolimit_ Tempolimit NOUN NN     3 obj Case=Acc
    ,          ,          PUNCT $,     10 punct
    sondern    sondern    CCONJ KON    10 cc
    die        der        DET   ART    10 det
    Maut_      Maut       NOUN  NN     6 conj Case=Acc
    .          .          PUNCT $.     3 punct
""")
WEDER = parse("""
    Bern     Bern     PROPN NE    2 nsubj Case=Nom LOC
    will     wollen   VERB  VMFIN 0 root VerbForm=Fin
    weder    weder    CCONJ KON   4 cc
    Geld     Geld     NOUN  NN    2 obj Case=Acc
    noch     noch     CCONJ KON   6 cc
    Waffen_  Waffe    NOUN  NN    4 conj Case=Acc
    .        .        PUNCT $.    2 punct
""")


def test_nicht_sondern_puts_one_thing_for_another() -> None:
    """The verb is not denied; what is meant stands behind "sondern"."""
    other = replaced(SONDERN[5])
    assert negator(SONDERN[2]) is None
    assert other is not None and other.text == "Maut"


def test_weder_denies_the_verb() -> None:
    word = negator(WEDER[1])
    assert word is not None and word.text == "weder"


HEARSAY = parse("""
    Rom       Rom       PROPN NE    4 nsubj Case=Nom LOC
    soll      sollen    AUX   VMFIN 4 aux VerbForm=Fin|Tense=Pres
    dem       der       PRON  PDS   4 obl Case=Dat
    zugestimmt zustimmen VERB VVPP  0 root
    haben_    haben     AUX   VAINF 4 aux VerbForm=Inf
    .         .         PUNCT $.    4 punct
""")
REPORTS = parse("""
    Medienberichten Medienbericht NOUN NN 3 obl Case=Dat
    zufolge    zufolge    ADP   APPO  1 case
    lehnt      lehnen     VERB  VVFIN 0 root VerbForm=Fin
    Rom        Rom        PROPN NE    3 nsubj Case=Nom LOC
    den        der        DET   ART   6 det
    Plan       Plan       NOUN  NN    3 obj Case=Acc
    ab_        ab         ADP   PTKVZ 3 compound:prt
    .          .          PUNCT $.    3 punct
""")
RUMOUR = parse("""
    Gerüchte_  Gerücht    NOUN  NN    0 root
    ,          ,          PUNCT $,    6 punct
    wonach     wonach     SCONJ PWAV  6 mark
    Rom        Rom        PROPN NE    6 nsubj Case=Nom LOC
    Krieg      Krieg      NOUN  NN    6 obj Case=Acc
    plant_     planen     VERB  VVFIN 1 acl VerbForm=Fin
    .          .          PUNCT $.    1 punct
""")


def test_what_others_tell_is_alleged() -> None:
    """ "soll … haben", "Medienberichten zufolge", "Gerüchte, wonach …"."""
    assert is_hearsay(HEARSAY[3]) and is_alleged(HEARSAY[3])
    assert is_alleged(REPORTS[2]) and not is_hearsay(REPORTS[2])
    assert is_alleged(RUMOUR[5])
    assert not is_alleged(SONDERN[2])
