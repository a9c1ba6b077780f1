"""Cues: the words that show that somebody speaks, who it is, and which clause holds what he says."""

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Span as Words
from spacy.tokens import Token

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


def speaker_of(cue: Token) -> Holder | None:
    """Who says what a cue introduces."""
    if cue.pos_ == "NOUN":
        owner = possessor(cue) or (subject(cue) if any(child.dep_ == "cop" for child in cue.children) else None)
        owner = owner or (subject(cue.head) if cue.head.pos_ == "VERB" else None)
    else:
        owner = agent(cue) if is_passive(cue) else subject(cue)
    return next(holders(owner), None)


def said_clauses(cue: Token) -> Iterator[Words]:
    """The clauses that hold what is said: object clauses of the cue, or the clause the cue is inserted in."""
    doc = cue.doc
    for child in cue.children:
        if child.dep_ in ("ccomp", "csubj", "parataxis", "acl") and is_predicate(child) and _is_said(child, cue):
            start, end = child.left_edge.i, child.right_edge.i + 1
            yield doc[start : min(end, cue.i)] if child.i < cue.i else doc[start:end]
    if _is_inserted(cue):
        content = clause_without(cue)
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


def clause_without(token: Token) -> Words | None:
    """The clause a word hangs on, without the part of it that the word heads."""
    doc = token.doc
    head = token.head
    while not is_predicate(head) and head.dep_ not in ("ROOT", "ccomp", "parataxis") and head.head is not head:
        head = head.head
    start, end = head.left_edge.i, head.right_edge.i + 1
    left, right = token.left_edge.i, token.right_edge.i + 1
    pieces = [piece for piece in (doc[start:left], doc[right:end]) if len(piece) > 1]
    return max(pieces, key=len, default=None)


def framed(token: Token) -> Holder | None:
    """The speaker that a phrase names: "laut X", "nach Ansicht des X", "X zufolge"."""
    word = preposition(token)
    if word in table("speech")["framing"]["prepositions"]:
        owner = possessor(token) if token.lemma_ in table("nouns")["framing"]["nouns"] else token
        return next(holders(owner), None)
    if word in ("nach", "aus", "in") and token.lemma_ in table("nouns")["framing"]["nouns"]:
        return next(holders(possessor(token)), None)
    return None


def top(token: Token) -> Token:
    """The head of the noun phrase a word stands in."""
    while token.dep_ in ("det", "amod", "flat", "flat:name", "compound", "appos", "nummod") and token.head is not token:
        token = token.head
    return token
