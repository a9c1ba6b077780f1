"""Conditions: what a stance depends on, and whether they leave it conditional.

"stimmt nur zu, wenn …" is a conditional stance; "fordert Hilfe, falls …" stays a demand with its condition kept.
"""

from collections.abc import Iterator
from itertools import chain

from spacy.tokens import Token

from standpunkt.extract.clauses import marker
from standpunkt.extract.lexicon import word_set, words
from standpunkt.extract.patterns import find
from standpunkt.extract.records import Span
from standpunkt.extract.supposing import is_verb_first
from standpunkt.extract.topic_spans import trim
from standpunkt.extract.verbs import lexicon_form

#: Relations that a condition turns into a conditional stance even without "nur".
WAVERING = frozenset({"accepts", "commits", "supports", "proposes"})
#: Conjunctions of time, which make a stance conditional only behind "nur" or "erst".
TIMES = frozenset({"solange", "sobald", "insofern"})
#: Conjunctions that can only mean a case, not a time, and verbs that announce for a case.
CASES = frozenset({"falls", "sofern"})
ANNOUNCING = frozenset({"an|kündigen", "bekräftigen", "warnen"})
_INNER = frozenset({"xcomp", "obl", "obj", "advmod", "nmod", "ccomp"})


def condition(predicate: Token) -> Span | None:
    """The words of the condition that a stance depends on, or None."""
    clause = _clause(predicate)
    if clause is not None:
        return _span(list(clause.subtree))
    tied = tie(predicate)
    if tied is not None:
        return _span([word for word in tied.subtree if word.dep_ != "case" or word.head != tied])
    return _phrase(predicate)


def conditioned(relation: str, predicate: Token) -> str:
    """The relation that a condition leaves of a stance."""
    if relation not in WAVERING:
        return relation
    clause = _clause(predicate)
    if clause is None:
        return "conditional" if _phrase(predicate) else relation
    if _is_only(clause, predicate):
        return "conditional"
    if clause.head != predicate:
        # What is announced for a case is announced all the same; a promise for a case is none yet.
        return "conditional" if marker(clause) in CASES and lexicon_form(predicate) not in ANNOUNCING else relation
    return relation if marker(clause) in TIMES else "conditional"


def tie(predicate: Token) -> Token | None:
    """What a verb of tying makes the stance depend on: "knüpft seine Zustimmung an …"."""
    pattern = words("speech", "tying").get(lexicon_form(predicate))
    found = find(predicate, (pattern,)) if pattern else None
    return found.head if found else None


def _clause(predicate: Token) -> Token | None:
    """The clause with "wenn", "falls" or its verb in front that hangs on a predicate or on what it governs."""
    inner = (deeper for child in predicate.children if child.dep_ in _INNER for deeper in child.children)
    for child in chain(predicate.children, inner):
        if child.dep_ == "advcl" and (marker(child) in _marks() or is_verb_first(child)):
            return child
    return None


def _is_only(clause: Token, predicate: Token) -> bool:
    """Whether "nur" or "erst" stands before a condition or beside the verb it limits."""
    first = clause.left_edge
    near = (first, first.nbor(-1) if first.i else first, *clause.children, *predicate.children, *clause.head.children)
    return any(token.lower_ in word_set("speech", "condition", "only") for token in near)


def _phrase(predicate: Token) -> Span | None:
    """What follows "unter der Bedingung" or "vorausgesetzt", where that belongs to a predicate."""
    sentence = predicate.sent
    low = sentence.text.lower()
    for phrase in words("speech", "condition")["phrases"]:
        at = low.find(phrase)
        found = sentence.char_span(at, at + len(phrase)) if at >= 0 else None
        if found is not None and (predicate in found.root.ancestors or found.root == predicate):
            return _span(list(_behind(found[-1])))
    return None


def _behind(last: Token) -> Iterator[Token]:
    """The clause that opens right behind a word, else all that follows up to the end of the sentence."""
    for token in last.doc[last.i + 1 : last.sent.end]:
        if token.dep_ in ("ccomp", "acl", "advcl", "xcomp") and 0 < token.left_edge.i - last.i <= 2:
            return token.subtree
    return iter(last.doc[last.i + 1 : last.sent.end])


def _span(tokens: list[Token]) -> Span | None:
    run = trim(tokens)
    return Span(run[0].idx, run[-1].idx + len(run[-1])) if run else None


def _marks() -> frozenset[str]:
    return word_set("speech", "condition", "marks")
