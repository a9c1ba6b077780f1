r"""The names of things: namespaces, IRIs and literals, and how foreign text becomes one of them safely.

Every IRI is a pure function of what it names, so the same corpus always gives the same graph.

>>> entity("actor/Q58217").value
'https://w3id.org/standpunkt/id/actor/Q58217'
>>> actor_id("Sergej Lawrow") == actor_id(" sergej  LAWROW ")
True
>>> char_range(NamedNode("https://example.org/a"), Span(3, 9)).value
'https://example.org/a#char=3,9'
>>> print(sparql("Er sagte: \"Nein\""))
"Er sagte: \"Nein\""
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Final
from urllib.parse import quote, urlsplit

from pyoxigraph import BlankNode, Literal, NamedNode

from standpunkt.extract.records import Document, InputError, Position, Span

Term = NamedNode | BlankNode | Literal
#: What a parameter of a query can be: a term, or a plain value that becomes a literal.
Value = NamedNode | Literal | str | int | float | bool | date


class Namespace:
    """A vocabulary: ``SP.rejects`` is the IRI of the term `rejects` in it."""

    def __init__(self, base: str) -> None:
        self.base = base

    def __getattr__(self, name: str) -> NamedNode:
        if name.startswith("__"):
            raise AttributeError(name)
        node = self.__dict__[name] = _node(self.base + name)  # found without this method from now on
        return node

    def __getitem__(self, name: str) -> NamedNode:
        return _node(self.base + name)


@lru_cache(maxsize=4096)
def _node(iri: str) -> NamedNode:
    return NamedNode(iri)


ID: Final = "https://w3id.org/standpunkt/id/"
SP: Final = Namespace("https://w3id.org/standpunkt/ontology#")
GRAPH: Final = Namespace(ID + "graph/")
RDF: Final = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS: Final = Namespace("http://www.w3.org/2000/01/rdf-schema#")
OWL: Final = Namespace("http://www.w3.org/2002/07/owl#")
XSD: Final = Namespace("http://www.w3.org/2001/XMLSchema#")
SKOS: Final = Namespace("http://www.w3.org/2004/02/skos/core#")
PROV: Final = Namespace("http://www.w3.org/ns/prov#")
SCHEMA: Final = Namespace("https://schema.org/")
ORG: Final = Namespace("http://www.w3.org/ns/org#")
OA: Final = Namespace("http://www.w3.org/ns/oa#")
MARL: Final = Namespace("http://www.gsi.dit.upm.es/ontologies/marl/ns#")
DCT: Final = Namespace("http://purl.org/dc/terms/")
DC: Final = Namespace("http://purl.org/dc/elements/1.1/")
SH: Final = Namespace("http://www.w3.org/ns/shacl#")
WIKIDATA: Final = Namespace("http://www.wikidata.org/entity/")

#: The prefixes that are preset in every query and every dump.
PREFIXES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "sp": SP.base,
        "g": GRAPH.base,
        "actor": ID + "actor/",
        "topic": ID + "topic/",
        "document": ID + "document/",
        "position": ID + "position/",
        "rdf": RDF.base,
        "rdfs": RDFS.base,
        "owl": OWL.base,
        "xsd": XSD.base,
        "skos": SKOS.base,
        "prov": PROV.base,
        "schema": SCHEMA.base,
        "org": ORG.base,
        "oa": OA.base,
        "marl": MARL.base,
        "dct": DCT.base,
        "dc": DC.base,
        "sh": SH.base,
        "wd": WIKIDATA.base,
    }
)

LINKS: Final = GRAPH.links
DIRECT: Final = GRAPH.direct
SUMMARY: Final = GRAPH.summary
ACTORS: Final = GRAPH.actors
TOPICS: Final = GRAPH.topics
RUNS: Final = GRAPH.runs
REVIEWS: Final = GRAPH.reviews
TOPIC_SCHEME: Final = NamedNode(ID + "scheme/topics")

#: One escape of a written literal: a `u` behind an escaped backslash, a code point, or anything else.
_ESCAPE = re.compile(r"\\(?:\\([uU])?|u([0-9A-F]{4})|.)")
_ENTITY = re.compile(r"(actor|topic)/([^\s/][^\s]*)")


def digest(*parts: str) -> str:
    """Twenty hexadecimal digits (80 bits) of SHA-256 over the parts; the parts are told apart by a separator."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:20]


def document(document: Document) -> NamedNode:
    """The document's IRI: a hash of its source (path or URL) and its number inside that source."""
    return NamedNode(f"{ID}document/{digest(document.source, str(document.number))}")


def graph_of(document: NamedNode) -> NamedNode:
    """The named graph that holds what one document determines."""
    return NamedNode(GRAPH.base + document.value.rpartition("/")[2])


def position(document: NamedNode, position: Position) -> NamedNode:
    """The position's IRI: document, actor span, number of the holder and topic spans, never the relation."""
    spans = [position.actor_span, *position.topic_spans]
    places = [f"{start},{end}" for start, end in spans]
    return NamedNode(f"{ID}position/{digest(document.value, str(position.holder), *places)}")


def char_range(document: NamedNode, span: Span) -> NamedNode:
    """The IRI of a range of characters in a document, written as in RFC 5147 and NIF (``#char=3,9``)."""
    return NamedNode(f"{document.value}#char={span.start},{span.end}")


def entity(identifier: str) -> NamedNode:
    """The IRI of an actor or topic from its id (``actor/Q58217``); `InputError` for anything else."""
    if not _ENTITY.fullmatch(identifier):
        raise InputError(f"an id must look like actor/Q183 or topic/grundrente (got {identifier!r})")
    return _node(ID + quote(identifier, safe="/-._~"))


def is_actor(identifier: str) -> bool:
    """Whether the id names an actor, so that a stance about it is bilateral."""
    return identifier.startswith("actor/")


def actor_id(name: str) -> str:
    """The id of an actor known only by name; spelling case and spacing do not matter."""
    return f"actor/{digest('actor', _folded(name))}"


def topic_id(label: str) -> str:
    """The id of a topic known only by its words; spelling case and spacing do not matter."""
    return f"topic/{digest('topic', _folded(label))}"


def outlet(name: str) -> NamedNode:
    """The IRI of a newspaper, agency or site, from its name."""
    return NamedNode(f"{ID}outlet/{digest('outlet', _folded(name))}")


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def text(value: str, language: str | None = None) -> Literal:
    """`value` as a literal; half characters (lone surrogates), which RDF cannot carry, become question marks."""
    try:
        return Literal(value, language=language)
    except ValueError:  # only half characters are refused; looking for them first would cost most of the time
        return Literal(value.encode("utf-8", "replace").decode("utf-8"), language=language)


@lru_cache(maxsize=16384)
def day(value: date) -> Literal:
    """`value` as an xsd:date."""
    return Literal(value.isoformat(), datatype=XSD.date)


def moment(value: datetime) -> Literal:
    """`value` as an xsd:dateTime; a time without a zone stays without one."""
    return Literal(value.isoformat(), datatype=XSD.dateTime)


@lru_cache(maxsize=16384)
def decimal(value: float) -> Literal:
    """`value` as an xsd:decimal with at most four digits after the point."""
    digits = f"{value:.4f}".rstrip("0").rstrip(".")
    return Literal("0" if digits == "-0" else digits, datatype=XSD.decimal)


def link(url: str) -> NamedNode | Literal:
    """`url` as an IRI if it is a web address, otherwise as plain text: what a page claims need not be one."""
    try:
        if urlsplit(url).scheme.lower() in ("http", "https"):
            return NamedNode(quote(url, safe="%/:=&?~#+!$,;'@()*[]-._"))
    except (ValueError, UnicodeEncodeError):
        pass
    return text(url)


def sparql(value: Value) -> str:
    r"""`value` written as a SPARQL term that cannot end early, whatever text it holds.

    Some engines replace ``\uXXXX`` before they parse, even behind an escaped backslash, and take more than four
    digits if they can; so a `u` behind a backslash becomes an escape itself, and all escapes have eight digits.
    """
    return _ESCAPE.sub(_careful, str(literal(value)))


def _careful(escape: re.Match[str]) -> str:
    if escape[1]:
        return rf"\\\U{ord(escape[1]):08X}"
    return rf"\U0000{escape[2]}" if escape[2] else escape[0]


def literal(value: Value) -> NamedNode | Literal:
    """`value` as a term: terms stay as they are, dates, numbers and truth values get their datatype."""
    if isinstance(value, NamedNode | Literal):
        return value
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    return text(value) if isinstance(value, str) else Literal(value)


def compact(term: object, prefixes: Iterable[tuple[str, str]] = tuple(PREFIXES.items())) -> str:
    """`term` as a person reads it: text without quotes, IRIs with their prefix where one fits."""
    if isinstance(term, Literal):
        return term.value
    if not isinstance(term, NamedNode):
        return "" if term is None else str(term)
    best = max((p for p in prefixes if term.value.startswith(p[1])), key=lambda p: len(p[1]), default=None)
    local = term.value[len(best[1]) :] if best else ""
    return f"{best[0]}:{local}" if best and re.fullmatch(r"[\w.-]+", local) else term.value
