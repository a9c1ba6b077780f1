"""Who holds a stance: the actors that a phrase names, one by one, and the words that name each.

A name loses title, function and article ("Kremlsprecher Dmitri Peskow" → "Dmitri Peskow"); a description keeps its
modifiers ("viele europäische Außenminister"); a pronoun stays.
"""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from spacy.tokens import Token

from standpunkt.extract.actor_words import is_abstract, is_actor, is_named, is_possessive, is_speaking_pronoun, is_thing
from standpunkt.extract.cases import preposition
from standpunkt.extract.coordination import members
from standpunkt.extract.descriptions import description
from standpunkt.extract.lexicon import word_set
from standpunkt.extract.name_words import entity, named_body, person_name
from standpunkt.extract.records import Span
from standpunkt.extract.verbs import is_infinitive

#: How a holder is named: by a person's name, the name of a body or place, a description, or a pronoun.
Naming = Literal["person", "name", "noun", "pronoun"]


class Holder(NamedTuple):
    """One holder of a stance: the head word of its phrase, and the words that name it with their place."""

    head: Token
    span: Span
    kind: Naming
    words: str


def holders(head: Token | None, *, lenient: bool = False) -> Iterator[Holder]:
    """The holders that a phrase names, each member of a coordination on its own, as far as they can be actors.

    `lenient` takes any noun for an actor that is no thing of the lexicon: who demands or criticises is one.
    """
    for member in members(head) if head is not None else ():
        found = _holder(member, lenient)
        if found is not None:
            yield found


def _holder(head: Token, lenient: bool) -> Holder | None:
    """What a single word names, if it can be an actor; "welcher Minister" is nobody."""
    if any(child.tag_ in ("PWAT", "PWS") for child in head.children):
        return None
    if head.tag_ in ("PIS", "PIAT") and head.lower_ in word_set("holders", "lists", "some"):
        some = description(head)
        return _worded(some, head, "noun") if len(some) > 1 else None
    if head.pos_ in ("PRON", "DET") or head.tag_ in ("PPER", "PDS", "PIS", "PPOSAT"):
        return _worded([head], head, "pronoun") if is_speaking_pronoun(head) else None
    if person := person_name(head):
        return _worded(person, head, "person")
    body = named_body(head)
    if body is not None:
        return _worded(entity(body), body, "name")
    if is_actor(head) or lenient and head.pos_ == "NOUN" and not is_thing(head) and not is_abstract(head):
        return _worded(description(head), head, "name" if is_named(head) else "noun")
    return None


def _worded(tokens: list[Token], head: Token, kind: Naming) -> Holder:
    words = head.doc[tokens[0].i : tokens[-1].i + 1]
    return Holder(head, Span(words.start_char, words.end_char), kind, words.text)


def possessor(noun: Token) -> Token | None:
    """Whose stance a noun is: "die Forderung der SPD", "Russlands Ablehnung", "Kritik von X", "ihre Forderung"."""
    owners = (child for child in noun.children if _may_own(child))
    found = next((child for child in owners if not is_infinitive(child) and any(holders(child))), None)
    return found or next(filter(is_possessive, noun.children), None)


def _may_own(child: Token) -> bool:
    """Whether a phrase stands to a noun as its owner does, in the genitive or with "von"."""
    return child.dep_ in ("nmod", "obl") and preposition(child) in ("", "von", "seitens", "vonseiten")
