"""Pronouns, last names and roles, on parses built by hand: who is meant, and how a word shows it."""

import pytest
from spacy.tokens import Doc

from standpunkt.extract.coreference import Coreference
from standpunkt.extract.holders import holders
from standpunkt.extract.persons import bare
from tests.parses import parse

MEETING = """
Ministerin  Ministerin NOUN  NN    2 nsubj     Case=Nom|Gender=Fem|Number=Sing
Svenja      Svenja     PROPN NE    4 nsubj     Case=Nom|Number=Sing PER
Quandahl    Quandahl   PROPN NE    2 flat      Case=Nom|Number=Sing PER
traf        treffen    VERB  VVFIN 0 root      Number=Sing
Nils        Nils       PROPN NE    4 obj       Case=Acc|Number=Sing PER
Achterberg_ Achterberg PROPN NE    5 flat      Case=Acc|Number=Sing PER
.           .          PUNCT $.    4 punct
"""
TALKS = """
Die          der          DET   ART   2 det   Gender=Fem|Number=Sing
Freilandpartei Freilandpartei NOUN NN 3 nsubj Case=Nom|Gender=Fem|Number=Sing ORG
stritt       streiten     VERB  VVFIN 0 root  Number=Sing
mit          mit          ADP   APPR  5 case
Verbänden_   Verband      NOUN  NN    3 obl   Case=Dat|Gender=Masc|Number=Plur
.            .            PUNCT $.    3 punct
"""


def pronoun(word: str, number: str = "Sing") -> str:
    verb = "fordert_" if number == "Sing" else "fordern_"
    return f"""
{word} {word.lower()} PRON PPER 2 nsubj Case=Nom|Number={number}
{verb} fordern VERB VVFIN 0 root Number={number}
. . PUNCT $. 2 punct
"""


def meant(doc: Doc, word: str) -> str | None:
    """Whom the last occurrence of a pronoun means."""
    token = [token for token in doc if token.text == word][-1]
    found = Coreference(doc).antecedent(token)
    return found.name if found else None


@pytest.mark.parametrize(
    ("before", "word", "number", "name"),
    [
        (MEETING, "Sie", "Sing", "Svenja Quandahl"),
        (MEETING, "Er", "Sing", "Nils Achterberg"),
        (TALKS, "Sie", "Sing", "Freilandpartei"),
        (TALKS, "Sie", "Plur", "Verbänden"),
        (TALKS, "Er", "Sing", None),
    ],
)
def test_pronouns_agree_in_gender_and_number(before: str, word: str, number: str, name: str | None) -> None:
    """The nearest that fits is meant, not the nearest."""
    assert meant(parse(before + pronoun(word, number)), word) == name


def test_a_subject_goes_before_what_is_nearer() -> None:
    """Of two women in one sentence the one who acts is meant."""
    doc = parse(
        """
    Anna    Anna    PROPN NE    3 nsubj Case=Nom|Number=Sing PER
    Berg    Berg    PROPN NE    1 flat  Case=Nom|Number=Sing PER
    lobte   loben   VERB  VVFIN 0 root  Number=Sing
    Gesine  Gesine  PROPN NE    3 obj   Case=Acc|Number=Sing PER
    Lohkamp_ Lohkamp PROPN NE   4 flat  Case=Acc|Number=Sing PER
    .       .       PUNCT $.    3 punct
    """
        + pronoun("Sie")
    )
    assert meant(doc, "Sie") == "Anna Berg"


def test_nobody_is_meant_from_far_away() -> None:
    """After five sentences about other things a pronoun stays open."""
    filler = """
Es     es     PRON  PPER  2 nsubj Number=Sing
regnet_ regnen VERB VVFIN 0 root  Number=Sing
.      .      PUNCT $.    2 punct
"""
    near, far = (parse(MEETING + filler * count + pronoun("Sie")) for count in (2, 5))
    assert meant(near, "Sie") == "Svenja Quandahl" and meant(far, "Sie") is None


def test_a_last_name_is_the_full_name_of_the_text() -> None:
    """Also in the genitive."""
    doc = parse(
        MEETING
        + """
    Quandahls Quandahl PROPN NE    2 nmod  Case=Gen|Number=Sing PER
    Plan      Plan     NOUN  NN    3 nsubj Case=Nom|Number=Sing
    gefällt_  gefallen VERB  VVFIN 0 root  Number=Sing
    .         .        PUNCT $.    3 punct
    """
    )
    [holder] = holders(doc[7])
    assert Coreference(doc).full_name(holder) == "Svenja Quandahl"


def test_a_role_with_its_article_is_who_bore_it() -> None:
    """ "Die Ministerin" is the minister whom the text has named; "eine Ministerin" is somebody."""
    for article, name in (("Die", "Svenja Quandahl"), ("Eine", None)):
        doc = parse(
            MEETING
            + f"""
        {article}  {article.lower()} DET ART 2 det Gender=Fem|Number=Sing
        Ministerin Ministerin NOUN  NN    3 nsubj Case=Nom|Gender=Fem|Number=Sing
        fordert_   fordern    VERB  VVFIN 0 root  Number=Sing
        .          .          PUNCT $.    3 punct
        """
        )
        [holder] = holders(doc[8])
        assert Coreference(doc).full_name(holder) == name


def test_first_names_tell_the_sex_where_no_role_does() -> None:
    """A name that both bear, or nobody knows, fits every pronoun."""
    for given, word, name in (("Dominique", "Sie", "Dominique Zander"), ("Nils", "Sie", None)):
        doc = parse(
            f"""
        {given} {given} PROPN NE    3 nsubj Case=Nom|Number=Sing PER
        Zander  Zander  PROPN NE    1 flat  Case=Nom|Number=Sing PER
        sprach_ sprechen VERB VVFIN 0 root  Number=Sing
        .       .       PUNCT $.    3 punct
        """
            + pronoun(word)
        )
        assert meant(doc, word) == name


def test_names_have_no_line_breaks() -> None:
    """A name that runs over the end of a line is one name."""
    assert bare("Svenja\n  Quandahl") == "Svenja Quandahl"
