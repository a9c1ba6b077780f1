"""From stances to positions: who holds them, in which words, since when, and on whose account.

`extract` reads a parsed document: it finds the statements, the stances that words name or that follow from what is
said, their holders, and writes each as a `Position` with the sentences that prove it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from spacy.tokens import Doc, Token

from standpunkt.extract.addressees import sentence_medium
from standpunkt.extract.attribution import Attribution, Held
from standpunkt.extract.candidate import Candidate
from standpunkt.extract.clipped import spoken
from standpunkt.extract.conditions import condition, conditioned
from standpunkt.extract.coreference import sentence_numbers
from standpunkt.extract.cues import is_cue
from standpunkt.extract.evidence import evidence
from standpunkt.extract.holders import holders
from standpunkt.extract.merging import merged
from standpunkt.extract.patterns import Argument
from standpunkt.extract.persons import bare, with_persons
from standpunkt.extract.pointing import pointed
from standpunkt.extract.quotations import quotations
from standpunkt.extract.ranking import confidence, features
from standpunkt.extract.records import Document, Position, Quote, Span, Statement
from standpunkt.extract.speech import statements as find_statements
from standpunkt.extract.stances import candidates
from standpunkt.extract.stated import published, stated
from standpunkt.extract.subjects import agent
from standpunkt.extract.topic_spans import topics
from standpunkt.extract.utterances import ANNOUNCED, implied
from standpunkt.extract.verbs import is_passive

#: A topic longer than this many characters is no topic but a passage.
LONGEST = 320
#: What is less probable than this is dropped: most such positions would be wrong.
LIKELY = 0.24
#: How many sentences back a pronoun topic ("das lehnt er ab") may find what it means.
REACH = 2
#: A topic up to this many characters may stand in quotation marks as a term, without being quoted.
TERM = 25
_TELLING = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "X"})


def extract(doc: Doc, document: Document) -> tuple[Position, ...]:
    """All positions of a parsed document that are likely enough, each once, in the order of the text."""
    found = merged(positions(doc, document, find_statements(doc, document)), document.title_span)
    return with_persons(doc, [position for position in found if position.confidence >= LIKELY])


def positions(doc: Doc, document: Document, statements: Sequence[Statement]) -> Iterator[Position]:
    """Every position as it is found, repetitions and unlikely ones included."""
    for position, seen in described(doc, document, statements):
        yield replace(position, confidence=round(confidence(seen), 2))


def described(
    doc: Doc, document: Document, statements: Sequence[Statement]
) -> Iterator[tuple[Position, frozenset[str]]]:
    """Every position with what is seen of it, from which its confidence follows."""
    reader = _Reader(doc, document, statements)
    named, implied = _by_predicate(candidates(doc)), _by_predicate(reader.implied())
    for at in sorted(named.keys() | implied.keys()):
        found = list(reader.positions(named.get(at, ())))
        yield from found or reader.positions(implied.get(at, ()))


def _by_predicate(found: Iterable[Candidate]) -> dict[int, list[Candidate]]:
    """The candidates of each predicate by its place."""
    together = defaultdict(list)
    for candidate in found:
        together[candidate.predicate.i].append(candidate)
    return together


class _Reader:
    """One document being read: the stances it expresses become positions."""

    def __init__(self, doc: Doc, document: Document, statements: Sequence[Statement]) -> None:
        self._doc = doc
        self._document = document
        self._statements = statements
        self._attribution = Attribution(doc, document, statements)
        self._quotes = quotations(doc)
        self._named: list[tuple[int, tuple[Span, ...]]] = []
        self._last: tuple[int, list[Held]] = (-REACH, [])

    def implied(self) -> Iterator[Candidate]:
        """The stances that follow from what speakers say."""
        for statement in (one for one in self._statements if one.kind != "reported"):
            content = self._doc.char_span(*statement.content, alignment_mode="expand")
            cue = self._cue(statement)
            if content is not None:
                found = list(implied(content, cue))
                yield from (
                    spoken(content, found) if statement.cue and statement.cue.of(self._document.text) == ":" else found
                )

    def _saying(self, statement: Statement | None) -> list[Token]:
        cue = self._cue(statement) if statement else None
        return [cue] if cue is not None else []

    def _cue(self, statement: Statement) -> Token | None:
        if statement.cue is None:
            return None
        words = self._doc.char_span(*statement.cue, alignment_mode="expand")
        return words.root if words is not None and len(words) == 1 and is_cue(words.root) else None

    def positions(self, together: Iterable[Candidate]) -> Iterator[tuple[Position, frozenset[str]]]:
        """The positions of the candidates of one predicate."""
        for candidate in together:
            yield from self._read(candidate)

    def _read(self, candidate: Candidate) -> Iterator[tuple[Position, frozenset[str]]]:
        """The positions of a stance, one for each of its holders, with what is seen of them."""
        if not self._is_read(candidate.predicate.idx):
            return
        found, source = self._topics(candidate.topic)
        for number, held in enumerate(self._holders(candidate)):
            proof = evidence(candidate.predicate, held, source)
            for topic in found:
                if _is_topic(topic, held.span) and self._says_something(topic):
                    self._named.append((candidate.predicate.i, topic))
                    position = self._position(candidate, held, topic, proof, number)
                    yield position, features(candidate, held, position)

    def _holders(self, candidate: Candidate) -> list[Held]:
        """The holders of a stance; "wird gelobt" without an agent goes on with the holder of the sentence before."""
        found = list(self._attribution.held(candidate))
        if candidate.entry == ANNOUNCED:
            found = [one for one in found if one.speaker is not None and one.source_kind == "own"]
        sentence = self._numbers[candidate.predicate.i]
        if found:
            self._last = (sentence, found)
        elif candidate.holder is None and candidate.form == "reported" and _goes_on(candidate.predicate):
            if sentence - self._last[0] == 1:
                self._last = (sentence, self._last[1])
                return self._last[1]
        return found

    def _is_read(self, at: int) -> bool:
        """Whether a place belongs to the article itself or its headline."""
        parts = [*self._document.body, *([self._document.title_span] if self._document.title_span else [])]
        return not self._document.body or any(part.start <= at < part.end for part in parts)

    # The topic ---------------------------------------------------------------------------------------------------

    def _topics(self, argument: Argument) -> tuple[tuple[tuple[Span, ...], ...], Token | None]:
        """The words of the topics; a bare pronoun takes those of what it points back to, found at the second value."""
        head = argument.head
        if not _points_back(head):
            return topics(argument), None
        sentence = self._numbers[head.i]
        for at, topic in reversed(self._named):
            if sentence - self._numbers[at] <= REACH and at < head.i:
                return (topic,), self._doc[at]
        found = pointed(head)
        return (topics(found), found.head) if found is not None else ((), None)

    def _says_something(self, topic: tuple[Span, ...]) -> bool:
        """Whether a topic is more than pronouns and small words."""
        words = (self._doc.char_span(*span, alignment_mode="expand") for span in topic)
        return any(token.pos_ in _TELLING for found in words if found is not None for token in found)

    @cached_property
    def _numbers(self) -> tuple[int, ...]:
        return sentence_numbers(self._doc)

    # The fields --------------------------------------------------------------------------------------------------

    def _position(
        self, candidate: Candidate, held: Held, topic: tuple[Span, ...], proof: tuple[Span, ...], number: int
    ) -> Position:
        predicate = candidate.predicate
        day = published(self._document, predicate.idx)
        when = stated([predicate, *self._saying(held.speaker)], topic, day)
        return Position(
            doc=self._document.id,
            evidence=proof,
            actor=held.words,
            actor_span=held.span,
            actor_name=held.name,
            holder=number if held.words.lower() in ("sie", "beide") else 0,
            stance=conditioned(candidate.relation, predicate),
            topic=" … ".join(bare(span.of(self._document.text)) for span in topic),
            topic_spans=topic,
            explicit=candidate.prior >= 0.5,
            quote=self._quote(candidate, held, topic),
            addressee=self._addressee(candidate),
            condition=self._words(condition(predicate)),
            source_kind=held.source_kind,
            claimed_by=held.claimed_by,
            medium=self._words(sentence_medium(predicate.sent)),
            published_on=day,
            stated_on=when.on,
            stated_precision=when.precision,
            stated_basis=when.basis,
            in_force=when.in_force,
            extractor=f"lexicon:{candidate.entry}",
        )

    def _quote(self, candidate: Candidate, held: Held, topic: tuple[Span, ...]) -> Quote:
        """The strongest form in which the stance is given."""
        if any(quote.start <= candidate.predicate.i < quote.end for quote in self._quotes) or self._is_quoted(topic):
            return "direct"
        statement = held.speaker or self._attribution.around(candidate.predicate)
        if statement is not None:
            return "direct" if statement.kind == "direct" else "indirect"
        if candidate.form == "reported" and candidate.topic.pattern in ("dass", "ob", "w"):
            return "indirect"
        return candidate.form

    def _is_quoted(self, topic: tuple[Span, ...]) -> bool:
        """Whether most of a topic, if it is no mere term, stands in quotation marks."""
        quotes = [quote.words(self._doc) for quote in self._quotes]
        quoted = sum(
            max(0, min(span.end, words.end_char) - max(span.start, words.start_char))
            for words in quotes
            for span in topic
        )
        return 2 * quoted > sum(span.end - span.start for span in topic) > TERM

    def _addressee(self, candidate: Candidate) -> str | None:
        return next((holder.words for holder in holders(candidate.addressee)), None)

    def _words(self, span: Span | None) -> str | None:
        """The words of a span on one line."""
        return bare(span.of(self._document.text)) if span is not None else None


def _is_topic(topic: tuple[Span, ...], holder: Span) -> bool:
    """Whether there is a wording, not too long, that is more than the holder's own name."""
    if not topic or sum(span.end - span.start for span in topic) > LONGEST:
        return False
    return not any(span.overlaps(holder) and span.end - span.start <= holder.end - holder.start for span in topic)


def _goes_on(predicate: Token) -> bool:
    """Whether a main clause in the passive names nobody who acts."""
    return is_passive(predicate) and predicate.dep_ in ("ROOT", "conj") and agent(predicate) is None


def _points_back(head: Token) -> bool:
    """Whether a topic is a bare pronoun: "das", "dies", "es", "ihn", "dagegen"."""
    if head.tag_ in ("PIS", "PWS", "PRF"):
        return False
    return head.pos_ in ("PRON", "DET", "ADV") or head.tag_ in ("PAV", "PROAV")
