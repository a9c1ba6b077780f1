"""The actors that are known beforehand: a register of names, read from the tables in ``lexicon/actors``.

>>> register = Gazetteer.load()
>>> [match.entry.id for match in register.named("Vereinten Nationen")]
['actor/Q1065']
>>> register.state_of("russischen").name, register.entry("actor/Q159").type
('Russland', 'state')
>>> [entry.name for entry in register.prominent("Steinbrücks")]
['Peer Steinbrück']
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple, Self

from standpunkt.extract.given import is_given
from standpunkt.extract.names import LEXICON, fold, name_id, sound, stem, stem_key, words
from standpunkt.extract.records import ActorRecord, ActorType

GERMANY = "Q183"


class Entry(NamedTuple):
    """One known actor. `qid`, `country` and `metonym_of` are bare Wikidata ids, `born` a year; `""` is unknown.

    `restricted` marks rows of a table under CC BY-SA: they help linking, but nothing of them is copied on.
    """

    id: str
    name: str
    type: ActorType
    qid: str = ""
    country: str = ""
    parties: tuple[str, ...] = ()
    born: int = 0
    aliases: tuple[str, ...] = ()
    metonym_of: str = ""
    restricted: bool = False

    def record(self) -> ActorRecord:
        """The actor as the graph takes it."""
        return ActorRecord(
            id=self.id,
            name=self.name,
            type=self.type,
            wikidata=self.qid or None,
            aliases=() if self.restricted else tuple(alias.lstrip("~") for alias in self.aliases),
            country=f"actor/{self.country}" if self.country.startswith("Q") and not self.restricted else None,
            party=f"actor/{self.parties[0]}" if len(self.parties) == 1 else None,
            metonym_of=f"actor/{self.metonym_of}" if self.metonym_of else None,
        )


class Match(NamedTuple):
    """An entry that bears a name; `local` names ("Liberale") count only where the text is about its country.

    `capitals` marks abbreviations: "PARTEI" is a party, "Partei" is not.
    """

    entry: Entry
    local: bool
    capitals: bool = False


class Office(NamedTuple):
    """Who held an office of a state or organisation from when to when (ISO dates, an open end is ``""``)."""

    roles: tuple[str, ...]
    country: str
    holder: str
    since: str
    until: str


class Place(NamedTuple):
    """A state or Land with its words: names, adjectives, citizens, capital."""

    id: str
    name: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    demonyms: tuple[str, ...]
    capitals: tuple[str, ...]
    german: bool = False


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
        places = list(_places(folder))
        entries = [*_states(places), *_organisations(folder), *_metonyms(folder, places), *_people(folder)]
        offices = tuple(_offices(folder, entries))
        return cls([*entries, *_parties(folder)], offices, places)

    def entry(self, ident: str) -> Entry:
        """The entry with this id; raises `KeyError` if there is none."""
        return self.entries[ident]

    def named(self, name: str) -> tuple[Match, ...]:
        """Everything that bears this name: as written, else in another inflected form."""
        if fold(name) in words("generic"):
            return ()
        found = self._exact.get(fold(name)) or self._stems.get(stem_key(name)) or []
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


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _split(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split("|")))


def _places(folder: Path) -> Iterator[Place]:
    for table in ("states", "laender"):
        for row in _rows(folder / f"{table}.csv"):
            names = (row["name"], *_split(row["aliases"]))
            adjectives, demonyms, capitals = (_split(row[column]) for column in ("adjective", "demonyms", "capital"))
            german = table == "laender"
            yield Place(f"actor/{row['qid']}", row["name"], names, adjectives, demonyms, capitals, german)


def _states(places: Iterable[Place]) -> Iterator[Entry]:
    for place in places:
        yield Entry(place.id, place.name, "state", place.id.removeprefix("actor/"), aliases=place.names[1:])


def _organisations(folder: Path) -> Iterator[Entry]:
    for row in _rows(folder / "organisations.csv"):
        yield _entry(row, row["type"], aliases=_split(row["aliases"]))  # type: ignore[arg-type]


def _parties(folder: Path) -> Iterator[Entry]:
    for row in _rows(folder / "parties.csv"):
        yield _entry(row, "party", aliases=_split(row["aliases"]))


def _people(folder: Path) -> Iterator[Entry]:
    for table in ("people", "people_cc-by-sa"):
        for row in _rows(folder / f"{table}.csv"):
            entry = _entry(row, "person", aliases=_split(row["aliases"]), restricted=table != "people")
            yield entry._replace(born=int(row["born"] or 0), parties=_split(row["party"]))


def _entry(row: dict[str, str], kind: ActorType, *, aliases: tuple[str, ...], restricted: bool = False) -> Entry:
    ident = f"actor/{row['qid']}" if row["qid"] else name_id(row["name"])
    country = row["country"]
    return Entry(ident, row["name"], kind, row["qid"], country, aliases=aliases, restricted=restricted)


def _metonyms(folder: Path, places: Iterable[Place]) -> Iterator[Entry]:
    """Seats of government: the hand-kept ones, then every capital that is no state or Land itself."""
    taken = {name for place in places for name in place.names}
    for row in _rows(folder / "metonyms.csv"):
        taken.update((row["name"], *_split(row["aliases"])))
        yield Entry(name_id(f"Metonym {row['name']}"), row["name"], "metonym", country=row["of"], metonym_of=row["of"],
                    aliases=_split(row["aliases"]))  # fmt: skip
    for place in places:
        if place.capitals and not taken & set(place.capitals):
            qid = place.id.removeprefix("actor/")
            yield Entry(name_id(f"Metonym {place.capitals[0]}"), place.capitals[0], "metonym", country=qid,
                        metonym_of=qid, aliases=place.capitals[1:])  # fmt: skip


def _offices(folder: Path, entries: list[Entry]) -> Iterator[Office]:
    """The table of offices; holders that no other table has are added to `entries`."""
    known: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.type == "person":
            known[fold(entry.name)].append(entry)
    idents = {entry.id for entry in entries}
    for row in _rows(folder / "offices.csv"):
        holder = _holder(row, known.get(fold(row["holder"]), []))
        if holder.id not in idents:
            idents.add(holder.id)
            entries.append(holder)
        yield Office(_split(row["office"]), row["country"], holder.id, row["since"], row["until"])


def _holder(row: dict[str, str], known: list[Entry]) -> Entry:
    if not row["qid"] and len(known) == 1:
        return known[0]
    same = next((entry for entry in known if entry.qid == row["qid"]), None)
    return same or _entry(row | {"name": row["holder"]}, "person", aliases=())


def _last_names(name: str) -> Iterator[str]:
    """The last name alone and with its particles: "Leyen", "von der Leyen"; "Zapatero"."""
    parts = name.split()
    for cut in range(1, len(parts)):
        if all(part in words("particles") for part in parts[cut:-1]):
            yield fold(" ".join(parts[cut:]))
