"""A name, a colon, and what he says: "Söder: Keine Koalition mit der AfD"."""

from spacy.tokens import Span as Words

from standpunkt.extract.clauses import is_predicate
from standpunkt.extract.cues import is_verb
from standpunkt.extract.holders import Holder, holders
from standpunkt.extract.lexicon import ends_like_actor
from standpunkt.extract.records import Span
from standpunkt.extract.sources import Source
from standpunkt.extract.stretches import between

#: How many words may stand before the colon.
LONGEST = 8


def headline(sentence: Words, *, titled: bool) -> Source | None:
    """What a sentence says behind a speaker and a colon; without a headline a description is no speaker."""
    doc = sentence.doc
    colon = next((token for token in sentence if token.text == ":"), None)
    if colon is None or colon.i + 1 >= len(doc) or colon.i - sentence.start > LONGEST:
        return None
    before = [token for token in doc[sentence.start : colon.i] if not token.is_space]
    if not before or any(is_predicate(token) or is_verb(token) for token in before):
        return None
    head = next((token for token in before if token.head.i not in range(sentence.start, colon.i)), None)
    head = head or next((token for token in before if token.dep_ == "ROOT"), before[0])
    speaker = next(holders(head), None)
    # A parser may end the sentence at the colon; a headline goes on to the end of its line.
    end = sentence.end if sentence.end > colon.i + 1 or not titled else doc[colon.i + 1].sent.end
    content = between(doc, colon.i + 1, end)
    if content is None or speaker is None or not _may_speak(speaker, titled):
        return None
    return Source(speaker.span, Span(colon.idx, colon.idx + 1), content)


def _may_speak(speaker: Holder, titled: bool) -> bool:
    if speaker.kind == "pronoun" or speaker.head.ent_type_ == "LOC" and not ends_like_actor(speaker.head.lemma_):
        return False
    return titled or speaker.kind != "noun"
