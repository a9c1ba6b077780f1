"""The words that prove a position: the sentences of the stance, of its holder and of what its topic points back to."""

from spacy.tokens import Doc, Token

from standpunkt.extract.attribution import Held
from standpunkt.extract.records import Span


def evidence(predicate: Token, held: Held, source: Token | None) -> tuple[Span, ...]:
    """The sentence of a stance, then those of its holder and of what its topic points back to, each once."""
    doc = predicate.doc
    found = [sentence_at(doc, predicate.idx)]
    if held.span.end:
        found.append(sentence_at(doc, held.span.start))
    if source is not None:
        found.append(sentence_at(doc, source.idx))
    return tuple(dict.fromkeys(found))


def sentence_at(doc: Doc, at: int) -> Span:
    """The sentence in which a character stands, without white space around it."""
    words = doc.char_span(at, at + 1, alignment_mode="expand")
    assert words is not None
    sentence, text = words.sent, words.sent.text
    start = sentence.start_char + len(text) - len(text.lstrip())
    return Span(start, start + len(text.strip()))
