"""Which words can stand for an actor: names, nouns for people and bodies, pronouns; no things, media or times."""

from functools import cache

from spacy.tokens import Token

from standpunkt.extract.cases import preposition
from standpunkt.extract.lexicon import ends_like_actor, table, word_set


def is_actor(head: Token) -> bool:
    """Whether the head of a phrase can act politically: a name, or a noun for people and bodies."""
    if is_thing(head):
        return False
    if head.ent_type_ in ("PER", "ORG", "LOC"):
        return True
    if head.pos_ == "PROPN":
        return head.dep_ != "obl" or head.head.dep_ == "obl:agent" or preposition(head) in ("von", "durch")
    return head.pos_ in ("NOUN", "ADJ", "NUM") and (is_actor_noun(head) or _opens_name(head))


def _opens_name(head: Token) -> bool:
    """Whether an adjective is the first word of a body's name: "Vereinten Nationen"."""
    return head.pos_ == "ADJ" and any(child.dep_ == "flat" and child.pos_ == "PROPN" for child in head.children)


def is_actor_noun(token: Token) -> bool:
    """Whether a word is, or ends like, a noun for people and bodies, in its base form or as it stands."""
    return ends_like_actor(token.lemma_) or ends_like_actor(token.text)


def is_role(token: Token) -> bool:
    """Whether a word tells what somebody is ("Kremlsprecher", "Grüne"), so that a name may follow."""
    return token.pos_ in ("NOUN", "ADJ") and is_actor_noun(token)


def is_named(token: Token) -> bool:
    """Whether a word is a name or part of one."""
    return token.ent_type_ in ("PER", "ORG", "LOC") or token.pos_ == "PROPN"


def is_thing(head: Token) -> bool:
    """Whether a word names a thing, a medium or a time, whatever it ends like."""
    lists = (word_set("holders", "lists", key) for key in ("nobody", "media"))
    return (
        any(head.lemma_ in words or head.text in words for words in lists)
        or any(letter.isdigit() for letter in head.text)
        or is_outlet(head)
    )


def is_outlet(word: Token) -> bool:
    """Whether a word ends like the name of a paper or magazine ("Morgenpost", "Zeitung")."""
    return word.lower_.endswith(tuple(word_set("holders", "lists", "outlets")))


def is_abstract(noun: Token) -> bool:
    """Whether a noun is built like the name of an act or a quality ("Kürzungen"), and is no body ("Regierung")."""
    return noun.lemma_.lower().endswith(tuple(word_set("holders", "lists", "abstract")))


def is_speaking_pronoun(token: Token) -> bool:
    """Whether a pronoun can stand for an actor ("er", "sie", "wir", "beide"), not "es", "das" or "was"."""
    if token.tag_ == "PPOSAT":
        return is_possessive(token)
    lists = table("holders")["pronouns"]
    return any(token.lower_ in lists[key] for key in ("masculine", "feminine", "plural", "either", "first"))


def is_possessive(token: Token) -> bool:
    """Whether a word says whose something is ("ihre", "unser")."""
    return token.tag_ == "PPOSAT" and token.lower_ in _possessives()


@cache
def _possessives() -> frozenset[str]:
    return frozenset(word for forms in table("holders")["possessives"].values() for word in forms)
