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
from functools import lru_cache
from typing import Literal, NamedTuple

from standpunkt.extract.names import ADJECTIVE, fold, is_body_noun, is_role, stem, strong_ending
from standpunkt.extract.roots import INFINITIVE, lexicon, roots, stems, words

TOKEN = re.compile(r"[^\W_][\w’'-]*")

#: A genitive after the thing: "Beschluss des Ministers".
HELD = re.compile(r"[A-ZÄÖÜ]\w+ (?:de[sr]|diese[sr]|seine[sr]|ihre[sr]|von|aus) ")

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
    carried = match and (fold(match.group(1)) in words("light_nouns") or fold(match.group(1)) in words("pointers"))
    return _without_lead(text[match.end() :] if match and carried else text)


def _without_lead(text: str) -> str:
    """ "Noch die vollständige Abschaffung" without "noch die"; something always stays."""
    first, _, rest = text.partition(" ")
    return _without_lead(rest) if rest and fold(first) in words("leading") else text


def _plain(text: str) -> Issue:
    atoms = tuple(sorted(dict.fromkeys(_atoms(text))))
    return Issue(atoms, _heading(text), pointer=_points(text))


def _points(text: str) -> bool:
    """Whether a phrase only points back: "dem Gesetz", "Beschluss des Ministers", "Kretschmers Vorschlag"."""
    nouns = [word for word in TOKEN.findall(text) if word[0].isupper()]
    others = [
        word for word in nouns if fold(word) not in words("pointers") and stem(fold(word)) not in stems("pointers")
    ]
    if len(others) == len(nouns) or len(nouns) > 2 or text.split()[-1][0].islower():
        return False
    return (
        not others
        or bool(HELD.search(text) and (is_role(others[0]) or is_body_noun(others[0])))
        or _owned(text, others[0])
    )


def _owned(text: str, name: str) -> bool:
    """ "Kretschmers Vorschlag", "Forderungen Kretschmers": one noun is the genitive of a name, but of no state."""
    states = any(re.fullmatch(r"q\d+", atom) for atom in roots(name))
    return len(text.split()) == 2 and name.endswith("s") and not states


# --- what a phrase names ---


def _atoms(text: str) -> list[str]:
    found = TOKEN.findall(text)
    kept = [atom for word in found for part in word.split("-") if part for atom in roots(part, joined="-" in word)]
    strong = [atom for atom in kept if atom not in stems("light_nouns")]
    return strong if any(atom[0] != "." for atom in strong) else kept


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
    parts = text.split()
    if parts and INFINITIVE.match(parts[-1]):
        parts[-1] = INFINITIVE.sub(r"\1", parts[-1])
    noun = next((number for number, word in enumerate(parts) if word[:1].isupper()), 0)
    if all(ADJECTIVE.match(word) for word in parts[:noun]):
        parts[:noun] = [_straightened(word, parts[noun]) for word in parts[:noun]]
    text = " ".join(parts)
    return text[:1].upper() + text[1:]


def _straightened(adjective: str, noun: str) -> str:
    """An adjective of an object as that of a heading: "möglichen Einsatz" becomes "möglicher Einsatz".

    A noun whose end shows its gender is in the singular; some of those in -en and -er are so in the plural too.
    """
    shown = strong_ending(noun)
    unsure = adjective.endswith("e") and noun.endswith(("en", "er"))
    if shown and not unsure:
        return re.sub(r"e[nm]?$", shown, adjective)
    if not adjective.endswith(("en", "em")):
        return adjective
    plural = noun.endswith(("en", "n", "e", "s")) and not noun.endswith(("ion", "stein"))
    return adjective[:-2] + ("e" if plural and adjective.endswith("en") else "er")
