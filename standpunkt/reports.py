"""The same report in several documents: which of them is the original, whatever order the files came in.

>>> from standpunkt.extract.records import Document
>>> late = Document(id="late", source="late.txt", text="x")
>>> early = Document(id="early", source="early.txt", text="x", same_report_as="late")
>>> reports = Reports()
>>> for document in (late, early):  # as they are read: the second repeats the first
...     reports.note(document)
>>> kept = list(reports.watch((document, ()) for document in (early, late)))  # as they are kept: by date
>>> [reports.marked(document).same_report_as for document, _ in kept]
[None, 'early']
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from standpunkt.extract.records import Document, Position

Read = tuple[Document, Sequence[Position]]


@dataclass(slots=True)
class Reports:
    """What a build found about copies, joined with what earlier builds found about documents it did not see."""

    copies: dict[str, str] = field(default_factory=dict)
    _seen: set[str] = field(default_factory=set)
    _originals: dict[str, str] = field(default_factory=dict)

    def note(self, document: Document) -> None:
        """Take in a document as it was read, marked if it repeats one read before."""
        self._seen.add(document.id)
        if document.same_report_as:
            self.copies[document.id] = document.same_report_as

    def watch(self, kept: Iterable[Read]) -> Iterator[Read]:
        """Pass on all documents of the store, the earliest first, and decide at the end which are originals."""
        order: list[str] = []
        links: dict[str, str] = {}
        for document, found in kept:
            order.append(document.id)
            if link := self._link(document):
                links[document.id] = link
            yield document, found
        self._originals = dict(_originals(order, links))

    def marked(self, document: Document) -> Document:
        """The document with the id of the original that it repeats, if it is not the original itself."""
        return replace(document, same_report_as=self._originals.get(document.id))

    def _link(self, document: Document) -> str | None:
        """The report that a document repeats: as this build compared it, otherwise as an earlier one found."""
        compared = document.id in self._seen and document.same_report_as in self._seen
        return self.copies.get(document.id) or (None if compared else document.same_report_as)


def _originals(order: Iterable[str], links: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Each copy with the first document, in the given order, that is linked to it."""
    first: dict[str, str] = {}
    for document in order:
        end = document
        while end in links:
            end = links[end]
        if first.setdefault(end, document) != document:
            yield document, first[end]
