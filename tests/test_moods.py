"""Konjunktiv by form."""

import pytest

from standpunkt.extract.moods import mood

THIRD = {"Mood": "Ind", "Number": "Sing", "Person": "3", "Tense": "Pres"}


@pytest.mark.parametrize(
    ("form", "base", "upos", "feats", "expected"),
    [
        ("sei", "sein", "AUX", THIRD, "Sub"),
        ("könne", "können", "AUX", THIRD, "Sub"),
        ("ginge", "gehen", "VERB", {"Mood": "Ind"}, "Sub"),
        ("lehne", "lehnen", "VERB", THIRD, "Sub"),
        ("lehnte", "lehnen", "VERB", THIRD, "Ind"),
        ("fordert", "fordern", "VERB", THIRD, "Ind"),
        ("lehne", "lehnen", "VERB", {**THIRD, "Person": "1"}, "Ind"),
        ("forderte", "fordern", "VERB", {**THIRD, "Tense": "Past"}, "Ind"),
        ("sahen", "sehen", "VERB", {"Mood": "Sub", "Number": "Plur", "Person": "3", "Tense": "Past"}, "Ind"),
        ("habe", "haben", "AUX", {"Mood": "Sub", "Number": "Sing", "Person": "1", "Tense": "Pres"}, "Ind"),
        ("Lehnen", "lehnen", "VERB", {"Mood": "Sub", "Number": "Plur", "Person": "3", "Tense": "Pres"}, "Ind"),
        ("lehnten", "lehnen", "VERB", {"Mood": "Sub", "Number": "Plur", "Person": "3", "Tense": "Past"}, "Sub"),
        ("Ginge", "Ginge", "NOUN", {"Mood": "Ind"}, "Ind"),
    ],
)
def test_forms_that_leave_no_doubt(form: str, base: str, upos: str, feats: dict[str, str], expected: str) -> None:
    assert mood(form, base, upos, feats)["Mood"] == expected
