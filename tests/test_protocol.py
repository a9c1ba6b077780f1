"""The rules of the SPARQL 1.1 Protocol that hold for a server that only reads, kept by a real server."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode, urljoin
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
from pyoxigraph import Literal, NamedNode, Quad
from rdflib import RDF, Graph, Namespace
from rdflib.compare import isomorphic

from standpunkt.graph.protocol import RESULTS, TRIPLES, negotiate
from tests.servers import Answered, Served, http, laid_down, running

EX = "https://example.org/"
ONE, TWO, THREE = (NamedNode(f"{EX}graph/{name}") for name in ("1", "2", "3"))
NAMES = 'Ä "Anführung", <Zeichen> & mehr\nZeile'
FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
SELECT = "SELECT ?s { ?s ?p ?o } ORDER BY ?s"
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Three graphs with one fact each."""
    facts = [Quad(NamedNode(EX + g.value[-1]), NamedNode(EX + "name"), Literal(NAMES), g) for g in (ONE, TWO, THREE)]
    store = laid_down(facts, tmp_path_factory.mktemp("protocol") / "kg")
    with running(store, "--memory", "512") as server:
        yield server


def get(served: Served, accept: str = "", **fields: str | list[str]) -> Answered:
    """A query by GET."""
    return http(f"{served.endpoint}?{urlencode(fields, doseq=True)}", head={"Accept": accept})


def post(served: Served, body: str | bytes, kind: str, **fields: str | list[str]) -> Answered:
    """A query by POST."""
    data = body if isinstance(body, bytes) else body.encode()
    address = f"{served.endpoint}?{urlencode(fields, doseq=True)}" if fields else served.endpoint
    return http(address, "POST", {"Content-Type": kind}, data)


def subjects(answer: Answered) -> list[str]:
    """The last letters of what ?s stands for."""
    assert answer.status == 200, answer.body
    return [row["s"]["value"][-1] for row in json.loads(answer.body)["results"]["bindings"] if "s" in row]


# Ways to ask ---------------------------------------------------------------------------------------------------------


def test_three_ways_to_ask(served: Served) -> None:
    """GET, POST of a form and POST of the bare query say the same."""
    answers = [
        get(served, query=SELECT),
        post(served, urlencode({"query": SELECT}), FORM),
        post(served, urlencode({"query": SELECT}), f"{FORM}; charset=UTF-8"),
        post(served, SELECT, DIRECT),
    ]
    for answer in answers:
        assert subjects(answer)[-3:] == ["1", "2", "3"]
        assert answer.head["content-type"] == "application/sparql-results+json"
        assert answer.head["vary"] == "Accept"


def test_head_is_get_without_the_body(served: Served) -> None:
    """HEAD tells type and length and sends nothing."""
    address = f"{served.endpoint}?{urlencode({'query': SELECT})}"
    whole, head = http(address), http(address, "HEAD")
    assert head.status == 200 and head.body == b""
    assert head.head["content-length"] == str(len(whole.body))


def test_unknown_parameters_are_passed_over(served: Served) -> None:
    """Clients add parameters of their own, such as `format`."""
    assert len(subjects(get(served, query=SELECT, format="xml", output="xml"))) >= 3


def test_prefixes_are_preset(served: Served) -> None:
    """As everywhere in this project, the usual prefixes need no declaration."""
    assert json.loads(get(served, query="ASK { BIND(sp:rejects AS ?s) }").body)["boolean"] is True


# Which graphs --------------------------------------------------------------------------------------------------------

NAMED = "SELECT ?s { GRAPH ?g { ?s ?p ?o } } ORDER BY ?s"
BOTH = "SELECT ?s { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } } ORDER BY ?s"


@pytest.mark.parametrize(
    ("query", "default", "named", "expected"),
    [
        (SELECT, [ONE], [], ["1"]),
        (SELECT, [ONE, THREE], [], ["1", "3"]),
        (SELECT, [], [ONE], []),
        (NAMED, [], [ONE, TWO], ["1", "2"]),
        (NAMED, [ONE], [], []),
        (BOTH, [ONE], [TWO], ["1", "2"]),
        (SELECT, [NamedNode(EX + "unbekannt")], [], []),
        (f"SELECT ?s FROM {TWO} {{ ?s ?p ?o }}", [], [], ["2"]),
        (f"SELECT ?s FROM {TWO} {{ ?s ?p ?o }}", [ONE], [], ["1"]),
        (f"SELECT ?s FROM NAMED {TWO} {{ GRAPH ?g {{ ?s ?p ?o }} }}", [], [THREE], ["3"]),
    ],
)
def test_graphs_named_by_the_request(
    served: Served, query: str, default: list[NamedNode], named: list[NamedNode], expected: list[str]
) -> None:
    """The dataset of the request counts instead of that of the query, in all three ways to ask."""
    graphs: dict[str, Any] = {
        "default-graph-uri": [g.value for g in default],
        "named-graph-uri": [g.value for g in named],
    }
    assert subjects(get(served, **{"query": query} | graphs)) == expected
    assert subjects(post(served, urlencode({"query": query} | graphs, doseq=True), FORM)) == expected
    assert subjects(post(served, query, DIRECT, **graphs)) == expected


# Formats -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", RESULTS)
def test_formats_of_rows(served: Served, kind: str) -> None:
    """Every format for SELECT and ASK carries the same text."""
    query = f"SELECT ?o FROM {ONE} {{ ?s ?p ?o }}"
    answer = get(served, kind, query=query)
    assert answer.status == 200 and answer.head["content-type"].partition(";")[0] == kind
    text = answer.body.decode("utf-8")
    if kind.endswith("json"):
        assert json.loads(text)["results"]["bindings"] == [{"o": {"type": "literal", "value": NAMES}}]
    elif kind.endswith("xml"):
        space = "{http://www.w3.org/2005/sparql-results#}"
        assert [found.text for found in ElementTree.fromstring(text).iter(f"{space}literal")] == [NAMES]
    elif kind == "text/csv":
        assert list(csv.reader(io.StringIO(text, newline=""))) == [["o"], [NAMES]]
    else:
        assert text.splitlines() == ["?o", r'"Ä \"Anführung\", <Zeichen> & mehr\nZeile"']
    assert b"true" in get(served, kind, query="ASK {}").body


@pytest.mark.parametrize("kind", TRIPLES)
@pytest.mark.parametrize("query", [f"CONSTRUCT {{ ?s ?p ?o }} FROM {ONE} {{ ?s ?p ?o }}", f"DESCRIBE <{EX}1>"])
def test_formats_of_triples(served: Served, kind: str, query: str) -> None:
    """Every format for CONSTRUCT and DESCRIBE carries the same graph."""
    answer = get(served, kind, query=query)
    assert answer.status == 200 and answer.head["content-type"].partition(";")[0] == kind
    found = {quad.triple for quad in ox.parse(answer.body, format=TRIPLES[kind])}
    assert found == {ox.Triple(NamedNode(EX + "1"), NamedNode(EX + "name"), Literal(NAMES))}


def test_a_graph_says_everything_once(served: Served) -> None:
    """What several solutions say is one triple, and only prefixes in use are declared."""
    answer = get(served, query="CONSTRUCT { sp:own a sp:Stance } { ?s ?p ?o }").body.decode()
    assert answer.count("sp:Stance") == 1 and answer.count("@prefix") <= 2


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("", "a/x"),
        ("*/*", "a/x"),
        ("b/*", "b/y"),
        ("b/z, */*;q=0.1", "b/z"),
        ("a/x;q=0.2, b/z;q=0.8", "b/z"),
        ("a/*;q=0, */*", "b/y"),
        ("a/x;charset=utf-8;q=0.5, b/y;q=0.4", "a/x"),
        ("B/Y", "b/y"),
        ("c/w", None),
        ("a/x;q=0", None),
        ("a/x;q=unsinn", None),
        (",;,", None),
    ],
)
def test_negotiation(accept: str, expected: str | None) -> None:
    """The best liked format is chosen, the narrowest range counts, and our order decides between equals."""
    assert negotiate(accept, ["a/x", "b/y", "b/z"]) == expected


# What is refused -----------------------------------------------------------------------------------------------------

Q = urlencode({"query": "ASK {}"})


@pytest.mark.parametrize(
    ("status", "method", "target", "head", "body"),
    [
        (400, "GET", "sparql?frage=1", {}, None),
        (400, "GET", "sparql?query=", {}, None),
        (400, "GET", f"sparql?{Q}&{Q}", {}, None),
        (400, "GET", "sparql?query=%FF", {}, None),
        (400, "GET", f"sparql?{Q}&default-graph-uri=relativ", {}, None),
        (400, "GET", "sparql?" + urlencode({"query": "SELECT * { ?s ?p }"}), {}, None),
        (400, "GET", "sparql?" + urlencode({"query": "INSERT DATA { <a:a> <a:b> 1 }"}), {}, None),
        (400, "POST", "sparql", {"Content-Type": FORM}, b"frage=1"),
        (400, "POST", "sparql", {"Content-Type": FORM}, f"{Q}&{Q}".encode()),
        (400, "POST", "sparql", {"Content-Type": DIRECT}, b""),
        (400, "POST", f"sparql?{Q}", {"Content-Type": DIRECT}, b"ASK {}"),
        (400, "POST", "sparql", {"Content-Type": DIRECT}, "ASK { ?s ?p 'ä' }".encode("latin-1")),
        (403, "GET", "sparql?update=CLEAR+ALL", {}, None),
        (403, "POST", "sparql", {"Content-Type": FORM}, b"update=CLEAR+ALL"),
        (403, "POST", "sparql", {"Content-Type": "application/sparql-update"}, b"CLEAR ALL"),
        (403, "GET", "sparql?" + urlencode({"query": "ASK { SERVICE <http://127.0.0.1:9/> {} }"}), {}, None),
        (404, "GET", "anderswo", {}, None),
        (404, "GET", "assets/../page.html", {}, None),
        (404, "GET", "assets/words.toml", {}, None),
        (405, "PUT", "sparql", {"Content-Type": DIRECT}, b"ASK {}"),
        (405, "DELETE", f"sparql?{Q}", {}, None),
        (405, "PATCH", "sparql", {}, b"ASK {}"),
        (405, "POST", "", {"Content-Type": FORM}, Q.encode()),
        (406, "GET", f"sparql?{Q}", {"Accept": "image/png"}, None),
        (406, "GET", f"sparql?{Q}", {"Accept": "text/turtle"}, None),
        (406, "GET", "sparql?" + urlencode({"query": "CONSTRUCT WHERE { ?s ?p ?o }"}), {"Accept": "text/csv"}, None),
        (406, "GET", "sparql", {"Accept": "text/csv"}, None),
        (411, "POST", "sparql", {"Content-Type": DIRECT, "Transfer-Encoding": "chunked"}, b"6\r\nASK {}\r\n0\r\n\r\n"),
        (413, "POST", "sparql", {"Content-Type": DIRECT, "Content-Length": "99999999999"}, None),
        (413, "POST", "sparql", {"Content-Type": DIRECT, "Content-Length": "-1"}, None),
        (414, "GET", "sparql?query=" + "x" * 70_000, {}, None),
        (415, "POST", "sparql", {"Content-Type": "text/plain"}, b"ASK {}"),
        (415, "POST", "sparql", {}, b"ASK {}"),
        (415, "POST", "sparql", {}, Q.encode()),
        (415, "POST", "sparql", {"Content-Type": f"{DIRECT}; charset=iso-8859-1"}, b"ASK {}"),
        (421, "GET", f"sparql?{Q}", {"Host": "evil.example"}, None),
        (421, "GET", f"sparql?{Q}", {"Host": "127.0.0.1.evil.example:80"}, None),
        (421, "GET", "", {"Host": "evil.example"}, None),
        (421, "GET", f"sparql?{Q}", {"Host": ""}, None),
    ],
)  # fmt: skip
def test_refusals(
    served: Served, status: int, method: str, target: str, head: dict[str, str], body: bytes | None
) -> None:
    """What breaks the protocol is refused with its status, and one line says why; the server goes on."""
    answer = http(urljoin(served.url, target) if ".." not in target else served.url + target, method, head, body)
    assert answer.status == status, answer.body
    if status != 414:  # which the standard library answers
        assert answer.body.count(b"\n") == 1 and answer.body.startswith(b"expected")
        assert answer.head["content-type"] == "text/plain; charset=utf-8"
    assert json.loads(get(served, query="ASK {}").body)["boolean"] is True


def test_allowed_methods_are_named(served: Served) -> None:
    """A refused method learns which ones there are; OPTIONS tells them too."""
    assert http(served.endpoint, "PUT", {}, b"").head["allow"] == "GET, HEAD, POST"
    asked = http(served.endpoint, "OPTIONS")
    assert asked.status == 204 and asked.head["allow"] == "GET, HEAD, POST"


# The service about itself --------------------------------------------------------------------------------------------


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # rdflib's reader of JSON-LD uses it
@pytest.mark.parametrize("kind", ["text/turtle", "application/rdf+xml", "application/n-triples", "application/ld+json"])
def test_service_description(served: Served, kind: str) -> None:
    """Without any parameter the endpoint describes itself, in any RDF format, with its own address."""
    answer = http(served.endpoint, head={"Accept": kind})
    assert answer.status == 200 and answer.head["content-type"].startswith(kind)
    graph = Graph().parse(data=answer.body, format=kind)
    (service,) = graph.subjects(RDF.type, SD.Service)
    assert str(graph.value(service, SD.endpoint)) == served.endpoint
    assert graph.value(service, SD.supportedLanguage) == SD.SPARQL11Query
    assert graph.value(service, SD.feature) == SD.UnionDefaultGraph
    assert len(set(graph.objects(service, SD.resultFormat))) == 11
    turtle = Graph().parse(data=http(served.endpoint).body, format="turtle")
    assert isomorphic(graph, turtle)


def test_browsers_are_shown_the_page(served: Served) -> None:
    """Who wants HTML at the endpoint is sent to the page."""
    answer = http(served.endpoint, head={"Accept": "text/html,application/xml;q=0.9,*/*;q=0.8"})
    assert (answer.status, answer.head["location"]) == (303, "/")


# Browsers ------------------------------------------------------------------------------------------------------------


def test_answers_cannot_run_or_be_read_from_other_pages(served: Served) -> None:
    """No CORS unless asked for, no guessing of types, nothing runs in what a browser shows."""
    for answer in (get(served, query=SELECT), get(served, query="?"), http(served.url + "anderswo")):
        assert "access-control-allow-origin" not in answer.head
        assert answer.head["cross-origin-resource-policy"] == "same-origin"
        assert answer.head["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in answer.head["content-security-policy"]
