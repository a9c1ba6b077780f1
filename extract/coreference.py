"""Who is meant by a pronoun, a surname or a role: the full name that the document itself gives.

A pronoun goes to the last person before it that fits in gender and number, subjects and speakers first. A surname
goes to the fullest name with that surname, a role ("der Minister") to the last person the text calls so.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from spacy.tokens import Doc, Token

from standpunkt.extract.cases import feature
from standpunkt.extract.given import sex
from standpunkt.extract.holders import Holder, holders
from standpunkt.extract.lexicon import table
from standpunkt.extract.name_words import person_name
from standpunkt.extract.persons import bare, people
from standpunkt.extract.verbs import finite

#: How many sentences back a pronoun may look.
REACH = 4
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "obl:agent"})


class Mention(NamedTuple):
    """A place where somebody is named: who, how prominent, and what is known of gender and number."""

    at: int
    name: str
    gender: str
    plural: bool
    subject: bool
    role: str
    head: Token


class Coreference:
    """The people and groups a document names, for looking up who a word means."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """All names and descriptions of actors, in the order of the text."""
        return tuple(self._mentions())

    def full_name(self, holder: Holder) -> str | None:
        """The full name of a holder, or None where the document tells no more than the holder's own words."""
        if holder.kind == "pronoun":
            found = self.antecedent(holder.head)
            return (self._bearer(found.head) or found.name) if found else None
        if holder.kind == "person":
            return self._longest(holder.words)
        if holder.kind == "noun":
            return self._bearer(holder.head)
        return self._nominative(holder) if holder.head.ent_type_ else None

    def _nominative(self, holder: Holder) -> str:
        """A name without the ending of its genitive, if the text has it without too ("Russlands")."""
        words = self._full_names.get(bare(holder.words), bare(holder.words))
        if words.endswith("s") and feature(holder.head, "Case") == "Gen" and words[:-1] in self._words:
            return words[:-1]
        return words

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(token.text for token in self._doc)

    def antecedent(self, pronoun: Token) -> Mention | None:
        """Who a personal or possessive pronoun stands for."""
        genders, plural = _traits(pronoun)
        best: tuple[int, int] | None = None
        chosen = None
        sentence = self._numbers[pronoun.i]
        for mention in reversed(self.mentions):
            if mention.at >= pronoun.i or not _fits(mention, genders, plural):
                continue
            distance = sentence - self._numbers[mention.at]
            if distance > REACH:
                break
            if distance == 0 and _same_clause(mention.head, pronoun):
                continue
            rank = (distance - 2 * mention.subject, -mention.at)
            if best is None or rank < best:
                best, chosen = rank, mention
        return chosen

    @cached_property
    def _numbers(self) -> tuple[int, ...]:
        return sentence_numbers(self._doc)

    def _mentions(self) -> Iterator[Mention]:
        for token in self._doc:
            if token.pos_ not in ("NOUN", "PROPN") or token.dep_ in ("flat", "appos", "compound"):
                continue
            for holder in holders(token):
                if holder.head.i == token.i:
                    yield self._mention(holder)

    def _mention(self, holder: Holder) -> Mention:
        head = holder.head
        named = self._longest(holder.words) if holder.kind == "person" else bare(holder.words)
        return Mention(
            at=head.i,
            name=named,
            gender=self._gender(holder),
            plural=_is_plural(head),
            subject=head.dep_ in _SUBJECTS or head.dep_ == "conj" and head.head.dep_ in _SUBJECTS,
            role=head.lemma_ if head.pos_ == "NOUN" else "",
            head=head,
        )

    def _gender(self, holder: Holder) -> str:
        if holder.kind != "person":
            return feature(holder.head, "Gender")
        key = self._longest(holder.words)
        return self._known_genders.get(key) or self._known_genders.get(key.split()[-1], "")

    @cached_property
    def _known_genders(self) -> dict[str, str]:
        """The gender of people by name, from their roles, titles and given names."""
        known: dict[str, str] = {}
        for token in self._doc:
            words = person_name(token) if token.pos_ in ("NOUN", "PROPN") else []
            if not words:
                continue
            key = bare(" ".join(word.text for word in words))
            gender = ""
            if token.pos_ == "NOUN" and token.i not in [word.i for word in words]:
                gender = _role_gender(token)
            gender = gender or _given_gender(words[0].text if len(words) > 1 else "")
            if gender:
                known.setdefault(key, gender)
                known.setdefault(key.split()[-1], gender)
        return known

    @cached_property
    def _full_names(self) -> dict[str, str]:
        """The fullest name with a surname, the first of equally long ones."""
        found: dict[str, str] = {}
        for words in people(self._doc):
            key = words.split()[-1]
            if len(words.split()) > len(found.get(key, "").split()):
                found[key] = words
        return found

    def _longest(self, words: str) -> str:
        words = bare(words)
        last = words.split()[-1]
        if len(words.split()) > 1:
            stem = words.removesuffix("s")
            return stem if stem in self._full_names.values() else words
        found = (self._full_names.get(form, words) for form in (last, last.removesuffix("s")))
        return max(found, key=lambda name: len(name.split()))

    def _bearer(self, head: Token) -> str | None:
        """The person whom the text calls by a role, if it named one before."""
        if head.pos_ != "NOUN" or person_name(head) or _is_plural(head) or head.i == 0 or not _is_definite(head):
            return None
        for mention in reversed(self.mentions):
            if mention.at < head.i and mention.role and mention.name and mention.head.pos_ == "NOUN":
                if person_name(mention.head) and _same_role(mention.role, head.lemma_):
                    return mention.name
        return None


def sentence_numbers(doc: Doc) -> tuple[int, ...]:
    """The number of the sentence for every token."""
    return tuple(number for number, sentence in enumerate(doc.sents) for _ in sentence)


def _is_definite(head: Token) -> bool:
    return any(
        child.dep_ == "det" and child.lower_ in ("der", "die", "dieser", "diese", "dem", "den")
        for child in head.children
    )


def _same_role(role: str, lemma: str) -> bool:
    return role == lemma or role.lower().endswith(lemma.lower()) or lemma.lower().endswith(role.lower())


def _role_gender(token: Token) -> str:
    if token.lemma_.endswith("in") or token.text.endswith("in") or token.lemma_ == "Frau":
        return "Fem"
    found = feature(token, "Gender")
    return found if found in ("Masc", "Fem") else ""


def _given_gender(given: str) -> str:
    return {"f": "Fem", "m": "Masc"}.get(sex(given), "")


def _is_plural(head: Token) -> bool:
    return feature(head, "Number") == "Plur" or any(
        child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN") for child in head.children
    )


def _traits(pronoun: Token) -> tuple[frozenset[str], bool | None]:
    """The genders a pronoun allows (empty: any), and whether it is plural (None: unknown)."""
    word = pronoun.lower_
    lists, possessives = table("holders")["pronouns"], table("holders")["possessives"]
    if word in lists["plural"]:
        return frozenset(), True
    if word in lists["masculine"] or word in possessives["masculine"]:
        return frozenset({"Masc", "Neut"} if word in possessives["masculine"] else {"Masc"}), False
    if word in lists["either"] or word in lists["feminine"]:
        number = _number(pronoun)
        return (frozenset(), True) if number == "Plur" else (frozenset({"Fem"}), False if number else None)
    if word in possessives["either"]:
        return frozenset({"Fem"}), None
    return frozenset(), None


def _number(pronoun: Token) -> str:
    """Singular or plural, as the verb shows it where the pronoun is the subject."""
    verb = finite(pronoun.head) if pronoun.dep_ in _SUBJECTS else None
    return (feature(verb, "Number") if verb is not None else "") or feature(pronoun, "Number")


def _fits(mention: Mention, genders: frozenset[str], plural: bool | None) -> bool:
    if plural is not None and mention.plural != plural:
        return False
    if mention.plural and plural is None:
        return True
    return not genders or not mention.gender or mention.gender in genders


def _same_clause(mention: Token, pronoun: Token) -> bool:
    """Whether both are arguments of the same verb (then they are different people)."""
    return mention.head.i == pronoun.head.i and pronoun.dep_ in _SUBJECTS
