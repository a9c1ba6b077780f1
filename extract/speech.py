"""Who says what: the statements of a text, direct, indirect, in running Konjunktiv, and reported.

A statement is found at a cue: a verb of saying with its clause or quotation ("sagte, dass …", "…, sagte X."), a
phrase ("laut X", "nach Ansicht der Y", "X zufolge", "so X"), a colon after a name, or, without a cue, at a sentence
in the Konjunktiv or between quotation marks that carries on what the last speaker said.
"""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Words

from standpunkt.extract.clauses import is_predicate, is_subjunctive, subject
from standpunkt.extract.cues import clause_without, framed, is_cue, said_clauses, speaker_of, top
from standpunkt.extract.holders import holders
from standpunkt.extract.quotations import Quotation, quotations
from standpunkt.extract.records import Document, Span, Statement


def statements(doc: Doc, document: Document) -> list[Statement]:
    """All statements of a document in the order of the text, embedded ones with their `parent`."""
    reader = _Reader(doc)
    found = [*reader.cued(), *reader.headlines(document)]
    found = reader.carried(_without_copies(found))
    found.sort(key=lambda statement: (statement.content.start, -statement.content.end))
    return [replace(statement, parent=_parent(found, at)) for at, statement in enumerate(found)]


#: What may stand between "so" and the speaker's name.
_NOMINAL = frozenset({"DET", "ADJ", "NOUN", "PROPN", "X", "NUM"})


class _Reader:
    """One document being read for statements."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._quotes = [quote for quote in quotations(doc) if quote.is_utterance(doc)]

    def cued(self) -> Iterator[Statement]:
        """Statements that a word introduces."""
        for token in self._doc:
            if token.pos_ in ("VERB", "AUX", "ADJ", "NOUN") and is_cue(token) and not framed(token):
                yield from self._by_verb(token)
            elif token.dep_ in ("obl", "nmod", "advmod", "dep", "obl:arg") and token.pos_ in ("NOUN", "PROPN", "PRON"):
                yield from self._by_phrase(token)
            elif token.lower_ == "so":
                yield from self._by_so(token)

    # Verbs of saying ---------------------------------------------------------------------------------------------

    def _by_verb(self, cue: Token) -> Iterator[Statement]:
        speaker = speaker_of(cue)
        if speaker is None:
            return
        for content in self._contents(cue):
            inside = self._quote_of(content)
            yield Statement(
                content=_span(inside or content),
                kind="direct" if inside else "indirect",
                speaker=speaker.span,
                cue=Span(cue.idx, cue.idx + len(cue)),
            )

    def _contents(self, cue: Token) -> Iterator[Words]:
        """What is said, as stretches of text: clauses of the cue, then quotations beside it."""
        clauses = [*said_clauses(cue)]
        yield from clauses
        covered = [quote for quote in self._quotes if any(_overlap(quote, clause) for clause in clauses)]
        for quote in self._quotes:
            if quote not in covered and self._belongs(quote, cue):
                yield quote.words(self._doc)

    def _belongs(self, quote: Quotation, cue: Token) -> bool:
        """Whether a quotation stands beside a cue: in its sentence, or after the colon that ends it."""
        sentence = cue.sent
        if quote.start <= cue.i < quote.end:
            return False
        if quote.start < sentence.end and quote.end > sentence.start:
            return self._nearest_cue(quote, sentence) == cue
        last = [token for token in sentence if not token.is_space][-1]
        return last.text == ":" and sentence.end <= quote.start <= sentence.end + 3 and cue.dep_ in ("ROOT", "conj")

    def _nearest_cue(self, quote: Quotation, sentence: Words) -> Token | None:
        """The cue of a sentence that a quotation belongs to: its governor, else the nearest one outside it."""
        inside = quote.words(self._doc)
        outside = [token for token in sentence if not quote.start <= token.i < quote.end and is_cue(token)]
        for token in inside.root.ancestors:
            if token in outside:
                return token
        return min(outside, key=lambda token: min(abs(token.i - quote.start), abs(token.i - quote.end)), default=None)

    def _quote_of(self, content: Words) -> Words | None:
        """The quotation that makes up most of a content, in its whole length."""
        for quote in self._quotes:
            common = min(quote.end, content.end) - max(quote.start, content.start)
            if common > 0.6 * len(content):
                return quote.words(self._doc)
        return None

    # Phrases -----------------------------------------------------------------------------------------------------

    def _by_phrase(self, token: Token) -> Iterator[Statement]:
        """ "laut X", "X zufolge", "nach Angaben von X", "aus Sicht der Y": the rest of the sentence is X's."""
        speaker = framed(token)
        if speaker is None:
            return
        content = clause_without(token)
        if content is None:
            return
        inside = self._quote_of(content)
        yield Statement(
            content=_span(inside or content),
            kind="direct" if inside else "indirect",
            speaker=speaker.span,
            cue=_span(self._doc[token.left_edge.i : token.right_edge.i + 1]),
        )

    def _by_so(self, token: Token) -> Iterator[Statement]:
        """ "…, so X." and "…, so X weiter, …": what stands before (and after) is X's."""
        if token.i == 0 or token.nbor(-1).text not in (",", "“", '"', "-", "–", ".“"):
            return
        head = next((word for word in self._doc[token.i + 1 : token.i + 9] if any(holders(top(word)))), None)
        between = self._doc[token.i + 1 : head.i] if head is not None else ()
        if head is None or any(word.pos_ not in _NOMINAL for word in between):
            return
        speaker = next(holders(top(head)))
        before = self._doc[token.sent.start : token.i]
        quote = next((quote for quote in self._quotes if 0 <= token.i - quote.end <= 3), None)
        yield Statement(
            content=_span(quote.words(self._doc) if quote else before),
            kind="direct" if quote else "indirect",
            speaker=speaker.span,
            cue=Span(token.idx, token.idx + len(token)),
        )

    # Headlines ---------------------------------------------------------------------------------------------------

    def headlines(self, document: Document) -> Iterator[Statement]:
        """ "Söder: Keine Koalition mit …": a name, a colon, and what he says."""
        title = document.title_span
        for sentence in self._doc.sents:
            colon = next((token for token in sentence if token.text == ":"), None)
            if colon is None or colon.i + 1 >= len(self._doc) or colon.i - sentence.start > 8:
                continue
            before = [token for token in self._doc[sentence.start : colon.i] if not token.is_space]
            if not before or any(is_predicate(token) or token.pos_ in ("VERB", "AUX") for token in before):
                continue
            head = next((token for token in before if token.head.i not in range(sentence.start, colon.i)), before[0])
            speaker = next(holders(head), None)
            if (
                speaker is None
                or speaker.kind == "pronoun"
                or speaker.head.ent_type_ == "LOC"
                or (speaker.kind == "noun" and title is None)
            ):
                continue
            rest = self._doc[colon.i + 1 : sentence.end]
            quote = next((quote for quote in self._quotes if colon.i < quote.start <= colon.i + 3), None)
            if len(rest) or quote:
                yield Statement(
                    content=_span(quote.words(self._doc) if quote else rest),
                    kind="direct" if quote else "indirect",
                    speaker=speaker.span,
                    cue=Span(colon.idx, colon.idx + 1),
                )

    # What goes on without a cue ----------------------------------------------------------------------------------

    def carried(self, found: list[Statement]) -> list[Statement]:
        """The statements with those that the last speaker's words run on into."""
        last: Span | None = None
        since = 0
        for sentence in self._doc.sents:
            here = [one for one in found if _within(one, sentence)]
            if here:
                last, since = _main_speaker(here), 0
                continue
            since += 1
            content = self._carried(sentence) if last else None
            if content is not None and since <= 2:
                found.append(
                    Statement(content=_span(content[0]), kind=content[1], speaker=last)  # type: ignore[arg-type]
                )
                since = 0
            elif since > 1 or not any(token.text == ":" for token in sentence):
                last = _subject_speaker(sentence) or (last if since <= 1 else None)
        return found

    def _carried(self, sentence: Words) -> tuple[Words, str] | None:
        quote = next((q for q in self._quotes if q.start < sentence.end and q.end > sentence.start), None)
        if quote and min(quote.end, sentence.end) - max(quote.start, sentence.start) > 0.6 * len(sentence):
            return quote.words(self._doc), "direct"
        root = sentence.root
        if is_predicate(root) and is_subjunctive(root):
            return sentence, "free_indirect"
        return None


def _main_speaker(here: list[Statement]) -> Span | None:
    """Whose words the next sentence would carry on: the outermost speaker of the last statement."""
    outer = max(here, key=lambda one: one.content.end - one.content.start)
    return outer.speaker


def _subject_speaker(sentence: Words) -> Span | None:
    """The subject of a sentence, who may speak in the next one."""
    root = sentence.root
    found = next(holders(subject(root)), None) if is_predicate(root) else None
    return found.span if found else None


def _within(statement: Statement, sentence: Words) -> bool:
    return statement.content.start < sentence.end_char and sentence.start_char < statement.content.end


def _overlap(quote: Quotation, words: Words) -> bool:
    return quote.start < words.end and words.start < quote.end


def _span(words: Words) -> Span:
    """The characters of some words, without marks at their ends."""
    start, end = words.start, words.end
    doc = words.doc
    while start < end and (doc[start].is_punct or doc[start].is_space):
        start += 1
    while end > start + 1 and (doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    if start == end:
        start, end = words.start, words.end
    return Span(doc[start].idx, doc[end - 1].idx + len(doc[end - 1]))


def _without_copies(found: list[Statement]) -> list[Statement]:
    """Each content once: the first cue that was found for it counts."""
    kept: dict[Span, Statement] = {}
    for statement in found:
        kept.setdefault(statement.content, statement)
    return list(kept.values())


def _parent(found: list[Statement], at: int) -> int | None:
    """The smallest statement around one."""
    inner = found[at].content
    around = [
        number
        for number, other in enumerate(found)
        if number != at
        and other.content.start <= inner.start
        and inner.end <= other.content.end
        and other.content != inner
    ]
    return min(around, key=lambda number: found[number].content.end - found[number].content.start, default=None)
