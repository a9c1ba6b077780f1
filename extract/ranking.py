"""How sure a position is: what is seen of it, weighed as human coders' judgements have taught.

Every position that the rules find is described by features: which entry found it, where holder and topic stand, in
which form it is said. A logistic regression, fitted on annotated articles (see `training/ranking.py`), turns them into
the probability that a careful reader would draw the same position; that is the position's `confidence`.
"""

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files

from spacy.tokens import Token

from standpunkt.extract.attribution import Held
from standpunkt.extract.candidate import Candidate
from standpunkt.extract.cases import feature
from standpunkt.extract.clauses import is_predicate
from standpunkt.extract.lexicon import ends_like_actor
from standpunkt.extract.negation import negator
from standpunkt.extract.records import Position
from standpunkt.extract.verbs import auxiliaries, finite, is_infinitive, is_passive, is_subjunctive, modals

#: Lengths of a topic in characters, and distances in words, are told apart up to these powers of two.
LONGEST, FARTHEST = 8, 6
_MODIFIERS = frozenset({"nmod", "amod", "acl", "ccomp", "obj", "obl"})


def features(candidate: Candidate, held: Held, position: Position) -> frozenset[str]:
    """The names of what is true of a found position."""
    predicate = candidate.predicate
    return frozenset(
        (
            *_of_entry(candidate, position),
            *_of_form(position, held),
            *_of_predicate(predicate),
            *_of_topic(candidate, position),
            *_of_holder(candidate, held, position),
        )
    )


def _of_entry(candidate: Candidate, position: Position) -> Iterator[str]:
    yield f"entry {candidate.entry}"
    yield f"relation {position.stance}"
    yield f"pattern {candidate.topic.pattern}"
    yield f"entry {candidate.entry} {candidate.topic.pattern}"
    yield f"relation {position.stance} {candidate.topic.pattern}"
    yield f"prior {candidate.prior:.2f}"
    if position.stance != candidate.relation:
        yield "conditioned"


def _of_form(position: Position, held: Held) -> Iterator[str]:
    yield f"quote {position.quote}"
    yield f"relation {position.stance} {position.quote}"
    yield f"source {position.source_kind}"
    yield f"statement {held.speaker.kind if held.speaker else 'none'}"
    yield f"force {position.in_force}"
    if position.condition:
        yield "condition"
    if position.addressee:
        yield "addressee"


def _of_predicate(predicate: Token) -> Iterator[str]:
    yield f"predicate {predicate.pos_}"
    yield f"predicate {predicate.dep_}"
    yield f"predicate {predicate.tag_}"
    if not is_predicate(predicate):
        return
    yield f"tense {feature(finite(predicate), 'Tense')} {len(auxiliaries(predicate))}"
    yield from (f"modal {lemma}" for lemma in modals(predicate))
    signs = {
        "passive": is_passive(predicate),
        "subjunctive": is_subjunctive(predicate),
        "infinitive": is_infinitive(predicate),
        "negated": negator(predicate) is not None,
    }
    yield from (name for name, holds in signs.items() if holds)


def _of_topic(candidate: Candidate, position: Position) -> Iterator[str]:
    head = candidate.topic.head
    size = sum(span.end - span.start for span in position.topic_spans)
    yield f"topic {head.pos_}"
    yield f"topic {head.dep_}"
    yield f"topic entity {head.ent_type_}"
    yield f"topic size {min(LONGEST, int(math.log2(size + 1)))}"
    yield f"topic pieces {min(3, len(position.topic_spans))}"
    yield f"topic distance {_scale(abs(head.i - candidate.predicate.i))}"
    yield f"topic before {head.i < candidate.predicate.i}"
    yield f"topic lemma {head.lemma_}"
    if not any(child.dep_ in _MODIFIERS for child in head.children):
        yield "topic alone"
    if ends_like_actor(head.lemma_):
        yield "topic actor"


def _of_holder(candidate: Candidate, held: Held, position: Position) -> Iterator[str]:
    head = candidate.holder
    words = held.words.split()
    yield f"holder words {min(5, len(words))}"
    yield f"holder capital {held.words[:1].isupper()}"
    yield f"holder named {held.name is not None and held.name != held.words}"
    if head is None:
        yield "holder speaker"
        return
    yield f"holder {head.pos_}"
    yield f"holder {head.dep_}"
    yield f"holder entity {head.ent_type_}"
    yield f"holder {'actor' if ends_like_actor(head.lemma_) else 'other'} {head.pos_}"
    yield f"holder distance {_scale(abs(head.i - candidate.predicate.i))}"
    yield f"holder number {feature(head, 'Number')}"
    if head.ent_type_ != "PER" and head.pos_ == "NOUN":
        yield f"holder lemma {head.lemma_}"
    if not position.evidence[0].start <= held.span.start < position.evidence[0].end:
        yield "holder elsewhere"


def _scale(distance: int) -> int:
    return min(FARTHEST, int(math.log2(distance + 1)))


def confidence(seen: Iterable[str]) -> float:
    """The probability that a position of which `seen` is true is one (0 to 1)."""
    weights = _weights()
    total = weights[""] + sum(weights.get(name, 0.0) for name in seen)
    return 1 / (1 + math.exp(-total))


@cache
def _weights() -> Mapping[str, float]:
    """The weight of each feature; the empty name is the bias."""
    table: dict[str, float] = json.loads(files("standpunkt.extract").joinpath("model/ranking.json").read_text("utf-8"))
    return table
