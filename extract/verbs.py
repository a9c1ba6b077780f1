"""What a verb is made of: prefix, auxiliaries and modal verbs, and the mood and voice they give it."""

import re
from collections.abc import Iterator

from spacy.tokens import Token

from standpunkt.extract.cases import feature

MODALS = frozenset({"wollen", "sollen", "müssen", "können", "dürfen", "mögen", "möchten"})
FINITE_TAGS = frozenset({"VVFIN", "VAFIN", "VMFIN"})
#: Words that announce a clause and are no prefixes: "davor", "darauf".
_ANNOUNCING = re.compile(r"dar?(vor|für|gegen|mit|nach|von|zu|an|auf|aus|in|über|um|unter)$")
_KONJUNKTIV_II = frozenset("würde würden würdest könnte könnten wäre wären hätte hätten dürfte dürften".split())


def prefix(verb: Token) -> str:
    """The separated prefix of a verb ("lehnt … ab" → "ab"), or nothing."""
    found = (child.lower_ for child in verb.children if child.dep_ == "compound:prt")
    return next((word for word in found if not _ANNOUNCING.match(word)), "") or _stray_prefix(verb)


def _stray_prefix(verb: Token) -> str:
    """The prefix that a parser gave to an infinitive between a finite verb and its end ("lehnt es, …, ab")."""
    if verb.tag_ not in ("VVFIN", "VVIMP"):
        return ""
    words = (word for word in below_infinitives(verb) if word.i > word.head.i)
    return next((word.lower_ for word in words if word.dep_ == "compound:prt"), "")


def below_infinitives(verb: Token) -> Iterator[Token]:
    """The words that hang on the infinitives behind a verb, where a parser may put what is the verb's own."""
    infinitives = (child for child in verb.children if child.i > verb.i and is_infinitive(child))
    return (word for infinitive in infinitives for word in infinitive.children)


def lexicon_form(verb: Token) -> str:
    """A verb as the lexicon writes it, with a bar behind its separated prefix ("ab|lehnen")."""
    return "|".join(filter(None, (prefix(verb), verb.lemma_)))


def auxiliaries(verb: Token) -> list[Token]:
    """The auxiliary and modal verbs of a verb or predicate, in order, its copula included."""
    found = [child for child in verb.children if child.dep_ in ("aux", "aux:pass", "cop")]
    return sorted(found, key=lambda token: token.i)


def modals(verb: Token) -> list[str]:
    """The lemmas of the modal verbs over a verb, also of its infinitive's governor; "mögen" counts as "wollen"."""
    found = [aux.lemma_ for aux in auxiliaries(verb) if aux.lemma_ in MODALS or aux.tag_.startswith("VM")]
    if verb.dep_ in ("xcomp", "ccomp") and verb.head.lemma_ in MODALS and verb.tag_ in ("VVINF", "VAINF"):
        found.append(verb.head.lemma_)
    return ["wollen" if lemma in ("mögen", "möchten") else lemma for lemma in found]


def finite(verb: Token) -> Token:
    """The finite verb of the clause whose predicate is `verb`: itself or the first finite auxiliary."""
    for word in (*auxiliaries(verb), verb):
        if feature(word, "VerbForm") == "Fin" or word.tag_ in FINITE_TAGS:
            return word
    return verb


def is_infinitive(verb: Token) -> bool:
    """Whether a verb is an infinitive with "zu" ("zu fordern", "abzulehnen")."""
    if verb.tag_ == "VVIZU" or verb.tag_ == "VVINF" and verb.lower_.replace("zu", "", 1) == verb.lemma_ != verb.lower_:
        return True
    return any(child.tag_ == "PTKZU" or _is_zu(child) for child in verb.children)


def _is_zu(child: Token) -> bool:
    return child.lower_ == "zu" and child.dep_ in ("mark", "aux", "advmod") and child.pos_ in ("PART", "ADP")


def is_subjunctive(verb: Token) -> bool:
    """Whether the clause of a verb stands in the Konjunktiv ("sei", "habe", "werde", "müsse")."""
    return feature(finite(verb), "Mood") == "Sub"


def is_hypothetical(verb: Token) -> bool:
    """Whether a clause only says what could or would be ("könnte ablehnen", "würde fordern")."""
    return finite(verb).lower_ in _KONJUNKTIV_II


def is_passive(verb: Token) -> bool:
    """Whether a clause is in the passive ("wird gefordert", "wurde abgelehnt")."""
    if any(aux.lemma_ == "haben" for aux in auxiliaries(verb)):
        return False
    if any(child.dep_ in ("aux:pass", "nsubj:pass", "csubj:pass") for child in verb.children):
        return True
    return verb.tag_ == "VVPP" and is_dynamic(verb)


def is_dynamic(verb: Token) -> bool:
    """Whether a passive tells of an act ("wird abgelehnt", "ist gebilligt worden"), not of a state."""
    return any(aux.lemma_ == "werden" for aux in auxiliaries(verb))


def is_state(verb: Token) -> bool:
    """Whether a participle tells what somebody is ("ist empört"), though a parser takes it for a verb."""
    helpers = [aux.lemma_ for aux in auxiliaries(verb)]
    return verb.tag_ == "VVPP" and "sein" in helpers and not {"werden", "haben"} & set(helpers)
