"""What a user knows better: actors to merge, rename or link, in one TOML file.

    [[merge]]
    into = "Wolodymyr Selenskyj"
    names = ["W. Selenskij", "Präsident Selenski"]

    [[rename]]
    name = "Verband der Städte"
    to = "Verband der Städte und Kreise"

    [[link]]
    name = "Jens Stoltenberg"
    wikidata = "Q57665"

>>> table = Corrections.parse('[[link]]\\nname = "X"\\nwikidata = "Q1"')
>>> table.wikidata("X"), table.name("x")
('Q1', 'X')
"""

import json
import re
import tomllib
from pathlib import Path
from typing import Any, Self

from standpunkt.extract.forms import key
from standpunkt.extract.names import fold
from standpunkt.extract.records import InputError

KINDS = {"merge": ("into", "names"), "rename": ("name", "to"), "link": ("name", "wikidata")}


class Corrections:
    """Names that stand for other names, and Wikidata ids given by hand (`""` forbids a link).

    An actor is meant by any form of its name; of two entries for one name the later one counts.
    """

    def __init__(self, names: dict[str, str], links: dict[str, str], renamed: frozenset[str] = frozenset()) -> None:
        self._names = names
        self._links = links
        self._renamed = renamed

    @classmethod
    def load(cls, path: Path | None) -> Self:
        """The corrections of a file, none without one; raises `InputError` if it cannot be read."""
        if path is None:
            return cls({}, {})
        try:
            return cls.parse(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise InputError(f"expected actor corrections as TOML in {path}, got a file that fails: {error}") from error

    @classmethod
    def parse(cls, text: str) -> Self:
        """The corrections of a TOML text; raises `InputError` that names the entry which is wrong."""
        names: dict[str, str] = {}
        links: dict[str, str] = {}
        renamed: set[str] = set()
        for kind, entry in _entries(tomllib.loads(text)):
            if kind == "merge":
                names.update({_form(name): entry["into"] for name in [*entry["names"], entry["into"]]})
            elif kind == "rename":
                names[_form(entry["name"])] = entry["to"]
                renamed.add(_form(entry["name"]))
            else:
                links[_form(entry["name"])] = entry["wikidata"]
                names.setdefault(_form(entry["name"]), entry["name"])
        return cls(names, links, frozenset(renamed))

    def name(self, name: str) -> str | None:
        """The name a user wants for this one, or None if he said nothing about it."""
        found = self._names.get(_form(name))
        seen = {_form(name)}
        while found and _form(found) not in seen and _form(found) in self._names:
            seen.add(_form(found))
            found = self._names[_form(found)]
        return found

    def only_renamed(self, name: str) -> bool:
        """Whether the user gave this actor another name and nothing else: then it stays who it is."""
        return _form(name) in self._renamed

    def wikidata(self, name: str) -> str | None:
        """The Wikidata id a user gave; `""` if he forbids a link, None if he said nothing."""
        return self._links.get(_form(name))


def added(text: str, kind: str, entry: dict[str, Any]) -> str:
    """The text of a corrections file with one more entry; raises `InputError` if it is wrong.

    >>> print(added("", "link", {"name": "Jens Stoltenberg", "wikidata": "Q57665"}))
    [[link]]
    name = "Jens Stoltenberg"
    wikidata = "Q57665"
    <BLANKLINE>
    """
    # A JSON string is a TOML string: both escape quotes, backslashes and control characters alike.
    lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in entry.items()]
    whole = "\n".join([*([text.rstrip("\n"), ""] if text.strip() else []), f"[[{kind}]]", *lines, ""])
    try:
        Corrections.parse(whole)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"expected actor corrections as TOML, got text that fails: {error}") from error
    return whole


def _form(name: str) -> str:
    return fold(key(name))


def _entries(table: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    entries = []
    for kind, items in table.items():
        if kind not in KINDS or not isinstance(items, list):
            raise InputError(f"expected [[merge]], [[rename]] or [[link]] in the actor corrections, got [{kind}]")
        entries += [(kind, _checked(kind, item)) for item in items]
    return entries


def _checked(kind: str, item: dict[str, Any]) -> dict[str, Any]:
    missing = [key for key in KINDS[kind] if key not in item]
    if missing:
        raise InputError(f"expected {' and '.join(KINDS[kind])} in every [[{kind}]], got one without {missing[0]}")
    if kind == "link" and not re.fullmatch(r"Q\d+|", str(item["wikidata"])):
        raise InputError(f"expected a Wikidata id such as Q58217 in [[link]], got {item['wikidata']!r}")
    return item
