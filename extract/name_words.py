"""The words of the name that a phrase gives a person or body, without title and function.

"Kremlsprecher Dmitri Peskow" → "Dmitri Peskow", "die Gewerkschaft ver.di" → "ver.di".
"""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from standpunkt.extract.actor_words import is_actor, is_role, is_thing
from standpunkt.extract.cases import feature, preposition
from standpunkt.extract.lexicon import ends_like_actor, word_set
from standpunkt.extract.quotations import MARKS

_LINKS = frozenset({"flat", "appos", "compound", "nmod"})
_TITLES = frozenset("Dr. Prof. Herr Herrn Frau".split())


def person_name(head: Token) -> list[Token]:
    """The person's name in a noun phrase: of the head itself or of an apposition to a role."""
    if head.ent_type_ == "PER":
        return entity(head)
    if head.pos_ in ("NOUN", "PROPN", "ADJ") and (head.ent_type_ != "ORG" or is_role(head)):
        named = next((child for child in _below(head) if child.ent_type_ == "PER"), None)
        if named is not None:
            return entity(named)
        follower = _next_word(head)
        if follower is not None and follower.ent_type_ == "PER" and follower.ent_iob_ == "B" and is_role(head):
            return entity(follower)
    return []


def _below(head: Token) -> Iterator[Token]:
    """The words by which a role may be named, nearest first, without phrases that belong to somebody else."""
    for child in head.children:
        if child.dep_ in _LINKS and not preposition(child) and not _is_possessor(child):
            yield child
            yield from (deeper for deeper in child.children if deeper.dep_ in ("flat", "appos"))
        elif child.dep_ == "nmod" and child.i > head.i:
            # "der Vorsitzende des Verbands, Karl Weber": the name may hang on the genitive.
            yield from (word for word in child.children if word.dep_ == "appos" and word.nbor(-1).text == ",")


def _is_possessor(child: Token) -> bool:
    """ "Merkels Sprecher", "der Sprecher Merkels": a genitive names somebody else."""
    if child.dep_ != "nmod":
        return False
    return child.i < child.head.i or feature(child, "Case") == "Gen" and child.text.endswith("s")


def named_body(head: Token) -> Token | None:
    """The name right behind the kind of body that bears it: "die Gewerkschaft ver.di", "das Hilfswerk UNICEF"."""
    follower = _next_word(head)
    if head.lemma_ in word_set("holders", "lists", "places") and feature(head, "Number") != "Plur":
        return follower if follower is not None and follower.ent_type_ == "LOC" and follower.head == head else None
    if head.pos_ != "NOUN" or is_thing(head) or head.lemma_ in word_set("holders", "lists", "of"):
        return None
    if follower is not None and follower.text in MARKS:
        follower = _next_word(follower)
    if follower is None or follower.pos_ != "PROPN":
        return None
    if follower.dep_ == head.dep_ and follower.head == head.head:
        return follower if is_actor(head) else None
    if head.ent_type_ or follower.ent_type_ != "ORG" or follower.ent_iob_ != "B" or follower.head != head:
        return None
    return follower if follower.dep_ in ("appos", "flat", "nmod") else None


def _next_word(head: Token) -> Token | None:
    """The word right behind another one in its sentence."""
    if head.i + 1 == len(head.doc):
        return None
    word = head.nbor(1)
    return None if word.is_sent_start else word


def entity(token: Token) -> list[Token]:
    """All words of the name that a word is part of, without the title or function before it."""
    start = end = token.i
    doc = token.doc
    while start > 0 and doc[start].ent_iob_ == "I":
        start -= 1
    while end + 1 < len(doc) and doc[end + 1].ent_iob_ == "I":
        end += 1
    found = list(doc[start : _past_particles(doc, end) + 1])
    while len(found) > 1 and (found[0].text in _TITLES or ends_like_actor(found[0].text)):
        found.pop(0)
    return found


def _past_particles(doc: Doc, end: int) -> int:
    """Where a name ends that was cut at its particle ("Ursula von | der Leyen") or its sign ("Haus | & Grund")."""
    particles = word_set("holders", "lists", "particles")
    if doc[end].text not in particles and doc[end + 1 : end + 2].text != "&":
        return end
    last = end
    while last + 1 < len(doc) and (doc[last].text in particles or doc[last + 1].text in particles):
        last += 1
        if doc[last].text not in particles and doc[last].text[:1].isupper():
            return last
    return end
