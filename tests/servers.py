"""A real `standpunkt serve` for tests: a process of its own on a free port of this machine."""

import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit

from pyoxigraph import NamedNode, Quad

from standpunkt.graph.store import Store


@dataclass(frozen=True)
class Served:
    """A running server: the address of its page (with the slash) and its process."""

    url: str
    process: subprocess.Popen[str]

    @property
    def endpoint(self) -> str:
        """The address of the SPARQL endpoint."""
        return self.url + "sparql"


@dataclass(frozen=True)
class Answered:
    """An answer over HTTP; the names of its head fields are in small letters."""

    status: int
    head: dict[str, str]
    body: bytes


@contextmanager
def running(store: Path, *options: str) -> Iterator[Served]:
    """Serve a store until the block ends."""
    command = [sys.executable, "-m", "standpunkt", "serve", "--store", str(store), "--port", "0", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout and process.stderr
        try:
            url = process.stdout.readline().strip()
            assert url.startswith("http://"), process.stderr.read()
            yield Served(url, process)
        finally:
            process.terminate()
            process.communicate(timeout=30)


@contextmanager
def serving(store: Path, *options: str) -> Iterator[str]:
    """Serve a store until the block ends; the endpoint is at `sparql` below the address given."""
    with running(store, *options) as served:
        yield served.url


def laid_down(source: Iterable[Quad], path: Path) -> Path:
    """A store on disk with these quads, published."""
    quads = list(source)
    with Store.write(path) as store:
        for graph in {quad.graph_name for quad in quads}:
            store.rebuild(cast(NamedNode, graph), [quad for quad in quads if quad.graph_name == graph])
    return path


def http(url: str, method: str = "GET", head: Mapping[str, str] | None = None, body: bytes | None = None) -> Answered:
    """One request exactly as given: nothing is added but Host and the length, and those only if they are missing."""
    address = urlsplit(url)
    connection = HTTPConnection(address.netloc, timeout=60)
    head = dict(head or {})
    target = address.path + (f"?{address.query}" if address.query else "")
    connection.putrequest(method, target, skip_host="Host" in head, skip_accept_encoding=True)
    if body is not None and "Transfer-Encoding" not in head:
        head.setdefault("Content-Length", str(len(body)))
    for name, value in head.items():
        if value:
            connection.putheader(name, value)
    connection.endheaders(body)
    with closing(connection), closing(connection.getresponse()) as answer:
        return Answered(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
