"""Who acts in a clause: its subject, shared or taken up by a pronoun, and the agent of a passive.

Nominative and accusative often look the same in German, so a parser may take one for the other. What can act rather
than not, agrees with the verb, or stands in the nominative is the subject, whatever it was labelled.
"""

from spacy.tokens import Token

from standpunkt.extract.actor_words import is_actor_noun
from standpunkt.extract.cases import FIRST_HALVES, case, feature, preposition
from standpunkt.extract.clauses import antecedent, is_predicate
from standpunkt.extract.verbs import FINITE_TAGS, auxiliaries, below_infinitives, finite, is_infinitive, is_passive

#: Prepositions of the one who acts in a passive clause.
_AGENTS = frozenset({"von", "durch", "seitens", "vonseiten"})


def subject(verb: Token) -> Token | None:
    """The subject of a predicate, also where it is shared, controlled or taken up by a relative pronoun.

    "Er kam und forderte …": a conjunct without subject takes that of the verb before it. "… bat, zu helfen" has the
    subject of its governor. A relative pronoun gives way to the noun it stands for.
    """
    seen: set[int] = set()
    sharing: Token | None = verb
    while sharing is not None and sharing.i not in seen:
        seen.add(sharing.i)
        found = own_subject(sharing)
        if found is not None:
            return antecedent(found, sharing)
        if sharing.dep_ == "acl" and not is_infinitive(sharing):
            return sharing.head if sharing.tag_ in ("VVPP", "ADJA") else None
        sharing = _sharing(sharing)
    return None


def _sharing(verb: Token) -> Token | None:
    """The verb that shares its subject with a verb that has none of its own."""
    if verb.dep_ in ("conj", "xcomp") and is_predicate(verb.head):
        return verb.head
    if verb.dep_ in ("parataxis", "advcl") and is_predicate(verb.head) or verb.dep_ in ("ccomp", "csubj"):
        return verb.head if is_infinitive(verb) else None
    return None


def own_subject(verb: Token) -> Token | None:
    """The subject that stands in the verb's own clause."""
    found = [child for child in verb.children if child.dep_ in ("nsubj", "nsubj:pass")]
    if len(found) > 1:
        return max([child for child in found if _agrees(child, verb)] or found, key=_rank)
    if found:
        return _person_before(found[0], verb) or _behind_article(found[0], verb) or _rather(found[0], verb)
    return (
        _nominative(verb)
        or _of_infinitive(verb)
        or _of_auxiliary(verb)
        or (_acted_upon(verb) if is_passive(verb) else _first_of_two(verb) or _adverbial(verb))
    )


def _of_infinitive(verb: Token) -> Token | None:
    """The subject in front of the verb that a parser gave to an infinitive behind it, which can have none."""
    return next((word for word in below_infinitives(verb) if word.dep_ == "nsubj" and word.i < verb.i), None)


# The parser found a subject: is it the right one? ------------------------------------------------------------------


def _person_before(subject: Token, verb: Token) -> Token | None:
    """The role with a name that opens the clause, where the parser took the object behind the verb for the subject."""
    if subject.i < verb.i or subject.ent_type_ == "PER" or subject.pos_ == "PRON":
        return None
    for child in verb.children:
        if child.i < verb.i and _is_stray_subject(child) and any(word.ent_type_ == "PER" for word in child.children):
            return child
    return None


def _behind_article(subject: Token, verb: Token) -> Token | None:
    """The actor right behind an article that was taken for a relative pronoun (", die Arbeitgeber verlangen")."""
    if subject.tag_ != "PRELS":
        return None
    return next((child for child in verb.children if child.i == subject.i + 1 and _is_stray_subject(child)), None)


def _rather(subject: Token, verb: Token) -> Token:
    """An "object" in the nominative that can act, where the word taken for the subject cannot."""
    if _can_act(subject) or subject.tag_ in ("PRELS", "PIS", "PDS", "PPER"):
        return subject
    return next((child for child in verb.children if _is_nominative_object(child)), subject)


def _agrees(token: Token, verb: Token) -> bool:
    """Whether a word can be the subject of a verb by its number: "die Pläne lehnt die Partei ab"."""
    plural = any(child.dep_ == "conj" for child in token.children) or token.tag_ in ("PRELS", "PIS")
    number = feature(finite(verb), "Number")
    return plural or not number or feature(token, "Number") in ("", number)


# The parser found none: what else may be it? -----------------------------------------------------------------------


def _nominative(verb: Token) -> Token | None:
    """The object in the nominative, or led by "weder", of a finite verb that seems to have no subject."""
    if verb.dep_ == "conj" or feature(verb, "VerbForm") != "Fin" or feature(verb, "Mood") == "Imp":
        return None
    return next((child for child in verb.children if _is_nominative_object(child) or _is_led_by_half(child)), None)


def _is_led_by_half(child: Token) -> bool:
    """Whether a phrase was taken for an adverbial because it opens with "weder", "sowohl" or "entweder"."""
    return (
        child.dep_ == "obl" and any(word.lower_ in FIRST_HALVES for word in child.children) and not preposition(child)
    )


def _of_auxiliary(verb: Token) -> Token | None:
    """The subject that the parser hung on an auxiliary."""
    below = (child for aux in auxiliaries(verb) for child in aux.children)
    return next((child for child in below if child.dep_ in ("nsubj", "nsubj:pass")), None)


def _acted_upon(verb: Token) -> Token | None:
    """The "object" of a passive verb, which can have none."""
    return next((child for child in verb.children if child.dep_ == "obj" and child.tag_ != "PRF"), None)


def _first_of_two(verb: Token) -> Token | None:
    """The first of two objects, if it stands in the nominative."""
    objects = [child for child in verb.children if child.dep_ == "obj" and child.pos_ in ("NOUN", "PROPN")]
    return objects[0] if _may_lack(verb) and len(objects) > 1 and case(objects[0]) == "Nom" else None


def _adverbial(verb: Token) -> Token | None:
    """The actor without a preposition that was taken for an adverbial of a finite verb."""
    if not _may_lack(verb) or finite(verb).tag_ not in FINITE_TAGS:
        return None
    return next((child for child in verb.children if _is_stray_subject(child)), None)


def _may_lack(verb: Token) -> bool:
    """Whether a subject that is missing must be a slip of the parser: a conjunct shares that of its verb."""
    return verb.pos_ == "VERB" and verb.dep_ != "conj"


# What a subject looks like -----------------------------------------------------------------------------------------


def _is_nominative_object(child: Token) -> bool:
    return child.dep_ == "obj" and feature(child, "Case") == "Nom" and _can_act(child)


def _is_stray_subject(child: Token) -> bool:
    """Whether an actor in the nominative without preposition was taken for an adverbial ("CSU-Chef Weber hat …")."""
    if child.dep_ != "obl" or preposition(child) or child.pos_ not in ("NOUN", "PROPN"):
        return False
    return case(child) in ("Nom", "") and _can_act(child)


def _can_act(token: Token) -> bool:
    """Whether a word can be the one who acts: a personal pronoun or an actor."""
    return _rank(token)[0] != 0


def _rank(token: Token) -> tuple[int, int]:
    """How likely a nominative is the subject rather than an object of the same form: pronouns, then actors."""
    if token.lower_ == "es":
        return -1, -token.i
    if token.tag_ == "PPER":
        return 2, -token.i
    return int(bool(token.ent_type_) or is_actor_noun(token)), -token.i


# Passive clauses ---------------------------------------------------------------------------------------------------


def doer(verb: Token) -> Token | None:
    """Who does what a verb says: the agent of a passive, else the subject."""
    return agent(verb) if is_passive(verb) else subject(verb)


def agent(verb: Token) -> Token | None:
    """Who acts in a passive clause: "von der SPD", "durch die Opposition", "seitens der Union"."""
    phrases = [child for child in verb.children if child.dep_ in ("obl:agent", "obl", "nmod")]
    phrases.sort(key=lambda child: child.dep_ != "obl:agent")
    found = next((child for child in phrases if preposition(child) in _AGENTS), None)
    if found is not None:
        return found
    nouns = (child for child in verb.children if child.dep_ in ("obj", "nsubj", "nsubj:pass"))
    return next((child for noun in nouns for child in noun.children if _is_misplaced_agent(child, noun, verb)), None)


def _is_misplaced_agent(phrase: Token, noun: Token, verb: Token) -> bool:
    """Whether a phrase that hangs on a noun tells who acts: it stands before it, or is an actor before the verb."""
    if phrase.i < noun.i:
        return preposition(phrase) in _AGENTS
    return phrase.i < verb.i and preposition(phrase) in ("von", "durch") and _rank(phrase)[0] > 0
