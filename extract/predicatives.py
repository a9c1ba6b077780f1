"""Stances in the predicate: "ist gegen den Plan", "ist bereit, …", "hält den Plan für falsch"."""

from collections.abc import Iterator

from spacy.tokens import Token

from standpunkt.extract.candidate import Candidate
from standpunkt.extract.cases import preposition
from standpunkt.extract.judgements import judgements, predication
from standpunkt.extract.lexicon import Frame, adjective_frame, table
from standpunkt.extract.negation import negator
from standpunkt.extract.patterns import Argument, find
from standpunkt.extract.polarity import composed
from standpunkt.extract.subjects import doer, subject
from standpunkt.extract.verbs import is_state


def of_preposition(noun: Token) -> Iterator[Candidate]:
    """ "ist gegen den Plan", "war für die Reform": a preposition as predicate."""
    relation = {"gegen": "rejects", "für": "supports"}.get(preposition(noun))
    if relation is None:
        return
    predicate = noun if any(child.dep_ == "cop" for child in noun.children) else noun.head
    if predicate != noun and not (noun.dep_ == "obl" and _is_bare_copula(predicate)):
        return
    topic = Argument(noun, "noun")
    frame = Frame(f"sein {preposition(noun)}", "none", ())
    left = composed(frame, relation, predicate)
    if left:
        yield Candidate(predicate, left, topic, subject(predicate), frame.name, "none", prior=0.6)


def _is_bare_copula(verb: Token) -> bool:
    """Whether "sein" stands without any other predicate: "ist seit langem gegen den Plan"."""
    if verb.lemma_ not in ("sein", "bleiben"):
        return False
    others = [child for child in verb.children if child.dep_ in ("xcomp", "aux") or child.tag_ in ("VVPP", "ADJD")]
    return not others and sum(child.dep_ == "nsubj" for child in verb.children) < 2


def of_adjective(adjective: Token) -> Iterator[Candidate]:
    """ "ist bereit, …", "zeigt sich besorgt über …"."""
    frame = adjective_frame(adjective.lemma_) or adjective_frame(adjective.lower_)
    if frame is None:
        return
    verb = adjective.head if adjective.head.pos_ in ("VERB", "AUX") else None
    copular = any(child.dep_ == "cop" for child in adjective.children) or is_state(adjective)
    if not copular and (verb is None or verb.lemma_ not in table("adjectives")["copulas"]["verbs"]):
        return
    for slot in frame.slots:
        topic = find(adjective, slot.patterns) or (find(verb, slot.patterns) if verb is not None else None)
        if topic is not None:
            predicate = adjective if copular else verb
            assert predicate is not None
            relation = composed(frame, slot.relation, predicate)
            if relation and predicate != adjective and negator(predicate) is None and negator(adjective) is not None:
                relation = frame.negated(relation)
            if relation:
                yield Candidate(predicate, relation, topic, subject(predicate), frame.name, "none", prior=0.65)
            return


def in_the_eyes(predicate: Token) -> Iterator[Candidate]:
    """ "für den Minister ist die Lage alarmierend": the judge stands behind a preposition."""
    judge = next((child for child in predicate.children if preposition(child) == "für" and child.i < predicate.i), None)
    judgement = predication(predicate) if judge is not None and judge.dep_ == "obl" else None
    if judgement is not None:
        yield Candidate(
            predicate, judgement.relation, judgement.topic, judge, f"für sein {judgement.words}", "reported", prior=0.55
        )


def of_judgement(token: Token) -> Iterator[Candidate]:
    """ "hält X für falsch", "nannte X einen Fehler"."""
    for judgement in judgements(token):
        yield Candidate(
            predicate=token,
            relation=judgement.relation,
            topic=judgement.topic,
            holder=doer(token),
            entry=f"{token.lemma_} {judgement.words}",
            form="reported",
            prior=0.7,
        )
