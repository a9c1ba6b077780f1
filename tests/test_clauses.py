"""The grammar of a clause, on parses built by hand."""

import pytest

from standpunkt.extract.cases import preposition
from standpunkt.extract.clauses import is_label, marker
from standpunkt.extract.subjects import agent, subject
from standpunkt.extract.supposing import is_question
from standpunkt.extract.verbs import is_dynamic, is_hypothetical, is_infinitive, is_passive, modals, prefix
from tests.parses import parse

ACTIVE = parse("""
    Den          der          DET   ART   2 det Case=Acc
    Mietendeckel Mietendeckel NOUN  NN    3 obj Case=Acc|Number=Sing
    lehnen       lehnen       VERB  VVFIN 0 root VerbForm=Fin|Number=Plur
    die          der          DET   ART   5 det Case=Nom|Number=Plur
    Liberalen    Liberale     NOUN  NN    3 obj Case=Nom|Number=Plur
    ab_          ab           ADP   PTKVZ 3 compound:prt
    .            .            PUNCT $.    3 punct
""")
EXPLETIVE = parse("""
    Kanada    Kanada   PROPN NE    2 nsubj Case=Nom|Number=Sing LOC
    lehnt     lehnen   VERB  VVFIN 0 root VerbForm=Fin|Number=Sing
    es        es       PRON  PPER  2 nsubj Case=Nom|Number=Sing
    ab_       ab       ADP   PTKVZ 2 compound:prt
    ,         ,        PUNCT $,    7 punct
    zu        zu       PART  PTKZU 7 mark
    zahlen_   zahlen   VERB  VVINF 2 xcomp VerbForm=Inf
    .         .        PUNCT $.    2 punct
""")
PASSIVE = parse("""
    Seitens   seitens  ADP   APPR  3 case
    der       der      DET   ART   3 det Case=Gen
    Kirche    Kirche   NOUN  NN    6 nmod Case=Gen
    wird      werden   AUX   VAFIN 7 aux:pass VerbForm=Fin
    die       der      DET   ART   6 det Case=Nom
    Reform    Reform   NOUN  NN    7 nsubj:pass Case=Nom
    erwogen_  erwägen  VERB  VVPP  0 root
    .         .        PUNCT $.    7 punct
""")
PLACE = parse("""
    Der        der        DET   ART   2 det Case=Nom
    Plan       Plan       NOUN  NN    6 nsubj:pass Case=Nom
    wurde      werden     AUX   VAFIN 6 aux:pass VerbForm=Fin
    im         in         ADP   APPR  5 case
    Ausschuss  Ausschuss  NOUN  NN    6 obl:agent Case=Dat
    gerügt_    rügen      VERB  VVPP  0 root
    .          .          PUNCT $.    6 punct
""")
STATE = parse("""
    Ein            ein            DET   ART   2 det Case=Nom
    Einsatz        Einsatz        NOUN  NN    4 nsubj:pass Case=Nom
    ist            sein           AUX   VAFIN 4 aux:pass VerbForm=Fin
    ausgeschlossen_ ausschließen  VERB  VVPP  0 root
    .              .              PUNCT $.    4 punct
""")
PERFECT = parse("""
    Rom        Rom        PROPN NE    3 nsubj:pass Case=Nom LOC
    hat        haben      AUX   VAFIN 3 aux VerbForm=Fin
    zugestimmt_ zustimmen VERB  VVPP  0 root
    .          .          PUNCT $.    3 punct
""")
QUESTION = parse("""
    „_         „          PUNCT $(    2 punct
    Wollen     wollen     VERB  VMFIN 6 ccomp VerbForm=Fin
    wir        wir        PRON  PPER  2 nsubj Case=Nom
    das_       das        PRON  PDS   2 obj Case=Acc
    ?          ?          PUNCT $.    2 punct
    fragte     fragen     VERB  VVFIN 0 root VerbForm=Fin
    Lenz_      Lenz       PROPN NE    6 nsubj Case=Nom PER
    .          .          PUNCT $.    6 punct
""")
MODAL = parse("""
    Sie       sie      PRON  PPER  4 nsubj Case=Nom
    könnte    können   AUX   VMFIN 4 aux VerbForm=Fin|Mood=Sub
    dem       der      ADP   APPR  4 det Case=Dat
    zustimmen_ zustimmen VERB VVINF 0 root VerbForm=Inf
    .         .        PUNCT $.    4 punct
""")
LABEL = parse("""
    Neue     neu      ADJ   ADJA  2 amod
    Zölle_   Zoll     NOUN  NN    5 obj Case=Acc
    :        :        PUNCT $.    5 punct
    Rom      Rom      PROPN NE    5 nsubj Case=Nom LOC
    droht_   drohen   VERB  VVFIN 0 root VerbForm=Fin
    .        .        PUNCT $.    5 punct
""")


def test_a_nominative_taken_for_an_object_is_the_subject() -> None:
    found = subject(ACTIVE[2])
    assert found is not None and found.text == "Liberalen"


def test_es_is_not_the_subject_beside_a_name() -> None:
    found = subject(EXPLETIVE[1])
    assert found is not None and found.text == "Kanada"


def test_the_subject_of_an_infinitive_is_that_of_its_verb() -> None:
    found = subject(EXPLETIVE[6])
    assert found is not None and found.text == "Kanada"


def test_prefix_and_marks() -> None:
    assert prefix(ACTIVE[2]) == "ab"
    assert is_infinitive(EXPLETIVE[6]) and not is_infinitive(ACTIVE[2])
    assert marker(EXPLETIVE[6]) == ""


def test_an_agent_before_the_subject_is_found() -> None:
    found = agent(PASSIVE[6])
    assert found is not None and found.text == "Kirche"


def test_a_place_is_no_agent() -> None:
    assert agent(PLACE[5]) is None


@pytest.mark.parametrize(
    ("verb", "passive", "dynamic"),
    [(PASSIVE[6], True, True), (STATE[3], True, False), (PERFECT[2], False, False), (ACTIVE[2], False, False)],
)
def test_passives(verb: object, passive: bool, dynamic: bool) -> None:
    """An act in the passive, a state in the passive, a perfect that only looks like one, an active."""
    assert (is_passive(verb), is_dynamic(verb)) == (passive, dynamic)  # type: ignore[arg-type]


def test_only_what_is_asked_is_a_question() -> None:
    assert is_question(QUESTION[1]) and not is_question(QUESTION[5])


def test_modal_verbs_and_mere_possibility() -> None:
    assert modals(MODAL[3]) == ["können"] and is_hypothetical(MODAL[3])


def test_an_article_is_no_preposition() -> None:
    """Even if a tagger takes it for one."""
    assert preposition(MODAL[3]) == "" and preposition(PLACE[4]) == "in"


def test_a_colon_parts_a_label_from_the_verb() -> None:
    assert is_label(LABEL[1], LABEL[4]) and not is_label(LABEL[3], LABEL[4])
