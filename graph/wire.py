"""The wire: one SPARQL 1.1 endpoint over HTTP, with what servers do differently made the same.

Queries and updates are posted as forms, the one way that every server knows (SPARQL 1.1 Protocol, 2.1.2 and 2.2.1).
A name and a password are sent only to a server that asks for them (HTTP basic or digest).
"""

import json
import os
import re
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any, Final, Self
from urllib.parse import urlsplit

import httpx
import pyoxigraph as ox

from standpunkt.extract.records import InputError, QueryError, StoreError
from standpunkt.graph.queries import visible_part
from standpunkt.graph.terms import XSD

#: The environment variables that hold what must not stand in a command line.
USER, PASSWORD, UPDATE_URL = "STANDPUNKT_USER", "STANDPUNKT_PASSWORD", "STANDPUNKT_UPDATE_URL"
#: Seconds: connecting is quick or fails; an answer may take as long as the server allows itself.
_PATIENCE: Final = httpx.Timeout(900, connect=10)
_ROWS: Final = "application/sparql-results+json"
_TRIPLES: Final = "application/n-triples"
#: Virtuoso stores truth values as numbers and writes them so in JSON.
_TRUTH: Final = {"0": "false", "1": "true"}


#: What may stand before a query proper.
_PROLOGUE: Final = re.compile(r"(?:\s+|#[^\n]*|PREFIX\s+[\w.-]*:\s*<[^>]*>|BASE\s*<[^>]*>)*", re.IGNORECASE)


class Endpoint:
    """A server that answers SPARQL queries and perhaps takes updates."""

    def __init__(self, url: str, *, update_url: str = "", user: str = "", password: str = "") -> None:
        self.url = _plain_address(url)
        self.update_url = _plain_address(update_url or url)
        self._credentials = (user, password) if user else None
        self._auth: httpx.Auth | None = None  # until the server says how it wants them
        secure = {self.url[:5].lower(), self.update_url[:5].lower()} & {"https"}
        self._client = httpx.Client(timeout=_PATIENCE, verify=bool(secure))  # loading certificates takes a while

    @classmethod
    def from_environment(cls, url: str) -> Self:
        """The endpoint at `url`, with name, password and address for updates from the environment."""
        user, password, update_url = (os.environ.get(name, "") for name in (USER, PASSWORD, UPDATE_URL))
        return cls(url, update_url=update_url, user=user, password=password)

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def table(self, sparql: str, options: Mapping[str, str]) -> ox.QuerySolutions | ox.QueryBoolean:
        """The whole answer to a SELECT or ASK query; `options` are further fields of the form."""
        content, limit = self._page(sparql, options)
        if limit and len(_rows(content)) >= limit:
            content["results"]["bindings"] = [*self._pages(_pageable(sparql, content["head"]["vars"]), limit, options)]
        return ox.parse_query_results(json.dumps(content), format=ox.QueryResultsFormat.JSON)

    def _pages(self, sparql: str, size: int, options: Mapping[str, str]) -> Iterator[Any]:
        """All rows of a query from a server that gives at most `size` at a time."""
        for start in count(step=size):
            content, _ = self._page(f"{sparql} LIMIT {size} OFFSET {start}", options)
            yield from _rows(content)
            if len(_rows(content)) < size:
                return

    def _page(self, sparql: str, options: Mapping[str, str]) -> tuple[Any, int]:
        """An answer as W3C SPARQL results JSON, and the number of rows at which the server cut it, or 0."""
        response = self._asked(sparql, options, _ROWS)
        limit = response.headers.get("x-sparql-maxrows", "")
        try:
            return _normal(json.loads(response.content)), int(limit) if limit.isdigit() else 0
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise StoreError(f"expected a SPARQL endpoint at {self.url} (got {_kind(response)}, no results)") from error

    def triples(self, sparql: str, options: Mapping[str, str]) -> bytes:
        """The answer to a CONSTRUCT or DESCRIBE query as N-Triples."""
        return self._asked(sparql, options, _TRIPLES).content

    def update(self, sparql: str) -> None:
        """Run an update; `StoreError` if the endpoint takes none."""
        response = self._posted(self.update_url, {"update": sparql}, "*/*")
        if response.is_success:
            return
        if response.status_code == 401:
            raise self._refused(self.update_url, response)
        advice = f"set {UPDATE_URL} if updates have an address of their own"
        raise StoreError(
            f"expected an endpoint that takes updates at {self.update_url} ({_reason(response)}): {advice}"
        )

    def _asked(self, sparql: str, options: Mapping[str, str], accept: str) -> httpx.Response:
        response = self._posted(self.url, {"query": sparql, **options}, accept)
        if response.status_code in (401, 403):
            raise self._refused(self.url, response)
        if response.status_code == 400:
            raise QueryError(f"expected a query that {self.url} can answer ({_reason(response)})")
        if not response.is_success:
            raise StoreError(f"expected an answer from a SPARQL endpoint at {self.url} ({_reason(response)})")
        if response.headers.get("x-sql-state"):  # Virtuoso ran out of time and sends what it has
            raise StoreError(f"expected the whole answer from {self.url} (its time limit cut it): ask for less")
        if accept == _TRIPLES and "n-triples" not in _kind(response):
            raise StoreError(f"expected a SPARQL endpoint at {self.url} (got {_kind(response)}, no N-Triples)")
        return response

    def _posted(self, url: str, form: Mapping[str, str], accept: str) -> httpx.Response:
        response = self._sent(url, form, accept)
        if response.status_code == 401 and self._credentials and not self._auth:
            digest = response.headers.get("www-authenticate", "").lower().startswith("digest")
            self._auth = (httpx.DigestAuth if digest else httpx.BasicAuth)(*self._credentials)
            response = self._sent(url, form, accept)
        return response

    def _sent(self, url: str, form: Mapping[str, str], accept: str) -> httpx.Response:
        try:
            return self._client.post(url, data=form, headers={"Accept": accept}, auth=self._auth or httpx.Auth())
        except httpx.TimeoutException as error:
            raise StoreError(f"expected an answer from {url} (it takes too long): try again later") from error
        except httpx.HTTPError as error:
            raise StoreError(
                f"expected a SPARQL endpoint at {url} ({_one_line(str(error))}): check the address, and that it runs"
            ) from error

    def _refused(self, url: str, response: httpx.Response) -> StoreError:
        advice = f"check {USER} and {PASSWORD}" if self._credentials else f"set {USER} and {PASSWORD}"
        return StoreError(f"expected access to {url} (got HTTP {response.status_code}): {advice}")


def _plain_address(url: str) -> str:
    """The address itself; a password in it would show up in messages and lists of processes."""
    try:
        parts = urlsplit(url)
        proper = parts.scheme in ("http", "https") and parts.hostname and httpx.URL(url)
    except (ValueError, httpx.InvalidURL):
        proper = None
    if not proper:
        raise InputError(f"expected the address of a SPARQL endpoint like http://localhost:8890/sparql (got {url!r})")
    if parts.username or parts.password:
        raise InputError(f"expected an address without name and password (got both): set {USER} and {PASSWORD}")
    return url


def _normal(content: Any) -> dict[str, Any]:
    """Results as the W3C's format wants them: Virtuoso writes its own types, and rows where ASK wants a truth value."""
    if "boolean" in content:
        return {"head": {}, "boolean": bool(content["boolean"])}
    names, rows = content["head"]["vars"], content["results"]["bindings"]
    if names == ["__ASK_RETVAL"]:
        return {"head": {}, "boolean": rows[0]["__ASK_RETVAL"]["value"] == "1"}
    bindings = [{name: _normal_term(term) for name, term in row.items()} for row in rows]
    return {"head": {"vars": names}, "results": {"bindings": bindings}}


def _normal_term(term: dict[str, str]) -> dict[str, str]:
    if term["type"] == "typed-literal":
        term["type"] = "literal"
    if term.get("datatype") == XSD.boolean.value:
        term["value"] = _TRUTH.get(term["value"], term["value"])
    return term


def _rows(content: Any) -> list[Any]:
    found: list[Any] = content.get("results", {}).get("bindings", [])
    return found


def _pageable(sparql: str, names: list[str]) -> str:
    """The query in an order that stays, so that it can be read in pages."""
    start = _PROLOGUE.match(sparql)
    prologue, body = (sparql[: start.end()], sparql[start.end() :]) if start else ("", sparql)
    tail = visible_part(body).rpartition("}")[2]
    order = "" if re.search(r"\b(ORDER|LIMIT|OFFSET)\b", tail, re.IGNORECASE) else _ordered(names)
    return f"{prologue}\nSELECT * WHERE {{ {{ {body}\n{order} }} }}"


def _ordered(names: list[str]) -> str:
    return "ORDER BY " + " ".join(f"?{name}" for name in names)


def _kind(response: httpx.Response) -> str:
    """The media type of an answer."""
    return str(response.headers.get("content-type", "something without a type")).partition(";")[0].strip()


def _reason(response: httpx.Response) -> str:
    """Why a server said no: its own first line, unless it is a web page."""
    said = "" if "html" in _kind(response) else _one_line(response.text.strip().partition("\n")[0])
    return f"got HTTP {response.status_code}" + (f": {said}" if said else "")


def _one_line(text: str) -> str:
    return re.sub(r"[\s\x00-\x1f\x7f-\x9f]+", " ", text)[:200]
