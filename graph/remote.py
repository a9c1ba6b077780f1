"""The store behind an address: any SPARQL 1.1 endpoint, with the same methods as the one in a folder.

It keeps to graphs under `terms.GRAPH` and a few of its own under `…/id/store/`; other graphs of the server stay as
they are, and so does its default graph. Endpoints have no transactions over several requests and no locks, hence:

* a graph is gathered beside the old one and takes its place in one request, so a kill leaves the old or the new one;
* while that request runs the graph is marked as unfinished: should the server die in it, the next build reads that
  document again;
* a build that begins while another one runs takes over, and the other one stops.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final, Self, cast
from uuid import uuid4

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode, Quad

from standpunkt.extract.records import StandpunktError, StoreError
from standpunkt.graph import terms
from standpunkt.graph.store import DERIVED, Answer, Scope, Store, data, marks
from standpunkt.graph.terms import MARL, PROV, RDF, SP, XSD, Term
from standpunkt.graph.wire import UPDATE_URL, Endpoint

if TYPE_CHECKING:
    from rdflib import Dataset

_OWN: Final = terms.Namespace(f"{terms.ID}store/")
#: Graphs about writing: what is not finished, and which build writes.
_UNFINISHED, _WRITER = _OWN.unfinished, _OWN.writer
#: How much goes into one request: Virtuoso takes 5 s for 1,000 triples and 0.3 s for 250.
_TRIPLES, _CHARACTERS = 250, 200_000
#: How many characters of a kept file go into one literal.
_PIECE: Final = 10_000
#: Virtuoso turns whole decimals into integers; what these say are decimals.
_DECIMALS: Final = {MARL.polarityValue, SP.confidence}
_OURS: Final = f"FILTER(STRSTARTS(STR(?g), {terms.sparql(terms.GRAPH.base)}))"
#: How to ask for all graphs as one: as most servers do anyway, as Oxigraph's does, as Jena's does.
_UNIONS: Final[tuple[dict[str, str], ...]] = (
    {},
    {"union-default-graph": ""},
    {"default-graph-uri": "urn:x-arq:UnionGraph"},
)
#: A parameter of a named question that is one term on a line of its own.
_PARAMETER: Final = re.compile(
    r"""^([ ]*VALUES[ ]\?(ask_\w+)[ ]\{[ ](UNDEF|"(?:[^"\\]|\\.)*"(?:\^\^<[^>]*>)?)[ ]\}\n)""", re.MULTILINE
)
_PROBE: Final = f"ASK {{ {{ ?document {SP.textHash} ?hash }} UNION {{ ?topic {terms.SKOS.inScheme} ?scheme }} }}"


class RemoteStore(Store):
    """The graphs of one endpoint; `Store.open` and `Store.write` make one when they are given an address."""

    def __init__(self, endpoint: Endpoint) -> None:
        super().__init__(ox.Store())  # stays empty: queries are read by it before they are sent
        self.writable = False
        self._endpoint = endpoint
        self._union: dict[str, str] | None = None
        self._stage = _OWN[f"stage/{uuid4()}"]

    @classmethod
    def reading(cls, url: str) -> Self:
        """The store at `url` for reading; `StoreError` if no SPARQL endpoint answers there."""
        store = cls(Endpoint.from_environment(url))
        with store._closed_if_it_fails():
            store.query("ASK {}")
        return store

    @classmethod
    def writing(cls, url: str) -> Self:
        """The store at `url` for writing; what an interrupted build left unfinished is cleared away."""
        store = cls.reading(url)
        with store._closed_if_it_fails():
            store._take_over()
        store.writable = True
        return store

    @contextmanager
    def _closed_if_it_fails(self) -> Iterator[None]:
        try:
            yield
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Let go of the connections."""
        self._endpoint.close()

    def __len__(self) -> int:
        return self._number(f"GRAPH ?g {{ ?s ?p ?o }} {_OURS}")

    def __iter__(self) -> Iterator[Quad]:
        return (quad for graph in self.graphs() for quad in self.graph(graph))

    def graphs(self) -> Iterator[NamedNode]:
        """The names of the graphs of this store, not those of others on the same server."""
        rows = self._rows(f"SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ ?s ?p ?o }} {_OURS} }}")
        return (cast(NamedNode, row["g"]) for row in rows)

    def graph(self, name: NamedNode) -> Iterator[Quad]:
        """The quads of one graph."""
        rows = self._rows(f"SELECT ?s ?p ?o WHERE {{ GRAPH {name} {{ ?s ?p ?o }} }}")
        return (Quad(row["s"], row["p"], _exact(row["p"], row["o"]), name) for row in rows)

    def outdated(self) -> set[NamedNode]:
        """The graphs that no longer follow from the documents and must be rebuilt."""
        rows = self._rows(f"SELECT ?g WHERE {{ GRAPH {terms.RUNS} {{ ?g {SP.outdated} ?mark }} }}")
        return {cast(NamedNode, row["g"]) for row in rows}

    def query(self, sparql: str, *, union: bool = False, scope: Scope | None = None) -> Answer:
        """The answer to one SPARQL 1.1 query with the prefixes of `terms.PREFIXES` preset; `QueryError` if wrong.

        `union` reads all graphs of the endpoint as one, also those that are not from here.
        """
        if scope is not None:
            raise StoreError("expected a store in a folder to narrow a query to some graphs (got an address)")
        form = super().query(sparql)
        asked, options = _prefixed(_inlined(sparql)), self._all_graphs() if union else {}
        if isinstance(form, ox.QueryTriples):
            return _triples(self._endpoint.triples(asked, options))
        return self._endpoint.table(asked, options)

    def here(self) -> Store:
        """A copy in memory, for what servers understand differently (checks, rdflib)."""
        copy = Store.memory()
        for graph in self.graphs():
            copy.rebuild(graph, self.graph(graph))
        return copy

    def rdflib(self) -> "Dataset":
        """A copy of the data as an rdflib `Dataset` whose default graph is the union of all graphs."""
        return self.here().rdflib()

    def _rows(self, sparql: str) -> ox.QuerySolutions:
        return cast(ox.QuerySolutions, self._endpoint.table(sparql, {}))

    def _number(self, pattern: str) -> int:
        return int(next(self._rows(f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}"))["n"].value)

    def _all_graphs(self) -> dict[str, str]:
        """What this server must be told so that it reads all graphs as one; found out once."""
        if self._union is None:
            self._union = next((way for way in _UNIONS if self._sees(way)), {})
        return self._union

    def _sees(self, way: dict[str, str]) -> bool:
        try:
            return bool(self._endpoint.table(_PROBE, way))
        except StandpunktError:  # a server need not know the ways of others
            return False

    def replace_document(self, graph: NamedNode, quads: Iterable[Quad]) -> bool:
        """Make `quads` the content of `graph`; False if it already was.

        A kill in the middle leaves the old content. A change marks the derived graphs as outdated.
        """
        old, new = set(self.graph(graph)), set(quads)
        if any(quad.graph_name != graph for quad in new):
            raise StoreError(f"expected quads of {graph.value} only (got quads of other graphs)")
        if old != new:
            self._swap(graph, new, _insert(marks(DERIVED)))
        return old != new

    def bulk_load(self, quads: Iterable[Quad]) -> None:
        """Add many quads of new graphs; a kill may leave a part of them, so mark, load, and rebuild after."""
        self._send(_insert(marks(DERIVED)))
        self._add(quads)

    def load(self, source: str | Path, format: str = "trig") -> None:  # type: ignore[override]
        """Add the content of a file that `dump` wrote; `InputError` if it is no such file."""
        copy = Store.memory()
        copy.load(source, format)
        self._add(copy)

    def rebuild(self, graph: NamedNode, quads: Iterable[Quad]) -> None:
        """Replace a derived graph or a register; it counts as outdated until the last quad is in."""
        self._send(_insert(marks([graph])), f"DROP SILENT GRAPH {graph}")
        self._add(quads)
        self._send(_delete(marks([graph])))

    def update(self, sparql: str) -> None:
        """Run a SPARQL 1.1 update; `QueryError` if it is wrong."""
        Store.memory().update(sparql)
        self._send(_prefixed(sparql))

    @contextmanager
    def file(self, name: str) -> Iterator[Path]:
        """A file that the store keeps: read it, write it anew; after an error the old one stays."""
        graph = _OWN[f"file/{name}"]
        pieces = sorted(self.graph(graph), key=lambda quad: int(cast(NamedNode, quad.subject).value.rpartition("#")[2]))
        with TemporaryDirectory() as folder:
            path = Path(folder) / name
            if pieces:
                path.write_bytes("".join(cast(Literal, quad.object).value for quad in pieces).encode())
            yield path
            text = path.read_bytes().decode()
        parts = [text[start : start + _PIECE] for start in range(0, len(text), _PIECE)]
        new = {
            Quad(NamedNode(f"{graph.value}#{n}"), RDF.value, terms.text(part), graph) for n, part in enumerate(parts)
        }
        if new != set(pieces):
            self._swap(graph, new)

    def _swap(self, graph: NamedNode, quads: set[Quad], *before: str) -> None:
        """Gather the quads beside the graph, then let them take its place in one request."""
        mark = {Quad(graph, SP.outdated, Literal(True), _UNFINISHED)}
        self._send(f"DROP SILENT GRAPH {self._stage}")
        self._add(Quad(quad.subject, quad.predicate, quad.object, self._stage) for quad in quads)
        change = f"MOVE GRAPH {self._stage} TO GRAPH {graph}" if quads else f"DROP SILENT GRAPH {graph}"
        self._send(*before, _insert(mark), change, _delete(mark))
        found = self._number(f"GRAPH {graph} {{ ?s ?p ?o }}")
        if found != len(quads):
            raise StoreError(f"expected {len(quads)} triples in {graph.value} (found {found}): build again")

    def _add(self, quads: Iterable[Quad]) -> None:
        for batch in _batches(quads):
            self._send(batch)

    def _send(self, *operations: str) -> None:
        if not self.writable:
            raise StoreError("expected a store opened for writing (got one for reading)")
        if not self._writes():
            raise StoreError(f"expected nobody else writing to {self._endpoint.url} (another build took over)")
        self._endpoint.update(" ;\n".join(operations))

    def _take_over(self) -> None:
        """Clear away what is unfinished, and write down who writes now."""
        for row in list(self._rows(f"SELECT ?g WHERE {{ GRAPH {_UNFINISHED} {{ ?g ?p ?mark }} }}")):
            forget = f"DELETE WHERE {{ GRAPH {terms.RUNS} {{ {row['g']} {PROV.wasGeneratedBy} ?run }} }}"
            self._endpoint.update(f"DROP SILENT GRAPH {row['g']} ;\n{forget}")
        writer = {Quad(_WRITER, RDF.value, self._stage, _WRITER)}
        writer.add(Quad(self._stage, SP.outdated, Literal(True), _UNFINISHED))
        clear = f"DROP SILENT GRAPH {_UNFINISHED} ;\nDROP SILENT GRAPH {_WRITER}"
        self._endpoint.update(f"{clear} ;\n{_insert(writer)}")
        if not self._writes():
            here, there = self._endpoint.url, self._endpoint.update_url
            raise StoreError(f"expected {here} to read what {there} writes (it does not): set {UPDATE_URL} to fit")

    def _writes(self) -> bool:
        """Whether this store is the one that writes now."""
        return self._number(f"GRAPH {_WRITER} {{ ?s ?p {self._stage} }}") > 0


def _insert(quads: Iterable[Quad]) -> str:
    return f"INSERT DATA {{ {data(quads)} }}"


def _delete(quads: Iterable[Quad]) -> str:
    return f"DELETE DATA {{ {data(quads)} }}"


def _batches(quads: Iterable[Quad]) -> Iterator[str]:
    """Updates that insert the quads, each of a size that every server takes."""
    batch: list[str] = []
    size = 0
    for quad in quads:
        written = data([quad])
        if batch and (len(batch) >= _TRIPLES or size + len(written) > _CHARACTERS):
            yield "INSERT DATA {\n" + "\n".join(batch) + "\n}"
            batch, size = [], 0
        batch.append(written)
        size += len(written)
    if batch:
        yield "INSERT DATA {\n" + "\n".join(batch) + "\n}"


def _prefixed(sparql: str) -> str:
    """The query or update with those of the usual prefixes that occur in it."""
    used = (name for name in terms.PREFIXES if re.search(rf"(?<![\w.-]){name}:", sparql))
    return "".join(f"PREFIX {name}: <{terms.PREFIXES[name]}>\n" for name in used) + sparql


def _inlined(sparql: str) -> str:
    """A named question with its single parameters in place: Virtuoso 7 loses rows where VALUES stands beside BIND."""
    for line, name, term in _PARAMETER.findall(sparql):
        sparql = sparql.replace(line, "")
        if term != "UNDEF":
            sparql = re.sub(rf"\?{name}\b", lambda _, term=term: term, sparql)  # type: ignore[misc]
    return sparql


def _triples(ntriples: bytes) -> ox.QueryTriples:
    """Triples as an answer to CONSTRUCT."""
    found = ox.Store()
    found.load(ntriples, format=ox.RdfFormat.N_TRIPLES)
    return cast(ox.QueryTriples, found.query("CONSTRUCT WHERE { ?s ?p ?o }"))


def _exact(predicate: Term, value: Term) -> Term:
    """The value with the datatype that it was written with."""
    if isinstance(value, Literal) and predicate in _DECIMALS and value.datatype != XSD.decimal:
        return terms.decimal(float(value.value))
    return value
