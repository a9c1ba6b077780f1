"""What a phrase shows of its place in the sentence: its case, its preposition, whether it has an article."""

from spacy.tokens import Token

#: Prepositions that have swallowed an article.
_WITHOUT_ARTICLE = {
    "fürs": "für", "am": "an", "ans": "an", "aufs": "auf", "beim": "bei", "durchs": "durch", "im": "in", "ins": "in",
    "vom": "von", "vorm": "vor", "zum": "zu", "zur": "zu", "übers": "über", "ums": "um", "gegens": "gegen",
}  # fmt: skip
#: First halves of double conjunctions, which a parser may take for prepositions.
FIRST_HALVES = frozenset({"weder", "sowohl", "entweder"})
#: Articles that a parser may take for prepositions.
_ARTICLES = frozenset("der die das den dem des".split())
#: Adverbs that parsers take for prepositions.
_ADVERBS = frozenset("unterdessen indessen inzwischen derweil dagegen hingegen zudem außerdem daraufhin".split())


def feature(token: Token, name: str) -> str:
    """A morphological feature of a word ("Case", "Mood"), or nothing."""
    return next(iter(token.morph.get(name, [])), "")


def preposition(token: Token) -> str:
    """The preposition a word stands behind, without its article ("zur" → "zu"), or nothing."""
    for child in token.children:
        tagged = child.tag_ in ("APPR", "APPRART") and child.i < token.i and child.dep_ not in ("cc", "det")
        if (child.dep_ == "case" or tagged) and child.lower_ not in _ADVERBS | FIRST_HALVES | _ARTICLES:
            return _WITHOUT_ARTICLE.get(child.lower_, child.lower_)
    return ""


def case(token: Token) -> str:
    """The case of a phrase ("Nom", "Gen", "Dat", "Acc"): what its article leaves no doubt about, else the tagger's."""
    for article in token.children:
        if article.dep_ == "det" and article.i < token.i and article.tag_ in ("ART", "PPOSAT", "PDAT", "PIAT"):
            if sure := _sure_case(article.lower_, token):
                return sure
    words = (token, *(child for child in token.children if child.dep_ in ("det", "amod")))
    if not has_article(token) and feature(token, "Number") == "Plur" and any(map(_is_dative, words[1:])):
        return "Dat"
    return next(filter(None, (feature(word, "Case") for word in words)), "")


def _sure_case(article: str, noun: Token) -> str:
    """The case that the endings leave no doubt about ("dem", "einem", "des", "eines", "den Deckel"), or nothing.

    Behind "den" stands an accusative, or a plural in the dative, which ends in "n" (in "s" if it is a foreign word);
    names such as "den USA" keep their form.
    """
    if article.endswith("em"):
        return "Dat"
    if article in ("den", "diesen", "jenen") and noun.pos_ == "NOUN" and not noun.lower_.endswith(("n", "s")):
        return "Acc"
    return "Gen" if article == "des" or article.endswith(("ines", "eres", "hres", "keines")) else ""


def _is_dative(adjective: Token) -> bool:
    """Whether an adjective without an article before it shows the dative of a plural: "schärferen Kontrollen"."""
    return adjective.dep_ == "amod" and adjective.pos_ == "ADJ" and adjective.lower_.endswith("en")


def has_article(token: Token) -> bool:
    """Whether a noun has an article or another determiner."""
    return any(child.dep_ == "det" for child in token.children)
