"""Who says what: the statements of a text, direct, indirect, in running Konjunktiv, and reported.

A statement is found at a cue: a verb or noun of saying with its clause or quotation ("sagte, dass …", "…, sagte X.",
"der Vorwurf, …"), a phrase ("laut X", "nach Ansicht der Y", "X zufolge", "so X"), a colon after a name, or, without a
cue, at a sentence in the Konjunktiv or between quotation marks that carries on what the last speaker said. A clause
with a verb of saying but without words that were said ("fordert ein Verbot") is a reported statement.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from standpunkt.extract.addressees import addressee, medium
from standpunkt.extract.cues import is_cue, said, speaker_of
from standpunkt.extract.headlines import headline
from standpunkt.extract.lexicon import word_set
from standpunkt.extract.passages import carried
from standpunkt.extract.quotations import Quotation, quotations
from standpunkt.extract.quoted import is_term, quoted
from standpunkt.extract.records import Document, Span, Statement
from standpunkt.extract.reported import pointed, reported
from standpunkt.extract.sources import source
from standpunkt.extract.stretches import Stretch, between

#: How far behind the first half of a quotation its cue may stand, in words and marks.
REACH = 4


def statements(doc: Doc, document: Document) -> list[Statement]:
    """All statements of a document in the order of the text, embedded ones with their `parent`."""
    found = _Reader(doc, document).statements()
    found.sort(key=lambda statement: (statement.content.start, -statement.content.end))
    return [replace(statement, parent=_parent(found, at)) for at, statement in enumerate(found)]


class _Reader:
    """One document being read for statements."""

    def __init__(self, doc: Doc, document: Document) -> None:
        self._doc = doc
        self._document = document
        self._quotes = quotations(doc)
        self._utterances = [quote for quote in self._quotes if quote.is_utterance(doc)]

    def statements(self) -> list[Statement]:
        """The statements with a cue, then what is found by looking at those."""
        found = _once([*self._cued(), *self._headlines()])
        found = [self._whole(one) for one in _once([*found, *self._quoted(found)])]
        found += reported(self._doc, found)
        found = carried(self._doc, found, self._utterances)
        return _once([*found, *self._terms(found)])

    def _cued(self) -> Iterator[Statement]:
        """Statements that a word introduces."""
        for token in self._doc:
            phrase = source(token)
            if phrase is not None:
                yield self._statement(phrase.content, phrase.speaker, phrase.cue)
            elif is_cue(token):
                yield from self._by_cue(token)

    def _by_cue(self, cue: Token) -> Iterator[Statement]:
        speaker, words = speaker_of(cue), Span(cue.idx, cue.idx + len(cue))
        if self._is_own(cue, speaker):
            return
        contents = list(said(cue))
        for content in contents:
            yield self._addressed(self._statement(content, speaker, words), cue)
        if not contents:
            before = pointed(cue)
            if before is not None:
                yield self._addressed(self._statement(before, speaker, words), cue)

    def _is_own(self, cue: Token, speaker: Span | None) -> bool:
        """Whether somebody whose literal words these are speaks of what he says himself: "ich denke, dass …"."""
        if speaker is not None and speaker.of(self._document.text).lower() not in word_set(
            "holders", "pronouns", "first"
        ):
            return False
        return any(quote.start <= cue.i < quote.end for quote in self._utterances)

    def _addressed(self, statement: Statement, cue: Token) -> Statement:
        return replace(statement, addressee=addressee(cue), medium=medium(cue))

    def _statement(self, content: Stretch, speaker: Span | None, cue: Span) -> Statement:
        """A statement of what a stretch says; direct where a quotation makes up most of it."""
        quote = self._quote_of(content, cue)
        if quote is not None:
            return Statement(content=quote, kind="direct", speaker=speaker, cue=cue)
        pieces = content.pieces(self._doc)
        return Statement(
            content=content.hull(self._doc),
            kind="indirect",
            speaker=speaker,
            cue=cue,
            pieces=pieces if len(pieces) > 1 else (),
        )

    def _quote_of(self, content: Stretch, cue: Span) -> Span | None:
        """The quotation, in its whole length, that makes up most of a content and does not hold the cue itself."""
        size = sum(end - start for start, end in content.runs)
        for quote in self._utterances:
            common = sum(max(0, min(quote.end, end) - max(quote.start, start)) for start, end in content.runs)
            if common > 0.6 * size:
                words = _words(self._doc, quote)
                return words if words is not None and not words.overlaps(cue) else None
        return None

    def _headlines(self) -> Iterator[Statement]:
        """ "Söder: Keine Koalition mit …": a name, a colon, and what he says."""
        for sentence in self._doc.sents:
            found = headline(sentence, titled=self._document.title_span is not None)
            if found is not None:
                yield self._statement(found.content, found.speaker, found.cue)

    def _quoted(self, found: list[Statement]) -> Iterator[Statement]:
        """Quotations beside a cue that has no clause for them, or after a colon."""
        taken = {statement.content for statement in found}
        for quote in self._utterances:
            content = _words(self._doc, quote)
            whose = quoted(self._doc, quote) if content is not None and content not in taken else None
            if content is None or whose is None:
                continue
            statement = Statement(content=content, kind="direct", speaker=whose.speaker, cue=whose.words)
            yield self._addressed(statement, whose.cue) if whose.cue is not None else statement

    def _whole(self, statement: Statement) -> Statement:
        """A quotation with the first words of its sentence, if its cue cuts it: "„Der Plan“, sagte sie, „ist …“"."""
        half = self._first_half(statement.cue, statement.content) if statement.kind == "direct" else None
        if half is None:
            return statement
        content = statement.content
        return replace(statement, content=Span(half.start, content.end), pieces=(half, content))

    def _first_half(self, cue: Span | None, content: Span) -> Span | None:
        for half in self._quotes:
            if cue is None or cue.start > content.start or self._doc[half.start].idx > cue.start:
                return None
            opens, behind = half.start - 1, self._doc[half.end : half.end + REACH]
            if self._doc[opens].is_sent_start and any(token.idx == cue.start for token in behind):
                return _words(self._doc, half)
        return None

    def _terms(self, found: list[Statement]) -> Iterator[Statement]:
        """Single words and phrases in quotation marks inside what somebody says: his own words."""
        for quote in self._quotes:
            content = _words(self._doc, quote)
            if content is None or not is_term(self._doc, quote):
                continue
            around = [one for one in found if _holds(one.content, content) and one.kind != "direct"]
            outer = min(around, key=lambda one: one.content.end - one.content.start, default=None)
            if outer is not None:
                yield Statement(content=content, kind="direct", speaker=outer.speaker, cue=outer.cue)


def _words(doc: Doc, quote: Quotation) -> Span | None:
    inside = between(doc, quote.start, quote.end)
    return inside.hull(doc) if inside else None


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _once(found: Iterable[Statement]) -> list[Statement]:
    """Each content once: the first cue that was found for it counts, one with a speaker before one without."""
    kept: dict[Span, Statement] = {}
    for statement in found:
        before = kept.setdefault(statement.content, statement)
        if before.speaker is None and statement.speaker is not None:
            kept[statement.content] = statement
    return list(kept.values())


def _parent(found: list[Statement], at: int) -> int | None:
    """The smallest statement around one."""
    inner = found[at].content
    around = [number for number, other in enumerate(found) if other.content != inner and _holds(other.content, inner)]
    return min(around, key=lambda number: found[number].content.end - found[number].content.start, default=None)
