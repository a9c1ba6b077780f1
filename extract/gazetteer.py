"""The actors that are known beforehand: a register of names, read from the tables in ``lexicon/actors``.

>>> register = Gazetteer.load()
>>> [match.entry.id for match in register.named("Vereinten Nationen")]
['actor/Q1065']
>>> register.state_of("russischen").name, register.entry("actor/Q159").type
('Russland', 'state')
>>> [entry.name for entry in register.prominent("Steinbrücks")]
['Peer Steinbrück']
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from pathlib import Path
from typing import Self

from standpunkt.extract import lists
from standpunkt.extract.given import is_given
from standpunkt.extract.lists import GERMANY, Entry, Match, Office, Place
from standpunkt.extract.names import LEXICON, fold, sound, stem, stem_key, words

__all__ = ["GERMANY", "Entry", "Gazetteer", "Match", "Office", "Place"]


class Gazetteer:
    """All known actors with the ways to find them; built once, read-only afterwards."""

    def __init__(self, entries: Iterable[Entry], offices: Iterable[Office] = (), places: Iterable[Place] = ()) -> None:
        self.entries = {entry.id: entry for entry in entries}
        self.offices = tuple(offices)
        self._exact: dict[str, list[Match]] = defaultdict(list)
        for entry in self.entries.values():
            for name in dict.fromkeys((entry.name, *entry.aliases)):
                self._exact[fold(name)].append(Match(entry, name.startswith("~"), name.isupper()))
        self._places = tuple(places)

    @classmethod
    @cache
    def load(cls, folder: Path = LEXICON) -> Self:
        """The shipped register (about 0.15 seconds the first time, then the same object)."""
        places = list(lists.places(folder))
        entries = [
            *lists.states(places),
            *lists.organisations(folder),
            *lists.metonyms(folder, places),
            *lists.people(folder),
        ]
        offices = tuple(lists.offices(folder, entries))
        known = {entry.id for entry in entries}
        held = lists.memberships(folder, [office for office in offices if f"actor/{office.country}" in known])
        entries = [entry._replace(memberships=tuple(held.get(entry.id, ()))) for entry in entries]
        return cls([*entries, *lists.parties(folder)], offices, places)

    def entry(self, ident: str) -> Entry:
        """The entry with this id; raises `KeyError` if there is none."""
        return self.entries[ident]

    def named(self, name: str) -> tuple[Match, ...]:
        """Everything that bears this name: as written, else in another inflected form."""
        if fold(name) in words("generic"):
            return ()
        found = self._exact.get(fold(name)) or self._stems.get(stem_key(name)) or []
        if name.isupper() and (abbreviated := tuple(match for match in found if match.capitals)):
            return abbreviated
        shown = name[:-1].isupper() or not name.isalpha()
        return tuple(match for match in found if shown or not match.capitals)

    def prominent(self, surname: str) -> tuple[Entry, ...]:
        """Holders of high office with this last name, which news use without a first name."""
        key = fold(surname)
        return self._surnames.get(key) or self._surnames.get(stem(key)) or self._sounds.get(sound(surname), ())

    def state_of(self, word: str) -> Entry | None:
        """The state or Land that an adjective, a name, a genitive or a prefix ("US") speaks of."""
        key = fold(word)
        ident = self._words.get(key) or self._words.get(stem(key))
        return self.entries.get(ident) if ident else None

    def people_of(self, word: str) -> Entry | None:
        """The state whose citizen a word names ("Norweger", "Russin")."""
        key = fold(word)
        return self.entries.get(self._demonyms.get(key, "")) if key not in self._words else None

    def is_given_name(self, word: str) -> bool:
        """Whether some known person bears this first name, or people in general do."""
        return fold(word) in self._given or is_given(word)

    @cached_property
    def laender(self) -> tuple[Entry, ...]:
        """The German Länder."""
        return tuple(self.entries[place.id] for place in self._places if place.german)

    def adjective(self, ident: str) -> str | None:
        """The adjective of a state or Land, uninflected ("russisch")."""
        return next((place.adjectives[0] for place in self._places if place.id == ident and place.adjectives), None)

    @cached_property
    def _stems(self) -> dict[str, list[Match]]:
        index: dict[str, list[Match]] = defaultdict(list)
        for key, matches in self._exact.items():
            index[stem_key(key)].extend(matches)
        return index

    @cached_property
    def _surnames(self) -> dict[str, tuple[Entry, ...]]:
        index: dict[str, tuple[Entry, ...]] = {}
        for entry in {self.entries[office.holder]: None for office in self.offices}:
            for key in _last_names(entry.name):
                index[key] = (*index.get(key, ()), entry)
        return index

    @cached_property
    def _sounds(self) -> dict[str, tuple[Entry, ...]]:
        index: dict[str, tuple[Entry, ...]] = {}
        for surname, entries in self._surnames.items():
            foreign = tuple(entry for entry in entries if entry.country != GERMANY)
            if foreign and len(surname) > 5:
                index[sound(surname)] = (*index.get(sound(surname), ()), *foreign)
        return index

    @cached_property
    def _words(self) -> dict[str, str]:
        index: dict[str, str] = {}
        for place in self._places:
            for word in (*place.adjectives, *place.names, *place.capitals):
                if word.startswith("~"):
                    continue
                index.setdefault(fold(word), place.id)
                index.setdefault(stem(fold(word)), place.id)
        return index

    @cached_property
    def _demonyms(self) -> dict[str, str]:
        index: dict[str, str] = {}
        for place in self._places:
            for word in place.demonyms:
                forms = (word, word + "in", word + "n", word + "s", word + "innen", word.removesuffix("in") + "innen")
                index.update(dict.fromkeys(map(fold, forms), place.id))
        return index

    @cached_property
    def _given(self) -> frozenset[str]:
        names = {fold(entry.name.split()[0]) for entry in self.entries.values() if entry.type == "person"}
        parts = {part for name in names for part in name.split()}
        return frozenset(names | parts | {name for group in words("same_given_names") for name in group})


def _last_names(name: str) -> Iterator[str]:
    """The last name alone and with its particles: "Leyen", "von der Leyen"; "Zapatero"."""
    parts = name.split()
    for cut in range(1, len(parts)):
        if all(part in words("particles") for part in parts[cut:-1]):
            yield fold(" ".join(parts[cut:]))
