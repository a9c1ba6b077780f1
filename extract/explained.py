"""Names that a text explains: an abbreviation by the full name, a common noun by the name behind it.

>>> from standpunkt.extract.gazetteer import Gazetteer
>>> text = "Der Verein Offene Netze (ON) klagt. Die Stiftung Nordlicht schweigt."
>>> explained = Explained(People(text, Gazetteer.load()), text)
>>> explained.expansion("ON"), explained.called("Stiftung")[0].text
('Offene Netze', 'Nordlicht')
"""

import re

from standpunkt.extract.fullnames import Name
from standpunkt.extract.mentions import People
from standpunkt.extract.names import is_role


class Explained:
    """What one document says about the names in it."""

    def __init__(self, people: People, text: str) -> None:
        self._people = people
        self._text = text

    def called(self, noun: str) -> list[Name]:
        """The names that stand right behind a noun, or a compound of it, that says what they are."""
        tail = noun.lower()
        places = [number for number, word in enumerate(self._people.words) if word.text.lower().endswith(tail)]
        return [name for number in places if (name := self._behind(number))]

    def _behind(self, number: int) -> Name | None:
        """The name behind a noun: one of the register, with the noun or without, else what is capitalised."""
        following = self._people.words[number + 1 : number + 5]
        for count in range(len(following), 0, -1):
            for first in (number, number + 1):
                part = self._people.words[first : number + 1 + count]
                text = " ".join(word.text for word in part)
                if all(word.joined for word in part[1:]) and following[0].joined and self._people.is_body(text):
                    return Name(text, part[0].start, part[-1].end)
        if not following or not self._goes_on(number + 1) or is_role(following[0].text):
            return None
        end = number + 2
        while end < min(number + 5, len(self._people.words)) and self._goes_on(end):
            end += 1
        name = self._people.words[number + 1 : end]
        return Name(" ".join(part.text for part in name), name[0].start, name[-1].end)

    def _goes_on(self, number: int) -> bool:
        return self._people.words[number].joined and self._people.words[number].text[0].isupper()

    def expansion(self, short: str) -> str | None:
        """The full name that the text gives for an abbreviation in brackets: "Chaos Computer Club (CCC)"."""
        for match in re.finditer(rf"\({re.escape(short)}\)", self._text):
            before = [
                word for word in self._people.words if match.start() - 120 < word.start and word.end < match.start()
            ]
            for cut in range(len(before) - 1, -1, -1):
                enough = len([word for word in before[cut:] if word.text[0].isupper()]) * 2 >= len(short)
                if enough and before[cut].text[0].lower() == short[0].lower() and len(before) - cut <= len(short) + 4:
                    return self._text[before[cut].start : before[-1].end]
        return None
