"""Questions with names: SPARQL files that say what they answer and which words they need.

A file in `graph/queries/` begins with comments, one line each::

    # de: Wer steht wo bei einem Thema?
    # en: Who stands where on a topic?
    # param topic words | Wörter aus der Bezeichnung | words of the label
    # param direction direction? | nur diese Richtung | only this direction

and holds a line ``VALUES ?ask_topic { … }`` with an example for each parameter. Asking replaces what stands in the
braces by serialised terms; nothing else of the query ever changes, whatever text a parameter holds.

>>> question("who").parameters[0].name
'topic'
>>> question("who").english
'Who stands where on a topic?'
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Final

from standpunkt.extract.records import QueryError
from standpunkt.graph import terms
from standpunkt.graph.queries import Rows, Triples, run
from standpunkt.graph.store import Queryable

_PARAMETER: Final = re.compile(r"(\w+) (words|text|direction|date|month)(\??)\s*\|\s*(.+?)\s*\|\s*(.+)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing a question needs to know: its name, kind, and what it means in German and English.

    Kinds: `words` (each of them must occur), `text` (exactly this), `direction` (+, - or 0), `date` (2024-05-17),
    `month` (2024-05).
    """

    name: str
    kind: str
    optional: bool
    german: str
    english: str

    def values(self, given: str | None) -> str:
        """The rows of VALUES for what was given; `QueryError` if it does not fit the kind."""
        if given is None or not given.strip():
            return "UNDEF"
        if self.kind == "words":
            return " ".join(terms.sparql(word) for word in re.findall(r"\w+", given.lower())) or terms.sparql(given)
        return terms.sparql(self._value(given.strip()))

    def _value(self, given: str) -> terms.Value:
        if self.kind == "direction" and given not in ("+", "-", "0"):
            raise QueryError(f"{self.name} must be +, - or 0 (got {given!r})")
        if self.kind == "month" and not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", given):
            raise QueryError(f"{self.name} must be a month like 2024-05 (got {given!r})")
        if self.kind == "date":
            try:
                return date.fromisoformat(given)
            except ValueError:
                raise QueryError(f"{self.name} must be a day like 2024-05-17 (got {given!r})") from None
        return given


@dataclass(frozen=True, slots=True)
class Question:
    """One named question: its SPARQL, its parameters, and what it asks in German and English."""

    name: str
    german: str
    english: str
    parameters: tuple[Parameter, ...]
    sparql: str

    def filled(self, given: Mapping[str, str | None]) -> str:
        """The SPARQL with the parameters in place; `QueryError` if one is unknown, missing or does not fit."""
        self._check(given)
        sparql = self.sparql
        for parameter in self.parameters:
            rows = parameter.values(given.get(parameter.name))
            place = rf"(VALUES \?ask_{parameter.name} \{{)[^}}\n]*\}}"
            sparql = re.sub(place, lambda found, rows=rows: f"{found[1]} {rows} }}", sparql)  # type: ignore[misc]
        return sparql

    def _check(self, given: Mapping[str, str | None]) -> None:
        names = [parameter.name for parameter in self.parameters]
        for name in given:
            if name not in names:
                raise QueryError(f"{self.name} takes {', '.join(names) or 'no parameters'} (got {name!r})")
        for parameter in self.parameters:
            if not parameter.optional and not (given.get(parameter.name) or "").strip():
                raise QueryError(f"{self.name} needs {parameter.name}: {parameter.english} (got nothing)")


def ask(store: Queryable, name: str, /, **given: str | None) -> Rows | Triples | bool:
    """The answer to a named question, for example ``ask(store, "who", topic="Tempolimit", direction="-")``."""
    return run(store, question(name).filled(given))


def question(name: str) -> Question:
    """The question of that name; `QueryError` lists the names if there is none."""
    for candidate in questions():
        if candidate.name == name:
            return candidate
    raise QueryError(f"expected one of {', '.join(q.name for q in questions())} (got {name!r})")


@lru_cache(maxsize=1)
def questions() -> tuple[Question, ...]:
    """All named questions, sorted by name; files whose name begins with an underscore are for internal use."""
    folder = files("standpunkt.graph") / "queries"
    found = [file for file in folder.iterdir() if file.name.endswith(".rq") and not file.name.startswith("_")]
    return tuple(
        parse(file.name.removesuffix(".rq"), file.read_text("utf-8")) for file in sorted(found, key=lambda f: f.name)
    )


def parse(name: str, text: str) -> Question:
    """The question written in `text`; `QueryError` if its head is incomplete or a parameter has no place."""
    heads = dict(re.findall(r"^# (de|en): (.+)$", text, re.MULTILINE))
    lines = re.findall(r"^# param (.+)$", text, re.MULTILINE)
    parameters = tuple(_parameter(name, line) for line in lines)
    if set(heads) != {"de", "en"}:
        raise QueryError(f"expected lines '# de: …' and '# en: …' at the head of {name}.rq (got {sorted(heads)})")
    for parameter in parameters:
        if not re.search(rf"VALUES \?ask_{parameter.name} \{{[^}}\n]*\}}", text):
            raise QueryError(f"expected 'VALUES ?ask_{parameter.name} {{ … }}' in {name}.rq (got none)")
    return Question(name, heads["de"], heads["en"], parameters, text)


def _parameter(name: str, line: str) -> Parameter:
    found = _PARAMETER.fullmatch(line.strip())
    if not found:
        raise QueryError(f"expected '# param NAME KIND | deutsch | english' in {name}.rq (got {line!r})")
    return Parameter(found[1], found[2], found[3] == "?", found[4], found[5])
