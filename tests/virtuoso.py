"""A real Virtuoso for tests: its own folder, loopback only, free ports, nobody's rights but the user's."""

import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from standpunkt.graph import wire
from tests.peers import program

PASSWORD = "nur-zum-Testen"
#: As Debian ships it where that matters (rows in an answer), small otherwise; the optimiser may not think longer than
#: the answer would take.
_INI = """
[Database]
DatabaseFile = v.db
ErrorLogFile = v.log
LockFile = v.lck
TransactionFile = v.trx
xa_persistent_file = v.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = v-temp.db
TransactionFile = v-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
CheckpointInterval = 0
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
ThreadsPerQuery = 1
StopCompilerWhenXOverRunTime = 1
MaxOptimizeLayouts = 50
DirsAllowed = .
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 10
MaxKeepAlives = 10
KeepAliveTimeout = 10
Charset = UTF-8
[SPARQL]
ResultSetMaxRows = 10000
MaxQueryCostEstimationTime = 400
MaxQueryExecutionTime = 60
"""


@dataclass(frozen=True)
class Virtuoso:
    """A running server."""

    base: str

    @property
    def url(self) -> str:
        """Where it is asked."""
        return f"{self.base}/sparql"

    def enter(self, patch: pytest.MonkeyPatch) -> None:
        """Set what a user sets to write to it."""
        patch.setenv(wire.USER, "dba")
        patch.setenv(wire.PASSWORD, PASSWORD)
        patch.setenv(wire.UPDATE_URL, f"{self.base}/sparql-auth")


@contextmanager
def virtuoso(folder: Path) -> Iterator[Virtuoso]:
    """Run Virtuoso in `folder` until the block ends."""
    sql, http = _free_ports(2)
    (folder / "v.ini").write_text(_INI.format(sql=sql, http=http))
    command = [program("virtuoso-t", "virtuoso-opensource-7"), "+configfile", "v.ini", "+foreground"]
    # The first start makes the database and sets the password, then ends.
    subprocess.run(
        [*command, "+pwdold", "dba", "+pwddba", PASSWORD], cwd=folder, capture_output=True, timeout=120, check=False
    )
    with (folder / "out.txt").open("wb") as output:
        server = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
    try:
        base = f"http://127.0.0.1:{http}"
        _await(f"{base}/sparql", server, folder)
        yield Virtuoso(base)
    finally:
        server.kill()  # its data is not needed any more
        server.wait(timeout=30)


def _await(url: str, server: "subprocess.Popen[bytes]", folder: Path) -> None:
    """Wait until the server answers."""
    for _ in range(300):
        try:
            httpx.post(url, data={"query": "ASK {}"}, timeout=5).raise_for_status()
            return
        except httpx.HTTPError:
            time.sleep(0.2)
        if server.poll() is not None:
            break
    raise AssertionError((folder / "v.log").read_text("utf-8", errors="replace")[-2000:])


def _free_ports(number: int) -> list[int]:
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(number)]
    ports: list[int] = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports
