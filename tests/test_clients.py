"""Clients that others wrote: Apache Jena and Comunica read our files and ask our server."""

import json
import re
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from standpunkt import ontologies
from standpunkt.files import write
from standpunkt.graph.queries import Rows, run
from standpunkt.graph.store import Store
from tests.conftest import Kept
from tests.peers import program, unavailable
from tests.servers import serving

ROOT = Path(__file__).parents[1]
JARS = Path("/usr/share/java")
#: The logging libraries that Debian keeps beside Jena fight each other; Jena's own interface to them is enough.
_LOGGING = re.compile(r"(log4j-over|jul-to|slf4j-(?!api))")
#: Debian moved Jena's XML library to another place, but not its messages.
_MOVED = "org/apache/jena/ext/xerces/"

PREFIXES = "PREFIX sp: <https://w3id.org/standpunkt/ontology#>\nPREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"
QUERIES = {
    "positions": """SELECT ?g ?p ?sure ?words ?condition { GRAPH ?g { ?p a sp:Position ; sp:confidence ?sure ;
                    sp:actorPhrase ?words OPTIONAL { ?p sp:condition ?condition } } } ORDER BY ?p""",
    "languages": "SELECT ?x ?name { ?x a skos:Concept ; skos:prefLabel ?name } ORDER BY ?x ?name",
    "counts": "SELECT ?stance (COUNT(*) AS ?n) { ?p sp:stance ?stance } GROUP BY ?stance ORDER BY ?stance",
}

Client = Callable[[str, Path], str]


@pytest.fixture(scope="module")
def jena(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., str]:
    """Run one of Jena's commands and give what it prints."""
    java = program("java", "default-jre-headless")
    if not (JARS / "jena-arq.jar").exists():
        unavailable("Apache Jena is needed here: install the package `libapache-jena-java`")
    messages = tmp_path_factory.mktemp("jena")
    with zipfile.ZipFile(JARS / "jena-core.jar") as core:
        for name in core.namelist():
            if name.startswith(_MOVED) and name.endswith(".properties"):
                target = messages / "xerces" / name.removeprefix(_MOVED)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(core.read(name))
    jars = sorted(jar for jar in JARS.glob("*.jar") if not jar.is_symlink() and not _LOGGING.match(jar.name))
    jars.append(JARS / "slf4j-api.jar")
    path = ":".join(map(str, [messages, *jars]))
    return lambda *command: _printed([java, "-XX:TieredStopAtLevel=1", "-cp", path, *command])


@pytest.fixture(scope="module")
def server(samples: Kept) -> Iterator[str]:
    """The address of the sample articles' graph, served."""
    with serving(samples.path) as base:
        yield base + "sparql"


@pytest.fixture(scope="module")
def comunica() -> Client:
    """Ask an endpoint as Comunica does."""
    node, script = program("node", "nodejs"), ROOT / "node_modules" / "@comunica" / "query-sparql" / "bin" / "query.js"
    if not script.exists():
        unavailable("Comunica is needed here: run `npm ci`")
    kind = "application/sparql-results+json"
    return lambda url, query: _printed([node, str(script), f"sparql@{url}", "-f", str(query), "-t", kind])


@pytest.fixture(scope="module")
def rsparql(jena: Callable[..., str]) -> Client:
    """Ask an endpoint as Jena does."""
    return lambda url, query: jena("arq.rsparql", "--service", url, "--query", str(query), "--results=JSON")


def _printed(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def terms_of(answer: str) -> list[dict[str, tuple[str, ...]]]:
    """The rows of SPARQL results JSON as kind, value, language or datatype, however it is written."""
    return [{name: _term(term) for name, term in row.items()} for row in json.loads(answer)["results"]["bindings"]]


def _term(term: dict[str, Any]) -> tuple[str, ...]:
    plain = "http://www.w3.org/2001/XMLSchema#string"
    return term["type"], term["value"], term.get("xml:lang") or term.get("datatype", plain)


@pytest.mark.parametrize("client", ["rsparql", "comunica"])
@pytest.mark.parametrize("name", QUERIES)
def test_clients_get_the_right_rows(
    server: str, samples: Kept, tmp_path: Path, request: pytest.FixtureRequest, client: str, name: str
) -> None:
    """Each client gets, term by term, what the store itself answers."""
    file = tmp_path / "query.rq"
    file.write_text(PREFIXES + QUERIES[name], encoding="utf-8")
    with Store.open(samples.path) as store:
        expected = run(store, file.read_text("utf-8"))
    assert isinstance(expected, Rows) and len(expected) > 5
    ask: Client = request.getfixturevalue(client)
    assert terms_of(ask(server, file)) == terms_of(expected.json())


def test_jena_reads_the_ontologies(jena: Callable[..., str]) -> None:
    """Every file of the ontologies is Turtle without a fault or a warning."""
    folder = ontologies.path("shapes.ttl").parent
    files = [str(file) for file in sorted(folder.rglob("*.ttl")) if "invalid" not in file.parts]
    assert len(files) > 8 and jena("riotcmd.riot", "--validate", "--strict", *files) == ""


def test_jena_reads_a_dump(jena: Callable[..., str], samples: Kept, tmp_path: Path) -> None:
    """A dumped graph is TriG without a fault or a warning, with as many quads as the store."""
    with Store.open(samples.path) as store:
        number = len(store)
        file = write(store, tmp_path / "alles.trig")
    assert jena("riotcmd.riot", "--validate", "--strict", str(file)) == ""
    assert len(jena("riotcmd.riot", "--output=nquads", str(file)).splitlines()) == number
