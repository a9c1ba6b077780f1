"""A candidate: a stance as one word of the text expresses it, before it is known who stands behind it."""

from typing import NamedTuple

from spacy.tokens import Token

from standpunkt.extract.patterns import Argument
from standpunkt.extract.records import Quote


class Candidate(NamedTuple):
    """A stance as a predicate expresses it.

    `holder` heads the phrase of whoever holds it, None where the grammar names nobody (an impersonal passive).
    `form` is the form of speech that the entry implies, `prior` a first guess of how often such a candidate is right.
    """

    predicate: Token
    relation: str
    topic: Argument
    holder: Token | None
    entry: str
    form: Quote
    addressee: Token | None = None
    prior: float = 0.7
