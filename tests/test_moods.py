"""Konjunktiv by form."""

import pytest

from standpunkt.extract.moods import mood

THIRD = {"Mood": "Ind", "Number": "Sing", "Person": "3", "Tense": "Pres"}


@pytest.mark.parametrize(
    ("form", "upos", "feats", "expected"),
    [
        ("sei", "AUX", THIRD, "Sub"),
        ("könne", "AUX", THIRD, "Sub"),
        ("ginge", "VERB", {"Mood": "Ind"}, "Sub"),
        ("fordere", "VERB", THIRD, "Sub"),
        ("fordert", "VERB", THIRD, "Ind"),
        ("fordere", "VERB", {**THIRD, "Person": "1"}, "Ind"),
        ("forderte", "VERB", {**THIRD, "Tense": "Past"}, "Ind"),
        ("sahen", "VERB", {"Mood": "Sub", "Number": "Plur", "Person": "3", "Tense": "Past"}, "Ind"),
        ("habe", "AUX", {"Mood": "Sub", "Number": "Sing", "Person": "1", "Tense": "Pres"}, "Ind"),
        ("Ginge", "NOUN", {"Mood": "Ind"}, "Ind"),
    ],
)
def test_forms_that_leave_no_doubt(form: str, upos: str, feats: dict[str, str], expected: str) -> None:
    assert mood(form, upos, feats)["Mood"] == expected
