"""A real `standpunkt serve` for tests: a process of its own on a free port of this machine."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Served:
    """A running server: the address of its page (with the slash) and its process."""

    url: str
    process: subprocess.Popen[str]

    @property
    def endpoint(self) -> str:
        """The address of the SPARQL endpoint."""
        return self.url + "sparql"


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
