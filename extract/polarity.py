"""What negation, governing verbs and mood make of a stance, and which acts are none.

"lehnt nicht ab" is no rejection, "verzichtet darauf zu fordern" no demand, "könnte androhen" no position at all.
"""

from functools import cache

from spacy.tokens import Token

from standpunkt.extract.cases import feature, preposition
from standpunkt.extract.lexicon import Frame, word_set
from standpunkt.extract.negation import negator
from standpunkt.extract.supposing import in_condition, is_question
from standpunkt.extract.verbs import auxiliaries, is_hypothetical, is_infinitive, lexicon_form, modals, prefix

#: Prepositions before the source of what is told.
RUMOURED = frozenset({"zufolge", "laut", "nach", "gemäß"})
#: Relations that a wish in the Konjunktiv II still expresses: "würde begrüßen".
WISHES = frozenset({"supports", "proposes", "accepts", "rejects"})


def composed(frame: Frame, relation: str, predicate: Token) -> str | None:
    """The relation that is left of an entry's `relation` where it stands; None if it is no stance there."""
    if in_condition(predicate) or is_question(predicate) or is_void(predicate, relation):
        return None
    word = None if frame.denied else negator(predicate)
    word = None if word is not None and word.lower_ in frame.fixed else word
    if (word is not None) == is_turned(predicate):
        return relation
    left = frame.negated(relation)
    # "fordert keine Steuern": a demand cannot be denied this way, the negation stays with what is demanded.
    return relation if left is None and word is not None and word.lower_.startswith("kein") else left


def is_void(predicate: Token, relation: str) -> bool:
    """Whether mood or a verb above leaves nothing of a stance."""
    over = modals(predicate)
    if any(lemma in word_set("polarity", "modals", "voids") for lemma in over) and not is_hearsay(predicate):
        return negator(predicate) is None or not set(over) & {"können", "dürfen"}
    if any(child.lower_ in word_set("polarity", "hedges", "voids") for child in predicate.children):
        return True
    if is_hypothetical(predicate) and not set(over):
        return not _is_wish(predicate, relation)
    return _governor(predicate) in _governing("voids")


def _is_wish(predicate: Token, relation: str) -> bool:
    return relation in WISHES and any(aux.lower_ in ("würde", "würden") for aux in auxiliaries(predicate))


def is_meeting(act: Token) -> bool:
    """Whether an act is only a journey, a talk or a meeting, the announcement of which takes no side."""
    if act.pos_ in ("VERB", "AUX"):
        return lexicon_form(act) in word_set("polarity", "meetings", "verbs")
    return act.lemma_ in word_set("polarity", "meetings", "nouns")


def is_turned(predicate: Token) -> bool:
    """Whether the verb that governs an infinitive turns it round: "verzichtet darauf, … zu fordern"."""
    return _governor(predicate) in _governing("turns")


def is_hearsay(predicate: Token) -> bool:
    """Whether "sollen" reports what others tell: "soll gefordert haben"."""
    sollen = [aux for aux in auxiliaries(predicate) if aux.lemma_ == "sollen"]
    perfect = [aux for aux in auxiliaries(predicate) if aux.lemma_ in ("haben", "sein") and aux.tag_ == "VAINF"]
    return bool(sollen and perfect and feature(sollen[0], "Tense") != "Past")


def is_alleged(predicate: Token) -> bool:
    """Whether the text itself does not vouch for a stance: "soll … haben", "angeblich"."""
    adverbs = word_set("speech", "hearsay", "adverbs")
    if is_hearsay(predicate) or any(child.lower_ in adverbs for child in predicate.children):
        return True
    if any(child.lower_ == "wonach" for child in predicate.children) and _is_rumour(predicate.head):
        return True
    return any(_is_rumoured(child) for child in predicate.children)


def _is_rumoured(child: Token) -> bool:
    """Whether a phrase or clause names a nameless source: "Medienberichten zufolge", "wie es in Berichten heißt"."""
    if child.dep_ == "advcl" and child.lemma_ in ("heißen", "verlauten"):
        return any(_is_rumour(word) for word in child.children)
    return preposition(child) in RUMOURED and _is_rumour(child)


def _is_rumour(noun: Token) -> bool:
    endings = tuple(word.lower() for word in word_set("speech", "hearsay", "sources"))
    told = noun.lower_.endswith(endings) or noun.lemma_.lower().endswith(endings)
    return told and not any(child.tag_ == "PPOSAT" for child in noun.children)


def _governor(predicate: Token) -> str:
    """The verb whose object an infinitive is, with its prefix."""
    head = predicate.head
    if predicate.dep_ not in ("xcomp", "ccomp") or not is_infinitive(predicate) or head.pos_ not in ("VERB", "AUX"):
        return ""
    return prefix(head) + head.lemma_


@cache
def _governing(key: str) -> frozenset[str]:
    """The verbs of a list without the bar behind their prefix: participles have none."""
    return frozenset(verb.replace("|", "") for verb in word_set("polarity", "governing", key))
