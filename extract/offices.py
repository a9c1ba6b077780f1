"""Who held an office on a day: "der Bundeskanzler" in a text of 2003.

>>> holder("Bundeskanzler", on=date(2003, 6, 1), gazetteer=Gazetteer.load()).name
'Gerhard Schröder'
>>> holder("russischer Präsident", on=date(2010, 6, 1), gazetteer=Gazetteer.load()).name
'Dmitri Medwedew'
"""

from datetime import date, timedelta
from functools import cache

from standpunkt.extract.gazetteer import GERMANY, Entry, Gazetteer, Office
from standpunkt.extract.names import fold, stem_key, words

#: The day up to which the table of offices was kept; open ends are trusted for one more year.
CHECKED = date(2025, 7, 1)
TRUST = timedelta(days=365)
#: What heads of state and government are called.
HEADS = ("präsident", "ministerpräsident", "premier", "premierminister", "kanzler", "staatschef", "regierungschef")


def split_role(text: str, gazetteer: Gazetteer) -> tuple[str, Entry | None]:
    """A described office as role and state: "russischer Präsident", "Präsident der Ukraine", "US-Präsident".

    >>> role, state = split_role("Präsident der Ukraine", Gazetteer.load())
    >>> role, state.name
    ('Präsident', 'Ukraine')
    """
    parts = text.split()
    states = [(part, state) for part in parts if (state := gazetteer.state_of(part))]
    role = next((part for part in parts if part[:1].isupper() and not gazetteer.state_of(part)), text)
    prefix, dash, _ = role.partition("-")
    if dash and not states:
        return role, gazetteer.state_of(prefix)
    return role, states[0][1] if states else None


def holder(text: str, *, on: date | None, gazetteer: Gazetteer, home: str | None = None) -> Entry | None:
    """The one person who held the office on that day, or None: an unsure answer is none.

    `home` is the bare id of the state that a bare "Außenminister" means, if the text makes that clear.
    """
    if on is None:
        return None
    role, state = split_role(text, gazetteer)
    country = state.qid if state else home
    asked = _keys(role) | _keys(text)
    offices = [office for office in gazetteer.offices if _bears(office, asked, country) and _held(office, on)]
    german = [office for office in offices if office.country == GERMANY]
    found = {office.holder for office in german or offices}
    return gazetteer.entry(found.pop()) if len(found) == 1 else None


def is_head(person: Entry, *, on: date | None, gazetteer: Gazetteer) -> bool:
    """Whether somebody is head of a state or government on a day, an open end of the term not doubted.

    >>> macron = Gazetteer.load().prominent("Macron")[0]
    >>> [is_head(macron, on=date(year, 6, 1), gazetteer=Gazetteer.load()) for year in (2016, 2026)]
    [False, True]
    """
    if on is None:
        return False
    held = (office for office in gazetteer.offices if office.holder == person.id and office.since <= on.isoformat())
    return any(fold(role).endswith(HEADS) for office in held for role in office.roles if not _ended(office, on))


def _ended(office: Office, on: date) -> bool:
    return bool(office.until) and office.until <= on.isoformat()


def _bears(office: Office, asked: frozenset[str], country: str | None) -> bool:
    """Whether an office is asked for: with its country, or under a name that no other country has."""
    borne = {key for role in office.roles for key in _keys(role) & asked}
    if country and office.country == country:
        return bool(borne)
    return any(_speaks_for_itself(key) for key in borne) and (not country or country == GERMANY)


def _speaks_for_itself(key: str) -> bool:
    """Whether an office needs no state: "Bundesaußenminister", "Kremlsprecher", "EU-Ratspräsident"."""
    return " " in key or key.startswith(tuple(words("self_evident_offices")))


@cache
def _keys(role: str) -> frozenset[str]:
    """A role in all its forms: without gender and case ("SPD-Chefin", "Vorsitzenden")."""
    key = fold(role)
    found = {key, stem_key(role)} | {key.removesuffix(ending) for ending in ("in", "s", "n", "en", "r", "er")}
    return frozenset(found | {"bundeskanzler"} if key.startswith("kanzler") and "amt" not in key else found)


def _held(office: Office, on: date) -> bool:
    checked = max(date.fromisoformat(office.checked or office.since), CHECKED)
    return office.since <= on.isoformat() < (office.until or (checked + TRUST).isoformat())


__all__ = ["CHECKED", "GERMANY", "holder", "split_role"]
