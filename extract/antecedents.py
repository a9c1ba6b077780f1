"""Whom a pronoun or a bare role points back to, judged by the words of the text alone.

Referents are the people a text names and the nouns for office holders and bodies in it. The nearest that fits in
gender and number is meant, better if it is the subject of its sentence or beside a verb of saying, worse behind a
preposition or inside somebody's words.

>>> from standpunkt.extract.gazetteer import Gazetteer
>>> text = "Kanzlerin Anna Berg traf den Verbandschef. Der Verband der Winzer klagte. Sie sagte, er müsse warten."
>>> back = Antecedents(People(text, Gazetteer.load()), text)
>>> back.pronoun("Sie", at=text.index("Sie"))[0].text, back.pronoun("er", at=text.index("er müsse"))[0].text
('Anna Berg', 'Verband der Winzer')
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from standpunkt.extract.agreement import is_plural_verb
from standpunkt.extract.explained import Explained
from standpunkt.extract.mentions import People
from standpunkt.extract.names import fold, is_role, words
from standpunkt.extract.referents import Referent, Referents

#: How many sentences back a pronoun and a bare role may look.
REACH, NEAR = 4, 2
#: The pronouns that keep somebody in mind.
CHAINED = frozenset({"er", "sie"})
AGED = re.compile(r"\d+-[Jj]ährige[rn]?")

_SAYING = r"(sagt|erklärt|beton|kritisier|forder|mein|warn|erläuter|äußer|bekräftig|teilt)\w*"
_FIRST = re.compile(r"(^|[.!?:\n“\"„]\s*)([\w-]+\s+){0,3}$")
_AFTER_SAYING = re.compile(rf"{_SAYING}\s+([\w-]+\s+){{0,2}}$")
_SOURCE = re.compile(r"(, so|\blaut)\s+([\w-]+\s+){0,2}$", re.IGNORECASE)
_BEFORE_SAYING = re.compile(rf"\W{{0,2}}(\w+\s)?{_SAYING}")
_PREPOSITION = re.compile(
    r"\b(mit|von|an|gegen|für|bei|über|zu|und|auf|unter|vor|zum|zur|vom|beim)\s+([\w-]+\s+){0,3}$", re.IGNORECASE
)
_SENTENCE = re.compile(r"[.!?][“\"«]?\s+(?=[„\"»]?[A-ZÄÖÜ])|\n+")
_QUOTE = re.compile(r"„[^“”\"]*[“”\"]|»[^«]*«|\"[^\"\n]*\"")


class Traits(NamedTuple):
    """What a pronoun asks for: the genders it allows (none: any), and singular, plural or either."""

    genders: str
    plural: bool | None


class Antecedents:
    """The mentions of one document to which its pronouns and roles can point back."""

    def __init__(self, people: People, text: str) -> None:
        self._people = people
        self._text = text
        self._explained = Explained(people, text)
        self._referents = Referents(people, text)

    def pronoun(self, word: str, *, at: int) -> tuple[Referent, ...]:
        """The mentions that a pronoun at `at` can stand for, the likeliest first."""
        if word.lower() in words("first_person"):
            speaker = self._speaker(at)
            return (speaker,) if speaker else ()
        traits = self._traits(word, at)
        found = self._ranked(self._near(self._mentions, at), traits, at, REACH) if traits else ()
        return tuple(dict.fromkeys(one.origin or one for one in found))

    @cached_property
    def _mentions(self) -> tuple[Referent, ...]:
        """All that can be pointed back to, and the pronouns that do: who is spoken of on and on stays the likeliest."""
        found: list[Referent] = []
        for one in sorted((*self._referents.everyone, *self._pronouns()), key=lambda one: one.start):
            if one.text:
                found.append(one)
            elif chosen := self._again(one, found):
                found.append(chosen)
        return tuple(found)

    def _pronouns(self) -> Iterator[Referent]:
        """The pronouns of the text that can be subjects ("er", "der 50-Jährige"), whomever they mean."""
        for word in self._people.words:
            if word.text.lower() in CHAINED or AGED.fullmatch(word.text):
                yield Referent("", word.start, word.end, "", False, False)

    def _again(self, pronoun: Referent, before: Sequence[Referent]) -> Referent | None:
        """A pronoun as a further mention of whom it means."""
        word = self._text[pronoun.start : pronoun.end]
        traits = self._traits(word, pronoun.start)
        near = self._near(before, pronoun.start)
        if AGED.fullmatch(word):
            near, traits = [one for one in near if one.person], Traits("", False)
        chosen = self._best(near, traits, pronoun.start, REACH) if traits else None
        if chosen is None:
            return None
        return chosen._replace(start=pronoun.start, end=pronoun.end, oblique=False, origin=chosen.origin or chosen)

    def _near(self, mentions: Sequence[Referent], at: int) -> Sequence[Referent]:
        """The mentions, in the order of the text, that begin before `at` and as far back as a pronoun may look."""
        number = self._sentence(at) - REACH
        since = self._breaks[number - 1] if number > 0 else 0
        first, last = (bisect_left(mentions, place, key=lambda one: one.start) for place in (since, at))
        return mentions[first:last]

    def body(self, noun: str, *, at: int) -> Referent | None:
        """The body that a bare noun means: the one that the text calls so ("die Gewerkschaft GEW"), or a near one."""
        called = [one for one in self._explained.called(noun) if one.start != at]
        before = [one for one in called if one.start < at]
        if called:
            name = (before or called)[-1 if before else 0]
            return Referent(name.text, name.start, name.end, "", False, False)
        if not fold(noun).endswith("partei"):
            return None
        counts = Counter(one.text for one in self._parties)
        near = self._ranked(self._parties, Traits("", False), at, 2 * REACH)
        return max(near, key=lambda one: counts[one.text], default=None)

    @cached_property
    def _parties(self) -> tuple[Referent, ...]:
        found = (word for word in self._people.words if self._people.is_party(word.text))
        return tuple(Referent(word.text, word.start, word.end, "f", False, False) for word in found)

    def person(self, at: int, *, female: bool | None = None, role: str = "") -> Referent | None:
        """The person named shortly before `at` who can be meant by a bare role or "der Norweger"."""
        genders = {None: "", True: "f", False: "m"}[female]
        people = [
            one
            for one in (*self._referents.persons, *self._referents.prominent)
            if not role or self._can_be(one.text, role)
        ]
        if female:
            people = [one for one in people if one.gender == "f"]
        return self._best(people, Traits(genders, False), at, NEAR)

    def _can_be(self, name: str, role: str) -> bool:
        """Whether somebody can bear a role: nobody called a minister is the president who is spoken of."""
        named = [fold(word.text) for one in self._people.everyone if one.text == name for word in one.roles]
        return not any(word.endswith(tuple(words("offices"))) for word in named if is_role(word)) or not fold(
            role
        ).endswith(tuple(words("offices")))

    # --- choice ---

    def _best(self, candidates: Iterable[Referent], traits: Traits, at: int, reach: int) -> Referent | None:
        return next(iter(self._ranked(candidates, traits, at, reach)), None)

    def _ranked(self, candidates: Iterable[Referent], traits: Traits, at: int, reach: int) -> tuple[Referent, ...]:
        sentence = self._sentence(at)
        near = [
            one
            for one in candidates
            if one.end <= at and sentence - self._sentence(one.start) <= reach and _fits(one, traits)
        ]  # fmt: skip
        return tuple(sorted(near, key=lambda one: -self._weight(one, at)))

    def _weight(self, one: Referent, at: int) -> float:
        """Nearness in sentences, better as the first of its sentence or beside a verb of saying."""
        before = self._text[max(0, one.start - 60) : one.start]
        weight = -1.0 * (self._sentence(at) - self._sentence(one.start)) - (at - one.end) / 400
        weight += 1.2 * self._first(one) + 0.8 * bool(_BEFORE_SAYING.match(self._text[one.end :][:40]))
        weight += (
            0.8 * bool(_AFTER_SAYING.search(before))
            + 1.6 * bool(_SOURCE.search(before))
            - 1.5 * bool(_PREPOSITION.search(before))
        )
        weight += 0.3 * bool(one.gender) - 0.4 * (not one.person and not one.plural) - 1.0 * one.oblique
        return weight - 1.5 * (self._quote(one.start) != self._quote(at) and self._quote(one.start) is not None)

    def _first(self, one: Referent) -> bool:
        """Whether nobody is named before in the sentence, and few words stand there."""
        found = _FIRST.search(self._text, max(0, one.start - 60), one.start)
        if found is None:
            return False
        place = bisect_left(self._starts, one.start)
        return not place or self._starts[place - 1] < found.start()

    @cached_property
    def _starts(self) -> list[int]:
        """Where people and nouns are mentioned, and persons by their age."""
        aged = (word.start for word in self._people.words if AGED.fullmatch(word.text))
        return sorted((*aged, *(one.start for one in self._referents.everyone)))

    def _speaker(self, at: int) -> Referent | None:
        """Who says "ich" or "wir": the person beside a verb of saying around the quotation."""
        quote = self._quote(at)
        if quote is None:
            return None
        outside = [one for one in self._referents.persons if self._quote(one.start) is None]
        behind = [one for one in outside if 0 <= one.start - quote.end() <= 80]
        return behind[0] if behind else self._best(outside, Traits("", False), quote.start(), 2 * REACH)

    def _traits(self, word: str, at: int) -> Traits | None:
        low = word.lower()
        if low in words("masculine_pronouns"):
            return Traits("m", False)
        if low in words("feminine_pronouns"):
            plural = self._plural_verb(word, at)
            return Traits("" if plural else "f", plural)
        return Traits("", True) if low in words("plural_pronouns") else None

    def _plural_verb(self, word: str, at: int) -> bool | None:
        """The number of the verb beside "sie": behind it at the beginning of a clause, else before it."""
        behind = re.match(r"\s+([a-zäöüß]+)", self._text[at + len(word) :])
        before = re.search(r"([a-zäöüß]+)\s+$", self._text[:at])
        verb = behind if word[0].isupper() or before is None else before
        return is_plural_verb(verb[1]) if verb else None

    def _sentence(self, at: int) -> int:
        return bisect_right(self._breaks, at)

    @cached_property
    def _breaks(self) -> list[int]:
        return [match.end() for match in _SENTENCE.finditer(self._text)]

    def _quote(self, at: int) -> re.Match[str] | None:
        place = bisect_right(self._quotes, at, key=lambda quote: quote.start()) - 1
        quote = self._quotes[place] if place >= 0 else None
        return quote if quote and at < quote.end() else None

    @cached_property
    def _quotes(self) -> list[re.Match[str]]:
        return [match for match in _QUOTE.finditer(self._text) if len(match[0].split()) > 3]


def _fits(one: Referent, traits: Traits) -> bool:
    if traits.plural is not None and one.plural is not traits.plural:
        return False
    return one.plural or not traits.genders or (not one.gender and one.person) or one.gender in traits.genders
