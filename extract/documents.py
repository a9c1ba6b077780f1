"""Documents out of files, folders, archives, tables, standard input and addresses, one at a time.

>>> import tempfile, pathlib
>>> folder = pathlib.Path(tempfile.mkdtemp())
>>> _ = (folder / "steuer.txt").write_text("Rat lehnt Steuer ab\\n3. März 2025\\n\\nDer Rat lehnt sie ab.", "utf-8")
>>> [(d.id, d.title, str(d.published_on), [s.of(d.text) for s in d.body]) for d in read([folder])]
[('steuer', 'Rat lehnt Steuer ab', '2025-03-03', ['Der Rat lehnt sie ab.'])]

What cannot be used becomes a `Problem`, handed to `ReadOptions.on_problem`; the rest is read all the same.
"""

import logging
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import Literal

from standpunkt.extract import formats, places, web
from standpunkt.extract.clues import host, is_host
from standpunkt.extract.layout import body
from standpunkt.extract.metadata import Found, find
from standpunkt.extract.raw import MOST_BYTES, NO_FIELDS, READ_ERRORS, Fields, Raw, Source, from_bytes
from standpunkt.extract.records import Document, InputError
from standpunkt.extract.sidecar import Sidecar
from standpunkt.extract.tables import Columns

__all__ = ["Columns", "Problem", "ReadOptions", "read"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that could not be used: where, and one line that says what was expected, found and can be done."""

    source: str
    message: str

    def __str__(self) -> str:
        return f"{self.source}: {self.message}"


def _log(problem: Problem) -> None:
    logging.getLogger("standpunkt").warning("%s", problem)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """How to read: the mapping of columns, a sidecar table, what ids are made of, and who is told of problems.

    `meta` is a CSV file whose first column of a usual name ("datei", "file") holds file names, stems or ids; it fills
    what a file itself does not say. `ids` is "stem" (two files of one stem are a problem) or "path" (the path below
    the folder that was given, without suffix). Without `on_problem`, problems go to the log.
    """

    columns: Columns = Columns()
    meta: Path | None = None
    ids: Literal["stem", "path"] = "stem"
    on_problem: Callable[[Problem], None] = _log


def read(paths: Iterable[str | Path], *, options: ReadOptions = ReadOptions()) -> Iterator[Document]:
    """Yield the documents in `paths`: files, folders, glob patterns, addresses, "-" for standard input.

    Nothing is read twice, whatever way it is reached. An unusable `options.meta` raises `InputError`.
    """
    return _Reading(options).documents(map(str, paths))


@dataclass(slots=True)
class _Reading:
    """One run of `read`: what was seen so far."""

    options: ReadOptions
    sidecar: Sidecar = field(init=False)
    seen: set[str] = field(default_factory=set)
    owners: dict[str, str] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.sidecar = Sidecar.load(self.options.meta, lambda message: self.report(str(self.options.meta), message))

    def report(self, source: str, message: str) -> None:
        self.options.on_problem(Problem(source, message))

    def documents(self, names: Iterable[str]) -> Iterator[Document]:
        """The documents in everything that was given, in order."""
        for name in names:
            if name == "-":
                yield from self.guarded(name, lambda: self.articles(_standard_input()))
            elif web.is_address(name):
                yield from self.address(name)
            else:
                yield from self.files(name)

    def guarded(self, name: str, make: Callable[[], Iterator[Document]]) -> Iterator[Document]:
        """What `make` yields; an error ends it and is reported under `name`."""
        try:
            yield from make()
        except InputError as error:
            self.report(name, str(error))
        except READ_ERRORS as error:
            self.report(name, f"expected a readable file, got {_reason(error)}; check it or fetch it again")

    def files(self, name: str) -> Iterator[Document]:
        """The documents in a file, a folder or the matches of a pattern."""
        found = places.files(name, formats.READERS, lambda message: self.report(name, message))
        for place in found:
            if self.first_time(place.real) and place.real != self.sidecar.real:
                source = place.source(self.options.ids)
                yield from self.guarded(source.name, lambda source=source: self.articles(source))  # type: ignore[misc]

    def address(self, url: str, fields: Fields = NO_FIELDS) -> Iterator[Document]:
        """The article at an address, or the articles that a feed links to."""
        if self.first_time(url):
            yield from self.guarded(url, lambda: self.fetched(web.fetch(url, fields)))

    def fetched(self, source: Source) -> Iterator[Document]:
        if source.suffix != ".feed":
            yield from self.articles(source)
            return
        for link in web.links(source.read(), source.name):
            yield from self.address(link.url, link.fields)

    def first_time(self, real: str) -> bool:
        """Whether this file or address was not met before."""
        if real in self.seen:
            return False
        self.seen.add(real)
        return True

    def articles(self, source: Source) -> Iterator[Document]:
        """The documents in one source; the id carries a number only where there are several articles."""
        self.claim(source)
        raws = formats.read(source, self.options.columns, lambda message: self.report(source.name, message))
        first = list(islice(raws, 2))
        several = len(first) > 1 or any(raw.number > 1 for raw in first)
        for raw in chain(first, raws):
            id = self.numbered(source, raw.number) if several else source.id
            yield _document(raw, id, source.name, self.sidecar.of(source.name, id))

    def claim(self, source: Source) -> None:
        """Reserve the id of a source; raise `InputError` if another source has it."""
        stem, _, number = source.id.rpartition("#")
        taken = number.isdecimal() and int(number) <= self.counts.get(stem, 0)
        owner = self.owners[stem] if taken else self.owners.setdefault(source.id, source.name)
        if owner != source.name:
            raise _clash(source.id, owner)

    def numbered(self, source: Source, number: int) -> str:
        """The id of one of several articles; raise `InputError` if a file of that name was read before."""
        id = f"{source.id}#{number}"
        if id in self.owners:
            raise _clash(id, self.owners[id])
        self.counts[source.id] = number
        return id


def _clash(id: str, owner: str) -> InputError:
    return InputError(f"expected an id of its own, got {id!r} as for {owner}; rename one file or make ids from paths")


def _reason(error: BaseException) -> str:
    return getattr(error, "strerror", None) or str(error) or type(error).__name__


def _standard_input() -> Source:
    """Standard input as a whole; what it is shows in its first bytes."""
    data = sys.stdin.buffer.read(MOST_BYTES + 1)
    return from_bytes(data, "-", "stdin", "")


def _document(raw: Raw, id: str, source: str, meta: Fields) -> Document:
    """The document: what its format says, then the sidecar, then what stands in the text itself."""
    known = raw.fields.over(meta)
    found = _found(raw, known)
    title = known.title or found.title
    url = known.url or found.url
    return Document(
        id=id,
        text=raw.text,
        source=source,
        number=raw.number,
        body=found.body,
        title=title,
        title_span=found.title_span if title == found.title else None,
        outlet=_outlet(known.outlet or found.outlet or (host(url) if url else None)),
        author=known.author or found.author,
        url=url,
        published_on=found.published_on,
        entries=found.entries,
        kind="speech" if known.speech else found.kind,
    )


def _found(raw: Raw, known: Fields) -> Found:
    """What the text says; a speech has no head, its body is what the speaker says."""
    if known.speech:
        return Found(body(raw.text, raw.outside), published_on=known.published_on)
    return find(raw.text, title=known.title, published_on=known.published_on, export=raw.export)


def _outlet(name: str | None) -> str | None:
    """The outlet; a host name without its "www."."""
    return host(name) if name and is_host(name) else name
