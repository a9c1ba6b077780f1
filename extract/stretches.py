"""Stretches of a text that are said: a clause without the words that only introduce it, in one or more runs.

"Die Steuer, sagte Merkel, sei ungerecht" is one stretch in two runs: "Die Steuer" and "sei ungerecht".
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from spacy.tokens import Doc, Token

from standpunkt.extract.records import Span


class Stretch(NamedTuple):
    """Runs of neighbouring words, as half-open token numbers in order, without marks at their ends."""

    runs: tuple[tuple[int, int], ...]

    @property
    def start(self) -> int:
        """The first word."""
        return self.runs[0][0]

    @property
    def end(self) -> int:
        """One past the last word."""
        return self.runs[-1][1]

    def before(self, number: int) -> "Stretch | None":
        """The runs that end before a token."""
        runs = tuple(run for run in self.runs if run[1] <= number)
        return Stretch(runs) if runs else None

    def pieces(self, doc: Doc) -> tuple[Span, ...]:
        """The characters of each run."""
        return tuple(Span(doc[start].idx, doc[end - 1].idx + len(doc[end - 1])) for start, end in self.runs)

    def hull(self, doc: Doc) -> Span:
        """The characters from the first run to the last."""
        pieces = self.pieces(doc)
        return Span(pieces[0].start, pieces[-1].end)


def between(doc: Doc, start: int, end: int) -> Stretch | None:
    """The words from one token to another."""
    return _stretch(doc, range(start, end))


def subtree(head: Token, *, without: Iterable[Token] = ()) -> Stretch | None:
    """All words that hang on a word, without those that hang on some of them."""
    left_out = {word.i for other in without for word in other.subtree}
    return _stretch(head.doc, (word.i for word in head.subtree if word.i not in left_out))


def in_rows(doc: Doc, stretches: Iterable[Stretch]) -> list[Stretch]:
    """Stretches in order, those with nothing but marks and a conjunction between them as one."""
    rows: list[Stretch] = []
    for one in sorted(stretches, key=lambda stretch: stretch.start):
        if rows and rows[-1].end <= one.start and all(map(_is_joint, doc[rows[-1].end : one.start])):
            (*before, (start, _)), ((_, end), *after) = rows[-1].runs, one.runs
            one = Stretch((*before, (start, end), *after))
            rows.pop()
        rows.append(one)
    return rows


def _is_joint(token: Token) -> bool:
    return _is_mark(token) or token.dep_ == "cc"


def _stretch(doc: Doc, numbers: Iterable[int]) -> Stretch | None:
    runs = tuple(filter(None, (_trimmed(doc, *run) for run in _runs(numbers))))
    return Stretch(runs) if runs else None


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Neighbouring numbers as half-open ranges."""
    start = end = -1
    for number in numbers:
        if number != end:
            if start < end:
                yield start, end
            start = number
        end = number + 1
    if start < end:
        yield start, end


def _trimmed(doc: Doc, start: int, end: int) -> tuple[int, int] | None:
    """A run without marks and blanks at its ends; None if nothing else is in it. Quotation marks stay in pairs."""
    first, last = start, end
    while start < end and _is_mark(doc[start]):
        start += 1
    while end > start and _is_mark(doc[end - 1]):
        end -= 1
    if start == end:
        return None
    if sum(token.is_quote for token in doc[start:end]) % 2:
        if end < last and doc[end].is_quote:
            end += 1
        elif start > first and doc[start - 1].is_quote:
            start -= 1
    return start, end


def _is_mark(token: Token) -> bool:
    return token.is_punct or token.is_space or token.is_quote
