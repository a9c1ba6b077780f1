"""A few worker processes that wait for queries, and the limits under which each query runs.

A query that takes too long, needs too much memory or says too much costs its worker the life; a new one takes its
place. The answer is kept here (on disk if it is long) until it is whole, so that nobody is sent half of one as if it
were all.
"""

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Any, Final, cast

from standpunkt.graph.protocol import Job, Refusal
from standpunkt.graph.worker import LENGTH, encode

#: An answer up to this size stays in memory.
_SPOOL: Final = 1 << 20
#: How often a running query is looked after, in seconds; and how long a new worker may take to open the store.
_LOOK: Final = 0.1
_START: Final = 120.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one query may use: seconds, megabytes of memory, megabytes of answer; and how many run at once."""

    timeout: float = 60.0
    memory: int = 2048
    answer: int = 256
    workers: int = max(2, min(4, os.cpu_count() or 2))


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole answer: its media type, its content (from the beginning) and how many bytes that is."""

    type: str
    content: IO[bytes]
    size: int


class Pool:
    """The workers of one server. `ask` may be called from many threads."""

    def __init__(self, store: Path, limits: Limits) -> None:
        self._store = store
        self._limits = limits
        self._idle: queue.Queue[Worker] = queue.Queue()
        for _ in range(limits.workers):
            self._idle.put(Worker(store, limits))

    def ask(self, job: Job, gone: Callable[[], bool] = lambda: False) -> Reply:
        """The answer to a job; `Refusal` if there is none within the limits, or if `gone` says nobody waits for it."""
        try:
            worker = self._idle.get(timeout=self._limits.timeout)
        except queue.Empty:
            message = f"expected a free worker within {self._limits.timeout:g} s (all are busy): try again later"
            raise Refusal(HTTPStatus.SERVICE_UNAVAILABLE, message) from None
        try:
            worker = self._living(worker)
            return worker.ask(job, gone)
        finally:
            self._idle.put(self._living(worker))

    def close(self) -> None:
        """End the idle workers; those that are busy end when their server does."""
        with contextlib.suppress(queue.Empty):
            while True:
                self._idle.get_nowait().kill()

    def _living(self, worker: "Worker") -> "Worker":
        """The worker itself, or a new one if it has ended."""
        if worker.alive():
            return worker
        worker.kill()
        return Worker(self._store, self._limits)


class Worker:
    """One process that answers jobs, seen from outside."""

    def __init__(self, store: Path, limits: Limits) -> None:
        self._limits = limits
        self._ready = False
        self._reason: Refusal | None = None
        # -P: nothing is imported from the folder in which the server happens to run.
        command = [sys.executable, "-P", "-m", "standpunkt.graph.worker", str(store), str(limits.memory)]
        environment = os.environ | {"RUST_BACKTRACE": "0"}
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
        )
        self._in, self._out = cast(IO[bytes], self._process.stdin), cast(IO[bytes], self._process.stdout)

    def alive(self) -> bool:
        """Whether the process runs and was not told to end."""
        return self._reason is None and self._process.poll() is None

    def kill(self) -> None:
        """End the process at once."""
        self._process.kill()
        self._process.wait()
        with contextlib.suppress(OSError):
            self._in.close()
        self._out.close()

    def ask(self, job: Job, gone: Callable[[], bool]) -> Reply:
        """The answer to one job; `Refusal` if there is none. Afterwards the process may have ended."""
        content = cast(IO[bytes], SpooledTemporaryFile(_SPOOL))
        try:
            self._start(gone)
            with self._watched(self._limits.timeout, gone):
                self._in.write(encode(job))
                self._in.flush()
                outcome = self._receive(content)
        except BaseException:
            content.close()
            raise
        size = content.tell()
        content.seek(0)
        return Reply(outcome["type"], content, size)

    def _start(self, gone: Callable[[], bool]) -> None:
        """Wait until the process has opened the store; its time does not count as that of the first query."""
        if not self._ready:
            with self._watched(_START, gone), SpooledTemporaryFile() as nothing:
                self._receive(cast(IO[bytes], nothing))
            self._ready = True

    def _receive(self, content: IO[bytes]) -> dict[str, Any]:
        """Copy an answer as far as it may go, and tell what the process says of it; `Refusal` if it gave none."""
        size, most = 0, self._limits.answer << 20
        while part := self._frame():
            size += len(part)
            if size > most:
                raise self._end(f"expected an answer of at most {self._limits.answer} MB (got more): add LIMIT")
            content.write(part)
        outcome: dict[str, Any] = json.loads(self._frame())
        if outcome["status"] != HTTPStatus.OK:
            raise Refusal(HTTPStatus(outcome["status"]), outcome["message"])
        return outcome

    def _frame(self) -> bytes:
        (length,) = LENGTH.unpack(self._exactly(LENGTH.size))
        return self._exactly(length)

    def _exactly(self, length: int) -> bytes:
        data = self._out.read(length)
        if len(data) < length:
            raise EOFError
        return data

    @contextlib.contextmanager
    def _watched(self, timeout: float, gone: Callable[[], bool]) -> Iterator[None]:
        """End the process when the time is over or nobody waits; `Refusal` if it ended, for whatever reason."""
        done = threading.Event()
        watch = threading.Thread(target=self._watch, args=(timeout, gone, done), daemon=True)
        watch.start()
        try:
            yield
        except (EOFError, OSError):
            done.set()
            watch.join()
            raise self._reason or self._died() from None
        finally:
            done.set()
            watch.join()

    def _watch(self, timeout: float, gone: Callable[[], bool], done: threading.Event) -> None:
        deadline = time.monotonic() + timeout
        while not done.wait(_LOOK):
            if time.monotonic() > deadline:
                self._end(
                    f"expected a query that ends within {timeout:g} s (it was stopped)", HTTPStatus.GATEWAY_TIMEOUT
                )
                return
            if gone():
                self._end("expected somebody to read the answer (the connection was closed)")
                return

    def _end(self, message: str, status: HTTPStatus = HTTPStatus.INTERNAL_SERVER_ERROR) -> Refusal:
        self._reason = Refusal(status, message)
        self._process.kill()
        return self._reason

    def _died(self) -> Refusal:
        code = self._process.wait()
        message = f"expected a query that needs at most {self._limits.memory} MB of memory (its process ended: {code})"
        return Refusal(HTTPStatus.INTERNAL_SERVER_ERROR, message)
