"""Speech acts without the words that were said: "fordert ein Verbot", and sentences that others point back to."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from standpunkt.extract.cases import preposition
from standpunkt.extract.cues import has_speech_frame, is_set_off, is_verb, lexicon_names
from standpunkt.extract.holders import holders
from standpunkt.extract.lexicon import word_set
from standpunkt.extract.records import Span, Statement
from standpunkt.extract.stretches import Stretch, between, subtree
from standpunkt.extract.subjects import doer
from standpunkt.extract.verbs import is_infinitive
from standpunkt.extract.voices import voice

_POINTERS = frozenset({"das", "dies"})
_APART = frozenset({"conj", "parataxis"})


def reported(doc: Doc, found: Sequence[Statement]) -> Iterator[Statement]:
    """The clauses with a verb of saying and a speaker in which nothing that was found is said."""
    cues = {one.cue for one in found}
    said = [one.content for one in found if one.kind == "direct"]
    for token in doc:
        words = Span(token.idx, token.idx + len(token))
        if not is_verb(token) or words in cues or not is_telling(token) or any(one.overlaps(words) for one in said):
            continue
        speaker = doer(token)
        content = subtree(token, without=[child for child in token.children if _is_apart(child)])
        if speaker is not None and any(holders(speaker)) and content is not None:
            yield Statement(content=content.hull(doc), kind="reported", speaker=voice(speaker), cue=words)


def is_telling(verb: Token) -> bool:
    """Whether a verb tells of a speech act by itself: "fordert ein Verbot", "sprach von Verrat"."""
    if any(is_infinitive(child) and not is_set_off(child) for child in verb.children):
        # "droht zu scheitern" is no threat.
        return False
    names = lexicon_names(verb)
    if names & word_set("speech", "saying", "mute"):
        return verb.lemma_ == "sprechen" and any(preposition(child) == "von" for child in verb.children)
    if names & (word_set("speech", "saying", "verbs") | word_set("speech", "saying", "telling")):
        return True
    return has_speech_frame(verb)


def _is_apart(child: Token) -> bool:
    return child.dep_ in _APART and is_verb(child)


def pointed(cue: Token) -> Stretch | None:
    """What "Das sagte X" points back to: the sentence before. ("Das lehnt X ab" does not say it is his.)"""
    if has_speech_frame(cue):
        return None
    pointers = (child for child in cue.children if child.lower_ in _POINTERS and child.pos_ in ("PRON", "DET"))
    pointer = next(pointers, None)
    if pointer is None or cue.dep_ != "ROOT" or pointer.i > cue.i + 1:
        return None
    sentence = cue.sent
    if sentence.start == 0:
        return None
    before = cue.doc[sentence.start - 1].sent
    return between(cue.doc, before.start, before.end)
