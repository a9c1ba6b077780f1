"""Base forms by endings."""

import pytest

from standpunkt.extract.lemmas import Edit, apply, lemma


@pytest.mark.parametrize(
    ("form", "upos", "base"),
    [
        ("Regierungserklärungen", "NOUN", "Regierungserklärung"),
        ("NATO-Truppen", "NOUN", "NATO-Truppe"),
        ("Häuser", "NOUN", "Haus"),
        ("Ärzte", "NOUN", "Arzt"),
        ("Verbündeten", "NOUN", "Verbündete"),
        ("lehnt", "VERB", "lehnen"),
        ("abgelehnt", "VERB", "ablehnen"),
        ("abzulehnen", "VERB", "ablehnen"),
        ("schloss", "VERB", "schließen"),
        ("ausgeschlossen", "VERB", "ausschließen"),
        ("wies", "VERB", "weisen"),
        ("zurückgewiesen", "VERB", "zurückweisen"),
        ("sei", "AUX", "sein"),
        ("würde", "AUX", "werden"),
        ("möchte", "AUX", "mögen"),
        ("höhere", "ADJ", "hoch"),
        ("russische", "ADJ", "russisch"),
        ("der", "DET", "der"),
        ("die", "DET", "der"),
        ("einem", "DET", "ein"),
        ("zum", "ADP", "zu"),
        ("ihm", "PRON", "er"),
        (",", "PUNCT", ","),
        ("2024", "NUM", "2024"),
    ],
)
def test_base_forms(form: str, upos: str, base: str) -> None:
    assert lemma(form, upos, {}) == base


@pytest.mark.parametrize(
    ("form", "case", "base"), [("Obamas", "Gen", "Obama"), ("Hans", "Gen", "Hans"), ("Paris", "Nom", "Paris")]
)
def test_names_lose_only_the_genitive(form: str, case: str, base: str) -> None:
    assert lemma(form, "PROPN", {"Case": case}) == base


def test_the_longest_ending_wins() -> None:
    endings = {"en": Edit(1, ""), "sagen": Edit(0, ""), "^fragen": Edit(2, "!")}
    assert [apply(word, endings) for word in ("warten", "absagen", "fragen")] == ["warte", "absagen", "frag!"]
