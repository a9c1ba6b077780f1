"""Matching the argument patterns of the lexicon: where a predicate's topic, addressee or holder stands.

A pattern is a case (``akk dat gen``), a preposition (``für``; also as "dafür, dass …"), a kind of clause
(``dass ob w inf``) or ``subj``. What it finds is the head word of a phrase or clause.
"""

from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Token

from standpunkt.extract.actor_words import is_actor_noun
from standpunkt.extract.cases import case, feature, has_article, preposition
from standpunkt.extract.clauses import antecedent, is_label, is_predicate, marker
from standpunkt.extract.datives import is_after_der, is_hidden_dative
from standpunkt.extract.subjects import own_subject, subject
from standpunkt.extract.verbs import is_infinitive, is_passive, is_subjunctive

CASES = {"akk": "Acc", "dat": "Dat", "gen": "Gen"}
CLAUSES = frozenset({"dass", "ob", "w", "inf"})
_NOMINALS = frozenset({"obj", "iobj", "obl", "nmod", "appos"})
_DAYS = frozenset("Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag Sonnabend".split())
_TIMES = _DAYS | frozenset("Tag Woche Monat Jahr".split())


class Argument(NamedTuple):
    """The head of a phrase or clause, the pattern that found it, and its correlate ("dafür"), if any.

    `without` is a word that, with what hangs on it, belongs to the stance rather than to its topic: the "keine" of
    "plant keine Steuer", the "von der SPD geforderte" of a participle. `beyond` heads a clause that belongs to the
    topic but hangs elsewhere ("wies den Vorwurf zurück, er habe gelogen").
    """

    head: Token
    pattern: str
    correlate: Token | None = None
    without: Token | None = None
    beyond: Token | None = None


def find(predicate: Token, patterns: tuple[str, ...]) -> Argument | None:
    """The first argument of a predicate that fits one of the patterns, in their order."""
    return next((found for pattern in patterns for found in matches(predicate, pattern)), None)


def matches(predicate: Token, pattern: str) -> Iterator[Argument]:
    """All arguments of a predicate that fit one pattern."""
    if pattern == "subj":
        yield from _subject(predicate, pattern)
    elif pattern in CASES:
        yield from (found for found in _cased(predicate, pattern) if not is_label(found.head, predicate))
    elif pattern in CLAUSES:
        yield from _clausal(predicate, pattern)
    else:
        yield from _prepositional(predicate, pattern)


def _subject(predicate: Token, pattern: str) -> Iterator[Argument]:
    found = subject(predicate)
    if found is not None:
        yield Argument(found, pattern)


def _cased(predicate: Token, pattern: str) -> Iterator[Argument]:
    """The arguments in a case: the objects of a verb, what a passive is done to, the genitives of a noun."""
    if predicate.pos_ in ("NOUN", "PROPN"):
        found = filter(is_genitive, predicate.children) if pattern == "gen" else ()
        yield from (Argument(child, pattern) for child in found)
    elif pattern == "akk" and is_passive(predicate):
        yield from _subject(predicate, pattern)
    else:
        own = own_subject(predicate)
        for child in predicate.children:
            yield from (Argument(found, pattern) for found in _objects(child, predicate, own, pattern))
        if pattern == "akk":
            yield from (Argument(found, pattern) for found in _stray_object(predicate))


def _objects(child: Token, verb: Token, own: Token | None, pattern: str) -> Iterator[Token]:
    """The objects of a verb to which a word that hangs on it leads; `own` is the verb's subject."""
    if child.tag_ == "PRELS" and child.dep_ == "nsubj" or _names(child, own) or child == own and pattern != "dat":
        return
    if child.dep_ in _NOMINALS and not preposition(child) and _fits(child, pattern):
        yield antecedent(child, verb)
    elif pattern == "gen" and child.dep_ == "obj" and (child.ent_type_ or is_actor_noun(child)):
        # "bezichtigte die Regierung der Lüge": the genitive hangs on the one who is accused.
        yield from (word for word in child.children if is_genitive(word) and not word.ent_type_)
    elif child == own:
        # "hat Ägypten der Vermittlung zugestimmt": the dative looks like a genitive of the name before it.
        yield from filter(is_hidden_dative, child.children)
    elif pattern == "akk":
        yield from _hidden_objects(child, verb, has_subject=own is not None)


def _hidden_objects(child: Token, verb: Token, *, has_subject: bool) -> Iterator[Token]:
    """The direct objects of a verb that a parser labels or hangs otherwise."""
    if child.dep_ == "nsubj" and has_subject and child.pos_ in ("NOUN", "PROPN"):
        # Two nominatives: the other one is an object that looks the same.
        yield child
    elif child.tag_ == "TRUNC":
        # "einen Luft- und Seekorridor"
        yield from (word for word in child.children if word.dep_ == "conj")
    elif child.dep_ == "xcomp" and is_infinitive(child):
        # "kritisierte die Versuche, … auszuarbeiten": the noun may hang on its own infinitive.
        yield from (word for word in child.children if _is_cut_off(word, verb, child))


def _stray_object(verb: Token) -> Iterator[Token]:
    """What a parser joined to the clause before, though it stands right behind the verb: "…, kritisiert Brüssel"."""
    after = verb.doc[verb.i + 1 : verb.i + 2]
    for word in after:
        noun = word.head if word.dep_ == "det" else word
        if noun.dep_ == "conj" and noun.pos_ in ("NOUN", "PROPN") and noun.head.i < verb.i and noun.left_edge == word:
            yield noun


def _is_cut_off(word: Token, verb: Token, infinitive: Token) -> bool:
    """Whether an object of an infinitive stands before the comma that opens it, so that it is the verb's own."""
    between = word.doc[word.right_edge.i + 1 : infinitive.i]
    return word.dep_ == "obj" and verb.i < word.i < infinitive.i and bool(between) and between[0].text == ","


def _names(child: Token, own: Token | None) -> bool:
    """Whether a word is the name right behind the role that is the subject ("Minister Weber")."""
    if own is None or child.ent_type_ != "PER" or child.i != own.i + 1:
        return False
    return own.pos_ == "NOUN" or child.ent_iob_ == "I"


def _fits(child: Token, pattern: str) -> bool:
    """Whether an object stands in the case of a pattern; an unknown case fits the accusative."""
    if child.pos_ not in ("NOUN", "PROPN", "PRON", "ADJ", "NUM", "DET", "X") or child.tag_ == "PRF":
        return False
    if child.lemma_ == "Uhr" or child.lemma_.rsplit("-", 1)[-1] in _TIMES and child.dep_ != "obj":
        return False
    found = case(child)
    if pattern == "akk":
        if child.dep_ == "obj":
            return found in ("Acc", "Nom", "") or not has_article(child) and child.pos_ == "PROPN"
        return found == "Acc" and has_article(child) or found == "Nom" and _is_bare_plural(child)
    if pattern == "dat" and (child.dep_ == "obj" or child.dep_ == "obl" and found == "Gen" and is_after_der(child)):
        return True
    return found == CASES[pattern]


def _is_bare_plural(token: Token) -> bool:
    """Whether a word is a plural without an article, which is no adverbial by itself: "Steuern lehnte er ab"."""
    return token.pos_ == "NOUN" and feature(token, "Number") == "Plur" and not has_article(token)


def is_genitive(token: Token) -> bool:
    """Whether a word is the genitive attribute of a noun."""
    return token.dep_ == "nmod" and not preposition(token) and case(token) in ("Gen", "")


def _clausal(predicate: Token, pattern: str) -> Iterator[Argument]:
    found = False
    for child in predicate.children:
        if child.dep_ in ("ccomp", "xcomp", "csubj", "csubj:pass", "acl", "parataxis", "advcl", "obj") and (
            is_clause(child, pattern)
        ):
            found = True
            yield Argument(child, pattern)
    if not found and is_predicate(predicate) and pattern in ("dass", "inf"):
        head = _next_clause(predicate, pattern)
        if head is not None:
            yield Argument(head, pattern)


def _next_clause(verb: Token, pattern: str) -> Token | None:
    """The clause right behind the comma after a verb, where the parser hung it on another word of the sentence."""
    end = verb.sent.end
    comma = next((token.i for token in verb.doc[verb.i + 1 : min(verb.i + 4, end)] if token.text == ","), None)
    if comma is None or comma + 1 >= end or verb.head.i > comma and verb.dep_ in ("acl", "advcl"):
        return None
    for token in verb.doc[comma + 1 : end]:
        if pattern == "dass" and token.lower_ == "dass" and token.i == comma + 1:
            return token.head if token.head.i > token.i else None
        if pattern == "inf" and token.pos_ in ("VERB", "AUX"):
            return token if is_clause(token, "inf") else None
        if token.text in ",;:":
            return None
    return None


def is_clause(head: Token, pattern: str) -> bool:
    """Whether a word heads a clause of the kind a pattern names."""
    if not (is_predicate(head) or head.dep_ in ("ccomp", "xcomp", "csubj")):
        return False
    mark = marker(head)
    if pattern == "inf":
        return is_infinitive(head) and mark not in ("um", "ohne", "statt", "anstatt")
    if is_infinitive(head):
        return False
    if pattern == "ob":
        return mark == "ob"
    asking = any(word.tag_ in ("PWAV", "PWS", "PWAT") for word in head.children)
    if pattern == "w":
        return asking
    if mark == "dass":
        return True
    return not mark and not asking and head.dep_ in ("ccomp", "csubj", "parataxis") and is_subjunctive(head)


def _prepositional(predicate: Token, pattern: str) -> Iterator[Argument]:
    """The phrases with a preposition; one right behind the subject, whose own it may be, comes last."""
    found = [*_attached(predicate, pattern), *_hung_elsewhere(predicate, pattern)]
    yield from sorted(found, key=lambda argument: _is_behind_subject(argument.head, predicate))


def _attached(predicate: Token, pattern: str) -> Iterator[Argument]:
    """The phrases that hang on the predicate, what its pronominal adverb stands for first."""
    adverb = pronominal(pattern)
    for child in sorted(predicate.children, key=lambda child: child.lower_ != adverb):
        if child.lower_ == adverb:
            yield from _correlated(predicate, child, pattern)
        elif child.pos_ in ("NOUN", "PROPN", "PRON", "ADJ", "NUM", "X", "VERB", "DET", "ADV") and (
            preposition(child) == pattern and child.dep_ not in ("nsubj", "conj") and child.lemma_ not in _DAYS
        ):
            yield Argument(child, pattern)


def _hung_elsewhere(predicate: Token, pattern: str) -> Iterator[Argument]:
    """The phrases that a parser hung on the verb of a noun, or on a noun of the verb."""
    if predicate.pos_ in ("NOUN", "PROPN"):
        yield from (Argument(word, pattern) for word in predicate.head.children if _is_behind(word, predicate, pattern))
        return
    for child in predicate.children:
        inverted = child.dep_ == "nsubj" and child.i > predicate.i and child.pos_ in ("NOUN", "PROPN")
        noun = child.pos_ == "NOUN" or child.tag_ == "PIS"
        if inverted or child.dep_ in ("obj", "nsubj:pass") and noun:
            yield from _below(predicate, child, pattern)


def _is_behind(phrase: Token, noun: Token, pattern: str) -> bool:
    """Whether a phrase stands right behind a noun, though a parser hung it on the verb: "Kritik von A an B"."""
    return phrase.dep_ == "obl" and preposition(phrase) == pattern and phrase.left_edge.i == noun.right_edge.i + 1


def _is_behind_subject(phrase: Token, predicate: Token) -> bool:
    """Whether a phrase of a verb stands right behind its subject: "hält Ministerin A von den B nichts von …"."""
    before = phrase.left_edge.i - 1
    subjects = (child for child in predicate.children if child.dep_ == "nsubj")
    return phrase.head == predicate and any(before in (child.i, child.right_edge.i) for child in subjects)


def _below(predicate: Token, noun: Token, pattern: str) -> Iterator[Argument]:
    """The prepositional phrases that a parser hangs on a verb's object or subject ("nannte Bedingungen für …")."""
    for deeper in noun.children:
        if deeper.lower_ == pronominal(pattern):
            yield from _correlated(predicate, deeper, pattern)
        elif preposition(deeper) == pattern and deeper.dep_ in ("nmod", "obl"):
            yield Argument(deeper, pattern)


def _correlated(predicate: Token, adverb: Token, pattern: str) -> Iterator[Argument]:
    """The clause that "dafür" or "davor" announces, else the adverb itself, which points back."""
    for head in (adverb, predicate):
        for child in head.children:
            if child.i > adverb.i and child.dep_ in ("ccomp", "xcomp", "acl", "advcl", "csubj", "obj"):
                if is_clause(child, "dass") or is_clause(child, "inf") or is_clause(child, "ob"):
                    yield Argument(child, pattern, adverb)
                    return
    yield Argument(adverb, pattern)


def pronominal(preposition: str) -> str:
    """The adverb that stands for a preposition and a pronoun.

    >>> pronominal("für"), pronominal("auf")
    ('dafür', 'darauf')
    """
    return ("dar" if preposition[:1] in "aeiouäöü" else "da") + preposition
