"""SPARQL over the store: kinds of answers, their formats, and what is refused."""

import csv
import io
import json
import re
from functools import lru_cache

import pytest
from hypothesis import given, settings

from standpunkt.errors import QueryError
from standpunkt.graph import terms
from standpunkt.graph.queries import Rows, Triples, construct, run, select
from standpunkt.graph.store import Store
from tests.speedlimit import debate
from tests.strategies import texts

HERE = "<http://127.0.0.1:9/sparql>"


@lru_cache(maxsize=1)
def kept() -> Store:
    """The debate, built once."""
    return debate()


def test_kinds_of_answers() -> None:
    """SELECT gives rows, ASK a truth value, CONSTRUCT and DESCRIBE triples."""
    assert isinstance(run(kept(), "SELECT * { ?s a sp:Position }"), Rows)
    assert run(kept(), "ASK { ?s a sp:Position }") is True
    assert run(kept(), "ASK { ?s a sp:Nichts }") is False
    assert isinstance(run(kept(), "CONSTRUCT WHERE { ?s a sp:Position }"), Triples)
    assert len(construct(kept(), "DESCRIBE actor:Q900001")) > 5
    with pytest.raises(QueryError, match="expected a SELECT query"):
        select(kept(), "ASK {}")
    with pytest.raises(QueryError, match="expected a CONSTRUCT or DESCRIBE query"):
        construct(kept(), "ASK {}")


def test_all_graphs_as_one_unless_graphs_are_named() -> None:
    """Without FROM all graphs are seen as one; FROM restricts, also where the word stands elsewhere."""
    everywhere = "SELECT ?a %s WHERE { ?p sp:actor ?a ; sp:stance sp:threatens }"
    assert select(kept(), everywhere % "").table() == [["actor:freiland"]]
    assert select(kept(), everywhere % "FROM g:links").table() == []
    assert select(kept(), everywhere.replace("}", "} # FROM g:links") % "").table() == [["actor:freiland"]]
    assert select(kept(), 'SELECT ?from { ?p sp:actor ?from ; sp:condition "wenn es Ausnahmen gibt" }').table()


def test_formats_of_rows() -> None:
    """CSV as the W3C defines it, SPARQL results JSON, a table for people."""
    query = """SELECT ?a ?b ?c ?d ?e WHERE { VALUES (?a ?b ?c ?d ?e) {
        ("Komma, \\"Zitat\\"\\nZeile" "für"@de sp:own 1.5 UNDEF) } }"""
    rows = select(Store.memory(), query)
    assert rows.csv().splitlines(keepends=True)[0] == "a,b,c,d,e\r\n"
    assert list(csv.reader(io.StringIO(rows.csv(), newline=""))) == [
        ["a", "b", "c", "d", "e"],
        ['Komma, "Zitat"\nZeile', "für", terms.SP.own.value, "1.5", ""],
    ]
    assert json.loads(rows.json()) == {
        "head": {"vars": ["a", "b", "c", "d", "e"]},
        "results": {"bindings": [{
            "a": {"type": "literal", "value": 'Komma, "Zitat"\nZeile'},
            "b": {"type": "literal", "value": "für", "xml:lang": "de"},
            "c": {"type": "uri", "value": terms.SP.own.value},
            "d": {"type": "literal", "value": "1.5", "datatype": terms.XSD.decimal.value},
        }]},
    }  # fmt: skip
    assert rows.table() == [['Komma, "Zitat"\nZeile', "für", "sp:own", "1.5", ""]]
    assert list(rows) == [{"a": 'Komma, "Zitat"\nZeile', "b": "für", "c": "sp:own", "d": "1.5"}]


def test_blank_nodes_in_results() -> None:
    """A query may make blank nodes; both formats can carry them."""
    rows = select(Store.memory(), "SELECT (BNODE() AS ?b) {}")
    assert rows.csv().splitlines()[1].startswith("_:")
    assert json.loads(rows.json())["results"]["bindings"][0]["b"]["type"] == "bnode"


def test_turtle_is_sorted_and_short() -> None:
    """Turtle is the same each time and names only the prefixes that occur."""
    answer = construct(kept(), "CONSTRUCT { ?a ?s ?t } WHERE { GRAPH g:direct { ?a ?s ?t } }")
    text = answer.turtle()
    assert text == construct(kept(), "CONSTRUCT { ?x ?y ?z } { GRAPH g:direct { ?x ?y ?z } }").turtle()
    assert re.findall(r"@prefix (\w+):", text) == ["sp", "actor", "topic"]


@pytest.mark.parametrize("query", [
    f"SELECT * {{ SERVICE {HERE} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ service silent {HERE} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ SERVICE{HERE}{{ ?s ?p ?o }} }}",
    f"SELECT * {{ SERVICESILENT{HERE}{{ ?s ?p ?o }} }}",
    f"SELECT * {{ ?s ?p 1SERVICE {HERE} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ ?s a true.SERVICE {HERE} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ ?s ?p sp:own.SERVICE {HERE} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ ?s ?p 'x'SERVICE {HERE} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ # nur ein Kommentar\nSERVICE {HERE} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ ?s ?p <http://a.example/\\u0041#b> SERVICE {HERE} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ ?s ?p \"a\\\"#\" SERVICE {HERE} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ ?s ?p '''a'#''' SERVICE {HERE} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ ?s ?p \"\"\"a\"#\"\"\" SERVICE {HERE} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ \\u0053ERVICE {HERE} {{ ?s ?p ?o }} }}",
    "PREFIX service: <http://127.0.0.1:9/> SELECT * { SERVICE service:x { ?s ?p ?o } }",
    "SELECT * { VALUES ?e { <http://127.0.0.1:9/> } SERVICE ?e { ?s ?p ?o } }",
    f"SELECT * {{ FILTER(?a<1) SERVICE {HERE} {{ ?s ?p ?o }} FILTER(2>?a) }}",
    f"ASK {{ FILTER EXISTS {{ SERVICE {HERE} {{ ?s ?p ?o }} }} }}",
])  # fmt: skip
def test_other_servers_are_never_asked(query: str) -> None:
    """SERVICE is refused before the query reaches the engine, however it is written."""
    with pytest.raises(QueryError, match="got SERVICE, which asks another server"):
        run(Store.memory(), query)


@pytest.mark.parametrize("query", [
    "SELECT * { ?s rdfs:label 'SERVICE <http://x> {}' }",
    'SELECT * { ?s rdfs:label """SERVICE <http://x> "quoted" {}""" }',
    "SELECT * { ?s ?p <http://a.example/service> }",
    "SELECT * { ?service ?p ?o . $Service ?p ?o }",
    "SELECT * { ?s schema:service ?o . ?s sp:public-service ?o }",
    "SELECT * { ?s ?p ?o } # SERVICE <http://x> {}",
    "SELECT * { ?s ?p 'x'@de FILTER(?o<?p || ?p>?o) }",
])  # fmt: skip
def test_the_word_alone_is_allowed(query: str) -> None:
    """The word may stand in strings, IRIs, comments and names."""
    assert isinstance(run(Store.memory(), query), Rows)


@settings(max_examples=100, deadline=None)
@given(texts())
def test_foreign_text_in_a_query_stays_text(value: str) -> None:
    """A serialised parameter never hides or shows a keyword, and comes back as it was."""
    start = f"SELECT ?x WHERE {{ VALUES ?x {{ {terms.sparql(value)} }} "
    assert [row[0] for row in select(Store.memory(), start + "}").values] == [terms.text(value)]
    with pytest.raises(QueryError, match="got SERVICE"):
        run(Store.memory(), start + f"SERVICE {HERE} {{ ?s ?p ?o }} }}")


@pytest.mark.parametrize("query", ["DROP ALL", "INSERT DATA { <urn:a> <urn:b> 1 }", "LOAD <http://127.0.0.1:9/>"])
def test_updates_are_refused(query: str) -> None:
    """A query cannot change the store."""
    with pytest.raises(QueryError, match="expected a SPARQL 1.1 query"):
        run(kept(), query)
