"""The tables in ``lexicon/actors`` as values: known actors, offices, places.

>>> from standpunkt.extract.names import LEXICON
>>> next(place for place in places(LEXICON) if place.name == "Norwegen").adjectives
('norwegisch',)
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from standpunkt.extract.names import fold, name_id
from standpunkt.extract.records import ActorRecord, ActorType, Membership

GERMANY = "Q183"
#: The German federal government, known by its name.
GOVERNMENT = name_id("Bundesregierung")


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
    memberships: tuple[Membership, ...] = ()

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
            memberships=self.memberships,
        )


class Match(NamedTuple):
    """An entry that bears a name; `local` names ("Liberale") count only where the text is about its country.

    `capitals` marks abbreviations: "PARTEI" is a party, "Partei" is not.
    """

    entry: Entry
    local: bool
    capitals: bool = False


class Office(NamedTuple):
    """Who held an office of a state or organisation from when to when (ISO dates, an open end is ``""``).

    `checked` is the day on which an open end was last confirmed, if that was after the whole table was.
    """

    roles: tuple[str, ...]
    country: str
    holder: str
    since: str
    until: str
    checked: str = ""


class Place(NamedTuple):
    """A state or Land with its words: names, adjectives, citizens, capital."""

    id: str
    name: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    demonyms: tuple[str, ...]
    capitals: tuple[str, ...]
    german: bool = False


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _split(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split("|")))


def places(folder: Path) -> Iterator[Place]:
    for table in ("states", "laender"):
        for row in _rows(folder / f"{table}.csv"):
            names = (row["name"], *_split(row["aliases"]))
            adjectives, demonyms, capitals = (_split(row[column]) for column in ("adjective", "demonyms", "capital"))
            german = table == "laender"
            yield Place(f"actor/{row['qid']}", row["name"], names, adjectives, demonyms, capitals, german)


def states(places: Iterable[Place]) -> Iterator[Entry]:
    for place in places:
        yield Entry(place.id, place.name, "state", place.id.removeprefix("actor/"), aliases=place.names[1:])


def organisations(folder: Path) -> Iterator[Entry]:
    for row in _rows(folder / "organisations.csv"):
        yield _entry(row, row["type"], aliases=_split(row["aliases"]))  # type: ignore[arg-type]


def parties(folder: Path) -> Iterator[Entry]:
    for row in _rows(folder / "parties.csv"):
        yield _entry(row, "party", aliases=_split(row["aliases"]))


def people(folder: Path) -> Iterator[Entry]:
    for table in ("people", "people_cc-by-sa"):
        for row in _rows(folder / f"{table}.csv"):
            entry = _entry(row, "person", aliases=_split(row["aliases"]), restricted=table != "people")
            yield entry._replace(born=int(row["born"] or 0), parties=_split(row["party"]))


def _entry(row: dict[str, str], kind: ActorType, *, aliases: tuple[str, ...], restricted: bool = False) -> Entry:
    ident = f"actor/{row['qid']}" if row["qid"] else name_id(row["name"])
    country = row["country"]
    return Entry(ident, row["name"], kind, row["qid"], country, aliases=aliases, restricted=restricted)


def metonyms(folder: Path, places: Iterable[Place]) -> Iterator[Entry]:
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


def offices(folder: Path, entries: list[Entry]) -> Iterator[Office]:
    """The table of offices; holders that no other table has are added to `entries`."""
    known: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.type == "person":
            known[fold(entry.name)].append(entry)
    idents = {entry.id for entry in entries}
    table = list(_rows(folder / "offices.csv"))
    qids = {row["holder"]: row["qid"] for row in table if row["qid"]}
    for row in table:
        row = row | {"qid": row["qid"] or qids.get(row["holder"], "")}
        holder = _holder(row, known.get(fold(row["holder"]), []))
        if holder.id not in idents:
            idents.add(holder.id)
            entries.append(holder)
        yield Office(_split(row["office"]), row["country"], holder.id, row["since"], row["until"], row["checked"])


def memberships(folder: Path, offices: Iterable[Office]) -> dict[str, list[Membership]]:
    """The offices of each person, as times in a state or body."""
    held: dict[str, list[Membership]] = defaultdict(list)
    for office in offices:
        held[office.holder].append(_membership(f"actor/{office.country}", office.roles[0], office.since, office.until))
    for row in _rows(folder / "memberships.csv"):
        held[f"actor/{row['qid']}"].append(_membership(GOVERNMENT, row["role"], row["since"], row["until"]))
    return held


def _membership(organisation: str, role: str, since: str, until: str) -> Membership:
    first, last = date.fromisoformat(since), date.fromisoformat(until) if until else None
    return Membership(organisation=organisation, role=role, since=first, until=last)


def _holder(row: dict[str, str], known: list[Entry]) -> Entry:
    if not row["qid"] and len(known) == 1:
        return known[0]
    same = next((entry for entry in known if entry.qid == row["qid"]), None)
    return same or _entry(row | {"name": row["holder"]}, "person", aliases=())
