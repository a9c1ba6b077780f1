"""Datives that look like genitives: "stimmte der Bundestag der Verlängerung zu".

A parser may hang them on the subject before them, as its attribute. They are the verb's if the verb asks for a dative.
"""

from spacy.tokens import Token

from standpunkt.extract.actor_words import is_outlet
from standpunkt.extract.cases import case
from standpunkt.extract.lexicon import ends_like_actor, verb_frames
from standpunkt.extract.quotations import MARKS
from standpunkt.extract.verbs import prefix


def is_after_der(word: Token) -> bool:
    """Whether a genitive may as well be a dative, since its article is "der"."""
    return any(article.lower_ == "der" and article.dep_ == "det" for article in word.children)


def is_hidden_dative(word: Token) -> bool:
    """Whether a genitive of a subject is the dative of its verb; in "die Fraktion der Grünen" it is not."""
    if word.dep_ != "nmod" or case(word) != "Gen" or not is_after_der(word):
        return False
    if word.head.dep_ not in ("nsubj", "nsubj:pass"):
        return False
    if _is_told(word) and word.head.head.i < word.head.i:
        return True
    if word.ent_type_ or ends_like_actor(word.lemma_):
        return False
    return (bool(word.head.ent_type_) or word.head.head.i < word.head.i) and _asks(word.head.head)


def _is_told(word: Token) -> bool:
    """Whether a word is the name of a paper to which somebody talks: "sagte die Ministerin der „Morgenpost“"."""
    return is_outlet(word) or word.i > 0 and word.nbor(-1).text in MARKS


def _asks(verb: Token) -> bool:
    """Whether a verb of the lexicon has its topic in the dative."""
    return any("dat" in slot.patterns for frame in verb_frames(verb.lemma_, prefix(verb)) for slot in frame.slots)
