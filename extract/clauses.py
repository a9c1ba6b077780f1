"""What a clause is built of: what heads it, what opens it, and what its relative pronoun stands for.

This module and its neighbours `cases`, `verbs` and `subjects` read a parse with the labels that
`standpunkt.extract.language` names. They forgive the usual slips of a parser: where its label may be wrong, they look
for the case and the place of a word.
"""

from spacy.tokens import Token

from standpunkt.extract.cases import feature

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "csubj:pass"})
#: How many words before a relative pronoun its noun is looked for.
_REACH = 8


def is_predicate(token: Token) -> bool:
    """Whether a word heads a clause: a verb, or anything with a copula."""
    return token.pos_ in ("VERB", "AUX") or any(child.dep_ == "cop" for child in token.children)


def marker(verb: Token) -> str:
    """The word that opens a subordinate clause ("dass", "ob", "wenn"), lower case, or nothing."""
    return next((child.lower_ for child in verb.children if child.dep_ == "mark" and child.lower_ != "zu"), "")


def is_label(head: Token, predicate: Token) -> bool:
    """Whether a colon parts a phrase from the verb behind it: "Neue Zölle: Verband lehnt Plan ab"."""
    return any(word.text == ":" for word in head.doc[head.i + 1 : predicate.i])


def antecedent(token: Token, verb: Token) -> Token:
    """What a relative pronoun stands for; any other word unchanged."""
    if token.tag_ not in ("PRELS", "PRELAT"):
        return token
    clause = verb
    while clause.dep_ == "conj":
        clause = clause.head
    if clause.dep_ == "acl" and clause.head.pos_ in ("NOUN", "PROPN", "PRON"):
        return clause.head
    return _noun_before(token) or token


def _noun_before(pronoun: Token) -> Token | None:
    """The nearest noun before a relative pronoun, in its clause, that agrees with it in number and gender."""
    for word in reversed(pronoun.doc[max(pronoun.sent.start, pronoun.i - _REACH) : pronoun.i]):
        if word.pos_ in ("NOUN", "PROPN") and all(_agree(word, pronoun, name) for name in ("Number", "Gender")):
            return word
        if word.pos_ in ("VERB", "AUX"):
            return None
    return None


def _agree(one: Token, other: Token, name: str) -> bool:
    """Whether a feature is the same for two words, as far as it is known."""
    left, right = feature(one, name), feature(other, name)
    return not left or not right or left == right
