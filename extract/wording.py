"""The words of a running text with their places.

>>> [word.text for word in split_words("George W. Bush sprach. Er ging.")]
['George', 'W.', 'Bush', 'sprach', 'Er', 'ging']
"""

import re
from typing import NamedTuple

TOKEN = re.compile(r"[^\W_][\w.’'-]*", re.UNICODE)

#: Ends of German nouns that are never first names.
NOUNS = (
    "ung", "ungen", "er", "or", "weise", "heit", "keit", "schaft", "tion", "ismus", "ment", "tag", "woche", "monat",
    "abend", "morgen", "jahr", "konzern", "riese", "blatt", "magazin", "sender", "portal", "lager", "stadt", "haus",
    "recht",
)  # fmt: skip


class Word(NamedTuple):
    """A word of the text with its place; `joined` tells whether only spaces part it from the word before."""

    text: str
    start: int
    end: int
    joined: bool
    opens: bool


def split_words(text: str) -> tuple[Word, ...]:
    """The words of a text; a final dot stays only with initials, ordinals and titles ("W.", "II.")."""
    found = []
    end = 0
    for match in TOKEN.finditer(text):
        word = match.group().rstrip("’'-")
        if word.endswith(".") and not re.fullmatch(r"([^\W\d]|([^\W\d]\.)+[^\W\d]|[IVX]+|Dr|Prof|St)\.", word):
            word = word.rstrip(".")
        gap = text[end : match.start()]
        opens = not end or bool(re.search(r"[.!?:\n„“”\"»]", gap))
        found.append(Word(word, match.start(), match.start() + len(word), gap.isspace() and "\n" not in gap, opens))
        end = match.start() + len(word)
    return tuple(found)
