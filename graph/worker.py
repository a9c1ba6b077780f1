"""The process that runs queries for the server, one after the other, and may be killed at any moment.

A query runs in native code that no Python signal ends, so only the end of the process ends it. Jobs come in on
standard input as lines of JSON; when the input ends the process ends too, also in the middle of a query, so that no
worker outlives its server. What goes out are frames, four bytes of length and that many bytes:

    part, part, …, (empty)   the answer as it is written
    {"status": …}            how it went: 200 and the type of the answer, or a status and why

An empty answer tells that the snapshot is open and queries may come.
"""

import json
import os
import queue
import struct
import sys
import threading
from collections.abc import Iterable, Iterator
from http import HTTPStatus
from pathlib import Path
from typing import IO, Any, Final, cast

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode, Triple

from standpunkt.extract.records import QueryError, StoreError
from standpunkt.graph import terms
from standpunkt.graph.protocol import RESULTS, TRIPLES, Job, Refusal, unacceptable
from standpunkt.graph.queries import sees_all
from standpunkt.graph.store import Answer, Scope, Store

LENGTH: Final = struct.Struct(">I")
#: The server reads what is written; parts of this size cost neither many calls nor much memory.
_PART: Final = 1 << 16
#: An idle worker lets go of an outdated snapshot after this many seconds, so that its disk space is given back.
_LOOK: Final = 5.0


def encode(job: Job) -> bytes:
    """A job as the line that a worker reads."""
    scope = job.scope and [[node.value for node in nodes] for nodes in job.scope]
    return json.dumps([job.sparql, scope, job.results, job.triples]).encode() + b"\n"


def decode(line: bytes) -> Job:
    """The job that a line says."""
    sparql, scope, results, triples = json.loads(line)
    return Job(sparql, scope and Scope(*([NamedNode(name) for name in names] for names in scope)), results, triples)


class Frames:
    """A binary file whose content goes out in frames."""

    def __init__(self, pipe: IO[bytes]) -> None:
        self._pipe = pipe
        self._waiting = bytearray()

    def write(self, data: bytes) -> int:
        self._waiting += data
        if len(self._waiting) >= _PART:
            self.flush()
        return len(data)

    def flush(self) -> None:
        if self._waiting:
            self._send(bytes(self._waiting))
            self._waiting.clear()

    def end(self, outcome: dict[str, Any]) -> None:
        """The end of an answer, and how it went."""
        self.flush()
        self._send(b"")
        self._send(json.dumps(outcome).encode())
        self._pipe.flush()

    def _send(self, data: bytes) -> None:
        self._pipe.write(LENGTH.pack(len(data)) + data)


def main(path: Path, megabytes: int) -> None:
    """Answer jobs over the last snapshot of the store at `path` until the input ends."""
    _limit(megabytes)
    frames = Frames(sys.stdout.buffer)
    try:
        store = Store.open(path)
    except StoreError as error:
        return frames.end({"status": HTTPStatus.INTERNAL_SERVER_ERROR, "message": str(error)})
    frames.end({"status": HTTPStatus.OK})
    for line in _jobs(sys.stdin.buffer):
        try:
            if not store.current():
                fresh = Store.open(path)  # before the old one goes: if this fails, that still answers
                store.close()
                store = fresh
            if line:
                frames.end({"status": HTTPStatus.OK, "type": run(store, decode(line), cast(IO[bytes], frames))})
        except Refusal as refusal:
            frames.end({"status": refusal.status, "message": refusal.message})
        except StoreError as error:
            if line:
                frames.end({"status": HTTPStatus.INTERNAL_SERVER_ERROR, "message": str(error)})


def run(store: Store, job: Job, output: IO[bytes]) -> str:
    """Write the answer to a job and tell its type; `Refusal` if the query or the formats do not fit."""
    try:
        union = sees_all(job.sparql)
    except QueryError as error:
        raise Refusal(HTTPStatus.FORBIDDEN, str(error)) from error
    try:
        answer = store.query(job.sparql, union=union, scope=job.scope)
    except QueryError as error:
        raise Refusal(HTTPStatus.BAD_REQUEST, str(error)) from error
    try:
        return _write(answer, job, output)
    except (RuntimeError, ValueError, OSError) as error:
        raise Refusal(HTTPStatus.INTERNAL_SERVER_ERROR, f"expected an answer (got: {error})") from error


def _write(answer: Answer, job: Job, output: IO[bytes]) -> str:
    if isinstance(answer, ox.QueryTriples):
        kind = job.triples or _none(TRIPLES)
        triples = dict.fromkeys(answer)  # a graph is a set; the engine repeats what several solutions say
        ox.serialize(triples, output, format=TRIPLES[kind], prefixes=_prefixes(triples))
    else:
        kind = job.results or _none(RESULTS)
        answer.serialize(output, format=RESULTS[kind])
    return kind


def _none(formats: Iterable[str]) -> str:
    raise unacceptable(formats)


def _prefixes(triples: Iterable[Triple]) -> dict[str, str]:
    """Those of the usual prefixes that stand for something in the triples."""
    nodes = (node.datatype if isinstance(node, Literal) else node for triple in triples for node in triple)
    iris = (node.value for node in nodes if isinstance(node, NamedNode))
    bases = {iri[: max(iri.rfind("#"), iri.rfind("/")) + 1] for iri in iris}
    return {name: base for name, base in terms.PREFIXES.items() if base in bases}


def _jobs(pipe: IO[bytes]) -> Iterator[bytes]:
    """The lines of the input; an empty one when nothing came for a while."""
    lines: queue.Queue[bytes] = queue.Queue()
    threading.Thread(target=_listen, args=(pipe, lines), daemon=True).start()
    while True:
        try:
            yield lines.get(timeout=_LOOK)
        except queue.Empty:
            yield b""


def _listen(pipe: IO[bytes], lines: "queue.Queue[bytes]") -> None:
    """Hand on what comes in; the end of the input is the end of the process, whatever it is doing."""
    for line in pipe:
        lines.put(line)
    os._exit(0)


def _limit(megabytes: int) -> None:
    """No more memory than this for the process, where the system can see to it (Linux counts what is written to)."""
    try:
        import resource
    except ImportError:  # pragma: no cover  (Windows)
        return
    resource.setrlimit(resource.RLIMIT_DATA, (megabytes << 20, megabytes << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which then closes the input
    main(Path(sys.argv[1]), int(sys.argv[2]))
