"""Stances that a word of the text names: who (in grammar) holds which relation to what, found by the lexicon.

A candidate is not yet a position: who its holder is, and whether anybody said so, is decided where the statements
of the text are known (`standpunkt.extract.positions`).
"""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from standpunkt.extract.candidate import Candidate
from standpunkt.extract.cases import preposition
from standpunkt.extract.clauses import antecedent, marker
from standpunkt.extract.conditions import tie
from standpunkt.extract.lexicon import (
    Frame,
    Slot,
    ends_like_actor,
    noun_frame,
    participle_frames,
    verb_frames,
)
from standpunkt.extract.name_words import person_name
from standpunkt.extract.negation import negator
from standpunkt.extract.nominal import (
    is_kept,
    is_support,
    noun_topic,
    of_adjunct,
    of_motive,
    of_noun,
    of_support,
    stray_clause,
)
from standpunkt.extract.patterns import CASES, CLAUSES, Argument, find, matches
from standpunkt.extract.polarity import composed, is_meeting
from standpunkt.extract.predicatives import in_the_eyes, of_adjective, of_judgement, of_preposition
from standpunkt.extract.subjects import agent, doer, subject
from standpunkt.extract.verbs import MODALS, auxiliaries, is_dynamic, is_state, modals, prefix


def candidates(doc: Doc) -> Iterator[Candidate]:
    """All stances that verbs, nouns, adjectives and judgements of a document express, in the order of the text."""
    for token in doc:
        if token.pos_ in ("VERB", "AUX") or token.tag_ == "VVPP" and is_dynamic(token):
            yield from _of_verb(token)
            yield from of_support(token)
        elif token.pos_ == "NOUN":
            yield from of_noun(token)
            yield from of_motive(token)
            yield from of_preposition(token)
        if _may_describe(token):
            yield from of_adjective(token)
        if token.dep_ in ("amod", "acl"):
            yield from _of_participle(token)
        yield from of_judgement(token)
        yield from in_the_eyes(token)


def _may_describe(token: Token) -> bool:
    """Whether a word can stand as a predicative adjective ("schuld" is mostly written and tagged as a noun)."""
    if token.pos_ in ("ADJ", "ADV") or token.lower_ == "schuld":
        return True
    return token.tag_ == "VVPP" and (token.dep_ in ("xcomp", "advmod") or is_state(token))


# Verbs -----------------------------------------------------------------------------------------------------------


def _of_verb(verb: Token) -> Iterator[Candidate]:
    """The stance of the first entry whose topic is said; without any, the act that somebody wants to do."""
    met = False
    for frame in _frames(verb):
        if not _is_met(frame, verb):
            continue
        if not frame.slots:
            return  # an idiom without stance: "fordert Opfer"
        met = True
        reading = _reading(frame, verb)
        if reading is None:
            continue
        slot, topic = reading
        if frame.form == "none" and slot.relation == "rejects" and "wollen" in modals(verb):
            met = False  # "will die Steuer abschaffen": the act is what is wanted
            continue
        if not _is_borne(topic.head, verb):
            yield from _candidate(frame, slot.relation, verb, topic)
            yield from _turned_about(frame, slot, verb, topic)
        return
    if not met:
        # A stance verb whose topic is not said ("will sich nicht festlegen") is no act that somebody wants to do.
        yield from _of_will(verb)


def _reading(frame: Frame, verb: Token) -> tuple[Slot, Argument] | None:
    """The first reading of an entry whose topic is said."""
    topics = ((slot, _verb_topic(frame, slot.patterns, verb)) for slot in frame.slots)
    return next(((slot, topic) for slot, topic in topics if topic is not None), None)


def _frames(verb: Token) -> tuple[Frame, ...]:
    """The entries of a verb, also of a participle taken for an adjective ("ist gebilligt worden")."""
    if verb.pos_ == "ADJ":
        return participle_frames(verb.text)
    return verb_frames(verb.lemma_, prefix(verb))


def _turned_about(frame: Frame, taken: Slot, verb: Token, topic: Argument) -> Iterator[Candidate]:
    """ "für das eine und gegen das andere": the second half of a pair of prepositions."""
    for slot in frame.slots:
        for child in topic.head.children if slot != taken else ():
            if child.dep_ == "conj" and preposition(child) in slot.patterns:
                yield from _candidate(frame, slot.relation, verb, Argument(child, preposition(child)))


def _verb_topic(frame: Frame, patterns: tuple[str, ...], verb: Token) -> Argument | None:
    """The topic of a verb: a clause before a noun where the verb also names an addressee, a thing before a person."""
    if frame.addressee in ("akk", "dat"):
        patterns = tuple(sorted(patterns, key=lambda pattern: pattern not in CLAUSES))
    elif "dass" in patterns:
        patterns = tuple(sorted(patterns, key=lambda pattern: pattern != "dass"))
    for pattern in patterns:
        found = [one for one in matches(verb, pattern) if pattern not in CLAUSES or not of_adjunct(one.head, verb)]
        found.sort(key=lambda one: one.head.lower_ in frame.fixed)
        found = found or _shared(verb, pattern) or list(_at_fixed(frame, pattern, verb))
        if pattern == "akk" and frame.addressee and len(found) > 1:
            found.sort(key=lambda one: (bool(one.head.ent_type_) or ends_like_actor(one.head.lemma_), -one.head.i))
        if found:
            return _announced_by_es(found[0], patterns, verb)
    return None


def _announced_by_es(found: Argument, patterns: tuple[str, ...], verb: Token) -> Argument:
    """The clause that a mere "es" announces ("lehnt es ab, … zu bestellen"); any other topic unchanged."""
    if found.head.lower_ != "es":
        return found
    return find(verb, tuple(pattern for pattern in patterns if pattern in CLAUSES)) or found


def _at_fixed(frame: Frame, pattern: str, verb: Token) -> Iterator[Argument]:
    """What hangs on a fixed word instead of its verb: "macht X zur Bedingung für Y"."""
    for word in _fixed(frame, verb) if pattern not in CLAUSES and pattern not in CASES else ():
        yield from matches(word, pattern)


def _shared(verb: Token, pattern: str) -> list[Argument]:
    """The object that a verb has in common with the one behind it: "befürwortet und die anderen verurteilen X"."""
    if pattern != "akk":
        return []
    later = [child for child in verb.children if child.dep_ == "conj" and child.pos_ == "VERB" and child.i > verb.i]
    joined = verb.i + 1 < len(verb.doc) and verb.nbor(1).dep_ == "cc" and verb.nbor(1).head in later
    return list(matches(verb.nbor(1).head, pattern)) if joined else []


def _is_borne(noun: Token, verb: Token) -> bool:
    """Whether the object is itself a stance that the verb only carries ("kündigt Protest gegen … an")."""
    frame = noun_frame(noun.lemma_) if noun.pos_ == "NOUN" else None
    if frame is None:
        return False
    given_up = is_support(verb, "giving_up")
    if not (given_up or is_support(verb, "having") or is_kept(noun, verb)):
        return False
    slots = [slot for slot in frame.slots if not given_up or frame.negated(slot.relation)]
    topics = (noun_topic(place, slot.patterns, None) for place in (noun, verb) for slot in slots)
    return any(topic is not None and topic.head != noun for topic in topics)


def _of_will(verb: Token) -> Iterator[Candidate]:
    """ "will … aufnehmen", "möchte nicht …": an act that its subject wants to do."""
    if "wollen" not in modals(verb) or verb.lemma_ in MODALS or is_meeting(verb):
        return
    if _is_aside(verb) or _is_claimed(verb):
        return
    frame = Frame("wollen", "none", (), negation="rejects")
    relation = composed(frame, "commits", verb)
    if relation:
        yield Candidate(verb, relation, _willed(verb), subject(verb), "wollen", "none", prior=0.55)


def _willed(verb: Token) -> Argument:
    """The act that is wanted; in "die Energie, die der Iran nutzen will" what the relative pronoun stands for."""
    for child in verb.children:
        if child.tag_ == "PRELS" and child.dep_ == "obj":
            return Argument(antecedent(child, verb), "akk")
    return Argument(verb, "willed")


def _is_claimed(verb: Token) -> bool:
    """Whether "will" only reports what its subject says of the past: "will nichts gewusst haben"."""
    return verb.tag_ == "VVPP" and any(aux.tag_ == "VAINF" for aux in auxiliaries(verb))


def _is_aside(verb: Token) -> bool:
    """Whether a clause only describes its subject, asks or compares: "die … wollen", "wie er … will"."""
    if verb.dep_ == "acl" and not any(child.tag_ == "PRELS" and child.dep_ == "obj" for child in verb.children):
        return True
    return marker(verb) == "wie" or any(child.tag_ in ("PWAV", "PWS", "PWAT") for child in verb.children)


def _candidate(frame: Frame, relation: str, verb: Token, topic: Argument) -> Iterator[Candidate]:
    left = composed(frame, relation, verb)
    if left is None or left == "commits" and is_meeting(topic.head):
        return
    topic = topic._replace(beyond=stray_clause(topic.head))
    topic = _relieved(topic, negator(verb) if left != relation else tie(verb))
    to = find(verb, (frame.addressee,)) if frame.addressee else None
    if to and to.head == topic.head:
        to = None
    prior = 0.75 if frame.form == "reported" else 0.6
    yield Candidate(
        predicate=verb,
        relation=left,
        topic=topic,
        holder=holder(frame, verb),
        entry=frame.name,
        form=frame.form,
        addressee=to.head if to else None,
        prior=prior + 0.05 * bool(frame.fixed),
    )


def _relieved(topic: Argument, word: Token | None) -> Argument:
    """The topic without the "keine" that turned the stance, or without what it is tied to."""
    return topic._replace(without=word) if word is not None and word.head == topic.head else topic


def holder(frame: Frame, verb: Token) -> Token | None:
    """Where the holder of a verb's stance stands: its subject, its agent in the passive, or the entry's own place."""
    if frame.holder != "subj":
        found = find(verb, tuple(frame.holder.split()))
        return found.head if found else None
    return doer(verb)


def _is_met(frame: Frame, verb: Token) -> bool:
    """Whether everything an entry asks for stands beside the verb."""
    if frame.reflexive and not any(child.tag_ == "PRF" or child.lower_ == "sich" for child in verb.children):
        return False
    if frame.denied and negator(verb) is None and not any(map(negator, _fixed(frame, verb))):
        return False
    if frame.needs and (frame.needs not in [child.lemma_ for child in verb.children] or _is_claimed(verb)):
        return False
    if frame.unless and find(verb, (frame.unless,)):
        return False
    if frame.by == "person" and not _is_by_person(verb):
        return False
    beside = set(_neighbours(verb)) if frame.fixed else set()
    return all(word in beside or len(word) > 4 and any(one.endswith(word) for one in beside) for word in frame.fixed)


def _fixed(frame: Frame, verb: Token) -> Iterator[Token]:
    """The words beside a verb that an entry fixes: the "infrage" of "kommt nicht infrage"."""
    return (child for child in verb.children if child.lower_ in frame.fixed)


def _is_by_person(verb: Token) -> bool:
    who = doer(verb)
    return who is not None and (bool(person_name(who)) or who.tag_ == "PPER")


def _neighbours(verb: Token) -> Iterator[str]:
    """The words beside a verb and beside its objects, lower case."""
    for child in verb.children:
        yield child.lower_
        if child.dep_ in ("obj", "obl", "nsubj", "nsubj:pass", "nmod", "xcomp", "advmod", "compound:prt"):
            yield from (word.lower_ for word in child.children)


def _of_participle(word: Token) -> Iterator[Candidate]:
    """ "die von der CDU vorgeschlagene Reform": the noun is the topic, the agent holds the stance."""
    owner = agent(word)
    if owner is None or owner.i > word.i or word.head.pos_ not in ("NOUN", "PROPN"):
        return
    for frame in participle_frames(word.text):
        slot = next((slot for slot in frame.slots if "akk" in slot.patterns), None)
        if slot and not frame.fixed and not frame.reflexive:
            relation = slot.relation if negator(word) is None else frame.negated(slot.relation)
            if relation:
                yield Candidate(
                    word, relation, Argument(word.head, "noun", without=word), owner, frame.name, "none", prior=0.6
                )
            return
