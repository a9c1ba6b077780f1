"""The ledger of builds: what was read by which version, so that nothing is read twice or lost."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path
from time import monotonic
from typing import cast

from pyoxigraph import NamedNode, QuerySolutions

from standpunkt.extract.documents import Problem
from standpunkt.extract.language import MODEL
from standpunkt.extract.records import Document, Position
from standpunkt.graph import terms
from standpunkt.graph.registers import Run, run_quads
from standpunkt.graph.store import Store
from standpunkt.graph.triples import document_quads
from standpunkt.reports import Reports

LEXICON = MODEL.parent / "lexicon"
_DONE = """SELECT ?graph WHERE { GRAPH g:runs {
  ?graph prov:wasGeneratedBy ?run . ?run schema:softwareVersion ?version ; sp:model ?model ; sp:configHash ?config
  VALUES (?version ?model ?config) { (%s %s %s) } } }"""
_FORGET = "DELETE WHERE { GRAPH g:runs { %s prov:wasGeneratedBy ?run } }"
#: Documents are entered in the ledger in groups of this size, and not later than so many seconds after the first of
#: them was begun: that is all that a kill can cost.
_GROUP, _SECONDS = 50, 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build did.

    `documents` were read, `changed` of them are new or different, `skipped` were known already, `undated` have no
    date; `positions` were found in those not skipped; `copies` maps documents to the report that they repeat;
    `problems` are the items that could not be used.
    """

    documents: int
    changed: int
    skipped: int
    undated: int
    positions: int
    copies: Mapping[str, str]
    problems: tuple[Problem, ...]


class Tally:
    """Counts what passes through a build."""

    def __init__(self, on_problem: Callable[[Problem], None]) -> None:
        self.reports = Reports()
        self._tell = on_problem
        self._problems: list[Problem] = []
        self._documents = self._undated = self._changed = self._read = self._positions = 0

    def problem(self, problem: Problem) -> None:
        """Note something that could not be used, and tell."""
        self._problems.append(problem)
        self._tell(problem)

    def counted(self, documents: Iterable[Document]) -> Iterator[Document]:
        """The same documents, counted."""
        for document in documents:
            self._documents += 1
            self._undated += document.published_on is None
            self.reports.note(document)
            yield document

    def add(self, positions: Sequence[Position], *, changed: bool) -> None:
        """Note a document that was analysed."""
        self._read += 1
        self._changed += changed
        self._positions += len(positions)

    def built(self) -> Built:
        """The counts so far."""
        return Built(
            documents=self._documents,
            changed=self._changed,
            skipped=self._documents - self._read,
            undated=self._undated,
            positions=self._positions,
            copies=self.reports.copies,
            problems=tuple(self._problems),
        )


class Ledger:
    """Which documents this version has read already; kept in the runs graph of the store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._run = Run(version=version("standpunkt"), model=_model(), config=_config(), started=datetime.now(UTC))
        values = tuple(
            terms.sparql(terms.text(value)) for value in (self._run.version, self._run.model, self._run.config)
        )
        rows = cast(QuerySolutions, store.query(_DONE % values))
        self._done = {row["graph"].value for row in rows}
        self._made: list[NamedNode] = []
        self._entered = False
        self._since = monotonic()

    def fresh(self, documents: Iterable[Document]) -> Iterator[Document]:
        """The documents that must be analysed: new ones, changed ones, and those an older version read."""
        return (document for document in documents if not self._is_done(document))

    def _is_done(self, document: Document) -> bool:
        graph = terms.graph_of(terms.document(document))
        if graph.value not in self._done:
            return False
        known = {quad for quad in self._store.graph(graph) if quad.subject == terms.document(document)}
        return known == set(document_quads(document, ()))

    def made(self, document: NamedNode) -> None:
        """Enter a document that is safe in the store."""
        self._made.append(document)
        if len(self._made) >= _GROUP or monotonic() - self._since >= _SECONDS:
            self._enter(self._run)

    def close(self) -> None:
        """Enter the last documents and the end of the run; a run that made nothing leaves no trace."""
        if self._made or self._entered:
            self._enter(replace(self._run, ended=datetime.now(UTC)))

    def _enter(self, run: Run) -> None:
        for document in self._made:
            self._store.update(_FORGET % f"<{terms.graph_of(document).value}>")
        self._store.bulk_load(run_quads(run, self._made))
        self._made, self._entered, self._since = [], True, monotonic()


@cache
def _model() -> str:
    """A short digest of the language model's files."""
    return _digest(sorted(path for path in MODEL.iterdir() if path.is_file()))


@cache
def _config() -> str:
    """A short digest of the lexicon that decides what a position is."""
    return _digest(sorted(path for path in LEXICON.rglob("*") if path.is_file()))


def _digest(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]
