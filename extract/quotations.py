"""Quotation marks in pairs: which stretches of a text are somebody's literal words.

German marks („…“, »…«, ‚…‘, ›…‹), Swiss («…»), English and straight ones are understood, and an opening mark that
another paragraph closes. Marks round a single term are pairs as well; whether they enclose an utterance is for the
reader to say.
"""

from typing import NamedTuple

from spacy.tokens import Doc, Span, Token

OPENING = {"„": '“”"‟', "»": "«", "«": "»", "“": "”", "‚": "‘’", "›": "‹"}
STRAIGHT = ('"', "''", "``")
#: Single characters that are quotation marks, or may be.
MARKS = frozenset("„“”\"»«›‹‚‘’'`")
#: A quotation longer than this many tokens is a mark somebody forgot to close.
LONGEST = 400
#: From this many words on, a stretch in marks is an utterance rather than a term.
UTTERANCE = 4


class Quotation(NamedTuple):
    """The words between two marks: half-open token numbers, marks excluded."""

    start: int
    end: int

    def words(self, doc: Doc) -> Span:
        """The quoted words."""
        return doc[self.start : self.end]

    def is_utterance(self, doc: Doc) -> bool:
        """Whether enough is quoted to be something said: a finite verb or several words."""
        words = [token for token in self.words(doc) if not token.is_punct]
        return len(words) >= UTTERANCE or any(token.pos_ in ("VERB", "AUX") for token in words) and len(words) > 1


def quotations(doc: Doc) -> tuple[Quotation, ...]:
    """All quotations of a document, in order; inner ones are left to the outer ones."""
    found: list[Quotation] = []
    opened: tuple[int, str] | None = None
    for token in doc:
        if opened is None:
            closing = _closing(token)
            if closing:
                opened = token.i, closing
        elif token.text in opened[1] or token.text in STRAIGHT and opened[1] == '"':
            if opened[0] + 1 < token.i:
                found.append(Quotation(opened[0] + 1, token.i))
            opened = None
        elif token.text == "„" or token.i - opened[0] > LONGEST:
            opened = (token.i, OPENING["„"]) if token.text == "„" else None
    return tuple(found)


def _closing(token: Token) -> str:
    """The marks that close a quotation opened by a word, or nothing."""
    if token.text in STRAIGHT:
        return '"'
    # A mark that closes elsewhere opens a quotation only if it stands before a word: «so», “so”.
    return "" if token.text in "«“" and token.whitespace_ else OPENING.get(token.text, "")
