"""The words of a topic as the things they name: endings off, compounds in parts, verbs as their nouns, synonyms joined.

Adjectives and verbs that name no thing have a dot in front, states are their Wikidata ids.

>>> roots("Truppenentsendung"), roots("Truppen") + roots("entsenden")
(['trupp', 'entsendung'], ['trupp'])
>>> roots("Laufzeitverlängerung") == roots("Laufzeiten") + roots("verlängern")
True
>>> roots("russischen"), roots("Kremls"), roots("streng"), roots("friedlichen")
(['q159'], ['q159'], [], ['.friedlich'])
"""

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from standpunkt.extract.gazetteer import Gazetteer
from standpunkt.extract.names import fold, stem

LEXICON = Path(__file__).parent / "lexicon"
#: The "zu" inside a separable infinitive ("abzutreten").
INFINITIVE = re.compile(
    r"^(ab|an|auf|aus|bei|bereit|durch|ein|fest|frei|her|hin|nach|nieder|um|vor|weg|zurück|zusammen)zu(?=..)"
)
_NATIONAL = ("isch", "ische", "ischen", "ischer", "isches", "ischem")
#: Shorter first parts of a compound are prefixes or chance.
_LEAST_PART = 2


@cache
def lexicon() -> dict[str, Any]:
    """The tables of ``lexicon/topics.toml``."""
    return tomllib.loads((LEXICON / "topics.toml").read_text(encoding="utf-8"))


@cache
def words(table: str) -> frozenset[str]:
    """One list of words of the lexicon, folded."""
    return frozenset(fold(word) for word in lexicon()["words"][table])


@cache
def stems(table: str) -> frozenset[str]:
    """One list of words of the lexicon without endings."""
    return frozenset(map(stem, words(table)))


@lru_cache(maxsize=100_000)
def _roots(part: str, joined: bool) -> tuple[str, ...]:
    key = fold(part)
    root = stem(key)
    if len(key) == 1 and not key.isdigit():
        return ()
    if {key, root} & words("stop") or root in stems("grading") or _light_verb(key):
        return ()
    if place := _place(part):
        return (place,)
    if part[0].islower():
        return _of_verb(INFINITIVE.sub(r"\1", key), joined) or (
            ("." if not joined else "") + stem(INFINITIVE.sub(r"\1", key)),
        )
    return _of_noun(root)


def roots(part: str, *, joined: bool = False) -> list[str]:
    """What one word names, nothing for small and grading words and light verbs; `joined` words are parts of a hyphen
    compound, where small letters are no sign of an adjective."""
    return list(_roots(part, joined))


def _of_verb(key: str, joined: bool) -> tuple[str, ...]:
    noun = None if joined else nominals().get(key)
    return _of_noun(noun) if noun else _synonym(stem(key))


def _of_noun(root: str) -> tuple[str, ...]:
    return _synonym(root) or _split(root) or (_nouns().get(root, root),)


def _synonym(root: str) -> tuple[str, ...]:
    name = _synonyms().get(root)
    return (_split(name) or (name,)) if name else ()


@cache
def _synonyms() -> dict[str, str]:
    return {
        stem(fold(word)): stem(fold(group["words"][0])) for group in lexicon()["synonyms"] for word in group["words"]
    }


@cache
def nominals() -> dict[str, str]:
    """The stem of the noun of each verb ("verbieten": "verbot"), by hand and of the regular kind ("erhöhen")."""
    rows = (LEXICON / "nominals.tsv").read_text(encoding="utf-8").splitlines()
    regular = {verb: stem(fold(noun)) for verb, noun in (row.split("\t") for row in rows)}
    return regular | {fold(verb): stem(fold(nouns[0])) for verb, nouns in lexicon()["nominals"].items()}


@cache
def _nouns() -> dict[str, str]:
    """Every noun of a verb by its stem, plurals with another vowel ("käufe") as their singular."""
    odd = {stem(fold(noun)): stem(fold(nouns[0])) for nouns in lexicon()["nominals"].values() for noun in nouns}
    return {noun: noun for noun in nominals().values()} | odd


@cache
def _parts() -> frozenset[str]:
    """Stems that compounds are split into: what synonyms and light nouns name."""
    return frozenset(part for part in (*_synonyms(), *stems("light_nouns")) if len(part) > 3)


def _split(root: str) -> tuple[str, ...]:
    """A compound as its two parts, if the second is the noun of a verb, or both are known; else nothing."""
    if root in _nouns() or root in stems("whole"):
        return ()
    for cut in range(_LEAST_PART, len(root) - 2):
        head, tail = root[:cut], stem(root[cut:])
        first = _first(head)
        if tail in _nouns() and head not in words("prefixes") and stem(head) not in words("prefixes"):
            return (_synonyms().get(first, first), _synonyms().get(tail, _nouns()[tail]))
        if tail in _parts() and first in _parts():
            return (_synonyms().get(first, first), _synonyms().get(tail, tail))
    return ()


def _first(head: str) -> str:
    """The first part of a compound without the letters that join it."""
    return next((form for form in (head, head.removesuffix("s"), stem(head)) if form in _parts()), stem(head))


def _place(part: str) -> str | None:
    """The state that a name, an adjective or a seat of government stands for ("ohne Moskaus Beteiligung")."""
    if not (part[0].isupper() or part.endswith(_NATIONAL)):
        return None
    if state := Gazetteer.load().state_of(part):
        return state.qid.lower()
    found = [match.entry for match in Gazetteer.load().named(part) if match.entry.type == "metonym"]
    return found[0].metonym_of.lower() if len(found) == 1 and found[0].metonym_of else None


def _light_verb(key: str) -> bool:
    """ "entsenden", "einzuführen", "entsendet": a verb that only carries its object."""
    plain = INFINITIVE.sub(r"\1", key)
    return any(form in words("light_verbs") for form in (key, plain, plain + "en", re.sub(r"t$", "en", plain)))
