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

from standpunkt.extract.fullnames import FullNames, Name
from standpunkt.extract.gazetteer import GERMANY, Gazetteer
from standpunkt.extract.names import fold, is_role, stem, stem_key
from standpunkt.extract.wording import Word, split_words

#: Beginnings of words that show a text to be about German politics.
GERMAN_WORDS = ("bundes", "landtag", "abgeordnetenhaus", "großkoalition")


class People:
    """The people a document names and the countries it speaks of; everything is found once and kept.

    `persons` are full names that another look at the text knows to be people's.
    """

    def __init__(self, text: str, gazetteer: Gazetteer, persons: Iterable[str] = ()) -> None:
        self._text = text
        self._gazetteer = gazetteer
        self._persons = tuple(persons)
        self._found: dict[str, list[Name]] = {}

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words of the document."""
        return split_words(self._text)

    @cached_property
    def full(self) -> FullNames:
        """Where full names stand."""
        return FullNames(self._text, self.words, self._gazetteer, self._persons)

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
            found = list(filter(None, (self.full.ending(number, part) for number in places)))
            self._found[part] = found or list(filter(None, (self.full.beginning(number) for number in places)))
        return self._found[part]

    @cached_property
    def everyone(self) -> tuple[Name, ...]:
        """All full names of the text, and every later mention by the last name alone, in the order of the text."""
        full = [name for number in range(len(self.words)) if (name := self.full.sure(number))]
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
            yield Name(text, self.words[number].start, self.words[number].end, self.full.roles(number))
        for number in self._places.get(part + "s", ()):
            roles = self.full.roles(number)
            before = number - len(roles)
            another = bool(roles) and self.full.after_article(before)
            yield Name(text, self.words[number].start, self.words[number].end, () if another else roles)

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
