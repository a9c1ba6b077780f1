"""Bodies and offices that a text calls by less than their name: "das Gericht", "die Gewerkschaft", "die Richter".

>>> from standpunkt.extract.gazetteer import Gazetteer
>>> text = "Das Bundesverfassungsgericht hat geurteilt. Das Gericht lehnte ab, die Richter waren einig."
>>> people = People(text, Gazetteer.load())
>>> short = Shortened(text, people, Choice(people, None, Gazetteer.load()))
>>> short.body("Gericht", Span(48, 55)).name, short.members("Richter", Span(71, 78)).name
('Bundesverfassungsgericht', 'Bundesverfassungsgericht')
"""

import re
from collections.abc import Iterator

from standpunkt.extract.antecedents import Antecedents
from standpunkt.extract.choosing import Choice
from standpunkt.extract.forms import Actor, unknown
from standpunkt.extract.fullnames import Name
from standpunkt.extract.mentions import People, nearest
from standpunkt.extract.names import fold, is_body_noun, nominative, words
from standpunkt.extract.records import Span

#: The articles of what was spoken of before.
KNOWN = frozenset("der die des dem den vom dieser diese dieses".split())


class Shortened:
    """Looks up in one document what a bare noun stands for there."""

    def __init__(self, text: str, people: People, register: Choice) -> None:
        self._text = text
        self._people = people
        self._register = register

    def body(self, noun: str, at: Span) -> Actor | None:
        """A head noun for a body the document names in full: "Gericht" for "Bundesverfassungsgericht"."""
        if " " in noun or not noun[:1].isupper() or self._counted(at):
            return None
        ends = sorted(self._longer(noun), key=lambda name: name.start)
        best = nearest(ends, at.start)
        actor = self._register.actor(best.text) if best else None
        if best and not actor and re.match(r"\w+-\w", best.text) and best.start < at.start:
            return unknown(best.text, "organisation")
        return actor

    def called(self, noun: str, at: Span, back: Antecedents) -> Actor | None:
        """A bare noun for a body that the text names elsewhere: "die Gewerkschaft" after "Gewerkschaft GEW"."""
        if " " in noun or not is_body_noun(noun) or not self.is_known(at):
            return None
        found = back.body(noun, at=at.start)
        return self._register.actor(found.text) or unknown(found.text, "organisation") if found else None

    def members(self, text: str, at: Span) -> Actor | None:
        """The body whose members speak for it: "die Richter", "Richter des Verfassungsgerichts"."""
        noun, _, owner = text.partition(" des ")
        body = words("members").get(fold(noun))
        if body is None or not (owner or self._article(at) == "die"):
            return None
        return self._register.actor(nominative(owner)) if owner else self.body(body, at)

    def compound(self, role: str, at: Span) -> Actor | None:
        """The one compound that the text has before: "der Major" after "ein Bundeswehrmajor"."""
        longer = (name.text for name in self._longer(role) if name.start < at.start and " " not in name.text)
        found = {nominative(name) for name in longer}
        return unknown(found.pop(), "group") if len(found) == 1 else None

    def is_known(self, at: Span) -> bool:
        """Whether a noun stands with the article of what was spoken of before."""
        return self._article(at) in KNOWN

    def _counted(self, at: Span) -> bool:
        """Whether a noun tells how many and hence not which: "26 Staaten", "mehrere Länder"."""
        before = self._article(at)
        return before[:1].isdigit() or before in words("quantifiers")

    def word_before(self, at: Span) -> str:
        """The word or mark in front of a place, or nothing."""
        before = self._text[max(0, at.start - 40) : at.start].rsplit(maxsplit=1)[-1:]
        return before[0] if before else ""

    def _article(self, at: Span) -> str:
        return self.word_before(at).lower()

    def _longer(self, noun: str) -> Iterator[Name]:
        """Compounds that end with a noun, and the noun with a capitalised word in front."""
        tail = noun.lower().removesuffix("s")
        for word, before in zip(self._people.words[1:], self._people.words, strict=False):
            low = word.text.lower().removesuffix("s")
            if low == tail and word.joined and _names(before.text):
                yield Name(f"{before.text} {word.text}", before.start, word.end)
            elif low.endswith(tail) and low != tail and len(tail) > 3:
                yield Name(word.text, word.start, word.end)


def _names(word: str) -> bool:
    """Whether a word in front of a noun can belong to a name with it."""
    return word[0].isupper() and word.lower() not in words("articles")
