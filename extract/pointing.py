"""What a bare pronoun in the place of a topic points back to: a noun, or all that the sentence before says.

"Der Rat hat den Entwurf gelesen. Er lehnt ihn ab": the draft. "Die Klinik soll schließen. Dagegen protestiert der
Kreis": that the clinic is to close.
"""

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from standpunkt.extract.actor_words import is_actor
from standpunkt.extract.cases import feature, preposition
from standpunkt.extract.clauses import SUBJECTS, is_predicate
from standpunkt.extract.patterns import Argument
from standpunkt.extract.supposing import is_question
from standpunkt.extract.verbs import modals

#: Pronouns that rather mean what was said than a thing.
WHOLE = frozenset({"das", "dies", "es", "dem"})
#: Prepositions of times and places, which nobody means later.
_ASIDE = frozenset({"in", "nach", "vor", "seit", "bis", "während", "ab", "bei"})
_PLACES = frozenset({"obj", "obl", "nsubj", "nsubj:pass", "iobj", "nmod", "conj"})


def pointed(pronoun: Token) -> Argument | None:
    """The topic that a pronoun or pronominal adverb stands for, looked up in its own sentence and the one before."""
    if pronoun.lower_ in WHOLE or pronoun.tag_ in ("PAV", "PROAV", "ADV"):
        whole = _sentence_before(pronoun)
        if whole is not None or pronoun.lower_ != "es":
            return whole
    noun = next((word for word in _nouns_before(pronoun) if _agrees(word, pronoun)), None)
    return Argument(noun, "noun") if noun is not None else None


def _sentence_before(pronoun: Token) -> Argument | None:
    """The clause of the sentence before, if it is a whole one that tells of something to do."""
    first = pronoun.sent.start
    if not first:
        return None
    root = pronoun.doc[first - 1].sent.root
    if not is_predicate(root) or is_question(root) or not any(child.dep_ in SUBJECTS for child in root.children):
        return None
    return Argument(root, "clause") if modals(root) else None


def _nouns_before(pronoun: Token) -> Iterator[Token]:
    """The nouns for things in front of a pronoun, those of its own sentence first, each sentence from its beginning."""
    here = pronoun.sent
    yield from _things(pronoun.doc[here.start : pronoun.i])
    if here.start:
        yield from _things(pronoun.doc[here.start - 1].sent)


def _things(words: Iterable[Token]) -> Iterator[Token]:
    found = [word for word in words if word.pos_ == "NOUN" and word.dep_ in _PLACES and not is_actor(word)]
    found = [word for word in found if preposition(word) not in _ASIDE]
    return iter(sorted(found, key=lambda word: (word.dep_ == "nmod", -word.i)))


def _agrees(noun: Token, pronoun: Token) -> bool:
    """Whether a noun fits a pronoun in number and, in the singular, in gender."""
    if _of(noun, "Number") != feature(pronoun, "Number"):
        return feature(pronoun, "Number") == "" and _of(noun, "Gender") == _of(pronoun, "Gender")
    return feature(pronoun, "Number") == "Plur" or _of(noun, "Gender") == _of(pronoun, "Gender")


def _of(noun: Token, name: str) -> str:
    """A feature of a noun, read at its article where it has one."""
    article = next((child for child in noun.children if child.dep_ == "det"), noun)
    if name == "Gender" and feature(noun, "Number") == "Sing" and (sure := _sure_gender(article)):
        return sure
    return feature(article, name) or feature(noun, name)


def _sure_gender(article: Token) -> str:
    """The gender that the form of an article leaves no doubt about in the singular, or nothing."""
    word = article.lower_
    if word in ("die", "diese", "jede", "ihre", "unsere") or word.endswith("eine"):
        return "Fem"
    if word in ("das", "dieses"):
        return "Neut"
    return "Masc" if word in ("den", "diesen", "ihren", "unseren") or word.endswith("einen") else ""
