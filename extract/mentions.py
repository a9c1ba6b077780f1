"""Who a document names: full names, who bears which office in it, which countries it is about.

>>> text = "Kremlsprecher Dmitri Peskow lehnte das ab. Peskow sagte, Moskau warte. Der Kremlsprecher schwieg."
>>> people = People(text, Gazetteer.load())
>>> people.full_name("Peskow", at=43), people.bearer("Kremlsprecher", at=70)
('Dmitri Peskow', 'Dmitri Peskow')
>>> people.countries["Q159"] > 0
True
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from standpunkt.extract.gazetteer import GERMANY, Gazetteer
from standpunkt.extract.names import fold, is_body_noun, is_role, stem, stem_key, words
from standpunkt.extract.wording import NOUNS, Word, split_words

#: Beginnings of words that show a text to be about German politics.
GERMAN_WORDS = ("bundes", "landtag", "abgeordnetenhaus", "großkoalition")


class Name(NamedTuple):
    """A full name at a place, with the roles directly in front of it."""

    text: str
    start: int
    end: int
    roles: tuple[Word, ...] = ()


class People:
    """The people a document names and the countries it speaks of; everything is found once and kept.

    `persons` are full names that another look at the text knows to be people's.
    """

    def __init__(self, text: str, gazetteer: Gazetteer, persons: Iterable[str] = ()) -> None:
        self._text = text
        self._gazetteer = gazetteer
        self._persons = _by_last_word(persons)
        self._found: dict[str, list[Name]] = {}

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words of the document."""
        return split_words(self._text)

    @cached_property
    def countries(self) -> Counter[str]:
        """How often the text speaks of each state (bare Wikidata ids); German bodies count for Germany."""
        counts: Counter[str] = Counter()
        for word in self.words:
            if word.text.lower().startswith(GERMAN_WORDS):
                counts[GERMANY] += 1
            elif (word.text[0].isupper() or word.text.find("isch") > 0) and len(word.text) > 1:
                counts.update(self._states(word.text))
        return counts

    def _states(self, word: str) -> Iterator[str]:
        state = self._gazetteer.state_of(word) or self._gazetteer.state_of(word.partition("-")[0])
        if state:
            yield state.qid

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        index: dict[str, list[int]] = {}
        for number, word in enumerate(self.words):
            index.setdefault(word.text, []).append(number)
        return index

    def prominent(self, surname: str) -> str | None:
        """The full name of the one holder of high office with this last name, if the text can mean him."""
        known = self._gazetteer.prominent(surname) if surname not in self._surnames else ()
        found = [entry for entry in known if entry.country == GERMANY or self.countries[entry.country]]
        return found[0].name if len(found) == 1 else None

    @cached_property
    def _surnames(self) -> frozenset[str]:
        return frozenset(name.text.split()[-1] for name in self.everyone)

    def is_body(self, word: str) -> bool:
        """Whether a word names a party, organisation or other body of the register."""
        return any(match.entry.type not in ("person", "state", "metonym") for match in self._gazetteer.named(word))

    def is_party(self, word: str) -> bool:
        """Whether a word is the name of a party that the text can mean."""
        matches = self._gazetteer.named(word) if word[0].isupper() else ()
        return any(match.entry.type == "party" and self.countries[match.entry.country] for match in matches)

    def is_place(self, word: str) -> bool:
        """Whether a word is the adjective of a state, Land or capital: "griechische", "Berliner"."""
        return (
            self._gazetteer.state_of(word) is not None or self._gazetteer.state_of(word.removesuffix("er")) is not None
        )

    def has(self, word: str) -> bool:
        """Whether the document writes this word in just this form."""
        return word in self._places

    def full_name(self, surname: str, *, at: int) -> str | None:
        """The full name that ends (or begins) with `surname`: the last before offset `at`, else the first after."""
        name = nearest(self.names(surname), at)
        return name.text if name else None

    def names(self, part: str) -> list[Name]:
        """Every full name in the text that ends, or failing that begins, with `part`."""
        if part not in self._found:
            last = part.split()[-1]
            places = self._places.get(last, [])
            found = list(filter(None, (self._ending(number, part) for number in places)))
            self._found[part] = found or list(filter(None, (self._beginning(number) for number in places)))
        return self._found[part]

    def _ending(self, number: int, part: str) -> Name | None:
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

    def _name(self, first: int, last: int) -> Name:
        text = " ".join(word.text for word in self.words[first : last + 1])
        return Name(text, self.words[first].start, self.words[last].end, self._roles(first))

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
        return bool(self._roles(number)) or not (word.opens or self._after_article(number))

    def _after_article(self, number: int) -> bool:
        return number > 0 and self.words[number - 1].text.lower() in words("articles")

    def _strange(self, word: Word) -> bool:
        """Whether a capitalised word is no known name of anything else and does not look like a German noun."""
        known = (
            self._gazetteer.state_of(word.text)
            or self._gazetteer.people_of(word.text)
            or self._gazetteer.named(word.text)
        )
        return not known and "-" not in word.text and not word.text.isupper() and not word.text.lower().endswith(NOUNS)

    def _roles(self, number: int) -> tuple[Word, ...]:
        first = number
        while first > 0 and self.words[first].joined and self._describes(self.words[first - 1].text):
            first -= 1
        return self.words[first:number] or self._before_comma(number)

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

    def _beginning(self, number: int) -> Name | None:
        """A name of the form "Sonthi Boonyaratglin" whose first part is the `number`-th word."""
        nexts = self.words[number + 1 : number + 2]
        if not nexts or not nexts[0].joined or not nexts[0].text[0].isupper() or is_role(nexts[0].text):
            return None
        word = nexts[0]
        if not self._strange(word):
            return None
        known = self._gazetteer.is_given_name(self.words[number].text)
        if not known and not self._roles(number):
            return None
        return Name(f"{self.words[number].text} {word.text}", self.words[number].start, word.end, self._roles(number))

    @cached_property
    def everyone(self) -> tuple[Name, ...]:
        """All full names of the text, and every later mention by the last name alone, in the order of the text."""
        full = [name for number in range(len(self.words)) if (name := self._person(number))]
        taken = {word for name in full for word in range(name.start, name.end)}
        later = (name for part, text in self._short(full).items() for name in self._alone(part, text))
        return tuple(sorted((*full, *(name for name in later if name.start not in taken)), key=lambda name: name.start))

    def _short(self, full: Iterable[Name]) -> dict[str, str]:
        """Full names by the word that people are called by: the last, or the first where that is no first name here."""
        short: dict[str, str] = {}
        for name in full:
            first, *_, last = name.text.split()
            short.setdefault(last, name.text)
            if not (self._gazetteer.is_given_name(first) or is_role(first) or self._gazetteer.state_of(first)):
                short.setdefault(first, name.text)
        return short

    def _alone(self, part: str, text: str) -> Iterator[Name]:
        """Every mention of somebody by one word; "der Anwalt Bergs" is another one."""
        for number in self._places.get(part, ()):
            yield Name(text, self.words[number].start, self.words[number].end, self._roles(number))
        for number in self._places.get(part + "s", ()):
            roles = self._roles(number)
            before = number - len(roles)
            another = bool(roles) and self._after_article(before)
            yield Name(text, self.words[number].start, self.words[number].end, () if another else roles)

    def _person(self, number: int) -> Name | None:
        """A full name ending here, sure enough to be found without being looked for."""
        word = self.words[number]
        if self._known(number):
            return self._ending(number, word.text)
        if not word.joined or not word.text[0].isupper() or is_role(word.text) or self._gazetteer.state_of(word.text):
            return None
        name = self._ending(number, word.text)
        if not name or (number + 1 < len(self.words) and self._continues(number + 1)):
            return None
        first = name.text.split()[0]
        return name if name.roles or self._gazetteer.is_given_name(first) or self._explained(number + 1) else None

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

    def shortest(self, name: str) -> str:
        """The shortest inflected form of a name that the text has: "Liberale Plattform" for "Liberalen Plattform"."""
        parts, key = name.split(), stem_key(name)
        if not 1 < len(parts) < 6 or not name[0].isupper():
            return name
        forms = [name]
        for number in self._stem_places.get(stem(fold(parts[-1])), ()):
            first = number - len(parts) + 1
            text = " ".join(word.text for word in self.words[max(first, 0) : number + 1])
            if first >= 0 and stem_key(text) == key and text[0].isupper() == name[0].isupper():
                forms.append(text)
        return min(forms, key=len)

    @cached_property
    def _stem_places(self) -> dict[str, list[int]]:
        index: dict[str, list[int]] = {}
        for number, word in enumerate(self.words):
            index.setdefault(stem(fold(word.text)), []).append(number)
        return index

    def bearer(self, role: str, *, at: int, state: str | None = None) -> str | None:
        """Who the text says bears a role ("Außenminister"), the nearest before `at` first; `state` is a bare id."""
        found = [name for name in self.everyone if any(self._bears(word, role) for word in name.roles)]
        if state:
            found = [name for name in found if self._state_fits(name, state)]
        name = nearest(found, at)
        return name.text if name else None

    def _bears(self, word: Word, role: str) -> bool:
        mine, asked = _role_key(word.text), _role_key(role)
        return mine == asked or (mine.endswith(asked) and " " not in mine.removesuffix(asked))

    def _state_fits(self, name: Name, state: str) -> bool:
        """Whether a bearer can be that state's: said so, or nothing said where the text is mostly about the state."""
        said = [word.text for word in name.roles]
        if bracket := re.compile(r" \(([^)\n]+)\)").match(self._text, name.end):
            said.append(bracket[1])
        named = [found.qid for word in said if (found := self._gazetteer.state_of(word))]
        most = self.countries.most_common(1)
        return state in named if named else bool(most) and most[0][0] == state


def _by_last_word(persons: Iterable[str]) -> dict[str, list[tuple[str, ...]]]:
    """The words of full names by the last of them, the longest names first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for name in sorted({tuple(word.text for word in split_words(person)) for person in persons}, key=len, reverse=True):
        if len(name) > 1:
            found.setdefault(name[-1], []).append(name)
    return found


def nearest(names: list[Name], at: int) -> Name | None:
    """The last name that begins before `at`, else the first after it."""
    before = [name for name in names if name.start <= at]
    return before[-1] if before else next(iter(names), None)


def _role_key(word: str) -> str:
    """A role without gender and case: "Ministerin", "Ministers" and "Minister" are one."""
    key = fold(word).replace(" ", "")
    for ending in ("innen", "in", "en", "s", "n"):
        if key.endswith(ending) and len(key) - len(ending) > 4:
            return key[: -len(ending)]
    return key
