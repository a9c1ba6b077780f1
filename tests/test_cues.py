"""Cues and speakers in parses built by hand."""

import pytest

from standpunkt.extract.cues import is_cue, said, speaker_of
from tests.parses import cases

CASES = {case.name: case.doc for case in cases("statements.txt")}


@pytest.mark.parametrize(
    ("name", "word", "speaker", "content"),
    [
        ("indirect with dass", "erklärte", "Kanzler", ["dass die Steuer bleibt"]),
        ("correlate", "geht", "Ministerium", ["dass die Preise sinken"]),
        ("infinitive of a demand", "forderte", "Opposition", ["die Steuer zu senken"]),
        ("clause of a noun", "wies", "Ministerin", ["das Gesetz sei verfassungswidrig"]),
        ("noun with its owner", "Forderung", "Bauern", ["den Diesel zu verbilligen"]),
        ("passive without speaker", "berichtet", None, ["dass die Brücke gesperrt bleibt"]),
        ("it is said in a paper", "heißt", "Bericht", ["die Behörde habe zu spät gehandelt"]),
        ("two speakers", "erklärten", "Macron und Merz", ["das Abkommen sei ein Fortschritt"]),
        ("indicative after the Konjunktiv", "sagte", "Angeklagte", ["er sei unschuldig"]),
        ("w question", "sagen", "Sprecher", ["ob das Treffen stattfindet"]),
    ],
)
def test_what_a_cue_introduces(name: str, word: str, speaker: str | None, content: list[str]) -> None:
    """Who speaks, and the clauses that hold what is said."""
    doc = CASES[name]
    cue = next(token for token in doc if token.text == word)
    found = speaker_of(cue)
    assert is_cue(cue)
    assert (found.of(doc.text) if found else None) == speaker
    assert [stretch.hull(doc).of(doc.text) for stretch in said(cue)] == content


@pytest.mark.parametrize(("name", "word"), [("consequence is nothing said", "stehen"), ("nothing said", "fuhr")])
def test_other_verbs_introduce_nothing(name: str, word: str) -> None:
    """A verb that is no cue, or whose clause is a consequence, says nothing."""
    cue = next(token for token in CASES[name] if token.text == word)
    assert not list(said(cue))
