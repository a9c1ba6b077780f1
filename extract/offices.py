"""Who held an office on a day: "der Bundeskanzler" in a text of 2003.

>>> holder("Bundeskanzler", on=date(2003, 6, 1), gazetteer=Gazetteer.load()).name
'Gerhard Schröder'
>>> holder("russischer Präsident", on=date(2010, 6, 1), gazetteer=Gazetteer.load()).name
'Dmitri Medwedew'
"""

from collections.abc import Iterator
from datetime import date, timedelta

from standpunkt.extract.gazetteer import GERMANY, Entry, Gazetteer, Office
from standpunkt.extract.names import fold

#: The day up to which the table of offices was kept; open ends are trusted for one more year.
CHECKED = date(2025, 7, 1)
TRUSTED = CHECKED + timedelta(days=365)


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
    offices = [office for office in gazetteer.offices if _bears(office, role, country) and _held(office, on)]
    german = [office for office in offices if office.country == GERMANY]
    found = {office.holder for office in german or offices}
    return gazetteer.entry(found.pop()) if len(found) == 1 else None


def _bears(office: Office, role: str, country: str | None) -> bool:
    if country and office.country != country:
        return False
    return any(key in _keys(role) for key in map(fold, office.roles)) and bool(country or _speaks_for_itself(role))


def _speaks_for_itself(role: str) -> bool:
    """Whether an office needs no state: "Bundesaußenminister", "Kremlsprecher", "EU-Ratspräsident"."""
    return "-" in role or fold(role).startswith(("bundes", "kreml", "vizekanzler", "papst", "kanzler"))


def _keys(role: str) -> Iterator[str]:
    key = fold(role)
    yield key
    for ending in ("in", "s", "n", "en"):
        if key.endswith(ending):
            yield key[: -len(ending)]
    if key.startswith("kanzler"):
        yield "bundeskanzler"


def _held(office: Office, on: date) -> bool:
    until = office.until or TRUSTED.isoformat()
    return office.since <= on.isoformat() < until


__all__ = ["CHECKED", "GERMANY", "holder", "split_role"]
