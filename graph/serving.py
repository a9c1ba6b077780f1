"""The HTTP server: a SPARQL endpoint for programs at `/sparql`, a page for people at `/`.

It listens on this machine only unless told otherwise, and answers only requests that call it by a name of its own, so
that no foreign page can reach it under a name that it has pointed here (DNS rebinding). Nothing can be written.

>>> calls_us("localhost:8765", "127.0.0.1"), calls_us("[::1]", "127.0.0.1"), calls_us("evil.example", "127.0.0.1")
(True, True, False)
"""

import contextlib
import ipaddress
import re
import select
import shutil
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final, cast
from urllib.parse import urlsplit

from standpunkt.extract.records import QueryError
from standpunkt.graph import querypage
from standpunkt.graph.pool import Limits, Pool, Reply
from standpunkt.graph.protocol import TRIPLES, Refusal, Request, negotiate, read, unacceptable
from standpunkt.graph.service import description
from standpunkt.graph.store import Store

ENDPOINT: Final = "/sparql"
#: Longer queries are not asked by anybody; longer bodies fill the memory.
_LONGEST: Final = 1 << 20
_METHODS: Final = "GET, HEAD, POST"
#: What an answer may do in a browser that shows it as a page: nothing.
_INERT: Final = "default-src 'none'; frame-ancestors 'none'; sandbox"


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Where the server listens, what else it is called, who may read it from other pages, and its limits."""

    host: str = "127.0.0.1"
    port: int = 8765
    names: tuple[str, ...] = ()
    cors: str | None = None
    limits: Limits = field(default_factory=Limits)


class Server(ThreadingHTTPServer):
    """A server over the store at `path`; `StoreError` if there is none. Use it as a context and `serve_forever`."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, path: Path, options: Options) -> None:
        Store.open(path).close()
        self.options = options
        if ":" in options.host:
            self.address_family = socket.AF_INET6
        super().__init__((options.host, options.port), Handler)
        self.pool = Pool(path, options.limits)

    @property
    def url(self) -> str:
        """The address of the page."""
        host = f"[{self.options.host}]" if ":" in self.options.host else self.options.host
        return f"http://{host}:{self.server_port}/"

    def __exit__(self, *error: Any) -> None:
        """Stop listening and end the workers."""
        super().__exit__(*error)
        self.pool.close()


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    timeout = 60
    disable_nagle_algorithm = True  # or head and body of a short answer wait for each other

    def do_GET(self) -> None:
        self._answer()

    do_HEAD = do_POST = do_PUT = do_DELETE = do_PATCH = do_OPTIONS = do_GET

    def _answer(self) -> None:
        try:
            request = self._request()
            path = urlsplit(self.path).path
            if self.command == "OPTIONS":
                self._send(HTTPStatus.NO_CONTENT, {"Allow": _METHODS})
            elif path == ENDPOINT:
                self._sparql(request)
            else:
                self._page(request, path.removeprefix("/"))
        except Refusal as refusal:
            self._refuse(refusal)
        except (ConnectionError, TimeoutError):
            self.close_connection = True

    def _request(self) -> Request:
        """What came in, if it may; a body that is not read ends the connection."""
        head = {name.lower(): value for name, value in self.headers.items()}
        self.close_connection = self.close_connection or "transfer-encoding" in head
        length = head.get("content-length", "0")
        if not length.isascii() or not length.isdigit() or int(length) > _LONGEST:
            self.close_connection = True
            raise Refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"expected at most {_LONGEST} bytes (got {length[:20]})")
        body = self.rfile.read(int(length))
        if len(body) < int(length):
            raise ConnectionError
        if not calls_us(head.get("host", ""), self._server.options.host, self._server.options.names):
            raise Refusal(HTTPStatus.MISDIRECTED_REQUEST, f"expected a Host of this server (got {head.get('host')!r})")
        if self.command not in (*_METHODS.split(", "), "OPTIONS"):
            raise Refusal(HTTPStatus.METHOD_NOT_ALLOWED, f"expected {_METHODS} (got {self.command})")
        if "transfer-encoding" in head:
            raise Refusal(HTTPStatus.LENGTH_REQUIRED, "expected Content-Length (got Transfer-Encoding)")
        return Request(self.command, urlsplit(self.path).query, head, body)

    def _sparql(self, request: Request) -> None:
        if self._foreign(request):
            raise Refusal(HTTPStatus.FORBIDDEN, "expected a query from a page of this server (got one from another)")
        if request.method != "POST" and not request.parameters:
            return self._describe(request)
        reply = self._server.pool.ask(read(request), self._gone)
        with contextlib.closing(reply.content):
            self._reply(reply)

    def _foreign(self, request: Request) -> bool:
        """Whether a browser asks for a page that may not read the answer, and so could only keep the server busy."""
        site, kind = request.head.get("sec-fetch-site", ""), request.head.get("sec-fetch-dest", "")
        return site in ("cross-site", "same-site") and kind != "document" and not self._server.options.cors

    def _describe(self, request: Request) -> None:
        """The service in its own words; a browser, which wants a page, is shown the page."""
        kind = negotiate(request.head.get("accept", ""), [*TRIPLES, "text/html"])
        if kind == "text/html":
            return self._send(HTTPStatus.SEE_OTHER, {"Location": "/", "Vary": "Accept"})
        if not kind:
            raise unacceptable(TRIPLES)
        content = description(f"http://{request.head['host']}{ENDPOINT}", TRIPLES[kind])
        self._send(HTTPStatus.OK, {"Content-Type": _type(kind), "Vary": "Accept"}, content)

    def _page(self, request: Request, path: str) -> None:
        """The page, what it loads, and the SPARQL of its prepared questions."""
        if request.method == "POST":
            raise Refusal(HTTPStatus.METHOD_NOT_ALLOWED, f"expected GET or HEAD for /{path[:200]} (got POST)")
        if not path:
            head = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": querypage.POLICY}
            return self._send(HTTPStatus.OK, head, querypage.page().encode())
        folder, _, name = path.partition("/")
        found = querypage.asset(name) if folder == "assets" else None
        if folder == "questions":
            found = ("text/plain", self._question(name, request.parameters).encode())
        if not found:
            raise Refusal(HTTPStatus.NOT_FOUND, f"expected / or {ENDPOINT} (got /{path[:200]})")
        self._send(HTTPStatus.OK, {"Content-Type": _type(found[0])}, found[1])

    def _question(self, name: str, parameters: str) -> str:
        try:
            return querypage.sparql(name, parameters)
        except QueryError as error:
            raise Refusal(HTTPStatus.BAD_REQUEST, str(error)) from error

    def _reply(self, reply: Reply) -> None:
        self._head(HTTPStatus.OK, {"Content-Type": _type(reply.type), "Vary": "Accept"}, reply.size)
        if self.command != "HEAD":
            shutil.copyfileobj(reply.content, self.wfile)

    def _refuse(self, refusal: Refusal) -> None:
        head = {"Content-Type": "text/plain; charset=utf-8"}
        if refusal.status == HTTPStatus.METHOD_NOT_ALLOWED:
            head["Allow"] = _METHODS if urlsplit(self.path).path == ENDPOINT else "GET, HEAD"
        if refusal.status == HTTPStatus.SERVICE_UNAVAILABLE:
            head["Retry-After"] = "5"
        self._send(refusal.status, head, (refusal.message + "\n").encode())

    def _send(self, status: HTTPStatus, head: Mapping[str, str], content: bytes = b"") -> None:
        self._head(status, head, len(content))
        if self.command != "HEAD":
            self.wfile.write(content)

    def _head(self, status: HTTPStatus, head: Mapping[str, str], size: int) -> None:
        """The head of an answer; it keeps browsers from guessing types and from running what they show."""
        self.send_response(status)
        common = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": _INERT, "Cache-Control": "no-cache"}
        for name, value in (common | self._sharing() | dict(head)).items():
            self.send_header(name, value)
        if status != HTTPStatus.NO_CONTENT:
            self.send_header("Content-Length", str(size))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()

    def _sharing(self) -> dict[str, str]:
        """Whether pages of other servers may read the answer: only if asked for."""
        if not self._server.options.cors:
            return {"Cross-Origin-Resource-Policy": "same-origin"}
        return {
            "Access-Control-Allow-Origin": self._server.options.cors,
            "Access-Control-Allow-Methods": _METHODS,
            "Access-Control-Allow-Headers": "Accept, Content-Type",
        }

    def _gone(self) -> bool:
        """Whether the other side has closed the connection."""
        try:
            readable, _, _ = select.select([self.connection], [], [], 0)
            return bool(readable) and not self.connection.recv(1, socket.MSG_PEEK)
        except (OSError, ValueError):
            return True

    @property
    def _server(self) -> Server:
        return cast(Server, self.server)

    def version_string(self) -> str:
        """The name of the server, without the versions of what it is made of."""
        return "standpunkt"

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: who asks what is nobody's business."""


def calls_us(host: str, bound: str, names: tuple[str, ...] = ()) -> bool:
    """Whether `Host` calls this server by a known name, or by an address, which nobody can point elsewhere."""
    found = re.fullmatch(r"\[([0-9A-Fa-f:.]+)\](?::\d+)?|([^:/@\[\]\s]+)(?::\d+)?", host)
    if not found:
        return False
    name = (found[1] or found[2]).lower().rstrip(".")
    if name in {"localhost", bound.lower(), *(name.lower() for name in names)}:
        return True
    try:
        return bool(ipaddress.ip_address(name))
    except ValueError:
        return False


def _type(kind: str) -> str:
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
