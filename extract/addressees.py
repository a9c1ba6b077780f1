"""To whom somebody speaks, and through which outlet: "sagte er der Zeitung", "gegenüber Reportern"."""

from collections.abc import Iterator

from spacy.tokens import Span as Words
from spacy.tokens import Token

from standpunkt.extract.cases import case, preposition
from standpunkt.extract.cues import following
from standpunkt.extract.lexicon import word_set
from standpunkt.extract.records import Span
from standpunkt.extract.voices import voice

_PLACES = frozenset({"gegenüber", "in", "mit", "bei"})
_NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
_OBJECTS = frozenset({"obj", "iobj", "obl", "obl:agent", "nmod"})
#: How far behind a cue the outlet may stand.
REACH = 12


def addressee(cue: Token) -> Span | None:
    """Who is spoken to, unless it is an outlet that only carries the words."""
    for noun in _beside(cue):
        if noun.tag_ == "PRF" or is_medium(noun):
            continue
        word = preposition(noun)
        if word == "gegenüber" or not word and noun.dep_ in _OBJECTS and case(noun) == "Dat":
            return voice(noun)
    return None


def medium(cue: Token) -> Span | None:
    """The outlet that carries what is said, if the clause names one."""
    for noun in (*_beside(cue), *_behind(cue)):
        if noun.pos_ == "PRON" or not _carries(noun):
            continue
        for outlet in (noun, *(deeper for deeper in noun.children if deeper.dep_ in ("nmod", "appos"))):
            if is_medium(outlet):
                return _name(outlet)
    return None


def sentence_medium(sentence: Words) -> Span | None:
    """The first outlet that a sentence names, wherever it stands: a known one, or one behind "Zeitung" or the like."""
    for first in sentence:
        if first.ent_type_ == "ORG" and first.ent_iob_ == "B":
            name = _entity(first)
            behind = first.i > 0 and first.nbor(-1).lemma_ in word_set("speech", "medium", "nouns")
            if behind or any(word.text in _listed() for word in name):
                return Span(name.start_char, name.end_char)
    return None


def _entity(first: Token) -> Words:
    """The words of the entity that a word begins."""
    doc, end = first.doc, first.i + 1
    while end < len(doc) and doc[end].ent_iob_ == "I":
        end += 1
    return doc[first.i : end]


def _carries(noun: Token) -> bool:
    word = preposition(noun)
    return word in _PLACES or not word and case(noun) in ("Dat", "Gen")


def _behind(cue: Token) -> Iterator[Token]:
    """Names behind the speaker that a parser takes for his: "sagte Weber der Berliner Zeitung"."""
    for token in following(cue, REACH):
        if token.pos_ in _NOUNS and token.dep_ == "nmod" and token.head.i > cue.i and token.head.ent_type_ == "PER":
            yield token


def _name(outlet: Token) -> Span:
    """The name of an outlet, without "der Zeitung" before it."""
    words = [word for word in outlet.subtree if word.ent_type_ == "ORG" or word.text in _listed()]
    first, last = (words[0], words[-1]) if words else (outlet, outlet)
    return Span(first.idx, last.idx + len(last))


def _beside(cue: Token) -> Iterator[Token]:
    """The phrases beside a cue, also those behind it that a parser gave to the clause before."""
    for child in cue.children:
        if child.pos_ in _NOUNS:
            yield child
    for token in following(cue, REACH):
        if token.pos_ in _NOUNS and token.head.i < cue.i:
            yield token


def is_medium(noun: Token) -> bool:
    """Whether a noun is, or brings along, the name of an outlet."""
    if noun.lemma_ in word_set("speech", "medium", "nouns") or noun.lemma_.rsplit("-", 1)[-1] in word_set(
        "speech", "medium", "nouns"
    ):
        return True
    return any(word.text in _listed() for word in (noun, *noun.children) if word.pos_ != "ADP")


def _listed() -> frozenset[str]:
    return word_set("speech", "medium", "names")
