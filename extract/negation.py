"""Negation: the word that denies a predicate, and what stands in place of the denied ("nicht A, sondern B")."""

from spacy.tokens import Token

from standpunkt.extract.clauses import SUBJECTS
from standpunkt.extract.lexicon import word_set
from standpunkt.extract.verbs import auxiliaries


def negator(predicate: Token) -> Token | None:
    """The word that negates a predicate: "nicht", "nie", "kein" before its object, "auf keinen Fall"."""
    nots, harmless = word_set("polarity", "words", "negators"), word_set("polarity", "words", "harmless")
    for child in (*predicate.children, *(word for aux in auxiliaries(predicate) for word in aux.children)):
        if child.lower_ in nots and child.i + 1 < len(child.doc) and child.nbor(1).lower_ not in harmless:
            if child.dep_ not in SUBJECTS | {"conj", "cc"} and not _is_contrast(child, predicate):
                return child
        if child.dep_ in ("obj", "nsubj:pass", "nsubj", "obl", "iobj") or child.lower_ == "fall":
            for word in child.children:
                if word.lower_.startswith("kein") and word.dep_ in ("det", "amod", "advmod") or word.lower_ == "weder":
                    return word
    return None


def _is_contrast(word: Token, predicate: Token) -> bool:
    """Whether a "nicht" only puts one member of a pair aside: "nicht A, sondern B"."""
    return any(replaced(child) is not None and word.i < child.i for child in predicate.children)


def replaced(token: Token) -> Token | None:
    """What stands in place of a word that is denied before it: the B of "nicht A, sondern B"."""
    for child in token.children:
        if child.dep_ == "conj" and any(word.lower_ == "sondern" for word in child.children):
            before = token.doc[max(token.sent.start, token.left_edge.i - 2) : token.i]
            lower = [word.lower_ for word in before]
            return child if "nicht" in lower and "nur" not in lower else None
    return None
