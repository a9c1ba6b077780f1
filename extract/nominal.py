"""Stances that nouns carry: "die Forderung nach …", "übt Kritik an …", "Kritik kam von …"."""

from collections.abc import Iterator

from spacy.tokens import Token

from standpunkt.extract.candidate import Candidate
from standpunkt.extract.clauses import agent, is_passive, prefix, preposition, subject
from standpunkt.extract.holders import possessor
from standpunkt.extract.lexicon import Frame, noun_frame, word_set
from standpunkt.extract.patterns import Argument, find, matches
from standpunkt.extract.polarity import composed


def of_noun(noun: Token) -> Iterator[Candidate]:
    """ "die Forderung der Gewerkschaft nach …": a noun with its own holder."""
    frame = noun_frame(noun.lemma_)
    owner = possessor(noun) if frame else None
    if frame is None or owner is None:
        return
    for slot in frame.slots:
        topic = noun_topic(noun, slot.patterns, owner) or _said_to_be(noun)
        if topic is not None and preposition(owner) == "von" and owner.i > topic.head.i:
            return
        if topic is not None:
            denied = any(child.lower_.startswith("kein") for child in noun.children)
            relation = frame.negated(slot.relation) if denied else slot.relation
            if relation:
                yield Candidate(noun, relation, topic, owner, frame.name, "none", prior=0.6)
            return


def _said_to_be(noun: Token) -> Argument | None:
    """ "Ziel der Partei ist der Sturz der Regierung", "zu ihren Forderungen gehören höhere Löhne": the other noun."""
    head = noun.head
    if noun.dep_ == "nsubj" and head.pos_ == "NOUN" and any(child.dep_ == "cop" for child in head.children):
        return Argument(head, "subj")
    if noun.dep_ == "obl" and preposition(noun) == "zu" and head.lemma_ in ("gehören", "zählen"):
        found = subject(head)
        return Argument(found, "subj") if found is not None else None
    return None


def of_motive(noun: Token) -> Iterator[Candidate]:
    """ "aus Protest gegen … blieben sie fern", "trotz Anerkennung für …": the subject's stance beside what it does."""
    frame = noun_frame(noun.lemma_) if noun.dep_ in ("obl", "nmod") else None
    verb = noun.head
    if frame is None or preposition(noun) not in word_set("nouns", "support", "motives") or verb.pos_ != "VERB":
        return
    if possessor(noun) is not None:
        return
    for slot in frame.slots:
        topic = noun_topic(noun, slot.patterns, None)
        if topic is not None:
            holder = agent(verb) if is_passive(verb) else subject(verb)
            yield Candidate(noun, slot.relation, topic, holder, f"{frame.name} {preposition(noun)}", "none", prior=0.55)
            return


def noun_topic(noun: Token, patterns: tuple[str, ...], owner: Token | None) -> Argument | None:
    for pattern in patterns:
        for found in matches(noun, pattern):
            if found.head != owner:
                return found
    return None


def of_support(verb: Token) -> Iterator[Candidate]:
    """ "übt Kritik an …", "zieht die Forderung nach … zurück", "Kritik kam von …"."""
    name = "|".join(filter(None, (prefix(verb), verb.lemma_)))
    for child in verb.children:
        frame = noun_frame(child.lemma_) if child.pos_ == "NOUN" else None
        if frame is None:
            continue
        if _is_carried(child) and name in word_set("nouns", "support", "having"):
            yield from _supported(verb, child, frame, agent(verb) if is_passive(verb) else subject(verb))
        elif child.dep_ in ("obj", "nsubj:pass") and name in word_set("nouns", "support", "giving_up"):
            yield from _supported(verb, child, frame, agent(verb) if is_passive(verb) else subject(verb), turned=True)
        elif child.dep_ in ("nsubj", "obj") and name in word_set("nouns", "support", "coming"):
            source = find(verb, ("von", "aus", "seitens")) or find(child, ("von", "aus"))
            if source:
                yield from _supported(verb, child, frame, source.head)


def _carried_topic(noun: Token, verb: Token, patterns: tuple[str, ...], holder: Token | None) -> Argument | None:
    """The topic of a carried noun, at the noun or at its verb, by the order of the patterns."""
    for pattern in patterns:
        found = noun_topic(noun, (pattern,), holder) or noun_topic(verb, (pattern,), holder)
        if found is not None:
            return found
    return None


def _is_carried(noun: Token) -> bool:
    """Whether a noun is what a supporting verb carries: its object, or "zum Ausdruck", "in Aussicht"."""
    return noun.dep_ in ("obj", "nsubj:pass") or noun.dep_ == "obl" and preposition(noun) in ("zu", "in", "")


def _supported(
    verb: Token, noun: Token, frame: Frame, holder: Token | None, *, turned: bool = False
) -> Iterator[Candidate]:
    if (
        holder is not None
        and holder == noun
        or possessor(noun) is not None
        and possessor(noun) != holder
        and (
            possessor(noun).tag_ != "PPOSAT"  # type: ignore[union-attr]
            and noun_topic(noun, ("gen", "von"), None) is None
        )
    ):
        return
    for slot in frame.slots:
        topic = _carried_topic(noun, verb, slot.patterns, holder)
        if topic is None or topic.head == noun:
            continue
        relation = composed(frame, slot.relation, verb)
        if relation and turned:
            relation = frame.negated(relation)
        if relation:
            yield Candidate(verb, relation, topic, holder, f"{frame.name} {verb.lemma_}", "reported", prior=0.7)
        return
