"""The whole story on one screen: articles in, a graph of positions out.

    files ─► documents ─► spaCy Doc ─► statements ─► positions ─► linked positions ─► quads ─► store

Every stage is lazy and handles one document at a time. `read` finds the articles, `positions` turns each into
actor – stance – topic positions with the words that prove them, `build` keeps them as RDF: one named graph per
document, replaced as a whole when the document changes, and the graphs that follow from all of them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from spacy.language import Language

from standpunkt.extract.actors import Linker
from standpunkt.extract.corrections import Corrections
from standpunkt.extract.documents import ReadOptions, read
from standpunkt.extract.duplicates import mark_duplicates
from standpunkt.extract.language import load
from standpunkt.extract.positions import extract
from standpunkt.extract.records import Document, Position
from standpunkt.extract.scheme import Scheme
from standpunkt.extract.topics import TopicLinker
from standpunkt.graph import reading, terms
from standpunkt.graph.derive import THRESHOLD, derive
from standpunkt.graph.store import Store
from standpunkt.graph.triples import document_quads
from standpunkt.progress import Progress, quiet
from standpunkt.runs import Built, Ledger, Tally

#: The file in the store's folder that remembers which phrases belong to which topic.
LOCK = "topics.lock"


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildOptions:
    """What a build needs to know beside the articles: how to read, how to link, what counts."""

    reading: ReadOptions = field(default_factory=ReadOptions)
    actors: Path | None = None
    topics: Path | None = None
    threshold: float = THRESHOLD
    progress: Progress = quiet


def positions(
    documents: Iterable[Document], nlp: Language | None = None
) -> Iterator[tuple[Document, tuple[Position, ...]]]:
    """Each document with its positions, actors linked to the names and ids that the document itself allows."""
    nlp = nlp or load()
    linker = Linker()
    pairs = ((document.text, document) for document in documents)
    for doc, document in nlp.pipe(pairs, as_tuples=True):
        yield document, linker.link(document, extract(doc, document))


def build(paths: Iterable[str | Path], store: str | Path, options: BuildOptions | None = None) -> Built:
    """Read articles, extract their positions and keep both in the store at `store` (made if it is not there).

    Documents that the same version has already read are skipped, so an interrupted build goes on where it stopped and
    a second one changes nothing. Raises `StoreError` if the store is in use or damaged.
    """
    options = options or BuildOptions()
    with Store.write(store) as kept:
        built = _fill(kept, paths, options)
        link(kept, Path(store), options, copies=built.copies)
    return built


def link(store: Store, folder: Path, options: BuildOptions, *, copies: Mapping[str, str]) -> None:
    """Rebuild what follows from all documents together: who and what is meant, what counts, the summaries.

    `copies` names, by document id, the report that a document repeats, as far as this build has seen it.
    """
    actors = Linker(corrections=Corrections.load(options.actors))
    scheme = Scheme.load(*[options.topics] if options.topics else [])
    topics = TopicLinker(scheme=scheme, actors=actors, lock=folder / LOCK)
    topics.learn(position.topic_label or position.topic for _, found in reading.documents(store) for position in found)
    kept = ((_as_copy(document, copies), found) for document, found in reading.documents(store))
    linked = (
        (document, topics.link(document, actors.link(document, found)))
        for document, found in options.progress(kept, "linking")
    )
    derive(store, linked, actors=actors.actors.values(), topics=topics.topics.values(), threshold=options.threshold)
    topics.save(folder / LOCK)


def _as_copy(document: Document, copies: Mapping[str, str]) -> Document:
    return replace(document, same_report_as=copies.get(document.id, document.same_report_as))


def _fill(store: Store, paths: Iterable[str | Path], options: BuildOptions) -> Built:
    """Put every document that is new or changed into its own graph."""
    ledger, tally = Ledger(store), Tally(options.reading.on_problem)
    documents = mark_duplicates(read(paths, options=replace(options.reading, on_problem=tally.problem)))
    fresh = ledger.fresh(tally.counted(options.progress(documents, "reading")))
    try:
        for document, found in positions(fresh):
            subject = terms.document(document)
            changed = store.replace_document(terms.graph_of(subject), document_quads(document, found))
            tally.add(found, changed=changed)
            ledger.made(subject)
    finally:
        ledger.close()
    return tally.built()
