"""Conditions: what a stance depends on, and whether they leave it conditional.

"stimmt nur zu, wenn …" is a conditional stance; "fordert Hilfe, falls …" stays a demand with its condition kept.
"""

from spacy.tokens import Token

from standpunkt.extract.clauses import marker
from standpunkt.extract.lexicon import words
from standpunkt.extract.records import Span
from standpunkt.extract.topic_spans import trim

#: Relations that a condition turns into a conditional stance even without "nur".
WAVERING = frozenset({"accepts", "commits", "supports", "proposes"})


def condition(predicate: Token) -> Span | None:
    """The words of the condition that a stance depends on, or None."""
    clause = _clause(predicate)
    if clause is not None:
        run = trim(list(clause.subtree))
        return Span(run[0].idx, run[-1].idx + len(run[-1]))
    sentence = predicate.sent
    for phrase in words("speech", "condition")["phrases"]:
        at = sentence.text.find(phrase)
        if at >= 0:
            return Span(sentence.start_char + at, sentence.end_char)
    return None


def conditioned(relation: str, predicate: Token) -> str:
    """The relation that a condition leaves of a stance."""
    clause = _clause(predicate)
    if clause is None:
        return "conditional" if relation in WAVERING and condition(predicate) else relation
    first = clause.left_edge
    before = {token.lower_ for token in (first, first.nbor(-1) if first.i else first, *clause.children)}
    only = before & set(words("speech", "condition")["only"])
    return (
        "conditional" if relation in WAVERING and (only or marker(clause) in ("sofern", "falls", "wenn")) else relation
    )


def _clause(predicate: Token) -> Token | None:
    marks = words("speech", "condition")["marks"]
    for child in predicate.children:
        if child.dep_ == "advcl" and marker(child) in marks:
            return child
    return None
