"""The mood of verbs: the encoder's answer, corrected where the form leaves no doubt.

Reported speech stands in the Konjunktiv. Most forms can be only one mood ("sei", "ginge", "könne"; "ist", "ging"), and
in the present a verb in -e is Konjunktiv I in the third person ("er lehne ab"), not in the first ("ich lehne ab"). The
plural that looks like the infinitive ("sie lehnen ab") is the same in both moods and counts as indicative.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

#: Parts of speech of which there are few words, none of them looking like a verb in one mood only.
SMALL = frozenset({"ADP", "CCONJ", "DET", "PART", "PRON", "SCONJ"})
FORMS = Path(__file__).parent / "model" / "moods.tsv"


@cache
def forms(path: Path = FORMS) -> Mapping[str, str]:
    """Verb forms that can be only one mood, with that mood (Ind or Sub)."""
    rows = (line.split("\t") for line in path.read_text("utf-8").splitlines())
    return {form: only for form, only in rows}


def is_verb(form: str, upos: str, feats: Mapping[str, str]) -> bool:
    """Whether a word tagged as a small word is a finite verb: no small word looks like that, but some rare pasts do.

    >>> is_verb("wies", "ADP", {}), is_verb("einst", "ADV", {}), is_verb("wies", "ADV", {"Mood": "Ind"})
    (True, False, True)
    """
    small = upos in SMALL or upos == "ADV" and "Mood" in feats
    return small and form in forms()


def mood(form: str, base: str, upos: str, feats: Mapping[str, str]) -> dict[str, str]:
    """`feats` with the mood that the form of the verb `base` demands.

    >>> mood("sei", "sein", "AUX", {"Mood": "Ind"})["Mood"]
    'Sub'
    >>> mood("lehne", "lehnen", "VERB", {"Mood": "Ind", "Number": "Sing", "Person": "3", "Tense": "Pres"})["Mood"]
    'Sub'
    >>> mood("sahen", "sehen", "VERB", {"Mood": "Sub", "Number": "Plur", "Person": "3", "Tense": "Past"})["Mood"]
    'Ind'
    """
    corrected = dict(feats)
    if upos in ("VERB", "AUX") and feats.get("Mood") in ("Ind", "Sub"):
        corrected["Mood"] = forms().get(form.lower()) or _by_person(form, base, feats) or feats["Mood"]
    return corrected


def _by_person(form: str, base: str, feats: Mapping[str, str]) -> str | None:
    """The mood of the infinitive as a finite verb, and of its stem and -e in the singular ("lehne", never "lehnte")."""
    if form.lower() == base:
        return "Ind"
    if feats.get("Number") != "Sing" or form.lower() != base[:-1] or not form.endswith("e"):
        return None
    return {"1": "Ind", "3": "Sub"}.get(feats.get("Person", ""))
