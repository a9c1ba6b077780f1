"""What endpoints and the lines to them can do wrong: one line each."""

from collections.abc import Iterator

import pytest

from standpunkt.errors import InputError, QueryError, StoreError
from standpunkt.graph import wire
from standpunkt.graph.queries import run
from standpunkt.graph.store import Store
from tests.endpoint import Endpoint, endpoint


@pytest.fixture
def small() -> Iterator[Endpoint]:
    """A small server of our own."""
    with endpoint() as served:
        yield served


def test_basic_authentication(small: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that asks gets name and password from the environment."""
    small.password = "geheim"
    with pytest.raises(StoreError, match=f"got HTTP 401\\): set {wire.USER} and {wire.PASSWORD}"):
        Store.open(small.url)
    monkeypatch.setenv(wire.USER, "ich")
    monkeypatch.setenv(wire.PASSWORD, "falsch")
    with pytest.raises(StoreError, match=f"got HTTP 401\\): check {wire.USER} and {wire.PASSWORD}"):
        Store.open(small.url)
    monkeypatch.setenv(wire.PASSWORD, "geheim")
    Store.write(small.url).close()


@pytest.mark.parametrize(("mood", "error", "message"), [
    ((200, "text/html", "<html>"), StoreError, "expected a SPARQL endpoint at .* \\(got text/html, no results\\)"),
    ((404, "text/html", "<html>"), StoreError, "expected an answer from a SPARQL endpoint at .* \\(got HTTP 404\\)"),
    ((301, "text/html", ""), StoreError, "got HTTP 301"),
    ((400, "text/plain", "so nicht\nZeile 2"), QueryError, "can answer \\(got HTTP 400: so nicht\\)"),
    ((200, "application/sparql-results+json", "{}"), StoreError, "expected a SPARQL endpoint"),
    ((503, "text/plain", "bin\x1b[31m müde"), StoreError, r"got HTTP 503: bin \[31m müde\)"),
])  # fmt: skip
def test_what_is_no_endpoint(small: Endpoint, mood: tuple[int, str, str], error: type[Exception], message: str) -> None:
    """Whatever answers, there is one line that says what came."""
    small.mood = mood
    with pytest.raises(error, match=message) as caught:
        Store.open(small.url)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(("address", "error", "message"), [
    ("http://127.0.0.1:9/sparql", StoreError, "expected a SPARQL endpoint at .*: check the address, and that it runs"),
    ("http://ich:geheim@127.0.0.1:9/sparql", InputError, f"without name and password .*set {wire.USER}"),
    ("http:///sparql", InputError, "expected the address of a SPARQL endpoint like http://localhost:8890/sparql"),
])  # fmt: skip
def test_addresses_that_cannot_be_used(address: str, error: type[Exception], message: str) -> None:
    """Nobody there, a password for all to see, no host."""
    with pytest.raises(error, match=message) as caught:
        Store.open(address)
    assert "geheim" not in str(caught.value)


def test_a_wrong_query_is_not_sent(small: Endpoint) -> None:
    """SPARQL is read here first, so the line with the fault is the user's own; an update is no query."""
    with Store.open(small.url) as store:
        small.mood = (500, "text/plain", "")
        for sparql in ("SELECT * {\n ?s ?p }", "DROP ALL", "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }"):
            with pytest.raises(QueryError, match="expected a"):
                run(store, sparql)
