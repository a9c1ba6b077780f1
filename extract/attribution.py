"""Whose stance it is: the holder a sentence names, the speaker behind it, and on whose account the text has it.

"Selenskyj sagte, Russland lehne das ab": Russia holds the stance, on Selenskyj's account (`attributed`). "Der
Kremlsprecher sagte, Russland lehne das ab": he speaks for Russia himself (`own`). "Wir lehnen das ab": the speaker.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Words

from standpunkt.extract.candidate import Candidate
from standpunkt.extract.cases import feature
from standpunkt.extract.coreference import Coreference
from standpunkt.extract.holders import Holder, holders
from standpunkt.extract.lexicon import table, word_set
from standpunkt.extract.name_words import person_name
from standpunkt.extract.persons import bare
from standpunkt.extract.polarity import is_alleged
from standpunkt.extract.records import Document, SourceKind, Span, Statement
from standpunkt.extract.verbs import is_passive


class Held(NamedTuple):
    """One holder of a candidate: the words for it, the full name, and how the text comes to know."""

    words: str
    span: Span
    name: str | None
    source_kind: SourceKind = "own"
    claimed_by: str | None = None
    speaker: Statement | None = None


class Attribution:
    """The statements and names of one document, for finding the holders of its stances."""

    def __init__(self, doc: Doc, document: Document, statements: Sequence[Statement]) -> None:
        self._doc = doc
        self._document = document
        self._statements = statements
        #: A reported statement only tells that somebody spoke: its clause is the text's own.
        self._said = [one for one in statements if one.kind != "reported"]

    @cached_property
    def coreference(self) -> Coreference:
        """Who is meant by the names, roles and pronouns of the document."""
        return Coreference(self._doc)

    def around(self, token: Token) -> Statement | None:
        """The innermost statement whose content holds a word."""
        at = token.idx
        inside = [one for one in self._said if one.content.start <= at < one.content.end and not _is_cue(one, at)]
        return min(inside, key=lambda one: one.content.end - one.content.start, default=None)

    def held(self, candidate: Candidate) -> Iterator[Held]:
        """All holders of a candidate that can be actors; a stance without holder is its speaker's."""
        statement = self.around(candidate.predicate)
        lenient = candidate.form == "reported"
        found = list(holders(candidate.holder, lenient=lenient)) if candidate.holder is not None else []
        if not found:
            if (
                candidate.holder is None
                and self._is_said(candidate.predicate, statement)
                or (candidate.holder is not None and _is_impersonal(candidate.holder))
            ):
                yield from self.speaker(statement)
            return
        for holder in found:
            yield from self._one(holder, candidate, statement)

    def speaker(self, statement: Statement | None) -> Iterator[Held]:
        """The speakers of a statement as the holders of what they say."""
        if statement is None or statement.speaker is None:
            return
        outer = self._outer(statement)
        claimed = self.named(outer.speaker) if outer and outer.speaker else None
        for holder in self._holders(statement.speaker):
            full = self.full_name(holder)
            if claimed and claimed != full:
                yield Held(holder.words, holder.span, full, "attributed", claimed, statement)
            else:
                hearsay = holder.head.lemma_ in word_set("speech", "hearsay", "sources")
                yield Held(holder.words, holder.span, full, "alleged" if hearsay else "own", None, statement)

    def _outer(self, statement: Statement) -> Statement | None:
        """The statement in which somebody else tells what one says."""
        at = statement.parent
        while at is not None and self._statements[at].kind == "reported":
            at = self._statements[at].parent
        return self._statements[at] if at is not None else None

    def _is_said(self, predicate: Token, statement: Statement | None) -> bool:
        """Whether a clause without holder is what the speaker himself says, not something he speaks about."""
        if statement is None or not is_passive(predicate) or predicate.dep_ in ("ROOT", "conj", "parataxis"):
            return True
        return not statement.content.start <= predicate.head.idx < statement.content.end

    def _one(self, holder: Holder, candidate: Candidate, statement: Statement | None) -> Iterator[Held]:
        """The holder that a clause names: the speaker himself, whom he speaks for, or somebody he speaks about."""
        speaker = self._holder(statement.speaker) if statement and statement.speaker else None
        if holder.kind == "pronoun" and holder.head.lower_ in table("holders")["pronouns"]["first"]:
            yield from self.speaker(statement) if speaker else self._author()
            return
        alleged = is_alleged(candidate.predicate)
        held = Held(holder.words, holder.span, self.full_name(holder), "alleged" if alleged else "own")
        if speaker is None:
            yield held
        elif speaker.span == holder.span:
            yield held._replace(speaker=statement)
        elif self._is_self(holder, speaker):
            yield held._replace(name=self.full_name(speaker), speaker=statement)
        elif self._speaks_for(speaker, holder):
            name = self.full_name(speaker)
            yield held._replace(words=speaker.words, span=speaker.span, name=name, speaker=statement)
        else:
            kind: SourceKind = "alleged" if alleged else "attributed"
            claimed_by = self.full_name(speaker) or speaker.words
            yield held._replace(source_kind=kind, claimed_by=claimed_by, speaker=statement)

    def full_name(self, holder: Holder) -> str | None:
        """The full name the document gives a holder; its own words if it gives none."""
        if holder.kind == "pronoun":
            return self.coreference.full_name(holder)
        return self.coreference.full_name(holder) or bare(holder.words)

    def _author(self) -> Iterator[Held]:
        """ "ich" and "wir" outside all quotations: the author of a speech, guest article or release."""
        document = self._document
        if document.kind != "article" and document.author:
            at = document.text.find(document.author)
            span = Span(at, at + len(document.author)) if at >= 0 else Span(0, 0)
            yield Held(document.author, span, document.author)

    def _is_self(self, holder: Holder, speaker: Holder) -> bool:
        """Whether a holder inside somebody's words is the speaker: "er", "sie" or the same name."""
        if holder.kind == "pronoun":
            chosen = self.coreference.antecedent(holder.head)
            return chosen is None or chosen.name == self.full_name(speaker) or _agree(holder, speaker)
        return self.full_name(holder) == self.full_name(speaker)

    def _speaks_for(self, speaker: Holder, holder: Holder) -> bool:
        """Whether a person speaks for the body or state that his clause names: spokespeople, ministers."""
        if speaker.kind != "person" or holder.kind == "person":
            return False
        if holder.head.lemma_ in word_set("holders", "speaking", "for_own"):
            owned = any(child.tag_ == "PPOSAT" for child in holder.head.children)
            if owned or holder.head.lemma_ in word_set("holders", "speaking", "for_any"):
                return True
        described = self._described(speaker)
        capitals = [word for word in holder.words.split() if len(word) > 2 and word[0].isupper()]
        also = table("holders")["spoken_for"]
        return any(part in described for word in capitals for part in also.get(word, [word[:4].lower()]))

    def _described(self, speaker: Holder) -> str:
        """The roles and attributes beside a speaker's name, lower case ("kremlsprecher", "chef der spd")."""
        return self._phrase(speaker.head) + " " + self._descriptions.get(self.full_name(speaker) or "", "")

    @cached_property
    def _descriptions(self) -> dict[str, str]:
        """What stands beside each name anywhere in the document."""
        found: dict[str, str] = {}
        for mention in self.coreference.mentions:
            if mention.head.ent_type_ == "PER" or mention.role:
                found[mention.name] = f"{found.get(mention.name, '')} {self._phrase(mention.head)}"
        return found

    def _phrase(self, head: Token) -> str:
        top = head.head if head.dep_ in ("appos", "flat") else head
        return self._doc[min(top.left_edge.i, head.left_edge.i) : max(top.i, head.right_edge.i) + 1].text.lower()

    def _holder(self, span: Span) -> Holder | None:
        """The first holder whose words stand at a span."""
        return next(self._holders(span), None)

    def _holders(self, span: Span) -> Iterator[Holder]:
        """The holders whose words stand at a span, each member of a coordination."""
        words = self._doc.char_span(span.start, span.end, alignment_mode="expand")
        if words is None:
            return
        for token in _heads(words):
            found = [holder for holder in holders(token) if holder.span.overlaps(span)]
            if found:
                yield from found
                return

    def named(self, span: Span) -> str | None:
        """The full name of the speaker whose words stand at a span, if somebody who can speak stands there."""
        holder = self._holder(span)
        return self.full_name(holder) if holder else None


def _heads(words: Words) -> Iterator[Token]:
    """The head of a phrase, and the role whose name it is."""
    head = words.root
    if head.dep_ in ("appos", "flat", "nmod", "compound") and person_name(head.head):
        yield head.head
    yield head


def _agree(holder: Holder, speaker: Holder) -> bool:
    """Whether a pronoun fits a speaker in number; in somebody's own words "er" is mostly himself."""
    number = feature(holder.head, "Number")
    return not number or number == feature(speaker.head, "Number")


def _is_impersonal(holder: Token) -> bool:
    return holder.lower_ in ("es", "das", "dies") and holder.pos_ in ("PRON", "DET")


def _is_cue(statement: Statement, at: int) -> bool:
    return statement.cue is not None and statement.cue.start <= at < statement.cue.end
