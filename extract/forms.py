"""Actors as documents give them, and the forms of their names.

>>> unknown("Verband der Städte", "organisation").record.type
'organisation'
>>> unknown("Wiebke Thordsen", "person").record.id == unknown("Wiebke Thordsen", "group").record.id
True
"""

from typing import NamedTuple

from standpunkt.extract.gazetteer import Entry
from standpunkt.extract.names import fold, is_body_noun, is_role, name_id, nominative, stem, stem_key, words
from standpunkt.extract.records import ActorRecord, ActorType


class Actor(NamedTuple):
    """A resolved actor: the name as the document gives it and what is known."""

    name: str
    record: ActorRecord


def unknown(name: str, kind: ActorType) -> Actor:
    """An actor that only documents know: its id is made from its name, so that it is one everywhere.

    One name is one actor, whatever kind the single document takes it for.
    """
    return Actor(name, ActorRecord(id=name_id(key(name)), name=name, type=kind))


def key(name: str) -> str:
    """What all forms of a name have in common: its stems; but "Andrea" and "Andreas", "Berg" and "Berger" are two."""
    parts = name.split()
    if len(parts) == 1 and not is_role(name):
        return _without_case(fold(name))
    if all(part[:1].isupper() or part in words("particles") for part in parts) and not _is_body(parts):
        return name
    return stem_key(name)


def _without_case(word: str) -> str:
    word = word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 4 else word
    return word[:-1] if word.endswith("ern") else word


def _is_body(parts: list[str]) -> bool:
    """Whether a name is an adjective and the noun of a body: "Freien Verband", "Liberale Plattform"."""
    return fold(parts[0]).endswith(("e", "en", "er", "es", "em")) and is_body_noun(parts[-1])


def unquantified(text: str) -> str:
    return nominative(text) if text[:1].islower() else text


def form_of(text: str, entry: Entry) -> str:
    """The name of the entry that the text used, in the nominative."""
    names = (entry.name, *(alias.lstrip("~") for alias in entry.aliases))
    if entry.type == "state" and f"~{text}" in entry.aliases:
        return entry.name
    exact = next((name for name in names if fold(name) == fold(text)), None)
    return exact or next((name for name in names if stem(fold(name)) == stem(fold(text))), entry.name)


def bare(name: str, entry: Entry) -> str:
    """A last name without the s of its genitive."""
    return name[:-1] if name.endswith("s") and not fold(entry.name).endswith(fold(name)) else name


def lemma(word: str) -> str:
    """A body's head in the form of the table: lower case, singular nominative."""
    low = word.lower()
    bodies = words("bodies")
    return next((form for form in (low, low.removesuffix("s"), low.removesuffix("es"), low.removesuffix("en"))
                 if form in bodies), low)  # fmt: skip


def capitalised(word: str) -> str:
    return word[:1].upper() + word[1:]


def singular_role(role: str) -> bool:
    return role.lower().endswith(("präsidenten", "abgeordneten", "vorsitzenden", "beauftragten", "kandidaten"))
