"""Who says what: the statements of a text, direct, indirect, in running Konjunktiv, and reported.

A statement is found at a cue: a verb of saying with its clause or quotation ("sagte, dass …", "…, sagte X."), a
phrase ("laut X", "nach Ansicht der Y", "X zufolge", "so X"), a colon after a name, or, without a cue, at a sentence
in the Konjunktiv or between quotation marks that carries on what the last speaker said.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Words

from standpunkt.extract.clauses import (
    agent,
    is_passive,
    is_predicate,
    is_subjunctive,
    marker,
    prefix,
    preposition,
    subject,
)
from standpunkt.extract.holders import Holder, holders, possessor
from standpunkt.extract.lexicon import split_prefix, table, verb_frames, word_set
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
            if token.pos_ in ("VERB", "AUX", "ADJ", "NOUN") and is_cue(token) and not _framed(token):
                yield from self._by_verb(token)
            elif token.dep_ in ("obl", "nmod", "advmod", "dep", "obl:arg") and token.pos_ in ("NOUN", "PROPN", "PRON"):
                yield from self._by_phrase(token)
            elif token.lower_ == "so":
                yield from self._by_so(token)

    # Verbs of saying ---------------------------------------------------------------------------------------------

    def _by_verb(self, cue: Token) -> Iterator[Statement]:
        speaker = _speaker(cue)
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
        clauses = [*_clauses(cue)]
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
        speaker = _framed(token)
        if speaker is None:
            return
        content = _clause_without(token)
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
        head = next((word for word in self._doc[token.i + 1 : token.i + 9] if any(holders(_top(word)))), None)
        between = self._doc[token.i + 1 : head.i] if head is not None else ()
        if head is None or any(word.pos_ not in _NOMINAL for word in between):
            return
        speaker = next(holders(_top(head)))
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


def is_cue(token: Token) -> bool:
    """Whether a word can show that somebody speaks or thinks."""
    verbs = word_set("speech", "saying", "verbs")
    if token.pos_ in ("VERB", "AUX"):
        before = prefix(token)
        name = f"{before}|{token.lemma_}" if before else token.lemma_
        return (
            name in verbs
            or before + token.lemma_ in _unseparated()
            or any(frame.form == "reported" for frame in verb_frames(token.lemma_, before))
        )
    if token.lemma_ in table("speech")["opinion"]["adjectives"]:
        return any(child.dep_ in ("cop", "ccomp") for child in token.children)
    return token.lemma_ in table("speech")["opinion"]["nouns"]


@cache
def _unseparated() -> frozenset[str]:
    return frozenset("".join(split_prefix(verb)) for verb in word_set("speech", "saying", "verbs"))


def _speaker(cue: Token) -> Holder | None:
    """Who says what a cue introduces."""
    if cue.pos_ == "NOUN":
        owner = possessor(cue) or (subject(cue) if any(child.dep_ == "cop" for child in cue.children) else None)
        owner = owner or (subject(cue.head) if cue.head.pos_ == "VERB" else None)
    else:
        owner = agent(cue) if is_passive(cue) else subject(cue)
    return next(holders(owner), None)


def _clauses(cue: Token) -> Iterator[Words]:
    """The clauses that hold what is said: object clauses of the cue, or the clause the cue is inserted in."""
    doc = cue.doc
    for child in cue.children:
        if child.dep_ in ("ccomp", "csubj", "parataxis", "acl") and is_predicate(child) and _is_said(child, cue):
            yield doc[child.left_edge.i : child.right_edge.i + 1]
    if _is_inserted(cue):
        content = _clause_without(cue)
        if content is not None:
            yield content


def _is_said(child: Token, cue: Token) -> bool:
    if marker(child) in ("dass", "ob", "daß"):
        return True
    if child.dep_ == "acl":
        return False
    return is_subjunctive(child) or child.dep_ == "ccomp" and child.i > cue.i or child.i < cue.i


def _is_inserted(cue: Token) -> bool:
    """Whether a cue is put into or behind what is said: "…, sagte X", "wie X mitteilte, …"."""
    if cue.dep_ == "parataxis" and is_predicate(cue.head) and cue.i > cue.head.left_edge.i:
        return True
    opens = next(iter(sorted(cue.children, key=lambda child: child.i)), None)
    return cue.dep_ == "advcl" and (marker(cue) == "wie" or opens is not None and opens.lower_ == "wie")


def _clause_without(token: Token) -> Words | None:
    """The clause a word hangs on, without the part of it that the word heads."""
    doc = token.doc
    head = token.head
    while not is_predicate(head) and head.dep_ not in ("ROOT", "ccomp", "parataxis") and head.head is not head:
        head = head.head
    start, end = head.left_edge.i, head.right_edge.i + 1
    left, right = token.left_edge.i, token.right_edge.i + 1
    pieces = [piece for piece in (doc[start:left], doc[right:end]) if len(piece) > 1]
    return max(pieces, key=len, default=None)


def _framed(token: Token) -> Holder | None:
    """The speaker that a phrase names: "laut X", "nach Ansicht des X", "X zufolge"."""
    word = preposition(token)
    if word in table("speech")["framing"]["prepositions"]:
        owner = possessor(token) if token.lemma_ in table("nouns")["framing"]["nouns"] else token
        return next(holders(owner), None)
    if word in ("nach", "aus", "in") and token.lemma_ in table("nouns")["framing"]["nouns"]:
        return next(holders(possessor(token)), None)
    return None


def _top(token: Token) -> Token:
    """The head of the noun phrase a word stands in."""
    while token.dep_ in ("det", "amod", "flat", "flat:name", "compound", "appos", "nummod") and token.head is not token:
        token = token.head
    return token


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
