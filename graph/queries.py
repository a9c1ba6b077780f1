r"""SPARQL with comfort and care: prefixes preset, answers as values, foreign text never part of the query.

>>> from standpunkt.graph.store import Store
>>> rows = select(Store.memory(), 'SELECT ?x WHERE { VALUES ?x { "ja" sp:rejects } }')
>>> rows.variables, rows.table()
(('x',), [['ja'], ['sp:rejects']])
>>> run(Store.memory(), "ASK { SERVICE <http://example.org/> { ?s ?p ?o } }")  # doctest: +ELLIPSIS
Traceback (most recent call last):
    ...
standpunkt.extract.records.QueryError: expected a query over this store only (got SERVICE, ...
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, cast

import pyoxigraph as ox
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from standpunkt.extract.records import QueryError
from standpunkt.graph import terms
from standpunkt.graph.store import Queryable

Term = NamedNode | BlankNode | Literal

#: What can hide a keyword: long and short strings, IRIs, comments. IRIs are read generously (`\` and `^` pass), so
#: that no comment can seem to begin inside one.
_HIDING: Final = re.compile(
    r'"""(?:"{0,2}(?:[^"\\]|\\.))*"""'
    r"|'''(?:'{0,2}(?:[^'\\]|\\.))*'''"
    r'|"(?:[^"\\\n\r]|\\.)*"'
    r"|'(?:[^'\\\n\r]|\\.)*'"
    r'|<[^<>"{}\s]*>'
    r"|#[^\n\r]*",
    re.DOTALL,
)
#: Names that may well contain the word: variables, language tags, prefixed names (by what follows the colon).
_NAMES: Final = re.compile(r"[?$]\w+|@[A-Za-z][\w-]*|(?P<prefix>[\w.-]*):(?:[\w:%-]|\\.)*")


@dataclass(frozen=True, slots=True)
class Rows:
    """The answer to SELECT: the variables and, row by row, a term or None for each of them."""

    variables: tuple[str, ...]
    values: tuple[tuple[Term | None, ...], ...]

    def __len__(self) -> int:
        return len(self.values)

    def __iter__(self) -> Iterator[dict[str, str]]:
        """Each row as a mapping of variable to text, as a person reads it; what is unbound is left out."""
        for row in self.values:
            yield {
                name: terms.compact(term) for name, term in zip(self.variables, row, strict=True) if term is not None
            }

    def table(self) -> list[list[str]]:
        """The rows as text for a table: names shortened by their prefixes, empty where nothing is bound."""
        return [[terms.compact(term) for term in row] for row in self.values]

    def csv(self) -> str:
        """The rows in the W3C's CSV format: plain values with a head line, lines ending in CR LF."""
        output = io.StringIO(newline="")
        writer = csv.writer(output, lineterminator="\r\n")
        writer.writerow(self.variables)
        writer.writerows([_bare(term) for term in row] for row in self.values)
        return output.getvalue()

    def json(self) -> str:
        """The rows in the W3C's SPARQL results JSON format."""
        bindings = [
            {name: _binding(term) for name, term in zip(self.variables, row, strict=True) if term is not None}
            for row in self.values
        ]
        content = {"head": {"vars": list(self.variables)}, "results": {"bindings": bindings}}
        return json.dumps(content, ensure_ascii=False, indent=1)


@dataclass(frozen=True, slots=True)
class Triples:
    """The answer to CONSTRUCT and DESCRIBE."""

    triples: tuple[Triple, ...]

    def __len__(self) -> int:
        return len(self.triples)

    def turtle(self) -> str:
        """The triples as Turtle, sorted, with those of the usual prefixes that occur."""
        ordered = sorted(self.triples, key=str)
        written = ox.serialize(ordered, format=ox.RdfFormat.TURTLE, prefixes=dict(terms.PREFIXES)) or b""
        lines = written.decode("utf-8").split("\n")
        body = [line for line in lines if not line.startswith("@prefix ")]
        used = [name for name in terms.PREFIXES if any(f"{name}:" in line for line in body)]
        return "\n".join([*(f"@prefix {name}: <{terms.PREFIXES[name]}> ." for name in used), *body])


def run(store: Queryable, sparql: str) -> Rows | Triples | bool:
    """The answer to any SPARQL 1.1 query; where it names no graph it sees all of them as one.

    `QueryError` if it is malformed, an update, or asks another server.
    """
    answer = store.query(sparql, union=sees_all(sparql))
    if isinstance(answer, ox.QuerySolutions):
        variables = tuple(variable.value for variable in answer.variables)
        return Rows(variables, tuple(_row(solution, variables) for solution in answer))
    if isinstance(answer, ox.QueryTriples):
        return Triples(tuple(dict.fromkeys(answer)))
    return bool(answer)


def sees_all(sparql: str) -> bool:
    """Whether a query reads all graphs as one because it names none; `QueryError` if it asks another server."""
    visible = visible_part(sparql)
    _refuse_service(visible)
    return not re.search(r"(?<![\w:?$@])FROM(?![\w:])", _NAMES.sub(" ", visible), re.IGNORECASE)


def select(store: Queryable, sparql: str) -> Rows:
    """The rows of a SELECT query; `QueryError` for any other kind."""
    answer = run(store, sparql)
    if not isinstance(answer, Rows):
        raise QueryError("expected a SELECT query (got one of another kind)")
    return answer


def construct(store: Queryable, sparql: str) -> Triples:
    """The triples of a CONSTRUCT or DESCRIBE query; `QueryError` for any other kind."""
    answer = run(store, sparql)
    if not isinstance(answer, Triples):
        raise QueryError("expected a CONSTRUCT or DESCRIBE query (got one of another kind)")
    return answer


def visible_part(sparql: str) -> str:
    """The query without what can hide a keyword: strings, IRIs and comments."""
    return _HIDING.sub(" ", sparql)


def _refuse_service(visible: str) -> None:
    """Oxigraph would fetch; it also reads SERVICE where it touches the word before or after, so any trace counts."""
    rest = _NAMES.sub(lambda found: f" {found['prefix'] or ''} ", visible)
    unescaped = re.sub(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})", _unescape, rest)
    if "service" in unescaped.casefold():
        raise QueryError(
            "expected a query over this store only (got SERVICE, which asks another server): "
            "load the other data into the store instead"
        )


def _unescape(found: re.Match[str]) -> str:
    code = int(found[1] or found[2], 16)
    return chr(code) if code <= 0x10FFFF else " "


def _row(solution: ox.QuerySolution, variables: Iterable[str]) -> tuple[Term | None, ...]:
    return tuple(cast(Term | None, solution[name]) for name in variables)


def _bare(term: Term | None) -> str:
    if term is None:
        return ""
    return str(term) if isinstance(term, BlankNode) else term.value


def _binding(term: Term) -> dict[str, Any]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if term.language:
        return {"type": "literal", "value": term.value, "xml:lang": term.language}
    if term.datatype == terms.XSD.string:
        return {"type": "literal", "value": term.value}
    return {"type": "literal", "value": term.value, "datatype": term.datatype.value}
