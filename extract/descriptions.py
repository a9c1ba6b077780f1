"""The words that describe an actor: a noun with its modifiers and attributes ("viele europäische Außenminister").

Articles, relative clauses and brackets do not belong to a description.
"""

from itertools import dropwhile

from spacy.tokens import Token

from standpunkt.extract.cases import feature, has_article, preposition
from standpunkt.extract.clauses import is_label
from standpunkt.extract.datives import is_hidden_dative
from standpunkt.extract.name_words import entity
from standpunkt.extract.quotations import MARKS

_INNER = frozenset({"amod", "nummod", "compound", "flat"})
#: Tags of what only opens a description: articles, "auch", "selbst", "und".
_OPENING = frozenset({"ART", "PDAT", "ADV", "KON"})
#: Relations of what is cut off from an attribute.
_CUT = frozenset({"acl", "appos", "parataxis", "advcl", "punct"})


def description(head: Token) -> list[Token]:
    """The words from the first to the last that describe an actor; at least the head itself."""
    kept = [head]
    for child in head.children:
        if not is_label(head, child):
            kept += _part(child, head)
    first, last = min(word.i for word in kept), max(word.i for word in kept)
    return list(dropwhile(_opens, head.doc[first : last + 1])) or [head]


def _opens(word: Token) -> bool:
    return word.is_punct or word.tag_ in _OPENING or word.text in MARKS


def _part(child: Token, head: Token) -> list[Token]:
    """What a word that hangs on a noun adds to its description."""
    if child.dep_ in _INNER or _counts(child, head) or _quantifies(child):
        return [word for word in child.subtree if not word.is_punct and (word.i < head.i or child.i > head.i)]
    if child.dep_ == "appos" and child.i == head.i + 1 and child.ent_type_ == "LOC":
        return entity(child)  # "das Landgericht Köln"
    return _attribute(child, head) if child.dep_ == "nmod" else []


def _counts(child: Token, head: Token) -> bool:
    """Whether a number right before its noun counts it ("26 Staaten"), whatever the relation is called."""
    return child.pos_ == "NUM" and child.i == head.i - 1


def _quantifies(child: Token) -> bool:
    """Whether a determiner says more than an article does ("viele", "alle", "unsere"), and does not deny."""
    if child.dep_ != "det" or child.lower_.startswith("kein"):
        return False
    return child.tag_ in ("PIAT", "PIDAT", "PPOSAT", "CARD")


def _attribute(child: Token, head: Token) -> list[Token]:
    """The words of another noun: "Deutschlands" before its noun, "der Länder" or "aus Bayern" behind it."""
    if child.i < head.i:
        return [child] if child.pos_ == "PROPN" and not preposition(child) else []
    return _without_clauses(child) if _describes(child) else []


def _describes(child: Token) -> bool:
    """Whether an attribute belongs to a description: no party in brackets, no "für den Entwurf" of the verb's."""
    if child.i > 0 and child.nbor(-1).text in "([":
        return False
    word = preposition(child)
    if not word:
        # "Ägypten der Vermittlung": a name has no genitive behind it.
        return not (child.head.ent_type_ == "LOC" and child.pos_ == "NOUN") and not is_hidden_dative(child)
    if word == "in":
        return feature(child, "Case") != "Acc"
    return word in ("von", "aus", "bei") or word in ("für", "gegen", "ohne") and not has_article(child)


def _without_clauses(noun: Token) -> list[Token]:
    """A noun with what hangs on it, without clauses, appositions and common nouns that are joined to it."""
    kept = [noun]
    for child in noun.children:
        if child.dep_ not in _CUT and not (child.dep_ == "conj" and not child.ent_type_):
            kept += [word for word in child.subtree if not word.is_punct]
    return kept
