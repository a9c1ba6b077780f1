"""Does a graph look as it must? SHACL Core shapes, asked as SPARQL, so that a large store is checked where it lies.

Each constraint of `shapes.ttl` becomes one query whose rows are faults. Only the parts of SHACL Core that the shapes
use are known here; any other part is an error, never silently ignored. A graph is seen as it stands, without
inference: `sh:class` looks at the types that are written down.

>>> from standpunkt.graph.store import Store
>>> store = Store.memory()
>>> store.update("INSERT DATA { GRAPH g:topics { topic:x a skos:Concept ; skos:prefLabel 'ohne Sprache' } }")
>>> [(compact(fault.focus), fault.english) for fault in validate(store)]
[('topic:x', 'A topic has a label, at most one in each language.')]
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple, cast

import pyoxigraph as ox
from pyoxigraph import BlankNode, Literal, NamedNode

from standpunkt import ontologies
from standpunkt.extract.records import InputError
from standpunkt.graph.store import Queryable
from standpunkt.graph.terms import RDF, SH, XSD, compact

Node = NamedNode | BlankNode

#: Datatypes whose written form can be wrong ("2024-13-01"); casting shows it.
_CASTABLE: Final = (XSD.date, XSD.decimal, XSD.integer, XSD.boolean)
_DESCRIBING: Final = {RDF.type, SH.path, SH.message, SH.property, SH.targetClass, SH.targetSubjectsOf}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as the shapes say: where, with which value, and what should be, in two languages."""

    focus: NamedNode | BlankNode | Literal
    value: NamedNode | BlankNode | Literal | None
    shape: str
    german: str
    english: str

    def __str__(self) -> str:
        found = f" (got {compact(self.value)!r})" if self.value is not None else ""
        return f"{compact(self.focus)}: {self.english}{found}"


class Check(NamedTuple):
    """One constraint as SPARQL: a pattern that binds ?value (or nothing) and a filter that is true of a fault."""

    pattern: str
    filter: str

    @property
    def condition(self) -> str:
        """The fault as an expression."""
        return f"EXISTS {{ {self.pattern} FILTER({self.filter}) }}" if self.pattern else f"({self.filter})"


def validate(store: Queryable, shapes: Path | None = None) -> Iterator[Fault]:
    """Every fault in the store against `shapes` (by default the bundled ones), shape by shape."""
    reader = _Shapes(shapes or ontologies.path("shapes.ttl"))
    for shape, target in reader.targets():
        for owner, check in reader.checks(shape):
            yield from _faults(store, reader, owner, f"{target} {check.pattern} FILTER({check.filter})")


def _faults(store: Queryable, reader: "_Shapes", shape: Node, body: str) -> Iterator[Fault]:
    rows = store.query(f"SELECT DISTINCT ?focus ?value WHERE {{ {body} }} ORDER BY ?focus", union=True)
    for row in cast(ox.QuerySolutions, rows):
        yield Fault(
            row["focus"], row["value"], compact(shape), reader.message(shape, "de"), reader.message(shape, "en")
        )


class _Shapes:
    """The shapes file, read into constraints."""

    def __init__(self, path: Path) -> None:
        self._graph = ox.Store()
        try:
            self._graph.load(path=path, format=ox.RdfFormat.TURTLE)
        except (SyntaxError, OSError) as error:
            raise InputError(f"expected SHACL shapes in Turtle at {path} (got: {error})") from error

    def targets(self) -> Iterator[tuple[Node, str]]:
        """Each shape that has a target, with the pattern that binds ?focus to it."""
        for quad in self._graph.quads_for_pattern(None, SH.targetClass, None):
            yield cast(Node, quad.subject), f"?focus a {quad.object} ."
        for quad in self._graph.quads_for_pattern(None, SH.targetSubjectsOf, None):
            yield cast(Node, quad.subject), f"?focus {quad.object} ?targeted ."

    def message(self, shape: Node, language: str) -> str:
        """The shape's message in that language."""
        for found in self._values(shape, SH.message):
            if isinstance(found, Literal) and found.language == language:
                return found.value
        return ""

    def checks(self, shape: Node) -> Iterator[tuple[Node, Check]]:
        """The constraints of a shape and of its property shapes, each with the shape whose message fits."""
        for quad in self._graph.quads_for_pattern(shape, None, None):
            if quad.predicate == SH.property:
                yield from self.checks(cast(Node, quad.object))
            elif quad.predicate not in _DESCRIBING:
                yield shape, self._check(shape, quad.predicate, cast(Node | Literal, quad.object))

    def _check(self, shape: Node, kind: NamedNode, given: Node | Literal) -> Check:
        path = self._path(shape)
        every = f"?focus {path} ?value ." if path else "BIND(?focus AS ?value)"
        if kind in (SH["or"], SH.xone):
            return Check("", self._combined(kind, given))
        if kind == SH.minCount:
            return Check("", f"NOT EXISTS {{ {_different(path, int(_text(given)))} }}")
        if kind == SH.maxCount:
            return Check("", f"EXISTS {{ {_different(path, int(_text(given)) + 1)} }}")
        if kind in (SH.lessThan, SH.lessThanOrEquals):
            sign = "<" if kind == SH.lessThan else "<="
            return Check(f"{every} ?focus {given} ?other .", f"COALESCE(!(?value {sign} ?other), true)")
        if kind == SH.uniqueLang:
            return Check(f"{every} ?focus {path} ?other .", _SAME_LANGUAGE)
        return Check(every, self._value_fault(kind, given))

    def _value_fault(self, kind: NamedNode, given: Node | Literal) -> str:
        """What makes a single ?value a fault."""
        simple = {
            SH["class"]: f"NOT EXISTS {{ ?value a {given} }}",
            SH.minInclusive: f"COALESCE(!(?value >= {given}), true)",
            SH.maxInclusive: f"COALESCE(!(?value <= {given}), true)",
            SH.minLength: f"STRLEN(STR(?value)) < {given}",
            SH.pattern: f"!REGEX(STR(?value), {given})",
        }
        if kind in simple:
            return simple[kind]
        if kind == SH["in"]:
            return "!(" + " || ".join(f"sameTerm(?value, {item})" for item in self._list(given)) + ")"
        if kind == SH.nodeKind and given == SH.IRI:
            return "!isIRI(?value)"
        if kind == SH.datatype:
            cast_fails = (
                f" || COALESCE({given}(STR(?value)) != {given}(STR(?value)), true)" if given in _CASTABLE else ""
            )
            return f"COALESCE(datatype(?value) != {given}, true){cast_fails}"
        raise InputError(f"expected a constraint that is known here (got {kind.value} in the shapes)")

    def _combined(self, kind: NamedNode, given: Node | Literal) -> str:
        """`sh:or`: no branch holds; `sh:xone`: not exactly one does."""
        branches = []
        for branch in self._list(given):
            faults = [check.condition for _, check in self.checks(cast(Node, branch))]
            branches.append(f"!({' || '.join(faults)})")
        if kind == SH.xone:
            return "(" + " + ".join(f"IF({branch}, 1, 0)" for branch in branches) + ") != 1"
        return f"!({' || '.join(branches)})"

    def _path(self, shape: Node) -> str:
        """The path of a property shape, `a/b` for a sequence; empty for a node shape."""
        for path in self._values(shape, SH.path):
            return str(path) if isinstance(path, NamedNode) else "/".join(str(step) for step in self._list(path))
        return ""

    def _list(self, head: Node | Literal) -> Iterator[Node | Literal]:
        while head != RDF.nil:
            yield next(self._values(cast(Node, head), RDF.first))
            head = next(self._values(cast(Node, head), RDF.rest))

    def _values(self, subject: Node, predicate: NamedNode) -> Iterator[Node | Literal]:
        for quad in self._graph.quads_for_pattern(subject, predicate, None):
            yield cast(Node | Literal, quad.object)


_SAME_LANGUAGE: Final = "!sameTerm(?value, ?other) && LANG(?value) != '' && LANG(?value) = LANG(?other)"


def _different(path: str, number: int) -> str:
    """A pattern that matches where `path` has at least `number` different values."""
    names = [f"?v{index}" for index in range(number)]
    pairs = [f"!sameTerm({a}, {b})" for index, a in enumerate(names) for b in names[index + 1 :]]
    filters = f" FILTER({' && '.join(pairs)})" if pairs else ""
    return " ".join(f"?focus {path} {name} ." for name in names) + filters


def _text(term: Node | Literal) -> str:
    return term.value
