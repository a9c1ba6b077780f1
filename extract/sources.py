"""Phrases that put a sentence into somebody's mouth: "laut X", "X zufolge", "nach Angaben von X", "so X"."""

from functools import cache
from typing import NamedTuple

from spacy.tokens import Token

from standpunkt.extract.cases import preposition
from standpunkt.extract.cues import clause_head, top
from standpunkt.extract.holders import holders, possessor
from standpunkt.extract.lexicon import table
from standpunkt.extract.records import Span
from standpunkt.extract.stretches import Stretch, between, subtree
from standpunkt.extract.voices import voice

_PHRASES = frozenset({"obl", "nmod", "advmod", "obj", "appos", "nsubj", "discourse", "obl:agent", "iobj"})
#: What may stand between "so" and the speaker's name.
_NOMINAL = frozenset({"DET", "ADJ", "NOUN", "PROPN", "X", "NUM"})
#: How many words after "so" the speaker may be named.
REACH = 8


class Source(NamedTuple):
    """A phrase that names a source: who it is, the words that say so, and what he says."""

    speaker: Span | None
    cue: Span
    content: Stretch


def source(token: Token) -> Source | None:
    """The source that a word heads, if it does."""
    if token.lower_ == "so":
        return _so(token)
    if token.dep_ in _PHRASES and token.pos_ in ("NOUN", "PROPN", "PRON", "X", "ADJ", "DET"):
        return _phrase(token)
    return None


def _phrase(token: Token) -> Source | None:
    framing = table("speech")["framing"]
    word = preposition(token)
    if word == "zufolge" and token.dep_ in ("nmod", "appos") and _is_source(token.head):
        # "ersten Angaben von gestern zufolge": the preposition belongs to the whole phrase.
        token = token.head
    if word in framing["prepositions"]:
        speaker = _speaker(token) if _is_source(token) else voice(token)
    elif word == "nach" and _is_source(token) or word in ("aus", "in") and token.lower_ in framing["views"]:
        speaker = _speaker(token)
        if word != "nach" and possessor(token) is None:
            return None
    else:
        return None
    content = subtree(clause_head(token), without=[token])
    if content is None:
        return None
    left, right = token.left_edge, token.right_edge
    return Source(speaker, Span(left.idx, right.idx + len(right)), content)


def _speaker(noun: Token) -> Span | None:
    """Whose "Angaben" they are; "ersten Angaben" speak for themselves."""
    owner = possessor(noun)
    return voice(owner) if owner is not None else voice(noun)


def _is_source(noun: Token) -> bool:
    return noun.pos_ in ("NOUN", "PROPN", "X") and noun.lower_.rsplit("-", 1)[-1].endswith(_sources())


@cache
def _sources() -> tuple[str, ...]:
    return tuple(table("speech")["framing"]["sources"])


def _so(token: Token) -> Source | None:
    """ "…, so X." and "…, so X weiter, …": what stands before (and after) is X's."""
    if token.is_sent_start or not token.nbor(-1).is_punct:
        return None
    doc = token.doc
    end = min(token.i + 1 + REACH, token.sent.end)
    head = next((word for word in doc[token.i + 1 : end] if word.pos_ in ("NOUN", "PROPN", "PRON")), None)
    if head is None or any(word.pos_ not in _NOMINAL for word in doc[token.i + 1 : head.i]):
        return None
    chosen = next((word for word in (top(head), head) if any(holders(word)) and word.i > token.i), head)
    before = between(doc, token.sent.start, token.i)
    if before is None:
        return None
    rest = _after(token, max(chosen.right_edge.i, head.i) + 1)
    content = Stretch((*before.runs, *rest.runs)) if rest else before
    return Source(voice(chosen), Span(token.idx, token.idx + len(token)), content)


def _after(token: Token, start: int) -> Stretch | None:
    """What goes on behind an inserted "so X weiter, …"."""
    sentence = token.sent
    comma = next((word for word in token.doc[start : min(start + 4, sentence.end)] if word.text == ","), None)
    return between(token.doc, comma.i + 1, sentence.end) if comma is not None else None
