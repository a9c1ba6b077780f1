"""Base forms: the longest known ending of a word says what to cut off and what to put in its place.

The rules are data (`model/lemmas.tsv`: word class, ending, letters to cut, letters to add; ``^`` marks the beginning of
a word, so that ``^ist`` is the whole word). Compounds need no rule of their own: "Regierungserklärungen" ends like
"Erklärungen".
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

TABLE = Path(__file__).parent / "model" / "lemmas.tsv"
START = "^"
#: The class of rules for each part of speech; other words are looked up as function words.
CLASSES = {"NOUN": "N", "VERB": "V", "AUX": "V", "ADJ": "A", "ADV": "R", "PROPN": "P"}
FUNCTION = "F"
_UNCHANGED = frozenset({"PUNCT", "SYM", "X", "NUM"})
_PREFIX_SIZE = 40


class Edit(NamedTuple):
    """How many letters to cut off the end, and what to put there."""

    cut: int
    add: str


Rules = Mapping[str, Mapping[str, Edit]]


@cache
def rules(path: Path = TABLE) -> Rules:
    """The rules of each word class, read once."""
    table: dict[str, dict[str, Edit]] = {}
    for line in path.read_text("utf-8").splitlines():
        kind, ending, cut, add = line.split("\t")
        table.setdefault(kind, {})[ending] = Edit(int(cut), add)
    return table


def lemma(form: str, upos: str, feats: Mapping[str, str], table: Rules | None = None) -> str:
    """The base form of `form` as a word of class `upos`."""
    if upos in _UNCHANGED:
        return form
    if upos == "PROPN":
        return _name(form, feats)
    kind = CLASSES.get(upos, FUNCTION)
    word = form.replace("\u00ad", "").lower()
    base = apply(word, (table or rules()).get(kind, {}))
    if upos == "NOUN":
        return _capitals(form, base)
    return "Sie" if base == "sie" and feats.get("Polite") == "Form" else base


def apply(word: str, endings: Mapping[str, Edit]) -> str:
    """`word` edited by the rule with the longest ending that fits."""
    marked = START + word
    for start in range(max(0, len(marked) - _PREFIX_SIZE), len(marked)):
        edit = endings.get(marked[start:])
        if edit and edit.cut <= len(word):
            return word[: len(word) - edit.cut] + edit.add
    return word


def _name(form: str, feats: Mapping[str, str]) -> str:
    """A name loses the -s of the genitive."""
    genitive = feats.get("Case") == "Gen" and len(form) > 3
    return form[:-1] if genitive and form.endswith("s") and not form.endswith(("ss", "us", "is", "ns")) else form


def _capitals(form: str, base: str) -> str:
    """`base` with the capitals of `form` (NATO-Truppen: NATO-Truppe)."""
    kept = [old if old.lower() == new else new for old, new in zip(form, base, strict=False)]
    cased = "".join(kept) + base[len(kept) :]
    return cased[:1].upper() + cased[1:]
