"""The whole story on one screen: articles in, a graph of positions out.

    files ─► documents ─► spaCy Doc ─► statements ─► positions ─► linked positions ─► quads ─► store

Every stage is lazy and handles one document at a time. `read` finds the articles, `positions` turns each into
actor – stance – topic positions with the words that prove them, `build` keeps them as RDF: one named graph per
document, replaced as a whole when the document changes, and the graphs that follow from all of them.
"""

from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from standpunkt.extract.actors import Linker
from standpunkt.extract.corrections import Corrections
from standpunkt.extract.documents import ReadOptions, read
from standpunkt.extract.duplicates import mark_duplicates
from standpunkt.extract.language import load
from standpunkt.extract.persons import full_names
from standpunkt.extract.positions import extract
from standpunkt.extract.records import Document, Position
from standpunkt.extract.scheme import Scheme
from standpunkt.extract.topics import TopicLinker
from standpunkt.graph import reading, terms
from standpunkt.graph.derive import THRESHOLD, derive
from standpunkt.graph.store import Store
from standpunkt.graph.triples import document_quads
from standpunkt.progress import Progress, quiet
from standpunkt.reports import Reports
from standpunkt.runs import Built, Ledger, Tally

#: The files that belong to a store: which phrases are one topic, and how the user corrects the actors.
LOCK, CORRECTIONS = "topics.lock", "actors.toml"


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
    for document, doc in _parsed(map(_spelled, documents), nlp):
        yield document, positions_of(document, doc, linker)


def positions_of(document: Document, doc: Doc, linker: Linker) -> tuple[Position, ...]:
    """The positions of one document and its parse; the parse also tells the linker who is a person."""
    return linker.link(document, extract(doc, document), full_names(doc))


def _parsed(documents: Iterator[Document], nlp: Language) -> Iterator[tuple[Document, Doc]]:
    """Each document with its parse; the next one is parsed while this one is worked on, so that no core waits.

    If reading the next one fails, this one is still finished before the failure is passed on.
    """
    ahead: tuple[Document, Future[Doc]] | None = None
    failure: BaseException | None = None
    with ThreadPoolExecutor(1) as pool:
        while failure is None:
            try:
                document = next(documents)
                coming = document, pool.submit(nlp, document.text)
            except StopIteration:
                break
            except BaseException as reason:
                failure = reason
                break
            if ahead is not None:
                yield ahead[0], ahead[1].result()
            ahead = coming
        if ahead is not None:
            yield ahead[0], ahead[1].result()
    if failure is not None:
        raise failure


def build(paths: Iterable[str | Path], store: str | Path, options: BuildOptions | None = None) -> Built:
    """Read articles, extract their positions and keep both in the store at `store`: a folder, made if need be, or an
    address.

    Documents that the same version has already read are skipped, so an interrupted build goes on where it stopped and
    a second one changes nothing. Raises `StoreError` if the store is in use or damaged.
    """
    options = options or BuildOptions()
    tally = Tally(options.reading.on_problem)
    documents = read(paths, options=replace(options.reading, on_problem=tally.problem))
    scheme = Scheme.load(*[options.topics] if options.topics else [])
    given = Corrections.load(options.actors) if options.actors else None
    with Store.write(store) as kept:
        corrections = given or _corrections(kept)
        _fill(kept, options.progress(mark_duplicates(map(_spelled, documents)), "reading"), tally)
        _link(kept, corrections, scheme, tally.reports, options)
    return tally.built()


def relink(store: str | Path, options: BuildOptions | None = None) -> None:
    """Decide anew who and what is meant in the store at `store`, from its own words: no article is read again.

    Raises `StoreError` if the store is in use or damaged, `InputError` if corrections or topics cannot be read.
    """
    options = options or BuildOptions()
    scheme = Scheme.load(*[options.topics] if options.topics else [])
    given = Corrections.load(options.actors) if options.actors else None
    with Store.write(store) as kept:
        _link(kept, given or _corrections(kept), scheme, Reports(), options)


def _corrections(store: Store) -> Corrections:
    """The user's corrections of actors in the file that belongs to the store."""
    with store.file(CORRECTIONS) as own:
        own.touch()
        return Corrections.load(own)


def _link(store: Store, corrections: Corrections, scheme: Scheme, reports: Reports, options: BuildOptions) -> None:
    actors = Linker(corrections=corrections)
    with store.file(LOCK) as lock:
        topics = TopicLinker(scheme=scheme, actors=actors, lock=lock)
        link(store, actors, topics, reports, options)
        topics.save(lock)


def link(store: Store, actors: Linker, topics: TopicLinker, reports: Reports, options: BuildOptions) -> None:
    """Rebuild what follows from all documents together: who and what is meant, what counts, the summaries."""
    known = reports.watch(reading.documents(store, linked=False))
    topics.survey(known)
    kept = ((reports.marked(document), found) for document, found in reading.documents(store, linked=False))
    linked = (
        (document, topics.link(document, actors.link(document, found)))
        for document, found in options.progress(kept, "linking")
    )
    derive(store, linked, actors=actors.actors.values(), topics=topics.topics.values(), threshold=options.threshold)


def _fill(store: Store, documents: Iterable[Document], tally: Tally) -> None:
    """Put every document that is new or changed into its own graph."""
    ledger = Ledger(store)
    try:
        for document, found in positions(ledger.fresh(tally.counted(documents))):
            subject = terms.document(document)
            changed = store.replace_document(terms.graph_of(subject), document_quads(document, found))
            tally.add(found, changed=changed)
            ledger.made(subject)
    finally:
        ledger.close()


def _spelled(document: Document) -> Document:
    """The document with a name that can be written: bytes in a file's name that are no UTF-8 become escapes."""
    id, source = (name.encode("utf-8", "backslashreplace").decode() for name in (document.id, document.source))
    return replace(document, id=id, source=source)
