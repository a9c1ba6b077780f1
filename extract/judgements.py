"""Judgements: what is said of something by an adjective or noun that values it.

Two forms: a verb that joins both ("hält die Reform für falsch", "nannte den Plan einen Fehler"), and a plain
predicate inside what somebody says ("die Reform sei falsch").
"""

from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Token

from standpunkt.extract.cases import preposition
from standpunkt.extract.lexicon import evaluation, valued, words
from standpunkt.extract.negation import negator
from standpunkt.extract.patterns import Argument, find
from standpunkt.extract.subjects import own_subject
from standpunkt.extract.supposing import is_question
from standpunkt.extract.verbs import is_passive, lexicon_form, modals

_VALUES = frozenset({"ADJ", "NOUN", "ADV", "VERB", "PROPN"})


class Judgement(NamedTuple):
    """What is judged, the relation toward it, and the judging word."""

    topic: Argument
    relation: str
    words: str


def judgements(verb: Token) -> Iterator[Judgement]:
    """The judgement that a joining verb passes ("hält X für falsch")."""
    if verb.pos_ not in ("VERB", "AUX") or is_question(verb):
        return
    name = lexicon_form(verb)
    yield from _seen(verb, words("evaluations", "seeing").get(name))
    yield from _spoken_of(verb, words("evaluations", "speaking").get(name))
    joint = words("evaluations", "judging").get(name)
    if joint is None:
        return
    value = _value(verb, joint)
    relation = judged(value, verb) if value is not None else None
    if value is None or relation is None:
        return
    topic = _judged_thing(verb, value)
    if topic is not None:
        yield Judgement(topic, relation, value.lemma_)


def _seen(verb: Token, before: str | None) -> Iterator[Judgement]:
    """ "sieht in dem Gesetz eine Benachteiligung": the object values what stands behind the preposition."""
    topic = find(verb, (before,)) if before else None
    value = find(verb, ("akk",)) if topic else None
    if topic is None or value is None or value.head.pos_ != "NOUN" or topic.head.pos_ not in ("NOUN", "PROPN", "ADV"):
        return
    relation = judged(value.head, verb)
    if relation is not None:
        yield Judgement(topic, relation, value.head.lemma_)


def _spoken_of(verb: Token, before: str | None) -> Iterator[Judgement]:
    """ "sprach von einer fairen Wahl", "sprach von Wortbruch": what is spoken of is praised or blamed by its name."""
    topic = find(verb, (before,)) if before else None
    if topic is not None and topic.head.pos_ == "NOUN":
        colours = [evaluation(child.lemma_) for child in topic.head.children if child.dep_ == "amod"]
        relation = next((colour for colour in colours if colour), None) or evaluation(topic.head.lemma_)
        if relation is not None:
            yield Judgement(topic, relation, topic.head.lemma_)


def _value(verb: Token, joint: str) -> Token | None:
    """The judging word after "als" or "für" (or bare, after "nennen")."""
    for token in sorted(_near(verb), key=lambda token: -token.i) if not joint else _near(verb):
        if token.pos_ in _VALUES and _worth(token) and _introduced(token, joint):
            return token
    return None


def _near(verb: Token) -> Iterator[Token]:
    for child in verb.children:
        if (
            child.dep_ in ("nsubj", "punct", "advcl", "conj", "parataxis")
            or child.dep_ == "ccomp"
            and child.pos_ != "NOUN"
        ):
            continue
        yield child
        yield from (deeper for deeper in child.children if deeper.dep_ not in ("acl", "conj"))


def _introduced(token: Token, joint: str) -> bool:
    if not joint:
        return not preposition(token) or token.pos_ == "ADJ"
    return any(child.lower_ == joint for child in token.children) or (
        any(word.lower_ == joint for word in token.doc[max(token.left_edge.i - 1, 0) : token.i])
    )


def _judged_thing(verb: Token, value: Token) -> Argument | None:
    patterns = ("akk", "dass", "inf") if not is_passive(verb) else ("subj",)
    for pattern in patterns:
        found = find(verb, (pattern,))
        if found and found.head != value and value not in found.head.children:
            return found
    others = [
        child
        for child in verb.children
        if child != value
        and child.dep_ in ("obj", "obl", "xcomp")
        and child.pos_ in ("NOUN", "PROPN", "PRON")
        and not preposition(child)
        and child.tag_ != "PRF"
        and value not in child.children
    ]
    return Argument(others[0], "akk") if others else None


def _worth(value: Token) -> str | None:
    """The relation that a word expresses, or the adjective before it ("ein beschämender Handel")."""
    colours = (evaluation(child.lemma_) for child in value.children if child.dep_ == "amod")
    coloured = next((colour for colour in colours if colour), None) if value.pos_ in ("NOUN", "PROPN") else None
    return coloured or valued(value.lemma_) or valued(value.lower_)


def judged(value: Token, predicate: Token) -> str | None:
    """The relation of a judging word where it stands: a negation before it counts, and is used up."""
    relation = _worth(value)
    if relation is None:
        return None
    if negator(predicate) is not None or any(
        child.lower_ in ("nicht", "kaum") or child.lower_.startswith("kein") for child in value.children
    ):
        turned: str = words("evaluations", "negated")[relation]
        return turned or None
    return relation


def predication(predicate: Token) -> Judgement | None:
    """The judgement that a clause passes on its own subject ("die Reform sei falsch"), or None."""
    if is_question(predicate) or "können" in modals(predicate):
        return None
    value = (
        predicate
        if evaluation(predicate.lemma_)
        else next((child for child in predicate.children if child.dep_ == "amod" and evaluation(child.lemma_)), None)
    )
    if value is None or not any(child.dep_ == "cop" for child in predicate.children):
        return None
    relation = judged(value, predicate)
    topic = _own_topic(predicate)
    if relation is None or topic is None:
        return None
    word = negator(predicate)
    if word is not None and word.head == topic.head:
        topic = topic._replace(without=word)
    return Judgement(topic, relation, value.lemma_)


def _own_topic(predicate: Token) -> Argument | None:
    own = own_subject(predicate)
    clause = find(predicate, ("dass", "inf"))
    if own is not None and own.lower_ not in ("es", "das", "dies"):
        return Argument(own, "subj")
    return clause or (Argument(own, "subj") if own is not None else None)
