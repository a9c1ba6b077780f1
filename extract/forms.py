"""Actors as documents give them, and the forms of their names.

>>> unknown("Verband der Städte", "organisation").record.type
'organisation'
"""

from typing import NamedTuple

from standpunkt.extract.gazetteer import Entry
from standpunkt.extract.names import fold, name_id, nominative, stem, stem_key, words
from standpunkt.extract.records import ActorRecord, ActorType


class Actor(NamedTuple):
    """A resolved actor: the name as the document gives it and what is known."""

    name: str
    record: ActorRecord


def unknown(name: str, kind: ActorType) -> Actor:
    """An actor that only documents know: its id is made from its name, so that it is one everywhere."""
    key = name if kind == "person" else stem_key(name)
    return Actor(name, ActorRecord(id=name_id(key), name=name, type=kind))


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
