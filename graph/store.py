"""The store: an RDF dataset on disk (Oxigraph) with one writer, any number of readers, and no half-written state.

The writer works under an exclusive lock; readers open the last published snapshot and never wait. Each document's
graph is replaced in one transaction, which also notes that the derived graphs are outdated.

>>> store = Store.memory()
>>> fact = Quad(terms.SP.own, terms.RDFS.label, terms.text("eigene"), terms.GRAPH.demo)
>>> store.replace_document(terms.GRAPH.demo, [fact]), store.replace_document(terms.GRAPH.demo, [fact])
(True, False)
"""

import os
import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import IO, TYPE_CHECKING, Any, Final, NamedTuple, Protocol, Self

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple

from standpunkt.extract.records import InputError, QueryError, StoreError
from standpunkt.graph import terms
from standpunkt.graph.folder import Folder, plain_errors
from standpunkt.graph.locks import Lock

if TYPE_CHECKING:
    from rdflib import Dataset

FORMATS: Final[Mapping[str, RdfFormat]] = MappingProxyType({
    "turtle": RdfFormat.TURTLE, "trig": RdfFormat.TRIG, "nquads": RdfFormat.N_QUADS, "jsonld": RdfFormat.JSON_LD,
})  # fmt: skip
#: The graphs that are computed from all others and become outdated when a document changes.
DERIVED: Final = (terms.LINKS, terms.DIRECT, terms.SUMMARY)

Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


class Scope(NamedTuple):
    """What a query may see: the graphs that make up its default graph, and those it may name."""

    default: Sequence[NamedNode]
    named: Sequence[NamedNode]


class Queryable(Protocol):
    """What a store must offer to be asked: this one in a folder, or any SPARQL endpoint behind the same method."""

    def query(self, sparql: str, *, union: bool = False) -> Answer:
        """The answer to one SPARQL query; `union` reads all graphs as one where the query names none."""
        ...


class Store:
    """An RDF dataset; make one with `memory`, `write` (creates it if need be) or `open` (reads the last snapshot)."""

    def __init__(self, engine: ox.Store, *, folder: Folder | None = None, lock: Lock | None = None) -> None:
        self._engine = engine
        self._folder = folder
        self._lock = lock
        self.writable = True
        self.snapshot = ""

    @classmethod
    def memory(cls) -> Self:
        """An empty store that lives in memory only."""
        return cls(ox.Store())

    @classmethod
    def write(cls, path: str | os.PathLike[str]) -> "Store":
        """The store at `path`, open for the one writer; a missing or empty folder becomes a new store.

        `path` may also be the address of a SPARQL 1.1 endpoint (`standpunkt.graph.remote`).
        """
        if _is_address(path):
            from standpunkt.graph.remote import RemoteStore

            return RemoteStore.writing(str(path))
        folder = Folder(path)
        folder.prepare()
        return cls._opened(lambda: ox.Store(folder.quads), folder, folder.claim())

    @classmethod
    def open(cls, path: str | os.PathLike[str]) -> "Store":
        """The last published snapshot of the store at `path`, for reading, whether or not somebody writes.

        `path` may also be the address of a SPARQL 1.1 endpoint, which has no snapshots.
        """
        if _is_address(path):
            from standpunkt.graph.remote import RemoteStore

            return RemoteStore.reading(str(path))
        folder = Folder(path)
        snapshot, lock = folder.borrow()
        store = cls._opened(lambda: ox.Store.read_only(str(snapshot)), folder, lock)
        store.writable = False
        store.snapshot = snapshot.name
        return store

    @classmethod
    def _opened(cls, engine: Callable[[], ox.Store], folder: Folder, lock: Lock) -> Self:
        try:
            with plain_errors(folder.path):
                return cls(engine(), folder=folder, lock=lock)
        except StoreError:
            lock.release()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        if kind is None:
            self.publish()
        self.close()

    def close(self) -> None:
        """Let go of the files and the lock; what was not published waits in the store for the next writer."""
        self._engine = ox.Store()
        self._folder = None
        if self._lock:
            self._lock.release()

    def publish(self) -> None:
        """Make everything written so far visible to readers; nothing to do for a store in memory."""
        if self._folder and self.writable:
            self._folder.publish(self._engine)

    def current(self) -> bool:
        """Whether no newer snapshot was published since this one was opened."""
        return self._folder is None or self.writable or self._folder.current() == self.snapshot

    def __len__(self) -> int:
        return len(self._engine)

    def __iter__(self) -> Iterator[Quad]:
        return iter(self._engine)

    @property
    def path(self) -> Path | None:
        """The folder of the store, or None for one in memory."""
        return self._folder.path if self._folder else None

    def graphs(self) -> Iterator[NamedNode]:
        """The names of the graphs."""
        return (graph for graph in self._engine.named_graphs() if isinstance(graph, NamedNode))

    def graph(self, name: NamedNode) -> Iterator[Quad]:
        """The quads of one graph."""
        return self._engine.quads_for_pattern(None, None, None, name)

    def replace_document(self, graph: NamedNode, quads: Iterable[Quad]) -> bool:
        """Make `quads` the content of `graph` in one transaction; False if it already was.

        A kill in the middle leaves the old content. A change marks the derived graphs as outdated.
        """
        old, new = set(self.graph(graph)), set(quads)
        if any(quad.graph_name != graph for quad in new):
            raise StoreError(f"expected quads of {graph.value} only (got quads of other graphs)")
        if old == new:
            return False
        with self._writing():
            if old:
                self._engine.update(_difference(old - new, (new - old) | marks(DERIVED)))
            else:
                self._engine.extend(new | marks(DERIVED))
        return True

    def drop_document(self, graph: NamedNode) -> bool:
        """Remove a document's graph in one transaction; False if there was none."""
        return self.replace_document(graph, ())

    def bulk_load(self, quads: Iterable[Quad]) -> None:
        """Add many quads of new graphs as fast as the disk allows: no transaction, so mark, load, and rebuild after."""
        with self._writing():
            self._engine.extend(marks(DERIVED))
            self._engine.bulk_extend(quads)

    def rebuild(self, graph: NamedNode, quads: Iterable[Quad]) -> None:
        """Replace a derived graph or a register; it counts as outdated until the last quad is in."""
        with self._writing():
            self._engine.extend(marks([graph]))
            self._engine.clear_graph(graph)
            self._engine.bulk_extend(quads)
            self._engine.update(_difference(marks([graph]), set()))

    def settle(self) -> None:
        """Put the files on disk in order after many changes; questions that look up much then take less time."""
        with self._writing():
            self._engine.optimize()

    def outdated(self) -> set[NamedNode]:
        """The graphs that no longer follow from the documents and must be rebuilt."""
        marks = self._engine.quads_for_pattern(None, terms.SP.outdated, None, terms.RUNS)
        return {mark.subject for mark in marks if isinstance(mark.subject, NamedNode)}

    def query(self, sparql: str, *, union: bool = False, scope: Scope | None = None) -> Answer:
        """The answer to one SPARQL 1.1 query with the prefixes of `terms.PREFIXES` preset; `QueryError` if wrong.

        `union` reads all graphs as one; it must be off for queries with FROM, which it would override. A `scope`
        takes the place of both.
        """
        graphs: dict[str, Any] = {"use_default_graph_as_union": union}
        if scope is not None:
            graphs = {"default_graph": list(scope.default), "named_graphs": list(scope.named)}
        try:
            return self._engine.query(sparql, prefixes=dict(terms.PREFIXES), **graphs)
        except SyntaxError as error:
            raise QueryError(f"expected a SPARQL 1.1 query (got {_fault(sparql, error)})") from error

    def update(self, sparql: str) -> None:
        """Run a SPARQL 1.1 update in one transaction; `QueryError` if it is wrong."""
        try:
            with self._writing():
                self._engine.update(sparql, prefixes=dict(terms.PREFIXES))
        except SyntaxError as error:
            raise QueryError(f"expected a SPARQL 1.1 update (got {_fault(sparql, error)})") from error

    def dump(self, output: IO[bytes] | str | os.PathLike[str], format: str = "trig") -> None:
        """Write everything to a file: turtle (graphs merged), trig, nquads or jsonld, with the usual prefixes."""
        if format not in FORMATS:
            raise InputError(f"expected a format among {', '.join(FORMATS)} (got {format!r})")
        quads: Iterable[Quad | Triple] = self
        if format == "turtle":
            quads = (quad.triple for quad in self)
        with plain_errors(self.path or Path(".")):
            ox.serialize(quads, output, format=FORMATS[format], prefixes=dict(terms.PREFIXES))  # type: ignore[arg-type]

    def load(self, source: str | os.PathLike[str], format: str = "trig") -> None:
        """Add the content of a file that `dump` wrote; `InputError` if it is no such file."""
        try:
            with self._writing():
                self._engine.bulk_load(path=source, format=FORMATS[format])
        except SyntaxError as error:
            raise InputError(f"expected {format} (got an {_one_line(error)})") from error

    def file(self, name: str) -> AbstractContextManager[Path]:
        """A small file that belongs to the store: read it, write it anew; after an error or a kill the old one stays.

        Only a store that lies somewhere has files.
        """
        if not self._folder or not self.writable:
            raise StoreError("expected a store opened for writing (got one in memory, or a snapshot)")
        return self._folder.draft(name)

    def here(self) -> "Store":
        """The same content in a store on this machine: this one, unless it lies behind an address."""
        return self

    def rdflib(self) -> "Dataset":
        """The same data as an rdflib `Dataset` whose default graph is the union of all graphs."""
        from oxrdflib import OxigraphStore
        from rdflib import Dataset

        with warnings.catch_warnings():  # rdflib warns about names that oxrdflib and rdflib itself still use
            warnings.filterwarnings("ignore", category=DeprecationWarning, module=r"(rdflib|oxrdflib)\b.*")
            return Dataset(store=OxigraphStore(store=self._engine), default_union=True)

    def _writing(self) -> AbstractContextManager[None]:
        if not self.writable:
            raise StoreError("expected a store opened for writing (got a snapshot for reading)")
        return plain_errors(self.path or Path("."))


def _is_address(path: str | os.PathLike[str]) -> bool:
    return bool(re.match("https?://", str(path), re.IGNORECASE))


def marks(graphs: Iterable[NamedNode]) -> set[Quad]:
    """The quads that say that these graphs are outdated."""
    return {Quad(graph, terms.SP.outdated, Literal(True), terms.RUNS) for graph in graphs}


def _difference(gone: set[Quad], added: set[Quad]) -> str:
    """One update that removes and adds; Oxigraph runs all its operations in one transaction."""
    return f"DELETE DATA {{ {data(gone)} }} ;\nINSERT DATA {{ {data(added)} }}"


def data(quads: Iterable[Quad]) -> str:
    """Quads as they stand in INSERT DATA and DELETE DATA."""
    return "\n".join(
        f"GRAPH {quad.graph_name} {{ {quad.subject} {quad.predicate} {terms.sparql(quad.object)} }}"  # type: ignore[arg-type]
        for quad in quads
    )


def _fault(sparql: str, error: SyntaxError) -> str:
    """Where and near which words a query is wrong; what Oxigraph expected there is often beside the point."""
    found = re.match(r"error at (\d+):(\d+):", str(error))
    if not found:
        return _one_line(error)
    line, column = int(found[1]), int(found[2])
    written = (sparql.splitlines() or [""])[line - 1 : line]
    words = written[0][max(0, column - 1) :].strip() if written else ""
    near = f"near {words[:40]!r}" if words else "at its end"
    return f"a fault in line {line}, column {column}, {near}"


def _one_line(error: object) -> str:
    return re.sub(r"\s+", " ", str(error))[:300]
