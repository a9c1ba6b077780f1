"""Gender and number, judged by words alone: articles, endings of nouns, forms of verbs.

>>> form("die", "f", "Partei", []), form("die", "", "Gegner", []), is_plural_verb("fordern"), is_plural_verb("fordert")
(('f', False, False), ('', True, False), True, False)
"""

import re

from standpunkt.extract.names import gender, is_role, words


def is_adjective(word: str) -> bool:
    return word.islower() and word not in words("articles") and bool(re.search(r"\w{3}e[nrsm]?$", word))


def form(article: str, gender: str, noun: str, inner: list[str]) -> tuple[str, bool, bool]:
    """Gender and number of a noun by its article, and whether the article shows it to be no subject."""
    if article in words("subject_articles"):
        shown: str = words("subject_articles")[article]
        if shown == "f":
            weak = any(word.endswith("en") for word in inner) and article != "eine"
            return ("", True, False) if weak or gender != "f" else ("f", False, False)
        return ("f", False, True) if shown == "m" and gender == "f" else (shown, False, False)
    if article in words("oblique_articles"):
        return words("oblique_articles")[article], False, True
    if gender:
        return gender, False, False
    return "", noun.endswith(("en", "er", "e", "s")) and (bool(inner) or not is_role(noun)), False


def is_feminine(noun: str) -> bool:
    low = noun.lower()
    if low.endswith(("erin", "stin", "tin", "rin")):
        return True
    return gender(noun) == "f"


def is_plural_verb(verb: str) -> bool | None:
    if verb in words("plural_verbs") or verb.endswith(tuple(words("plural_endings"))):
        return True
    return False if verb.endswith(("t", "te", "e")) or verb in words("singular_verbs") else None
