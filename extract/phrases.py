"""What a topic phrase is about: its issue without articles, light verbs and negation, and how it relates to that issue.

>>> read("Entsendung von Truppen aus NATO-Staaten in die Ukraine").atoms == read("NATO-Truppen in der Ukraine").atoms
False
>>> read("NATO-Truppen in der Ukraine").atoms == read("Truppen der NATO in die Ukraine zu entsenden").atoms
True
>>> issue = read("Verzicht auf Gebietsabtretungen")
>>> issue.relation, issue.base.label
('negation', 'Gebietsabtretungen')
"""

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from standpunkt.extract.gazetteer import Gazetteer
from standpunkt.extract.names import ADJECTIVE, fold, stem

LEXICON = Path(__file__).parent / "lexicon" / "topics.toml"
#: The "zu" inside a separable infinitive ("abzutreten").
INFINITIVE = re.compile(
    r"^(ab|an|auf|aus|bei|bereit|durch|ein|fest|frei|her|hin|nach|nieder|um|vor|weg|zurück|zusammen)zu(?=..)"
)
TOKEN = re.compile(r"[^\W_][\w’'-]*")

Relation = Literal["negation", "accusation", "remedy"]


class Issue(NamedTuple):
    """A phrase reduced to what it is about.

    `atoms` are the sorted things it names (adjectives and verbs with a dot in front), `label` reads as a heading. A
    phrase that negates, accuses of or acts against something has that thing as `base` and says so in `relation`.
    `pointer` phrases ("der Beschluss") name nothing themselves.
    """

    atoms: tuple[str, ...]
    label: str
    relation: Relation | None = None
    base: "Issue | None" = None
    pointer: bool = False

    @property
    def key(self) -> str:
        """The issue as one string: equal for phrases that differ only in wording."""
        own = " ".join(self.atoms) or fold(self.label)
        return f"{self.relation}:{self.base.key}" if self.relation and self.base else own


@cache
def lexicon() -> dict[str, Any]:
    """The tables of ``lexicon/topics.toml``."""
    return tomllib.loads(LEXICON.read_text(encoding="utf-8"))


@cache
def _set(table: str) -> frozenset[str]:
    return frozenset(fold(word) for word in lexicon()["words"][table])


@cache
def _stems(table: str) -> frozenset[str]:
    return frozenset(map(stem, _set(table)))


@cache
def _synonyms() -> dict[str, str]:
    return {
        stem(fold(word)): stem(fold(group["words"][0])) for group in lexicon()["synonyms"] for word in group["words"]
    }


@cache
def _parts() -> frozenset[str]:
    """Stems that compounds are split into: what synonyms and light nouns name."""
    return frozenset(part for part in (*_synonyms(), *_stems("light_nouns")) if len(part) > 3)


@lru_cache(maxsize=100_000)
def read(phrase: str) -> Issue:
    """The issue of a phrase; the same phrase always gives the same issue."""
    text = _clean(phrase)
    found = _negated(text) or _related(text)
    if found is None:
        return _plain(text)
    relation, rest = found
    base = _plain(rest)
    if not base.atoms:
        return _plain(text)
    return Issue(base.atoms, _heading(text), relation, base)


def _clean(phrase: str) -> str:
    text = re.sub(r"\s*[…]\s*|\s+", " ", phrase)
    text = re.sub(r"[„“”\"»«‚‘]", "", text).strip(" ,;:.!?–-")
    match = re.match(r"(?:[^\s,]+\s){0,2}([A-ZÄÖÜ]\w+),\s+(?=\S+\s)", text)
    carried = match and (fold(match.group(1)) in _set("light_nouns") or fold(match.group(1)) in _set("pointers"))
    return text[match.end() :] if match and carried else text


def _plain(text: str) -> Issue:
    atoms = tuple(sorted(dict.fromkeys(_atoms(text))))
    nouns = [word for word in TOKEN.findall(text) if word[0].isupper()]
    pointer = bool(nouns) and all(
        fold(word) in _set("pointers") or stem(fold(word)) in _stems("pointers") for word in nouns
    )
    return Issue(atoms, _heading(text), pointer=pointer and len(nouns) < 3)


# --- what a phrase names ---


def _atoms(text: str) -> list[str]:
    words = TOKEN.findall(text)
    kept = [atom for word in words for part in word.split("-") if part for atom in _word(part, word)]
    strong = [atom for atom in kept if atom not in _stems("light_nouns")]
    return strong if any(atom[0] != "." for atom in strong) else kept


def _word(part: str, whole: str) -> list[str]:
    """The atoms of one word: none for small words and light verbs, states as their ids, compounds in parts."""
    key = fold(part)
    root = stem(key)
    if key in _set("stop") or root in _set("stop") or root in _stems("grading") or _light_verb(key):
        return []
    root = INFINITIVE.sub(r"\1", root) if part[0].islower() else root
    if len(key) == 1 and not key.isdigit():
        return []
    place = Gazetteer.load().state_of(part) or _seat(part)
    if place and (part[0].isupper() or part.endswith(("isch", "ische", "ischen", "ischer", "isches", "ischem"))):
        return [place] if isinstance(place, str) else [place.qid.lower()]
    if root in _synonyms():
        return [_synonyms()[root]]
    return _split(root) if part[0].isupper() or "-" in whole else ["." + root]


def _seat(word: str) -> str | None:
    """The state a seat of government stands for, in a topic ("ohne Moskaus Beteiligung")."""
    found = [match.entry for match in Gazetteer.load().named(word) if match.entry.type == "metonym"]
    return found[0].metonym_of.lower() if len(found) == 1 and found[0].metonym_of else None


def _light_verb(key: str) -> bool:
    """ "entsenden", "einzuführen", "entsendet": a verb that only carries its object."""
    plain = INFINITIVE.sub(r"\1", key)
    return any(form in _set("light_verbs") for form in (key, plain, plain + "en", re.sub(r"t$", "en", plain)))


def _split(root: str) -> list[str]:
    """A compound as its known parts ("truppenentsend" as troops and sending), else the word itself."""
    for cut in range(len(root) - 3, 3, -1):
        head, tail = root[:cut], root[cut:]
        if stem(tail) in _parts() or tail in _parts():
            first = next((form for form in (head, head.removesuffix("s"), stem(head)) if form in _parts()), None)
            if first:
                return [_synonyms().get(first, first), _synonyms().get(stem(tail), stem(tail))]
    return [root]


# --- negation and other relations ---


def _negated(text: str) -> tuple[Relation, str] | None:
    """What is left of "Verzicht auf X", "kein X", "X zu beenden" and the relation, if the phrase negates X."""
    rest = _after_noun(text, lexicon()["negation_nouns"])
    if rest:
        return "negation", rest
    if match := re.match(
        r"(?:[^\s,]+ ){0,4}?(kein(?:e[nmrs]?)?)\s+(?:weitere[nrsm]?\s+|mehr\s+)?(.+)$", text, re.IGNORECASE
    ):
        return "negation", text[: match.start(1)] + match.group(2)
    return _negating_verb(text) or _not(text)


def _not(text: str) -> tuple[Relation, str] | None:
    """A verb phrase with "nicht" that is no "nicht nur" and no correction ("nicht A, sondern B")."""
    if re.search(r"\bnicht (nur|zuletzt|mehr als|unbedingt)\b|\bsondern\b|,", text) or not re.search(
        r"[a-zäöü]$", text
    ):
        return None
    match = re.search(r"(?:^|\s)(?:nicht|nie|niemals)\s+(?=\S)", text)
    verbal = re.search(r"\b[a-zäöüß]+(?:en|ern|eln|t)$", text)
    return ("negation", (text[: match.start()] + " " + text[match.end() :]).strip()) if match and verbal else None


def _negating_verb(text: str) -> tuple[Relation, str] | None:
    match = re.search(r"\s(?:zu\s)?([a-zäöüß]+)$", text)
    if not match:
        return None
    verb = re.sub(r"^(ab|auf|aus|ein|zurück)zu", r"\1", match.group(1))
    lead = lexicon()["negation_verbs"].get(verb)
    rest = text[: match.start()].strip()
    if lead is None or (lead and not re.search(rf"\b{lead}\b", rest)) or "," in rest:
        return None
    return "negation", re.sub(rf"\b{lead}\s+(?:de[rnms]\s+|das\s+|die\s+)?", "", rest, count=1) if lead else rest


def _related(text: str) -> tuple[Relation, str] | None:
    tables: tuple[tuple[Relation, str], ...] = (("accusation", "accusations"), ("remedy", "remedies"))
    for relation, table in tables:
        if rest := _after_noun(text, lexicon()[table]):
            return relation, rest
    return None


def _after_noun(text: str, table: dict[str, list[str]]) -> str | None:
    """What follows one of the nouns of a table at the beginning of the phrase and its preposition or genitive."""
    match = re.match(r"(?:[a-zäöüß]+e[nmrs]?\s+)?([A-ZÄÖÜ]\w+)\s+(\w+)\s*(.*)$", text)
    noun = match.group(1).lower() if match else ""
    leads = table.get(noun) or table.get(noun.removesuffix("s")) or table.get(noun.removesuffix("n"))
    if not match or leads is None:
        return None
    word, rest = match.group(2), match.group(3)
    if word in leads:
        return rest or None
    genitive = word in (
        "der",
        "des",
        "dieser",
        "dieses",
        "einer",
        "eines",
        "aller",
        "ihrer",
        "ihres",
        "seiner",
        "seines",
    )
    return (rest or None) if genitive and "" in leads else None


def _heading(text: str) -> str:
    """The phrase as a heading: no article in front, first adjectives in the nominative, "zu" of an infinitive gone."""
    text = re.sub(r"^(?:de[rnms]|die|das|eine?[nmrs]?|diese[nmrs]?)\s+", "", text, flags=re.IGNORECASE)
    text = re.sub(r"\bzu ([a-zäöüß]+e?n)$", r"\1", text)
    words = text.split()
    if words and INFINITIVE.match(words[-1]):
        words[-1] = INFINITIVE.sub(r"\1", words[-1])
    noun = next((number for number, word in enumerate(words) if word[:1].isupper()), 0)
    if all(ADJECTIVE.match(word) for word in words[:noun]):
        words[:noun] = [_straightened(word, words[noun]) for word in words[:noun]]
    text = " ".join(words)
    return text[:1].upper() + text[1:]


def _straightened(adjective: str, noun: str) -> str:
    """An adjective of an object as that of a heading: "möglichen Einsatz" becomes "möglicher Einsatz"."""
    if not adjective.endswith(("en", "em")):
        return adjective
    plural = noun.endswith(("en", "n", "e", "s")) and not noun.endswith(("ion", "stein"))
    return adjective[:-2] + ("e" if plural and adjective.endswith("en") else "er")
