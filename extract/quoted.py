"""Whose words a quotation holds: the cue beside it, or whoever stands before its colon."""

from typing import NamedTuple

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Words

from standpunkt.extract.clauses import is_predicate
from standpunkt.extract.cues import is_cue, is_verb, speaker_of
from standpunkt.extract.quotations import Quotation
from standpunkt.extract.records import Span
from standpunkt.extract.subjects import subject
from standpunkt.extract.voices import voice

_NAMES = frozenset({"PROPN", "DET", "NUM", "ADP", "X", "PUNCT", "SYM"})
_SO_CALLED = ("genannte", "genannten", "genannter", "genanntes")
#: How many marks and blanks may stand between a colon and the quotation behind it.
GAP = 3


class Whose(NamedTuple):
    """The speaker of a quotation, the word that says so, and its place."""

    speaker: Span | None
    cue: Token | None
    words: Span | None


def quoted(doc: Doc, quote: Quotation) -> Whose | None:
    """Whose words a quotation is, as its own sentence or the one before its colon tells."""
    inside = range(quote.start, quote.end)
    colon = _colon(doc, quote)
    if colon is not None:
        return _before(colon)
    cue = _behind(doc, quote) or _nearest(quote.words(doc), inside)
    return _of(cue) if cue is not None else None


def is_term(doc: Doc, quote: Quotation) -> bool:
    """Whether a stretch in marks is a wording, not the name of a newspaper, ship, law or motto."""
    words = [token for token in quote.words(doc) if not token.is_punct and not token.is_space]
    if not words or all(token.pos_ in _NAMES or token.ent_type_ for token in words):
        return False
    before = doc[quote.start - 2] if quote.start > 1 else None
    if before is None or words[-1].pos_ not in _NAMES | {"NOUN"}:
        return True
    return before.pos_ not in ("NOUN", "PROPN") and not before.lower_.endswith(_SO_CALLED)


def _of(cue: Token) -> Whose:
    return Whose(speaker_of(cue), cue, Span(cue.idx, cue.idx + len(cue)))


def _colon(doc: Doc, quote: Quotation) -> Token | None:
    """The colon right before a quotation."""
    for token in reversed(doc[max(0, quote.start - GAP) : quote.start]):
        if token.text == ":":
            return token
        if not token.is_punct and not token.is_space:
            return None
    return None


def _before(colon: Token) -> Whose:
    """The speaker of what stands behind a colon: of its clause's cue, else its subject or its name."""
    start = colon.sent.start
    words = [token for token in colon.doc[start : colon.i] if not token.is_punct and not token.is_space]
    cues = [token for token in words if is_cue(token)]
    for cue in sorted(cues, key=lambda token: (not is_verb(token), -token.i)):
        found = _of(cue)
        if found.speaker is not None:
            return found
    roots = [token for token in words if token.head.i not in range(start, colon.i) or token.dep_ == "ROOT"]
    verbs = [token for token in words if is_predicate(token)]
    for verb in (*(root for root in roots if root in verbs), *reversed(verbs)):
        speaker = voice(subject(verb))
        if speaker is not None:
            return Whose(speaker, None, None)
    named = next((voice(root) for root in roots if root.pos_ in ("NOUN", "PROPN", "PRON")), None)
    return Whose(named, None, None)


def _behind(doc: Doc, quote: Quotation) -> Token | None:
    """The cue of "„…“, sagte X": the first words behind a quotation."""
    tail = [token for token in doc[quote.end + 1 : quote.end + 5] if not token.is_punct and not token.is_space]
    if not tail or not is_verb(tail[0]):
        return None
    verb = tail[0].head if tail[0].pos_ == "AUX" and is_verb(tail[0].head) else tail[0]
    return verb if is_cue(verb) and not quote.start <= verb.i < quote.end else None


def _nearest(inside: Words, numbers: range) -> Token | None:
    """The cue of a sentence that a quotation belongs to: its governor, else the nearest one outside it."""
    sentence = inside.root.sent
    outside = [token for token in sentence if token.i not in numbers and is_cue(token)]
    for token in inside.root.ancestors:
        if token in outside:
            return token
    return min(outside, key=lambda token: min(abs(token.i - numbers.start), abs(token.i - numbers.stop)), default=None)
