"""Where the full names of people stand in a text, with the roles in front of them.

>>> words = split_words("Kremlsprecher Dmitri Peskow lehnte das ab. Im Saal schwieg Quandu Zerkal.")
>>> text = "Kremlsprecher Dmitri Peskow lehnte das ab. Im Saal schwieg Quandu Zerkal."
>>> names = FullNames(text, words, Gazetteer.load(), persons=["Quandu Zerkal"])
>>> [(name.text, [role.text for role in name.roles]) for name in map(names.sure, range(len(words))) if name]
[('Dmitri Peskow', ['Kremlsprecher']), ('Quandu Zerkal', [])]
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from standpunkt.extract.gazetteer import Gazetteer
from standpunkt.extract.names import is_body_noun, is_role, words
from standpunkt.extract.wording import NOUNS, Word, split_words


class Name(NamedTuple):
    """A full name at a place, with the roles directly in front of it."""

    text: str
    start: int
    end: int
    roles: tuple[Word, ...] = ()


class FullNames:
    """Tells of every word of a text whether a full name ends or begins there.

    `persons` are full names that another look at the text knows to be people's.
    """

    def __init__(self, text: str, words: tuple[Word, ...], gazetteer: Gazetteer, persons: Iterable[str] = ()) -> None:
        self.words = words
        self._text = text
        self._gazetteer = gazetteer
        self._persons = _by_last_word(persons)

    def ending(self, number: int, part: str) -> Name | None:
        """The name whose last word is the `number`-th of the text: first names, particles, last name."""
        if length := self._known(number):
            given = number - length + 1
            return self._name(given, number)
        if self.words[number].text.isupper() and len(self.words[number].text) > 1:
            return None
        first = number - len(part.split()) + 1
        while first > 0 and self._joins(first) and self.words[first - 1].text in words("particles"):
            first -= 1
        certain = self.words[first].text in words("particles")
        given = first
        while (
            given > 0 and first - given < 3 and self._joins(given) and self._given(given - 1, certain or given < first)
        ):
            given -= 1
        if given == first:
            return None
        return self._name(given, number)

    def beginning(self, number: int) -> Name | None:
        """A name of the form "Sonthi Boonyaratglin" whose first part is the `number`-th word."""
        nexts = self.words[number + 1 : number + 2]
        if not nexts or not nexts[0].joined or not nexts[0].text[0].isupper() or is_role(nexts[0].text):
            return None
        word = nexts[0]
        if not self._strange(word):
            return None
        known = self._gazetteer.is_given_name(self.words[number].text)
        if not known and not self.roles(number):
            return None
        return Name(f"{self.words[number].text} {word.text}", self.words[number].start, word.end, self.roles(number))

    def sure(self, number: int) -> Name | None:
        """A full name ending here, sure enough to be found without being looked for."""
        word = self.words[number]
        if self._known(number):
            return self.ending(number, word.text)
        if not word.joined or not word.text[0].isupper() or is_role(word.text) or self._gazetteer.state_of(word.text):
            return None
        name = self.ending(number, word.text)
        if not name or (number + 1 < len(self.words) and self._continues(number + 1)):
            return None
        first = name.text.split()[0]
        return name if name.roles or self._gazetteer.is_given_name(first) or self._explained(number + 1) else None

    def roles(self, number: int) -> tuple[Word, ...]:
        """The roles right in front of a word, or before a comma: "Ministerin Anna Berg", "die Chefin, Anna Berg"."""
        first = number
        while first > 0 and self.words[first].joined and self._describes(self.words[first - 1].text):
            first -= 1
        return self.words[first:number] or self._before_comma(number)

    def after_article(self, number: int) -> bool:
        """Whether a word stands behind an article or another word of that kind."""
        return number > 0 and self.words[number - 1].text.lower() in words("articles")

    def _name(self, first: int, last: int) -> Name:
        text = " ".join(word.text for word in self.words[first : last + 1])
        return Name(text, self.words[first].start, self.words[last].end, self.roles(first))

    def _known(self, number: int) -> int:
        """How many words the longest name has that ends here and is known to be a person's; 0 if there is none."""
        for name in self._persons.get(self.words[number].text, ()):
            here = self.words[max(number - len(name) + 1, 0) : number + 1]
            if tuple(word.text for word in here) == name and all(word.joined for word in here[1:]):
                return len(name)
        return 0

    def _joins(self, number: int) -> bool:
        return self.words[number].joined

    def _given(self, number: int, certain: bool) -> bool:
        """Whether a word can be a first name: known as one, or (if nothing else knows people) unlike anything else."""
        word = self.words[number]
        if is_role(word.text) or not word.text[0].isupper():
            return False
        if self._gazetteer.is_given_name(word.text) or re.fullmatch(r"[A-ZÄÖÜ]\.", word.text):
            return True
        if certain or self._persons or not self._strange(word):
            return False
        return bool(self.roles(number)) or not (word.opens or self.after_article(number))

    def _strange(self, word: Word) -> bool:
        """Whether a capitalised word is no known name of anything else and does not look like a German noun."""
        known = (
            self._gazetteer.state_of(word.text)
            or self._gazetteer.people_of(word.text)
            or self._gazetteer.named(word.text)
        )
        return not known and "-" not in word.text and not word.text.isupper() and not word.text.lower().endswith(NOUNS)

    def _before_comma(self, number: int) -> tuple[Word, ...]:
        """The role that a name in commas explains: "der Chef des Verbands, Karl Weber, …"."""
        if not number or not re.fullmatch(r",\s+", self._text[self.words[number - 1].end : self.words[number].start]):
            return ()
        for back in range(number - 1, max(-1, number - 9), -1):
            word = self.words[back]
            if word.text[0].isupper() and is_role(word.text) and not is_body_noun(word.text):
                return (word,)
            if not word.joined:
                break
        return ()

    def _describes(self, word: str) -> bool:
        citizen = self._gazetteer.people_of(word)
        return bool(is_role(word) or citizen or (word.islower() and self._gazetteer.state_of(word)))

    def _explained(self, number: int) -> bool:
        """Whether a name is followed by the role of its bearer: "Jette Brink, Sprecherin der …"."""
        found = self.words[number : number + 3]
        if not found or not re.fullmatch(r",\s+", self._text[self.words[number - 1].end : found[0].start]):
            return False
        head = next((word for word in found if word.text[0].isupper()), None)
        return head is not None and is_role(head.text)

    def _continues(self, number: int) -> bool:
        """Whether the name goes on: the word before was a first name and this one can be the last."""
        word = self.words[number]
        given = self._gazetteer.is_given_name(self.words[number - 1].text)
        return word.joined and word.text[0].isupper() and given and not is_role(word.text)


def _by_last_word(persons: Iterable[str]) -> dict[str, list[tuple[str, ...]]]:
    """The words of full names by the last of them, the longest names first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for name in sorted({tuple(word.text for word in split_words(person)) for person in persons}, key=len, reverse=True):
        if len(name) > 1:
            found.setdefault(name[-1], []).append(name)
    return found
