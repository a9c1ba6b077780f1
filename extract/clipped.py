"""Clipped speech: what headlines leave of somebody's words behind a colon, without subject, verb or both.

"Söder: Keine Koalition mit …", "Kreml: Gespräche jederzeit möglich", "Städtetag: Brauchen mehr Geld".
"""

from collections.abc import Iterable, Iterator

from spacy.tokens import Span as Words
from spacy.tokens import Token

from standpunkt.extract.candidate import Candidate
from standpunkt.extract.lexicon import evaluation, word_set, words
from standpunkt.extract.patterns import Argument
from standpunkt.extract.records import Quote
from standpunkt.extract.verbs import FINITE_TAGS

FORM: Quote = "reported"


def spoken(content: Words, found: Iterable[Candidate]) -> Iterator[Candidate]:
    """The stances `found` behind a colon, or else that of clipped words, with who stands before the colon as holder."""
    speaker = _speaker(content)
    for one in list(found) or clipped(content):
        yield one if speaker is None or one.holder is not None else one._replace(holder=speaker)


def _speaker(content: Words) -> Token | None:
    """The head of the words before the colon, if they are short and no clause."""
    colon = next((word for word in content.doc[max(0, content.start - 2) : content.start] if word.text == ":"), None)
    if colon is None or not colon.i:
        return None
    before = content.doc[colon.nbor(-1).sent.start : colon.i]
    if any(word.tag_ in FINITE_TAGS for word in before):
        return None
    inside = range(before.start, before.end)
    return next((word for word in before if word.head.i not in inside or word.dep_ == "ROOT"), None)


def clipped(content: Words) -> Iterator[Candidate]:
    """The stance of a speaker whose words are clipped; `holder` is left open for the speaker."""
    said = [word for word in content if not word.is_punct and not word.is_space]
    if len(said) < 2:
        return
    found = _opened(said) or _refused(said) or _judged(said)
    if found is not None:
        yield found


def _opened(said: list[Token]) -> Candidate | None:
    """ "Müssen sparen", "Brauchen mehr Geld", "Werden nicht weichen": the "wir" is left out."""
    first, *rest = said
    for relation, forms in words("evaluations", "clipped").items():
        if first.lower_ in forms:
            denied = any(word.lower_ in word_set("polarity", "words", "negators") for word in rest)
            return _candidate(first, "rejects" if denied else relation, Argument(rest[0], "rest"), first.lower_)
    return None


def _refused(said: list[Token]) -> Candidate | None:
    """ "Keine Koalition mit …": nothing but what is not to be."""
    first = said[0]
    if not first.lower_.startswith("kein") or any(word.tag_ in FINITE_TAGS for word in said):
        return None
    noun = next((word for word in said if word.pos_ in ("NOUN", "PROPN")), None)
    return _candidate(noun, "rejects", Argument(noun, "noun", without=first), "kein") if noun is not None else None


def _judged(said: list[Token]) -> Candidate | None:
    """ "Gespräche jederzeit möglich", "Beitritt ausgeschlossen", "Plan kommt nicht infrage": the last word judges."""
    last = said[-1]
    noun = next((word for word in said if word.pos_ in ("NOUN", "PROPN")), None)
    relation = evaluation(last.text.lower())
    if noun is None or noun == last or relation is None or any(word.tag_ in FINITE_TAGS for word in said):
        return None
    if said[-2].lower_ == "nicht":
        relation = words("evaluations", "negated")[relation]
    return _candidate(last, relation, Argument(noun, "noun"), last.text.lower()) if relation else None


def _candidate(predicate: Token, relation: str, topic: Argument, word: str) -> Candidate:
    return Candidate(predicate, relation, topic, None, f"{word}:", FORM, prior=0.75)
