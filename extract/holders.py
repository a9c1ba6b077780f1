"""Who holds a stance: the words that name an actor, one by one in a coordination, and whether they can be an actor.

A name loses title, function and article ("Kremlsprecher Dmitri Peskow" → "Dmitri Peskow"); a description keeps its
modifiers ("viele europäische Außenminister"); a pronoun stays.
"""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from spacy.tokens import Doc, Token

from standpunkt.extract.cases import feature, preposition
from standpunkt.extract.clauses import is_label
from standpunkt.extract.lexicon import ends_like_actor, table, word_set
from standpunkt.extract.negation import replaced
from standpunkt.extract.records import Span
from standpunkt.extract.topic_spans import QUOTES
from standpunkt.extract.verbs import is_infinitive

_NAME_LINKS = frozenset({"flat", "flat:name", "appos", "compound", "nmod", "dep"})
_INNER = frozenset({"amod", "nummod", "compound", "flat", "flat:name"})
#: Tags of what only opens a description: articles, "auch", "selbst", "und".
_OPENING = frozenset({"ART", "PDAT", "ADV", "KON"})
_TITLES = frozenset("Dr. Prof. Herr Herrn Frau".split())


class Holder(NamedTuple):
    """One holder of a stance: the head word of its phrase, and the words that name it with their place.

    `kind` is "person" (a name), "name" (of a body or place), "noun" (a description) or "pronoun".
    """

    head: Token
    span: Span
    kind: str
    words: str


def holders(head: Token | None, *, lenient: bool = False) -> Iterator[Holder]:
    """The holders that a phrase names, each member of a coordination on its own, as far as they can be actors.

    `lenient` takes any noun for an actor that is no thing of the lexicon: who demands or criticises is one.
    """
    if head is None:
        return
    for member in members(head):
        found = _holder(member, lenient)
        if found is not None:
            yield found


def members(head: Token) -> Iterator[Token]:
    """The heads of a coordination, with the names in apposition to a group ("die Länder A, B und C")."""
    other = replaced(head)
    if other is not None:
        yield from members(other)
        return
    parties = _parties(head)
    if parties:
        yield from parties
        return
    named = [child for child in _conjuncts(head) if name(child) and not _has_article(child)]
    if head.pos_ == "NOUN" and named and feature(head, "Number") == "Sing" and not name(head):
        yield named[0]
        return
    listed = [
        child
        for child in head.children
        if _is_named(child) and (child.dep_ == "appos" or child.i == head.i + 1 and child.dep_ in ("nmod", "flat"))
    ]
    plural = feature(head, "Number") == "Plur"
    if plural and head.pos_ == "NOUN" and any(_conjuncts(child) for child in listed):
        for child in listed:
            yield from (child, *_conjuncts(child))
    else:
        yield head
        # "Ministerin A (SPD) und ihr Kollege B": what is joined may hang on the name.
        yield from (word for child in listed if child.i == head.i + 1 for word in _conjuncts(child))
    yield from _conjuncts(head)


def _parties(head: Token) -> list[Token]:
    """The parties in "Politiker von SPD und Grünen", who hold the stance each on its own."""
    if head.lemma_ not in word_set("holders", "lists", "of_parties"):
        return []
    for child in head.children:
        if child.dep_ == "nmod" and child.i > head.i and _is_named(child):
            others = [other for other in _conjuncts(child) if _is_named(other)]
            return [child, *others] if others else []
    return []


def _has_article(token: Token) -> bool:
    return any(child.dep_ == "det" for child in token.children)


def _conjuncts(head: Token) -> list[Token]:
    found: list[Token] = []
    for child in head.children:
        if child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN", "PRON", "X", "ADJ", "DET"):
            found += [child, *_conjuncts(child)]
    return found


def _is_named(token: Token) -> bool:
    return token.ent_type_ in ("PER", "ORG", "LOC") or token.pos_ == "PROPN"


def _holder(head: Token, lenient: bool) -> Holder | None:
    if any(child.tag_ in ("PWAT", "PWS") for child in head.children):
        return None
    if head.tag_ in ("PIS", "PIAT") and head.lower_ in word_set("holders", "lists", "some"):
        return _named(description(head), head, "noun") if len(description(head)) > 1 else None
    if head.pos_ in ("PRON", "DET") or head.tag_ in ("PPER", "PDS", "PIS", "PPOSAT"):
        return _named([head], head, "pronoun") if is_speaking_pronoun(head) else None
    person = name(head)
    if person:
        return _named(person, head, "person")
    bearer = _named_body(head)
    if bearer is not None:
        return _named(_entity(bearer), bearer, "name")
    if is_actor(head) or lenient and head.pos_ == "NOUN" and not _is_thing(head) and not _is_abstract(head):
        return _named(description(head), head, "name" if _is_named(head) else "noun")
    return None


def is_speaking_pronoun(token: Token) -> bool:
    """Whether a pronoun can stand for an actor ("er", "sie", "wir", "beide"), not "es", "das" or "was"."""
    lists = table("holders")["pronouns"]
    if token.tag_ == "PPOSAT":
        return token.lower_ in _possessives()
    return any(token.lower_ in lists[key] for key in ("masculine", "feminine", "plural", "either", "first"))


def name(head: Token) -> list[Token]:
    """The person's name in a noun phrase: of the head itself or of an apposition to a role."""
    if head.ent_type_ == "PER":
        return _entity(head)
    if head.pos_ in ("NOUN", "PROPN", "ADJ") and (head.ent_type_ != "ORG" or _is_role(head)):
        for child in _below(head):
            if child.ent_type_ == "PER":
                return _entity(child)
        follower = next_word(head)
        if follower is not None and follower.ent_type_ == "PER" and follower.ent_iob_ == "B" and _is_role(head):
            return _entity(follower)
    return []


def _named_body(head: Token) -> Token | None:
    """The name right behind the kind of body that bears it: "die Gewerkschaft ver.di", "das Hilfswerk UNICEF"."""
    follower = next_word(head)
    if head.lemma_ in word_set("holders", "lists", "places") and feature(head, "Number") != "Plur":
        return follower if follower is not None and follower.ent_type_ == "LOC" and follower.head == head else None
    if head.pos_ != "NOUN" or _is_thing(head) or head.lemma_ in word_set("holders", "lists", "of"):
        return None
    if follower is not None and follower.text in QUOTES:
        follower = next_word(follower)
    if follower is None or follower.pos_ != "PROPN":
        return None
    if follower.dep_ == head.dep_ and follower.head == head.head:
        return follower if is_actor(head) else None
    if head.ent_type_ or follower.ent_type_ != "ORG" or follower.ent_iob_ != "B" or follower.head != head:
        return None
    return follower if follower.dep_ in ("appos", "flat", "nmod", "flat:name") else None


def next_word(head: Token) -> Token | None:
    """The word right behind another one in its sentence."""
    if head.i + 1 == len(head.doc):
        return None
    word = head.nbor(1)
    return None if word.is_sent_start else word


def _below(head: Token) -> Iterator[Token]:
    """The words by which a role may be named, nearest first, without phrases that belong to somebody else."""
    for child in head.children:
        if child.dep_ in _NAME_LINKS and not preposition(child) and not _is_possessor(child):
            yield child
            yield from (deeper for deeper in child.children if deeper.dep_ in ("flat", "flat:name", "appos"))
        elif child.dep_ == "nmod" and child.i > head.i:
            # "der Vorsitzende des Verbands, Karl Weber": the name may hang on the genitive.
            yield from (word for word in child.children if word.dep_ == "appos" and word.nbor(-1).text == ",")


def _is_possessor(child: Token) -> bool:
    """ "Merkels Sprecher", "der Sprecher Merkels": a genitive names somebody else."""
    if child.dep_ != "nmod":
        return False
    return child.i < child.head.i or feature(child, "Case") == "Gen" and child.text.endswith("s")


def _entity(token: Token) -> list[Token]:
    start = end = token.i
    doc = token.doc
    while start > 0 and doc[start].ent_iob_ == "I":
        start -= 1
    while end + 1 < len(doc) and doc[end + 1].ent_iob_ == "I":
        end += 1
    end = _past_particles(doc, end)
    found = [word for word in doc[start : end + 1]]
    while len(found) > 1 and (found[0].text in _TITLES or ends_like_actor(found[0].text)):
        found.pop(0)
    return found


def _past_particles(doc: Doc, end: int) -> int:
    """Where a name ends that was cut at its particle ("Ursula von | der Leyen") or its sign ("Haus | & Grund")."""
    particles = word_set("holders", "lists", "particles")
    if doc[end].text not in particles and not doc[end + 1 : end + 2].text == "&":
        return end
    last = end
    while last + 1 < len(doc) and (doc[last].text in particles or doc[last + 1].text in particles):
        last += 1
        if doc[last].text not in particles and doc[last].text[:1].isupper():
            return last
    return end


def _is_role(token: Token) -> bool:
    return token.pos_ in ("NOUN", "ADJ") and (ends_like_actor(token.lemma_) or ends_like_actor(token.text))


def description(head: Token) -> list[Token]:
    """The words of a description: head, modifiers and attributes, without article, relative clause and brackets."""
    kept = [head]
    for child in head.children:
        if is_label(head, child):
            continue
        if child.dep_ in _INNER or _counts(head, child) or child.dep_ == "det" and _quantifies(child):
            kept += [word for word in child.subtree if not word.is_punct and (word.i < head.i or child.i > head.i)]
        elif child.i == head.i + 1 and child.dep_ == "appos" and child.ent_type_ == "LOC":
            kept += _entity(child)
        elif (
            child.dep_ in ("nmod", "nmod:poss")
            and child.i < head.i
            and child.pos_ == "PROPN"
            and not preposition(child)
        ):
            kept.append(child)
        elif child.dep_ in ("nmod", "nmod:poss") and child.i > head.i and _describes(child):
            kept += _attribute(child)
    first, last = min(word.i for word in kept), max(word.i for word in kept)
    run = [word for word in head.doc[first : last + 1]]
    while run and (run[0].is_punct or run[0].tag_ in _OPENING or run[0].text in QUOTES):
        run.pop(0)
    return run or [head]


def _attribute(child: Token) -> list[Token]:
    dropped = {"acl", "appos", "parataxis", "advcl", "punct"}
    kept = [child]
    for word in child.children:
        if word.dep_ not in dropped and not (word.dep_ == "conj" and not word.ent_type_):
            kept += [deeper for deeper in word.subtree if not deeper.is_punct]
    return kept


def _describes(child: Token) -> bool:
    """Whether an attribute belongs to a description: no party in brackets, no "für den Entwurf" of the verb's."""
    if child.i > 0 and child.nbor(-1).text in "([":
        return False
    word = preposition(child)
    if not word:
        # "Ägypten der Vermittlung": a name has no genitive behind it.
        return not (child.head.ent_type_ == "LOC" and child.pos_ == "NOUN")
    if word == "in":
        return feature(child, "Case") != "Acc"
    return word in ("von", "aus", "bei") or word in ("für", "gegen", "ohne") and not _has_article(child)


def _counts(head: Token, child: Token) -> bool:
    """Whether a number right before its noun counts it ("26 Staaten"), whatever the relation is called."""
    return child.pos_ == "NUM" and child.i == head.i - 1


def _quantifies(det: Token) -> bool:
    return det.tag_ in ("PIAT", "PIDAT", "PPOSAT", "CARD") and not det.lower_.startswith("kein")


def _named(tokens: list[Token], head: Token, kind: str) -> Holder:
    words = head.doc[tokens[0].i : tokens[-1].i + 1]
    return Holder(head, Span(words.start_char, words.end_char), kind, words.text)


def is_actor(head: Token) -> bool:
    """Whether the head of a phrase can act politically: a name, or a noun for people and bodies."""
    if _is_thing(head):
        return False
    if head.ent_type_ in ("PER", "ORG", "LOC"):
        return True
    if head.pos_ == "PROPN":
        return head.dep_ != "obl" or head.head.dep_ == "obl:agent" or preposition(head) in ("von", "durch")
    return head.pos_ in ("NOUN", "ADJ", "NUM") and (ends_like_actor(head.lemma_) or ends_like_actor(head.text))


def _is_thing(head: Token) -> bool:
    """Whether a word names a thing, a medium or a time, whatever it ends like."""
    lists = (word_set("holders", "lists", key) for key in ("nobody", "media"))
    return (
        any(head.lemma_ in words or head.text in words for words in lists)
        or any(c.isdigit() for c in head.text)
        or head.lower_.endswith(tuple(word_set("holders", "lists", "outlets")))
    )


def _is_abstract(noun: Token) -> bool:
    """Whether a noun is built like the name of an act or a quality ("Kürzungen"), and is no body ("Regierung")."""
    return noun.lemma_.lower().endswith(tuple(word_set("holders", "lists", "abstract")))


def possessor(noun: Token) -> Token | None:
    """Whose stance a noun is: "die Forderung der SPD", "Russlands Ablehnung", "Kritik von X", "ihre Forderung"."""
    for child in noun.children:
        genitive = child.dep_ == "dep" and child.i < noun.i and feature(child, "Case") == "Gen"
        owning = preposition(child) in ("", "von", "seitens", "vonseiten")
        if genitive or child.dep_ in ("nmod", "nmod:poss", "obl") and owning:
            if not is_infinitive(child) and any(holders(child)):
                return child
    return next((child for child in noun.children if child.tag_ == "PPOSAT" and child.lower_ in _possessives()), None)


@cache
def _possessives() -> frozenset[str]:
    return frozenset(word for forms in table("holders")["possessives"].values() for word in forms)
