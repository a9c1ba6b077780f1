"""Whom the words of a text could point back to: the people it names, and its nouns for office holders and bodies.

>>> from standpunkt.extract.gazetteer import Gazetteer
>>> text = "Kanzlerin Anna Berg traf den Verbandschef. Die Regierung schwieg."
>>> [one.text for one in Referents(People(text, Gazetteer.load()), text).everyone]
['Anna Berg', 'Verbandschef', 'Regierung']
"""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from standpunkt.extract.agreement import form, is_adjective, is_feminine
from standpunkt.extract.fullnames import Name
from standpunkt.extract.given import sex
from standpunkt.extract.lexicon import ends_like_actor
from standpunkt.extract.mentions import People
from standpunkt.extract.names import is_body_noun, is_role, words
from standpunkt.extract.wording import Word

#: What a name in commas explains at the beginning of a sentence: "Der frühere Freund Bergs, Karl Weber, …".
_EXPLAINED = re.compile(r"\b(Der|Die|Das)\s+([\w-]+\s+){0,4}[\w-]+,\s+$")
_COMMA = re.compile(r",\s+")


class Referent(NamedTuple):
    """A mention that can be pointed back to; `gender` is "m", "f", "n" or unknown, `oblique` is no subject.

    `origin` is the mention in words of their own that a pronoun takes up.
    """

    text: str
    start: int
    end: int
    gender: str
    plural: bool
    person: bool
    oblique: bool = False
    origin: "Referent | None" = None


class Referents:
    """The mentions of one document that its pronouns and roles can point back to, each found once and kept."""

    def __init__(self, people: People, text: str) -> None:
        self._people = people
        self._text = text

    @cached_property
    def everyone(self) -> tuple[Referent, ...]:
        """People and nouns in the order of the text; a noun and the name that explains it are one."""
        others = (one for one in self._nouns() if not self._has_bearer(one) and not self._is_explained(one))
        return tuple(sorted((*self.persons, *self.prominent, *self._pairs(), *others), key=lambda one: one.start))

    def _is_explained(self, noun: Referent) -> bool:
        """Whether a name right behind a noun says who is meant: "der Freund des Chefs, Karl Weber"."""
        comma = _COMMA.match(self._text, noun.end)
        return comma is not None and comma.end() in self._begun

    def _pairs(self) -> Iterator[Referent]:
        """Two people named together, for whom the first stands: "Anna Berg (SPD) und Jan Holm"."""
        for one, other in zip(self.persons, self.persons[1:], strict=False):
            if re.fullmatch(r"( \([^)]*\))?,? (und|sowie) ", self._text[one.end : other.start]):
                yield one._replace(plural=True)

    @cached_property
    def prominent(self) -> tuple[Referent, ...]:
        """Holders of high office by their last names alone, where the text has nothing fuller."""
        known = ((word, self._people.prominent(word.text)) for word in self._people.words if word.text[0].isupper())
        return tuple(
            Referent(word.text, word.start, word.end, sex(name.split()[0]), False, False)
            for word, name in known
            if name
        )

    def _has_bearer(self, noun: Referent) -> bool:
        """Whether a noun is the role of somebody named in the sentence: "der Chef des Verbands, Karl Weber"."""
        return noun.end - len(noun.text.split()[-1]) in self._borne

    @cached_property
    def _borne(self) -> frozenset[int]:
        """Where the roles stand that belong to a name."""
        return frozenset(word.start for one in self._people.everyone for word in one.roles)

    @cached_property
    def _begun(self) -> frozenset[int]:
        """Where the names of people begin."""
        return frozenset(one.start for one in self._people.everyone)

    @cached_property
    def persons(self) -> tuple[Referent, ...]:
        """Every mention of a person whose full name the text has."""
        return tuple(map(self._mention, self._people.everyone))

    def _mention(self, name: Name) -> Referent:
        gender = self._sexes.get(name.text, "")
        return Referent(name.text, self._start(name), name.end, gender, False, True, self._owns(name))

    def _start(self, name: Name) -> int:
        """Where a mention begins: with the roles or the noun that it explains."""
        start = name.roles[0].start if name.roles else name.start
        explained = _EXPLAINED.search(self._text, max(0, start - 100), start)
        return explained.start() if explained and self._text[name.end : name.end + 1] == "," else start

    def _owns(self, name: Name) -> bool:
        """Whether a name stands in the genitive: "Bergs Anwalt"."""
        said = self._text[name.start : name.end].split()[-1]
        return said.endswith("s") and said not in name.text.split()

    @cached_property
    def _sexes(self) -> dict[str, str]:
        """Who is a woman or a man, by the roles and titles beside the name, then by the first name."""
        found: dict[str, str] = {}
        for name in self._people.everyone:
            roles = [word.text for word in name.roles if not word.text.islower()]
            if any(role.endswith("in") or role == "Frau" for role in roles):
                found[name.text] = "f"
            found.setdefault(name.text, sex(name.text.split()[0]) or ("m" if any(map(is_role, roles)) else ""))
        return found

    def _nouns(self) -> Iterator[Referent]:
        ends = [one.end for one in self.persons]
        for number, word in enumerate(self._people.words):
            if word.text[0].isupper() and len(word.text) > 2 and word.end not in ends and not self._names(number + 1):
                yield from self._noun(number, word)

    def _names(self, number: int) -> bool:
        """Whether a word continues a phrase, so that the one before it is no head: "Kanzlerin Anna"."""
        following = self._people.words[number : number + 1]
        return bool(following) and following[0].joined and following[0].text[0].isupper()

    def _noun(self, number: int, word: Word) -> Iterator[Referent]:
        if word.text.lower() in words("quantifiers") or not (
            is_role(word.text) or ends_like_actor(word.text) or self._people.is_body(word.text)
        ):
            return
        first = self._adjectives(number)
        article = self._people.words[first - 1].text.lower() if first and self._people.words[first].joined else ""
        inner = [one.text for one in self._people.words[first:number]]
        gender, plural, oblique = form(article, self._gender(word.text), word.text, inner)
        if gender and not plural and self._only_said(number, first, article):
            return
        if gender and not plural and not any(map(self._people.is_place, inner)):
            first = number
        if gender or plural:
            start, end = self._people.words[first].start, self._attribute(number, word)
            yield Referent(self._text[start:end], start, end, gender, plural, False, oblique)

    def _only_said(self, number: int, first: int, article: str) -> bool:
        """Whether a role without an article is said of somebody and names nobody: "ist Vorsitzende", "als Chefin"."""
        noun = self._people.words[number].text
        named = article in words("articles") | words("oblique_articles").keys() or self._people.words[first].opens
        return is_role(noun) and not is_body_noun(noun) and not named

    def _adjectives(self, number: int) -> int:
        """Where the adjectives in front of a noun begin: all of one ending, or of a place ("Berliner")."""
        first, ending = number, ""
        while first > 0 and self._people.words[first].joined:
            word = self._people.words[first - 1].text
            if not (is_adjective(word) or word.endswith("er") and word[0].isupper() and self._people.is_place(word)):
                break
            if word.islower() and ending and not word.endswith(ending):
                break
            first, ending = first - 1, ending if word[0].isupper() else word[word.rindex("e") :]
        return first

    def _gender(self, noun: str) -> str:
        """The gender of a noun by its ending, of an abbreviation by the articles that the text gives it."""
        if not noun[:-1].isupper():
            return "f" if is_feminine(noun) else ""
        if re.search(rf"\b(dem|den|des|beim|vom|zum|im) {re.escape(noun)}(?![\w-])", self._text):
            return "m"
        return "f"

    def _attribute(self, number: int, word: Word) -> int:
        """Where a noun ends with its genitive: "Fraktion der Grünen"."""
        behind = self._people.words[number + 1 : number + 4]
        if is_role(word.text) and not is_body_noun(word.text) or not behind or behind[0].text not in ("der", "des"):
            return word.end
        inner = [one for one in behind[1:] if one.joined]
        if len(inner) > 1 and inner[1].text[0].isupper():
            return inner[1].end
        return inner[0].end if inner and inner[0].text[0].isupper() else word.end
