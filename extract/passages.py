"""What goes on without a cue: sentences in the Konjunktiv or in quotation marks after somebody spoke.

"Die Ministerin verteidigte das Gesetz. Es stärke die Rechte der Mieter. Auch sei es billig." The last two sentences
are hers: one passage in free indirect speech.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Words

from standpunkt.extract.clauses import is_predicate
from standpunkt.extract.cues import is_verb
from standpunkt.extract.holders import holders
from standpunkt.extract.lexicon import table
from standpunkt.extract.quotations import Quotation
from standpunkt.extract.records import Span, Statement
from standpunkt.extract.stretches import Stretch, between
from standpunkt.extract.subjects import subject
from standpunkt.extract.verbs import finite, is_hypothetical, is_subjunctive

#: How many sentences after somebody spoke a sentence may still be his.
REACH = 2
Kind = Literal["direct", "indirect", "free_indirect"]


@dataclass(slots=True)
class _State:
    """Who spoke last, how many sentences ago, and the passage that is being read."""

    speaker: Span | None = None
    since: int = 99
    passage: Statement | None = None


def carried(doc: Doc, found: Sequence[Statement], quotes: Sequence[Quotation]) -> list[Statement]:
    """The statements, with those that the last speaker's words run on into."""
    reader = _Passages(doc, found, quotes)
    for sentence in doc.sents:
        reader.read(sentence)
    return [*found, *reader.passages]


class _Passages:
    """One document being read sentence by sentence."""

    def __init__(self, doc: Doc, found: Sequence[Statement], quotes: Sequence[Quotation]) -> None:
        self._doc = doc
        self._found = found
        self._quotes = quotes
        self._state = _State()
        self.passages: list[Statement] = []

    def read(self, sentence: Words) -> None:
        """Take in one sentence: somebody speaks, goes on speaking, or something else begins."""
        if not any(not token.is_punct and not token.is_space for token in sentence):
            return
        state = self._state
        here = [one for one in self._found if _within(one, sentence)]
        state.since += 1
        going_on = self._going_on(sentence, here)
        if going_on is not None:
            self._add(*going_on)
        elif here:
            self._state = _State(_main_speaker(here) or state.speaker, 0)
        elif state.speaker is None or state.since > REACH:
            self._state = _State(_subject(sentence), 0)
        else:
            self._state = _State(state.speaker, state.since)

    def _going_on(self, sentence: Words, here: list[Statement]) -> tuple[Stretch, Kind] | None:
        """How a sentence carries on what was said before, if it does."""
        state = self._state
        if any(one.kind != "reported" for one in here) and not _is_nested(sentence, here):
            return None
        near = state.speaker is not None and state.since <= REACH
        if not here:
            quote = next((one for one in self._quotes if one.start < sentence.end and one.end > sentence.start), None)
            if quote and min(quote.end, sentence.end) - max(quote.start, sentence.start) > 0.6 * len(sentence):
                inside = between(self._doc, quote.start, quote.end)
                return (inside, "direct") if inside and near else None
        whole = between(self._doc, sentence.start, sentence.end)
        if whole is None or not (near or _is_reportive(sentence)):
            return None
        if next((token for token in sentence if token.lower_ in table("speech")["framing"]["onward"]), None):
            return whole, "indirect"
        return (whole, "free_indirect") if self._is_reported(sentence) else None

    def _is_reported(self, sentence: Words) -> bool:
        """Whether the mood says that somebody else speaks; the Konjunktiv II does so only right after him."""
        root = sentence.root
        if not _is_clause(root) or not is_subjunctive(root):
            return _is_hearsay(root) and self._state.speaker is not None
        return not is_hypothetical(root) or self._state.since <= 1

    def _add(self, content: Stretch, kind: Kind) -> None:
        state = self._state
        speaker = state.speaker if state.since <= REACH else None
        span = content.hull(self._doc)
        if any(span.overlaps(one.content) for one in self.passages if kind == "direct"):
            state.since = 0
            return
        if state.passage and kind == state.passage.kind == "free_indirect" and speaker == state.passage.speaker:
            self.passages.remove(state.passage)
            span = Span(state.passage.content.start, span.end)
        statement = Statement(content=span, kind=kind, speaker=speaker)
        self.passages.append(statement)
        self._state = replace(state, since=0, passage=statement, speaker=speaker)


def _is_clause(root: Token) -> bool:
    return is_predicate(root) or is_verb(root)


def _is_hearsay(root: Token) -> bool:
    """ "Er soll zwei Menschen verletzt haben": the modal verb tells that somebody else says so."""
    return finite(root).lower_ in ("soll", "sollen")


def _is_reportive(sentence: Words) -> bool:
    """Whether a sentence without a speaker is still reported speech: its verb is in the Konjunktiv I."""
    root = sentence.root
    in_first = _is_clause(root) and is_subjunctive(root) and not is_hypothetical(root)
    return in_first and finite(root).i > sentence.start


def _is_nested(sentence: Words, here: list[Statement]) -> bool:
    """Whether all that is said in a sentence is embedded in it: "Er habe gesagt, …"."""
    root = sentence.root
    return (
        _is_clause(root)
        and is_subjunctive(root)
        and all(one.cue is not None and not one.content.start <= root.idx < one.content.end for one in here)
    )


def _main_speaker(here: list[Statement]) -> Span | None:
    """Whose words the next sentence would carry on: the outermost speaker of the sentence."""
    return max(here, key=lambda one: (one.speaker is not None, one.content.end - one.content.start)).speaker


def _subject(sentence: Words) -> Span | None:
    """The subject of a sentence, who may speak in the next one."""
    root = sentence.root
    found = next(holders(subject(root)), None) if is_predicate(root) else None
    return found.span if found else None


def _within(statement: Statement, sentence: Words) -> bool:
    return statement.content.start < sentence.end_char and sentence.start_char < statement.content.end
