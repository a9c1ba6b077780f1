"""The members of a coordination, each an actor of its own: "SPD und Grüne", "die Länder A, B und C".

What only looks like several is one: "Parteichef und Minister Weber" is a single person.
"""

from collections.abc import Iterator

from spacy.tokens import Token

from standpunkt.extract.actor_words import is_named
from standpunkt.extract.cases import feature, has_article
from standpunkt.extract.lexicon import word_set
from standpunkt.extract.name_words import person_name
from standpunkt.extract.negation import replaced


def members(head: Token) -> Iterator[Token]:
    """The heads of a coordination, with the names in apposition to a group ("die Länder A, B und C")."""
    other = replaced(head)
    if other is not None:
        yield from members(other)
    else:
        yield from _parties(head) or _named_role(head) or [*_group(head), *_conjuncts(head)]


def _parties(head: Token) -> list[Token]:
    """The parties in "Politiker von SPD und Grünen", who hold the stance each on its own."""
    if head.lemma_ not in word_set("holders", "lists", "of_parties"):
        return []
    for child in head.children:
        if child.dep_ == "nmod" and child.i > head.i and is_named(child):
            others = [other for other in _conjuncts(child) if is_named(other)]
            return [child, *others] if others else []
    return []


def _named_role(head: Token) -> list[Token]:
    """The role that bears the name where one person has several: "Parteichef und Minister Weber"."""
    if head.pos_ != "NOUN" or feature(head, "Number") != "Sing" or person_name(head):
        return []
    return [child for child in _conjuncts(head) if person_name(child) and not has_article(child)][:1]


def _group(head: Token) -> list[Token]:
    """A word with what is joined to its name; a group gives way to the names that it only announces."""
    named = [child for child in head.children if _names(child, head)]
    if head.pos_ == "NOUN" and feature(head, "Number") == "Plur" and any(_conjuncts(child) for child in named):
        return [word for child in named for word in (child, *_conjuncts(child))]
    # "Ministerin A (SPD) und ihr Kollege B": what is joined may hang on the name.
    return [*_first_half(head), head, *(word for child in named if child.i == head.i + 1 for word in _conjuncts(child))]


def _first_half(head: Token) -> list[Token]:
    """The first of the two in "weder A noch B", which a parser may hang beside the second."""
    if not any(child.lower_ == "noch" and child.i < head.i for child in head.children):
        return []
    before = (word for word in head.head.children if word.i < head.i)
    return [word for word in before if any(child.lower_ == "weder" for child in word.children)]


def _names(child: Token, head: Token) -> bool:
    """Whether a word is the name of what another one describes."""
    if not is_named(child):
        return False
    return child.dep_ == "appos" or child.i == head.i + 1 and child.dep_ in ("nmod", "flat")


def _conjuncts(head: Token) -> list[Token]:
    found: list[Token] = []
    for child in head.children:
        if child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN", "PRON", "X", "ADJ", "DET"):
            found += [child, *_conjuncts(child)]
    return found
