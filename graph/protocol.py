"""SPARQL 1.1 Protocol for reading: what a request asks for, in which format, and what is refused with which status.

Nothing here knows of sockets or stores: a request goes in, a `Job` or a `Refusal` comes out. Source of the rules:
https://www.w3.org/TR/sparql11-protocol/

>>> job = read(Request("GET", "query=ASK%20%7B%7D", {"accept": "text/csv, application/sparql-results+xml;q=0.9"}))
>>> job.sparql, job.results, job.triples
('ASK {}', 'text/csv', None)
>>> read(Request("GET", "frage=1", {}))
Traceback (most recent call last):
    ...
standpunkt.graph.protocol.Refusal: 400: expected exactly one parameter `query` (got 0)
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from email.message import Message
from http import HTTPStatus
from types import MappingProxyType
from typing import Final
from urllib.parse import parse_qsl

from pyoxigraph import NamedNode, QueryResultsFormat, RdfFormat

from standpunkt.graph.store import Scope

#: How answers to SELECT and ASK may be written; the first one is for those who do not mind.
RESULTS: Final[Mapping[str, QueryResultsFormat]] = MappingProxyType({
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
    "application/json": QueryResultsFormat.JSON,
    "application/xml": QueryResultsFormat.XML,
    "text/xml": QueryResultsFormat.XML,
})  # fmt: skip
#: How answers to CONSTRUCT and DESCRIBE may be written, and the description of the service.
TRIPLES: Final[Mapping[str, RdfFormat]] = MappingProxyType({
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/trig": RdfFormat.TRIG,
    "application/n-quads": RdfFormat.N_QUADS,
    "text/n3": RdfFormat.N3,
    "application/xml": RdfFormat.RDF_XML,
    "text/xml": RdfFormat.RDF_XML,
    "application/json": RdfFormat.JSON_LD,
})  # fmt: skip
FORM: Final = "application/x-www-form-urlencoded"
QUERY: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"


class Refusal(Exception):
    """A request that is not answered: the status by the protocol, and one line that says why."""

    def __init__(self, status: HTTPStatus, message: str) -> None:
        super().__init__(f"{status.value}: {message}")
        self.status = status
        self.message = message


@dataclass(frozen=True, slots=True)
class Request:
    """What came in: the method, the text after the question mark, the head fields in small letters, the body."""

    method: str
    parameters: str
    head: Mapping[str, str]
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Job:
    """One query to run: over which graphs (None: as the query says), and the formats its sender reads."""

    sparql: str
    scope: Scope | None
    results: str | None
    triples: str | None


def read(request: Request) -> Job:
    """What a request asks; `Refusal` if it breaks the protocol, wants to write, or reads no format of ours."""
    fields = _fields(request)
    if "update" in fields:
        raise Refusal(HTTPStatus.FORBIDDEN, "expected a query (got an update): this endpoint is for reading only")
    queries = fields.get("query", [])
    if len(queries) != 1:
        raise Refusal(HTTPStatus.BAD_REQUEST, f"expected exactly one parameter `query` (got {len(queries)})")
    accept = request.head.get("accept", "")
    results, triples = negotiate(accept, RESULTS), negotiate(accept, TRIPLES)
    if not (results or triples):
        raise unacceptable([*RESULTS, *TRIPLES])
    return Job(queries[0], _scope(fields), results, triples)


def unacceptable(formats: Iterable[str]) -> Refusal:
    """The refusal to write in a format that we do not have."""
    return Refusal(HTTPStatus.NOT_ACCEPTABLE, f"expected Accept with one of {', '.join(dict.fromkeys(formats))}")


def negotiate(accept: str, offered: Iterable[str]) -> str | None:
    """The offered type that a head field `Accept` likes best, the earlier one if it likes several as much (RFC 9110).

    >>> negotiate("text/*;q=0.5, text/csv;q=0, */*;q=0.1", ["text/csv", "text/turtle", "application/json"])
    'text/turtle'
    """
    ranges = _ranges(accept)
    liked = {kind: _quality(kind, ranges) for kind in offered}
    best = max(liked, key=lambda kind: liked[kind])
    return best if liked[best] > 0 else None


def _ranges(accept: str) -> dict[str, float]:
    if not accept.strip():
        return {"*/*": 1.0}
    ranges = {}
    for part in accept.split(","):
        kind, *parameters = (piece.strip().lower() for piece in part.split(";"))
        weights = [piece.partition("=")[2].strip() for piece in parameters if piece.startswith("q")]
        ranges[kind] = _weight(weights[-1]) if weights else 1.0
    return ranges


def _weight(text: str) -> float:
    try:
        return min(1.0, max(0.0, float(text)))
    except ValueError:
        return 0.0


def _quality(kind: str, ranges: Mapping[str, float]) -> float:
    """The weight of the range that fits most narrowly."""
    main = kind.partition("/")[0]
    return next((ranges[key] for key in (kind, f"{main}/*", "*/*") if key in ranges), 0.0)


def _fields(request: Request) -> dict[str, list[str]]:
    """The parameters of the request, wherever they stand."""
    if request.method in ("GET", "HEAD"):
        return _decoded(request.parameters)
    kind = media_type(request.head.get("content-type", ""))
    if kind == FORM:
        return _decoded(_text(request.body))
    if kind == QUERY:
        fields = _decoded(request.parameters)
        return fields | {"query": [*fields.get("query", []), _text(request.body)]}
    if kind == UPDATE:
        return {"update": [""]}
    raise Refusal(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"expected Content-Type {QUERY} or {FORM} (got {kind or 'none'})")


def media_type(written: str) -> str:
    """A type without its parameters; `Refusal` for a charset other than UTF-8, which the protocol does not know."""
    message = Message()
    message["content-type"] = written
    if (message.get_content_charset() or "utf-8") not in ("utf-8", "utf8", "us-ascii"):
        raise Refusal(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"expected UTF-8 (got {message.get_content_charset()})")
    return written.partition(";")[0].strip().lower()


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refusal(HTTPStatus.BAD_REQUEST, f"expected a body in UTF-8 (got {error.reason})") from error


def _decoded(text: str) -> dict[str, list[str]]:
    fields: dict[str, list[str]] = {}
    try:
        for name, value in parse_qsl(text, keep_blank_values=True, errors="strict"):
            fields.setdefault(name, []).append(value)
    except UnicodeDecodeError as error:
        raise Refusal(HTTPStatus.BAD_REQUEST, f"expected parameters in UTF-8 (got {error.reason})") from error
    return fields


def _scope(fields: Mapping[str, Sequence[str]]) -> Scope | None:
    """The dataset that the request names, which then counts instead of FROM in the query."""
    default, named = fields.get("default-graph-uri", []), fields.get("named-graph-uri", [])
    if not (default or named):
        return None
    try:
        return Scope([NamedNode(name) for name in default], [NamedNode(name) for name in named])
    except ValueError as error:
        raise Refusal(HTTPStatus.BAD_REQUEST, f"expected absolute IRIs as names of graphs (got: {error})") from error
