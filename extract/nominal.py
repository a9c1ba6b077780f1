"""Stances that nouns carry: "die Forderung nach …", "übt Kritik an …", "Kritik kam von …"."""

from collections.abc import Iterator

from spacy.tokens import Token

from standpunkt.extract.candidate import Candidate
from standpunkt.extract.cases import feature, preposition
from standpunkt.extract.holders import holders, possessor
from standpunkt.extract.lexicon import Frame, noun_frame, verb_frames, word_set, words
from standpunkt.extract.patterns import CLAUSES, Argument, find, is_genitive, matches
from standpunkt.extract.polarity import composed
from standpunkt.extract.subjects import doer, subject
from standpunkt.extract.verbs import is_infinitive, lexicon_form, prefix


def of_noun(noun: Token) -> Iterator[Candidate]:
    """ "die Forderung der Gewerkschaft nach …": a noun with its own holder."""
    frame = noun_frame(noun.lemma_)
    owner = (_agent(noun, frame) or _owner(noun)) if frame else None
    if frame is None or owner is None or _is_given_up(noun):
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
    if possessor(noun) is not None or _is_argument(noun, verb):
        return
    for slot in frame.slots:
        topic = noun_topic(noun, slot.patterns, None)
        if topic is not None:
            holder = doer(verb)
            yield Candidate(noun, slot.relation, topic, holder, f"{frame.name} {preposition(noun)}", "none", prior=0.55)
            return


def _is_argument(noun: Token, verb: Token) -> bool:
    """Whether a verb of stance is about the noun: "droht mit einem Boykott"."""
    frames = verb_frames(verb.lemma_, prefix(verb))
    return any(preposition(noun) in slot.patterns for frame in frames for slot in frame.slots)


def _is_given_up(noun: Token) -> bool:
    """Whether the verb takes the stance back or ties it to something: then it speaks, not the noun."""
    verb = noun.head
    if noun.dep_ not in ("obj", "nsubj:pass"):
        return False
    return is_support(verb, "giving_up") or lexicon_form(verb) in words("speech", "tying")


def _agent(noun: Token, frame: Frame) -> Token | None:
    """Who acts where the genitive is what the stance is about: "die Ablehnung des Plans durch die SPD"."""
    if not any("gen" in slot.patterns for slot in frame.slots):
        return None
    places = (noun, *filter(is_genitive, noun.children))
    found = (child for place in places for child in place.children if preposition(child) == "durch")
    return next((child for child in found if any(holders(child))), None)


def _owner(noun: Token) -> Token | None:
    """Whose stance a noun is; a possessive means the subject of its clause if the number fits."""
    owner = possessor(noun)
    if owner is None or owner.tag_ != "PPOSAT":
        return owner
    verb = noun.head
    holder = subject(verb) if noun.dep_ in ("obl", "obj", "nmod") and verb.pos_ == "VERB" else None
    if holder is None or holder == noun or holder.pos_ == "PRON" or is_infinitive(verb):
        return owner
    number, gender = feature(holder, "Number"), feature(holder, "Gender")
    fits = number != "Plur" if owner.lower_.startswith("sein") else number == "Plur" or gender == "Fem"
    return holder if fits else owner


def noun_topic(noun: Token, patterns: tuple[str, ...], owner: Token | None) -> Argument | None:
    """What the stance of a noun is about: its own attribute, or one that a parser hung on its owner or its verb."""
    for pattern in patterns:
        for found in matches(noun, pattern):
            if found.head != owner:
                return found
    return _stray(noun, patterns, owner)


def of_adjunct(clause: Token, verb: Token) -> bool:
    """Whether a clause at a verb says what a noun beside it is about: "billigt es in der Hoffnung, dass …"."""
    first = clause.left_edge
    while first.i and (first.is_punct or first == clause.left_edge):
        first = first.nbor(-1)
    beside = first.dep_ in ("obl", "nmod") and preposition(first) and verb in (first.head, first.head.head)
    frame = noun_frame(first.lemma_) if beside else None
    return frame is not None and any(pattern in CLAUSES for slot in frame.slots for pattern in slot.patterns)


def stray_clause(noun: Token) -> Token | None:
    """The clause that says what a stance noun is about where it hangs on the verb behind it."""
    frame = noun_frame(noun.lemma_) if noun.pos_ == "NOUN" else None
    if frame is None:
        return None
    owner = possessor(noun)
    for slot in frame.slots:
        clauses = tuple(pattern for pattern in slot.patterns if pattern in CLAUSES)
        own = noun_topic(noun, clauses, owner)
        if own is not None:
            return own.head if own.head.head != noun else None
    return None


def _stray(noun: Token, patterns: tuple[str, ...], owner: Token | None) -> Argument | None:
    """An attribute that follows a noun and its owner at once but hangs elsewhere."""
    last = owner if owner is not None and owner.i > noun.i else noun
    heads = [last] if last != noun else []
    heads += [noun.head] if noun.head.pos_ in ("VERB", "AUX") else []
    for pattern in patterns:
        for head in heads:
            for found in matches(head, pattern):
                first = found.correlate or found.head.left_edge
                if found.pattern not in ("gen", "von", "akk", "dat") and _follows(first, last):
                    return found
    return None


def _follows(first: Token, last: Token) -> bool:
    """Whether nothing but a comma or a separated prefix stands between two words."""
    between = first.doc[last.i + 1 : first.i]
    return last.i < first.i and all(word.is_punct or word.tag_ == "PTKVZ" for word in between)


def of_support(verb: Token) -> Iterator[Candidate]:
    """ "übt Kritik an …", "zieht die Forderung nach … zurück", "Kritik kam von …"."""
    for noun in _nouns_beside(verb):
        frame = noun_frame(noun.lemma_)
        if frame is None:
            continue
        if _is_had(noun, verb):
            yield from _supported(noun, frame, verb, doer(verb))
        elif noun.dep_ in ("obj", "nsubj:pass", "advmod") and is_support(verb, "giving_up"):
            yield from _supported(noun, frame, verb, doer(verb), turned=True)
        elif noun.dep_ in ("nsubj", "obj", "conj") and is_support(verb, "coming"):
            source = find(verb, ("von", "aus", "seitens")) or find(noun, ("von", "aus"))
            if source:
                yield from _supported(noun, frame, verb, source.head)


def is_support(verb: Token, way: str) -> bool:
    """Whether a verb stands in a list of verbs of "having", "giving_up" or "coming"."""
    return lexicon_form(verb) in word_set("nouns", "support", way)


def _is_had(noun: Token, verb: Token) -> bool:
    """Whether a verb says that somebody has the stance a noun names ("übt Kritik"), or keeps to it."""
    if is_kept(noun, verb):
        return True
    return (_is_carried(noun) or noun.dep_ == "conj") and is_support(verb, "having") and not _is_there(verb)


def _is_there(verb: Token) -> bool:
    """Whether a verb only says that something exists ("von der Opposition gibt es Kritik")."""
    found = subject(verb)
    return found is not None and found.lower_ == "es"


def _nouns_beside(verb: Token) -> Iterator[Token]:
    """The nouns of a verb, and those that are coordinated with its objects ("keine Zusagen, aber Kritik an …")."""
    for child in verb.children:
        if child.pos_ == "NOUN" or child.pos_ == "PROPN" and noun_frame(child.text):
            yield child
            if child.dep_ in ("obj", "nsubj", "nsubj:pass"):
                yield from (word for word in child.children if word.dep_ == "conj" and word.pos_ == "NOUN")


def _carried_topic(noun: Token, verb: Token, patterns: tuple[str, ...], holder: Token | None) -> Argument | None:
    """The topic of a carried noun, at the noun or at its verb, by the order of the patterns."""
    for pattern in patterns:
        found = noun_topic(noun, (pattern,), holder) or noun_topic(verb, (pattern,), holder)
        if found is not None:
            return found
    return None


def _is_carried(noun: Token) -> bool:
    """Whether a noun is what a supporting verb carries: its object, or "zum Ausdruck", "in Aussicht"."""
    if noun.dep_ == "advmod" and noun.tag_ == "NN" or noun.dep_ in ("obj", "nsubj:pass"):
        return True
    return noun.dep_ == "obl" and preposition(noun) in ("zu", "in", "")


def is_kept(noun: Token, verb: Token) -> bool:
    """Whether a verb says that somebody keeps to the stance a noun names: "hält an seinem Nein fest"."""
    return noun.dep_ == "obl" and preposition(noun) == words("nouns", "keeping").get(lexicon_form(verb))


def _supported(
    noun: Token, frame: Frame, verb: Token, holder: Token | None, *, turned: bool = False
) -> Iterator[Candidate]:
    """The stance of a noun that a verb gives to `holder`, or takes back if it is `turned`."""
    if noun == holder or _is_another_ones(noun, holder):
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


def _is_another_ones(noun: Token, holder: Token | None) -> bool:
    """Whether a stance belongs to somebody else ("begrüßt die Kritik der Grünen"); a genitive may also be its topic."""
    owner = possessor(noun)
    if owner is None or owner == holder or owner.tag_ == "PPOSAT":
        return False
    return noun_topic(noun, ("gen", "von"), None) is None
