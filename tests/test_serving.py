"""The server as a process: limits of queries, new snapshots, what it leaves behind, and who may call it."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from standpunkt.graph.pool import Limits, Pool
from standpunkt.graph.protocol import Job, Refusal
from standpunkt.graph.serving import calls_us
from standpunkt.graph.store import Store
from tests.servers import Answered, Served, http, laid_down, running

EX = "https://example.org/"
GRAPH = NamedNode(EX + "graph")
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in /proc, memory is limited there")


def facts(number: int) -> list[Quad]:
    """So many facts in one graph."""
    return [Quad(NamedNode(f"{EX}{i}"), NamedNode(EX + "p"), Literal(str(i)), GRAPH) for i in range(number)]


def product(factors: int) -> str:
    """A pattern with 10 ** factors solutions over ten facts."""
    return " . ".join(f"?s{i} ?p{i} ?o{i}" for i in range(factors))


ENDLESS = f"SELECT (COUNT(*) AS ?n) {{ {product(12)} }}"
#: Solutions come, none is the right one, and that shows only when each is complete.
LATE = f"WHERE {{ {product(9)} FILTER(CONCAT({', '.join(f'?o{i}' for i in range(9))}) = 'x') }}"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten facts."""
    return laid_down(facts(10), tmp_path_factory.mktemp("serving") / "kg")


@pytest.fixture(scope="module")
def served(store: Path) -> Iterator[Served]:
    """A server with tight limits."""
    with running(store, "--timeout", "2", "--memory", "256", "--limit", "1") as server:
        yield server


def ask(served: Served, query: str) -> Answered:
    return http(f"{served.endpoint}?{urlencode({'query': query})}")


def count(served: Served) -> int:
    """How many facts the server knows."""
    answer = ask(served, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    assert answer.status == 200, answer.body
    return int(json.loads(answer.body)["results"]["bindings"][0]["n"]["value"])


def workers(parent: int) -> set[int]:
    """The processes that a process has started."""
    found = set()
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and (entry / "stat").read_text().rpartition(")")[2].split()[1] == str(parent):
                found.add(int(entry.name))
        except OSError:
            continue
    return found


def eventually(true: Callable[[], bool], seconds: float = 30) -> bool:
    """Whether something becomes true in time."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def gone(process: int) -> bool:
    """Whether a process has ended, if need be as one whose end nobody took note of."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


# Limits --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("query", [ENDLESS, f"ASK {LATE}", f"SELECT ?s0 {LATE}", f"CONSTRUCT {{ ?s0 ?p0 ?o8 }} {LATE}"])
def test_a_query_that_takes_too_long_is_ended(served: Served, query: str) -> None:
    """It would run for hours; it is ended in time, with a status and a reason, and the server goes on."""
    begun = time.monotonic()
    answer = ask(served, query)
    assert answer.status == 504 and answer.body == b"expected a query that ends within 2 s (it was stopped)\n"
    assert time.monotonic() - begun < 30
    assert count(served) == 10


@LINUX
def test_a_query_that_needs_too_much_memory_is_ended(served: Served) -> None:
    """The process that runs it ends, not the server and not the machine."""
    answer = ask(served, f"SELECT * {{ {product(7)} }} ORDER BY ?o0 ?o6")
    assert answer.status == 500 and b"at most 256 MB of memory" in answer.body
    assert count(served) == 10


def test_an_answer_that_is_too_long_is_refused(served: Served) -> None:
    """Nobody is sent a part of an answer as if it were all."""
    answer = ask(served, f"SELECT * {{ {product(5)} }}")
    assert answer.status == 500 and answer.body == b"expected an answer of at most 1 MB (got more): add LIMIT\n"
    assert count(served) == 10


def test_who_finds_all_workers_busy_is_told(store: Path) -> None:
    """Waiting has an end too, and another try may do."""
    pool = Pool(store, Limits(timeout=0.1, workers=0))
    with pytest.raises(Refusal, match="^503: expected a free worker within 0.1 s"):
        pool.ask(Job("ASK {}", None, "text/csv", None))


def test_many_ask_at_once(served: Served) -> None:
    """More questions than workers: all are answered."""
    found: list[int] = []
    threads = [threading.Thread(target=lambda: found.append(count(served))) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [10] * 12


def test_many_on_one_connection(served: Served) -> None:
    """Clients may keep the connection: refusals leave it in order."""
    host = served.url.removeprefix("http://").rstrip("/")
    one = f"GET /sparql?query=ASK%20%7B%7D HTTP/1.1\r\nHost: {host}\r\n\r\n"
    bad = f"POST /sparql HTTP/1.1\r\nHost: {host}\r\nContent-Type: text/plain\r\nContent-Length: 6\r\n\r\nASK {{}}"
    last = one.replace("Host", "Connection: close\r\nHost")
    with socket.create_connection(tuple(host.split(":")), timeout=60) as connection:  # type: ignore[arg-type]
        connection.sendall((one + bad + one + last).encode())
        with connection.makefile("rb") as answers:
            assert re.findall(rb"HTTP/1\.1 (\d+)", answers.read()) == [b"200", b"415", b"200", b"200"]


@LINUX
def test_who_hangs_up_keeps_no_worker_busy(store: Path) -> None:
    """A query whose asker has gone is ended long before its time is over."""
    with running(store, "--timeout", "600") as served:
        assert count(served) == 10
        before = workers(served.process.pid)
        host, _, port = served.url.removeprefix("http://").rstrip("/").partition(":")
        with socket.create_connection((host, int(port))) as connection:
            target = f"/sparql?{urlencode({'query': ENDLESS})}"
            connection.sendall(f"GET {target} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
            time.sleep(0.5)
        assert eventually(lambda: bool(workers(served.process.pid) - before))
        assert count(served) == 10


# Snapshots -----------------------------------------------------------------------------------------------------------


def test_a_new_snapshot_is_picked_up(tmp_path: Path) -> None:
    """A build that ends while the server runs is seen by the next question, and old snapshots can go."""
    path = laid_down(facts(3), tmp_path / "kg")
    with running(path) as served:
        assert count(served) == 3
        for number in (4, 5, 6):
            with Store.write(path) as store:
                assert count(served) == number - 1
                store.rebuild(GRAPH, facts(number))
            assert {count(served) for _ in range(4)} == {number}
        assert eventually(lambda: b"true" in ask(served, "ASK {}").body)


def test_a_store_that_vanishes_is_told(tmp_path: Path) -> None:
    """No answer is made up from a store that is gone."""
    path = laid_down(facts(3), tmp_path / "kg")
    with running(path) as served:
        assert count(served) == 3
        path.rename(tmp_path / "anderswo")
        for _ in range(3):
            answer = ask(served, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
            assert answer.status == 500 and answer.body.startswith(b"expected")


# The process ---------------------------------------------------------------------------------------------------------


@LINUX
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL, signal.SIGINT])
def test_no_worker_outlives_the_server(store: Path, how: signal.Signals) -> None:
    """However the server ends, its workers end, also in the middle of a query."""
    with running(store, "--timeout", "600") as served:
        assert count(served) == 10
        threading.Thread(target=lambda: pytest.raises(OSError, ask, served, ENDLESS), daemon=True).start()
        time.sleep(0.5)
        begun = workers(served.process.pid)
        assert len(begun) >= 2
        os.kill(served.process.pid, how)
        served.process.wait(timeout=30)
        assert eventually(lambda: all(map(gone, begun)))


def call(*options: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "standpunkt", "serve", *map(str, options)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120)


def test_what_cannot_be_served_is_told_in_one_line(store: Path, tmp_path: Path) -> None:
    """No store, a port in use, an address that is not ours."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        cases = [
            (call("--store", tmp_path / "nichts"), "expected a store at"),
            (call("--store", store, "--port", str(taken.getsockname()[1])), "choose another --port"),
            (call("--store", store, "--host", "192.0.2.1", "--port", "0"), "expected a free port"),
        ]
    for done, part in cases:
        assert done.returncode == 1 and not done.stdout
        assert part in done.stderr and done.stderr.count("\n") == 1


# Who may call --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", True),
        ("127.0.0.1:8765", True),
        ("localhost:1", True),
        ("LOCALHOST", True),
        ("localhost.", True),
        ("[::1]:8765", True),
        ("192.168.1.20:8765", True),
        ("graph.example.org", True),
        ("rechner", True),
        ("", False),
        ("example.org", False),
        ("localhost.example.org", False),
        ("127.0.0.1.example.org", False),
        ("evil@localhost", False),
        ("localhost:80:80", False),
        ("[::1", False),
        ("[localhost]", False),
        ("127.0.0.1 ", False),
    ],
)
def test_host(host: str, expected: bool) -> None:
    """Addresses and names of our own are answered; a name that somebody else can point here is not."""
    assert calls_us(host, "rechner", ("Graph.example.org",)) is expected


def test_other_pages_cannot_keep_it_busy(served: Served) -> None:
    """A browser tells from where a request comes: a foreign page may only link here."""
    address = f"{served.endpoint}?query=ASK%20%7B%7D"
    for site, kind, status in (
        ("cross-site", "image", 403),
        ("cross-site", "empty", 403),
        ("same-site", "iframe", 403),
        ("cross-site", "document", 200),
        ("same-origin", "empty", 200),
        ("none", "document", 200),
    ):
        assert http(address, head={"Sec-Fetch-Site": site, "Sec-Fetch-Dest": kind}).status == status


def test_names_and_other_pages_only_if_asked(store: Path) -> None:
    """`--name` lets a further name in, `--cors` lets one foreign page read."""
    page = "https://seite.example"
    with running(store, "--name", "graph.example", "--cors", page) as served:
        address = f"{served.endpoint}?query=ASK%20%7B%7D"
        answer = http(address, head={"Host": "graph.example", "Origin": page})
        assert answer.status == 200 and answer.head["access-control-allow-origin"] == page
        assert http(address, head={"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "empty"}).status == 200
        assert http(address, "OPTIONS", {"Origin": page}).head["access-control-allow-methods"] == "GET, HEAD, POST"
        assert http(address, head={"Host": "anders.example"}).status == 421
