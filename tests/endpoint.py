"""A small SPARQL 1.1 server over an Oxigraph store in memory, with the moods that servers have."""

import base64
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pyoxigraph as ox


@dataclass
class Endpoint:
    """What the server holds and how it behaves."""

    store: ox.Store = field(default_factory=ox.Store)
    url: str = ""
    password: str = ""
    #: How many updates it still runs before it answers with an error; negative: any number.
    patience: int = -1
    #: What it says to everything: status, media type, text.
    mood: tuple[int, str, str] | None = None

    def answer(self, form: dict[str, list[str]], secret: str) -> tuple[int, str, bytes, dict[str, str]]:
        """Status, media type, body and further head fields for one request."""
        if self.mood:
            return self.mood[0], self.mood[1], self.mood[2].encode(), {}
        if self.password and secret != self.password:
            return 401, "text/plain", b"", {"WWW-Authenticate": 'Basic realm="x"'}
        try:
            return self._update(form["update"][0]) if "update" in form else self._query(form)
        except SyntaxError as error:
            return 400, "text/plain", str(error).encode(), {}

    def _update(self, sparql: str) -> tuple[int, str, bytes, dict[str, str]]:
        if self.patience == 0:
            return 500, "text/plain", b"out of order", {}
        self.patience -= 1
        self.store.update(sparql)
        return 204, "text/plain", b"", {}

    def _query(self, form: dict[str, list[str]]) -> tuple[int, str, bytes, dict[str, str]]:
        found = self.store.query(form["query"][0], use_default_graph_as_union="union-default-graph" in form)
        if isinstance(found, ox.QueryTriples):
            return 200, "application/n-triples", found.serialize(format=ox.RdfFormat.N_TRIPLES) or b"", {}
        body = found.serialize(format=ox.QueryResultsFormat.JSON) or b""
        return 200, "application/sparql-results+json", body, {}


@contextmanager
def endpoint() -> Iterator[Endpoint]:
    """Serve an empty store on a free port of this machine until the block ends."""
    served = Endpoint()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            user = base64.b64decode(self.headers.get("Authorization", "Basic ").partition(" ")[2]).decode()
            status, kind, text, head = served.answer(parse_qs(body, keep_blank_values=True), user.partition(":")[2])
            self.send_response(status)
            for name, value in {"Content-Type": kind, "Content-Length": str(len(text)), **head}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, *_: object) -> None:
            """Be quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        served.url = f"http://127.0.0.1:{server.server_port}/sparql"
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield served
        server.shutdown()
        thread.join()
