"""Speech acts without the words that were said: "fordert ein Verbot", and sentences that others point back to."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from standpunkt.extract.clauses import agent, is_passive, subject
from standpunkt.extract.cues import is_saying, is_verb
from standpunkt.extract.holders import holders
from standpunkt.extract.records import Span, Statement
from standpunkt.extract.stretches import Stretch, between, subtree
from standpunkt.extract.voices import voice

_POINTERS = frozenset({"das", "dies"})
_APART = frozenset({"conj", "parataxis"})


def reported(doc: Doc, found: Sequence[Statement]) -> Iterator[Statement]:
    """The clauses with a verb of saying and a speaker in which nothing that was found is said."""
    cues = {one.cue for one in found}
    inside = [one.content for one in found if one.kind == "direct"]
    for token in doc:
        if not is_verb(token) or Span(token.idx, token.idx + len(token)) in cues or not is_saying(token):
            continue
        speaker = agent(token) if is_passive(token) else subject(token)
        if speaker is None or not any(holders(speaker)) or any(one.start <= token.idx < one.end for one in inside):
            continue
        content = subtree(token, without=[child for child in token.children if _is_apart(child)])
        if content is not None:
            yield Statement(
                content=content.hull(doc),
                kind="reported",
                speaker=voice(speaker),
                cue=Span(token.idx, token.idx + len(token)),
            )


def _is_apart(child: Token) -> bool:
    return child.dep_ in _APART and is_verb(child)


def pointed(cue: Token) -> Stretch | None:
    """What "Das sagte X" points back to: the sentence before."""
    pointers = (child for child in cue.children if child.lower_ in _POINTERS and child.pos_ in ("PRON", "DET"))
    sentence = cue.sent
    pointer = next(pointers, None)
    if pointer is None or cue.dep_ != "ROOT" or sentence.start == 0 or pointer.i > cue.i + 1:
        return None
    before = cue.doc[sentence.start - 1].sent
    return between(cue.doc, before.start, before.end)
