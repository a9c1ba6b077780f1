"""The words of a topic as the things they name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standpunkt.extract.letters import alike
from standpunkt.extract.phrases import read
from standpunkt.extract.roots import nominals, roots


@pytest.mark.parametrize(
    ("compound", "parts"),
    [
        ("Truppenentsendung", "Truppen Entsendung"),
        ("Laufzeitverlängerung", "Laufzeiten Verlängerung"),
        ("Parlamentsauflösung", "Parlament Auflösung"),
        ("Rentenkürzungen", "Renten Kürzung"),
        ("Ölkäufe", "Öl Kauf"),
        ("Werbeverbot", "Werbung Verbot"),
        ("Gebietsabtretungen", "Gebiete Abtretung"),
    ],
)
def test_compounds_of_a_verbs_noun_are_split(compound: str, parts: str) -> None:
    """The first part keeps no joining letter."""
    first, second = roots(compound)
    assert second == roots(parts.split()[1])[-1]
    assert compound.startswith("Werbe") or first == roots(parts.split()[0])[0]


@pytest.mark.parametrize("word", ["Erklärung", "Regierung", "Bundesregierung", "Bevölkerung", "Verhandlung", "Umbau"])
def test_what_is_no_compound_stays_whole(word: str) -> None:
    """A prefix is no thing, and some compounds have become names."""
    assert len(roots(word)) == 1


@pytest.mark.parametrize(
    ("verb", "noun"),
    [("auflösen", "Auflösung"), ("verbieten", "Verbot"), ("abzutreten", "Abtretung"), ("zu reformieren", "Reform")],
)
def test_verbs_are_read_as_their_nouns(verb: str, noun: str) -> None:
    """Infinitives with and without "zu"."""
    assert [root for word in verb.split() for root in roots(word)] == roots(noun)


def test_the_table_of_verbs_is_sound() -> None:
    """Every verb is an infinitive, every noun a folded stem."""
    assert len(nominals()) > 800
    assert all(verb.endswith("n") and noun == noun.lower() for verb, noun in nominals().items())


@given(st.text(max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    """Foreign text is hostile: no phrase makes the reading fail, and reading again changes nothing."""
    assert read(text) == read(text)
    assert 0 <= alike(text, text) < 1.0001
