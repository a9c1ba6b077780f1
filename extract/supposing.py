"""Clauses that only suppose or ask something: "falls er ablehnt", "Lehnt er ab, …", "ob er ablehnt"."""

from spacy.tokens import Token

from standpunkt.extract.clauses import FINITE, SUBJECTS, finite, marker
from standpunkt.extract.lexicon import word_set


def in_condition(token: Token) -> bool:
    """Whether a word stands in a clause that only supposes or asks something ("falls er ablehnt", "ob er ablehnt")."""
    for word in (token, *token.ancestors):
        if word.dep_ in ("advcl", "acl") and (marker(word) in _marks() or is_verb_first(word)):
            return True
        if marker(word) == "ob":
            return True
    return False


def is_verb_first(clause: Token) -> bool:
    """Whether a side clause opens with its finite verb, as conditions without "wenn" do ("Lehnt er ab, …")."""
    first = clause.left_edge
    if any(child.dep_ == "mark" and child.lower_ not in ("sollte", "sollten") for child in clause.children):
        return False
    opens = first.i == first.sent.start or first.nbor(-1).is_punct
    if not opens or clause.i > clause.head.i or not any(child.dep_ in SUBJECTS for child in clause.children):
        return False
    return first.lower_ in ("sollte", "sollten") or first == finite(clause) and first.tag_ in FINITE


def _marks() -> frozenset[str]:
    return word_set("speech", "condition", "marks")
