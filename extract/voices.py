"""Who speaks: an actor, or anything that a text leans on, such as a study, a newspaper or "ersten Angaben"."""

from spacy.tokens import Token

from standpunkt.extract.descriptions import description
from standpunkt.extract.holders import holders
from standpunkt.extract.lexicon import word_set
from standpunkt.extract.records import Span


def voice(head: Token | None) -> Span | None:
    """The words that name a speaker, from the first to the last of a coordination; None if nobody can be meant."""
    if head is None or head.lower_ in word_set("speech", "voices", "nobody"):
        return None
    found = [holder.span for holder in holders(head, lenient=True)]
    if found:
        return Span(min(span.start for span in found), max(span.end for span in found))
    words = description(head)
    return Span(words[0].idx, words[-1].idx + len(words[-1]))
