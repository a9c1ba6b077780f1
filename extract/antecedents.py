"""Whom a pronoun or a bare role points back to, judged by the words of the text alone.

Candidates are the people a text names and the nouns for office holders and bodies in it. The nearest that fits in
gender and number is meant, better if it is the subject of its sentence or beside a verb of saying, worse behind a
preposition or inside somebody's words.

>>> from standpunkt.extract.gazetteer import Gazetteer
>>> text = "Kanzlerin Anna Berg traf den Verbandschef. Der Verband der Winzer klagte. Sie sagte, er müsse warten."
>>> back = Antecedents(People(text, Gazetteer.load()), text)
>>> back.pronoun("Sie", at=text.index("Sie"))[0].text, back.pronoun("er", at=text.index("er müsse"))[0].text
('Anna Berg', 'Verband der Winzer')
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from standpunkt.extract.agreement import form, is_adjective, is_feminine, is_plural_verb
from standpunkt.extract.explained import Explained
from standpunkt.extract.given import sex
from standpunkt.extract.lexicon import ends_like_actor
from standpunkt.extract.mentions import Name, People
from standpunkt.extract.names import fold, is_body_noun, is_role, words
from standpunkt.extract.wording import Word

#: How many sentences back a pronoun and a bare role may look.
REACH, NEAR = 4, 2

_SAYING = r"(sagt|erklärt|beton|kritisier|forder|mein|warn|erläuter|äußer|bekräftig|teilt)\w*"
_FIRST = re.compile(r"(^|[.!?:\n“\"„]\s*)([\w-]+\s+){0,3}$")
_AFTER_SAYING = re.compile(rf"({_SAYING}|\bso|\blaut)\s+([\w-]+\s+){{0,2}}$")
_BEFORE_SAYING = re.compile(rf"\W{{0,2}}(\w+\s)?({_SAYING}|so\b)")
_PREPOSITION = re.compile(
    r"\b(mit|von|an|gegen|für|bei|über|zu|und|auf|unter|vor|zum|zur|vom|beim)\s+([\w-]+\s+){0,3}$", re.IGNORECASE
)
_SENTENCE = re.compile(r"[.!?][“\"«]?\s+(?=[„\"»]?[A-ZÄÖÜ])|\n+")
_QUOTE = re.compile(r"„[^“”\"]*[“”\"]|»[^«]*«|\"[^\"\n]*\"")


class Candidate(NamedTuple):
    """A mention that can be pointed back to; `gender` is "m", "f", "n" or unknown, `oblique` is no subject."""

    text: str
    start: int
    end: int
    gender: str
    plural: bool
    person: bool
    oblique: bool = False


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

    def pronoun(self, word: str, *, at: int) -> tuple[Candidate, ...]:
        """The mentions that a pronoun at `at` can stand for, the likeliest first."""
        if word.lower() in words("first_person"):
            speaker = self._speaker(at)
            return (speaker,) if speaker else ()
        traits = self._traits(word, at)
        return self._ranked(self.candidates, traits, at, REACH) if traits else ()

    def body(self, noun: str, *, at: int) -> Candidate | None:
        """The body that a bare noun means: the one that the text calls so ("die Gewerkschaft GEW"), or a near one."""
        called = [one for one in self._explained.called(noun) if one.start != at]
        before = [one for one in called if one.start < at]
        if called:
            name = (before or called)[-1 if before else 0]
            return Candidate(name.text, name.start, name.end, "", False, False)
        if not fold(noun).endswith("partei"):
            return None
        counts = Counter(one.text for one in self._parties)
        near = self._ranked(self._parties, Traits("", False), at, 2 * REACH)
        return max(near, key=lambda one: counts[one.text], default=None)

    @cached_property
    def _parties(self) -> tuple[Candidate, ...]:
        found = (word for word in self._people.words if self._people.is_party(word.text))
        return tuple(Candidate(word.text, word.start, word.end, "f", False, False) for word in found)

    def person(self, at: int, *, female: bool | None = None, role: str = "") -> Candidate | None:
        """The person named shortly before `at` who can be meant by a bare role or "der Norweger"."""
        genders = {None: "", True: "f", False: "m"}[female]
        people = [one for one in (*self._persons, *self._prominent) if not role or self._can_be(one.text, role)]
        return self._best(people, Traits(genders, False), at, NEAR)

    def _can_be(self, name: str, role: str) -> bool:
        """Whether somebody can bear a role: nobody called a minister is the president who is spoken of."""
        named = [fold(word.text) for one in self._people.everyone if one.text == name for word in one.roles]
        return not any(word.endswith(tuple(words("offices"))) for word in named if is_role(word)) or not fold(
            role
        ).endswith(tuple(words("offices")))

    # --- candidates ---

    @cached_property
    def candidates(self) -> tuple[Candidate, ...]:
        """People and nouns in the order of the text."""
        nouns = [one for one in self._nouns() if not (is_role(one.text.split()[-1]) and self._has_bearer(one))]
        found = (*self._persons, *self._prominent, *self._pairs(), *nouns)
        return tuple(sorted(found, key=lambda one: one.start))

    def _pairs(self) -> Iterator[Candidate]:
        """Two people named together, for whom the first stands: "Anna Berg (SPD) und Jan Holm"."""
        for one, other in zip(self._persons, self._persons[1:], strict=False):
            if re.fullmatch(r"( \([^)]*\))?,? (und|sowie) ", self._text[one.end : other.start]):
                yield one._replace(plural=True)

    @cached_property
    def _prominent(self) -> tuple[Candidate, ...]:
        """Holders of high office by their last names alone, where the text has nothing fuller."""
        known = ((word, self._people.prominent(word.text)) for word in self._people.words if word.text[0].isupper())
        return tuple(
            Candidate(word.text, word.start, word.end, sex(name.split()[0]), False, False)
            for word, name in known
            if name
        )

    def _has_bearer(self, noun: Candidate) -> bool:
        """Whether a role is that of somebody named behind it in the sentence: "der Chef des Verbands, Karl Weber"."""
        return any(
            word.start == noun.end - len(noun.text.split()[-1]) for one in self._people.everyone for word in one.roles
        )

    @cached_property
    def _persons(self) -> tuple[Candidate, ...]:
        return tuple(
            Candidate(name.text, _start(name), name.end, self._sexes.get(name.text, ""), False, True)
            for name in self._people.everyone
        )

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

    def _nouns(self) -> Iterator[Candidate]:
        ends = [one.end for one in self._persons]
        for number, word in enumerate(self._people.words):
            if word.text[0].isupper() and len(word.text) > 2 and word.end not in ends and not self._names(number + 1):
                yield from self._noun(number, word)

    def _names(self, number: int) -> bool:
        """Whether a word continues a phrase, so that the one before it is no head: "Kanzlerin Anna"."""
        following = self._people.words[number : number + 1]
        return bool(following) and following[0].joined and following[0].text[0].isupper()

    def _noun(self, number: int, word: Word) -> Iterator[Candidate]:
        if word.text.lower() in words("quantifiers") or not (
            is_role(word.text) or ends_like_actor(word.text) or self._people.is_body(word.text)
        ):
            return
        first = self._adjectives(number)
        article = self._people.words[first - 1].text.lower() if first and self._people.words[first].joined else ""
        inner = [one.text for one in self._people.words[first:number]]
        gender, plural, oblique = form(article, self._gender(word.text), word.text, inner)
        if gender and not plural and not any(map(self._people.is_place, inner)):
            first = number
        if gender or plural:
            start, end = self._people.words[first].start, self._attribute(number, word)
            yield Candidate(self._text[start:end], start, end, gender, plural, False, oblique)

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

    # --- choice ---

    def _best(self, candidates: Iterable[Candidate], traits: Traits, at: int, reach: int) -> Candidate | None:
        return next(iter(self._ranked(candidates, traits, at, reach)), None)

    def _ranked(self, candidates: Iterable[Candidate], traits: Traits, at: int, reach: int) -> tuple[Candidate, ...]:
        sentence = self._sentence(at)
        near = [
            one for one in candidates
            if one.end <= at and sentence - self._sentence(one.start) <= reach and _fits(one, traits)
        ]  # fmt: skip
        return tuple(sorted(near, key=lambda one: -self._weight(one, at)))

    def _weight(self, one: Candidate, at: int) -> float:
        """Nearness in sentences, better as the first of its sentence or beside a verb of saying."""
        before = self._text[max(0, one.start - 60) : one.start]
        weight = -1.0 * (self._sentence(at) - self._sentence(one.start)) - (at - one.end) / 400
        weight += 1.2 * bool(_FIRST.search(before)) + 0.8 * bool(_BEFORE_SAYING.match(self._text[one.end :][:40]))
        weight += 0.8 * bool(_AFTER_SAYING.search(before)) - 1.5 * bool(_PREPOSITION.search(before))
        weight += 0.3 * bool(one.gender) - 0.4 * (not one.person and not one.plural) - 1.0 * one.oblique
        return weight - 1.5 * (self._quote(one.start) != self._quote(at) and self._quote(one.start) is not None)

    def _speaker(self, at: int) -> Candidate | None:
        """Who says "ich" or "wir": the person beside a verb of saying around the quotation."""
        quote = self._quote(at)
        if quote is None:
            return None
        outside = [one for one in self._persons if self._quote(one.start) is None]
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
        place = bisect_right([quote.start() for quote in self._quotes], at) - 1
        quote = self._quotes[place] if place >= 0 else None
        return quote if quote and at < quote.end() else None

    @cached_property
    def _quotes(self) -> list[re.Match[str]]:
        return [match for match in _QUOTE.finditer(self._text) if len(match[0].split()) > 3]


def _start(name: Name) -> int:
    return name.roles[0].start if name.roles else name.start


def _fits(one: Candidate, traits: Traits) -> bool:
    if traits.plural is not None and one.plural is not traits.plural:
        return False
    return one.plural or not traits.genders or (not one.gender and one.person) or one.gender in traits.genders
