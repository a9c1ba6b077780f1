"""One document while its actors are looked up: which known or unknown actor a mention means in it.

>>> text = "Der Norweger Jens Stoltenberg sprach in Kiew. Der Norweger lobte die ukrainische Regierung."
>>> reading = Reading(text, None, Gazetteer.load())
>>> reading.actor("Norweger", Span(50, 58)).name, reading.actor("ukrainische Regierung", Span(69, 90)).record.country
('Jens Stoltenberg', 'actor/Q212')
"""

from collections.abc import Iterable
from datetime import date

from standpunkt.extract import names, offices
from standpunkt.extract.antecedents import AGED, Antecedents
from standpunkt.extract.choosing import Choice
from standpunkt.extract.explained import Explained
from standpunkt.extract.forms import Actor, bare, capitalised, form_of, lemma, singular_role, unknown, unquantified
from standpunkt.extract.gazetteer import GERMANY, Entry, Gazetteer
from standpunkt.extract.lexicon import ends_like_actor
from standpunkt.extract.mentions import People
from standpunkt.extract.names import fold, is_body_noun, is_role, name_id, nominative, split_person, words
from standpunkt.extract.records import ActorRecord, Span
from standpunkt.extract.referents import Referent
from standpunkt.extract.shortened import Shortened


class Reading:
    """One document while its actors are looked up: the people in it, its countries, its day.

    `persons` are full names that another look at the text knows to be people's.
    """

    def __init__(self, text: str, on: date | None, gazetteer: Gazetteer, *, persons: Iterable[str] = ()) -> None:
        self.persons = tuple(persons)
        self.people = People(text, gazetteer, self.persons)
        self._explained = Explained(self.people, text)
        self._back = Antecedents(self.people, text)
        self.on = on
        self._text = text
        self._gazetteer = gazetteer
        self._register = Choice(self.people, on, gazetteer)
        self._short = Shortened(text, self.people, self._register)

    def actor(self, text: str, at: Span) -> Actor | None:
        """Who `text` means at this place; None only for pronouns without an antecedent."""
        frame = names.strip_frame(text)
        if not frame.core:
            return None
        if names.is_pronoun(frame.core) or AGED.fullmatch(frame.core):
            return self._pronoun(frame.core, at)
        return (
            self._known(frame.core, at)
            or self._body(frame.core)
            or self._person(frame.core, frame.brackets, at)
            or self._short.members(frame.core, at)
            or self._role(frame.core, at)
            or self._short.body(frame.core, at)
            or self._short.called(frame.core, at, self._back)
            or self._unknown(self.people.shortest(nominative(frame.core)))
        )

    def _unknown(self, name: str) -> Actor:
        """Somebody of whom nobody but the document knows: a person if it shows him to be one."""
        key = fold(name)
        person = next((person for person in self.persons if fold(person) == key), None)
        return unknown(person or name, "person" if person else "group")

    def named(self, text: str, at: Span) -> Actor | None:
        """The actor whose name `text` is and nothing more: one of the register, or a person of the document."""
        core = names.strip_frame(text).core
        if not core[:1].isupper() or len(core.split()) > 6:
            return None
        actor = self._known(core, at) or self._body(core) or self._person(core, (), at)
        return actor if actor and (actor.record.type != "group" or actor.record.wikidata) else None

    # --- names that the gazetteer has ---

    def _known(self, text: str, at: Span) -> Actor | None:
        """A state, organisation, party, metonym or full name that is known and unambiguous here."""
        state = self._gazetteer.people_of(text) or (text.islower() and self._gazetteer.state_of(text)) or None
        if state:
            return Actor(state.name, state.record()) if text.islower() or self._plural(text, at) else None
        entry = self._register.choose(self._gazetteer.named(text) or self._gazetteer.named(unquantified(text)))
        if entry is None:
            return self._part(text)
        return Actor(form_of(text, entry), entry.record())

    def _plural(self, text: str, at: Span) -> bool:
        """Whether "Norweger" or "Serben" stands for the people, hence the state, and not for one person."""
        before = self._short.word_before(at)
        if text.endswith("in"):
            return False
        return before in ("die", "Die") or (text.endswith("en") and before not in ("dem", "den"))

    def _part(self, text: str) -> Actor | None:
        """ "OSZE-Bericht", "SPD-Spitze": the organisation itself; an abbreviation that the text explains."""
        first, dash, rest = text.rpartition("-")
        if text.endswith("fraktion") or rest == "Fraktion":
            entry = self._register.choose(self._gazetteer.named(f"{text} im Bundestag"))
            return Actor(entry.name, entry.record()) if entry and self._register.in_bundestag else None
        if dash and fold(rest) in words("own_words"):
            return self._register.actor(first)
        full = self._explained.expansion(text) if text.isupper() else None
        if full is None:
            return None
        entry = self._register.choose(self._gazetteer.named(full))
        return Actor(full, entry.record()) if entry else unknown(full, "organisation")

    # --- people ---

    def _person(self, text: str, brackets: tuple[str, ...], at: Span) -> Actor | None:
        """A person by name: alone, with roles in front, by the last name only."""
        roles, parts = split_person(text)
        if not parts or not self._describe(roles):
            return None
        name = " ".join(parts)
        if parts[0].islower() and parts[0] in words("articles") and not self._gazetteer.prominent(name):
            return None
        if roles and self._gazetteer.state_of(parts[0]):
            return None
        full = self._full(name, at)
        if full:
            return self._named_person(full, (*brackets, *(part.partition("-")[0] for part in roles)))
        entry = self._only(self._gazetteer.prominent(name), roles)
        if entry:
            return Actor(bare(name, entry), entry.record())
        if any(part.lower() not in words("role_adjectives") for part in roles) and len(parts) == 1:
            return unknown(name, "person")
        return None

    def _describe(self, roles: tuple[str, ...]) -> bool:
        """Whether words in front of a name describe a person; a place only with a role: "Bayerns Innenminister"."""
        borne = any(map(is_role, roles))
        return all(self._describes(role) or borne and self.people.is_place(role) for role in roles)

    def _describes(self, word: str) -> bool:
        """Whether a word in front of a name describes a person: an office, a state's adjective, a nationality."""
        prefix = word.partition("-")[0]
        adjective = word.islower() and self._gazetteer.state_of(word)
        return bool(is_role(word) or adjective or self._gazetteer.people_of(word) or word == "US" or is_role(prefix))

    def _full(self, name: str, at: Span) -> str | None:
        """The full name that a mention gives or that the document gives for it."""
        if " " in name:
            bare = name[:-1] if name.endswith("s") and self._says(name[:-1]) else name
            first, last = bare.split()[0], bare.split()[-1]
            if self._gazetteer.is_given_name(first):
                return bare
            strange = not (ends_like_actor(last) or self._gazetteer.state_of(last))
            return bare if strange and self.people.names(last) else None
        for form in dict.fromkeys((name, name.removesuffix("s").rstrip("’'"))):
            if form and (full := self.people.full_name(form, at=at.start)):
                return full
            named = {person for person in self.persons if " " in person and person.split()[-1] == form}
            if len(named) == 1:
                return named.pop()
        return None

    def _says(self, name: str) -> bool:
        return self._text.count(name) > self._text.count(name + "s") or bool(self._gazetteer.named(name))

    def _named_person(self, full: str, hints: tuple[str, ...]) -> Actor:
        people = tuple(match for match in self._gazetteer.named(full) if match.entry.type == "person")
        entry = self._register.choose(people, hints)
        if entry is None:
            alike = tuple(
                entry for entry in self._gazetteer.prominent(full.split()[-1]) if names.same_person(full, entry.name)
            )
            entry = alike[0] if len(alike) == 1 and not people else None
        return Actor(full, entry.record()) if entry else unknown(full, "person")

    def _only(self, entries: tuple[Entry, ...], roles: tuple[str, ...]) -> Entry | None:
        """The one holder of high office with a last name, if the text can mean him."""
        found = [entry for entry in entries if entry.country == GERMANY or self._register.about(entry.country) or roles]
        if not found:
            found = [entry for entry in entries if self._leads(entry)]
        return found[0] if len(found) == 1 else None

    def _leads(self, entry: Entry) -> bool:
        """Whether somebody is so well known on that day that news need not say of which country: "Macron"."""
        shared = fold(entry.name.split()[-1]) in words("shared_surnames")
        return not shared and offices.is_head(entry, on=self.on, gazetteer=self._gazetteer)

    # --- offices, bodies, pronouns ---

    def _role(self, text: str, at: Span) -> Actor | None:
        """An office without a name: whoever bears it in the document, else who held it on that day."""
        parts = text.split()
        head = next((part for part in parts if part[:1].isupper() and not self._is_place(part, parts)), "")
        if citizen := self._gazetteer.people_of(head):
            return self._citizen(citizen, text, at) if len(parts) == 1 else None
        if not is_role(head) or head.endswith(("innen", "en")) and not singular_role(head):
            return None
        role, state = offices.split_role(text, self._gazetteer)
        if state is None and words("articles") & set(parts[1:]):
            entry = offices.holder(text, on=self.on, gazetteer=self._gazetteer)
            return Actor(entry.name, entry.record()) if entry else None
        bearer = self.people.bearer(role, at=at.start, state=state.qid if state else None)
        if bearer:
            return self._named_person(bearer, ())
        entry = offices.holder(text, on=self.on, gazetteer=self._gazetteer, home=self._register.home(role))
        if entry:
            return Actor(entry.name, entry.record())
        if state is not None or is_body_noun(head) or not self._short.is_known(at):
            return None
        found = self._back.person(at.start, female=role.endswith("in") or None, role=role)
        return self._meant(found) if found else self._short.compound(head, at)

    def _is_place(self, word: str, parts: list[str]) -> bool:
        """Whether a word is a place in front of a role: "Pariser Bürgermeister", "Hessens Innenminister"."""
        place = word.endswith("er") and not is_role(word) or self._gazetteer.state_of(word) is not None
        return place and word != parts[-1] and is_role(parts[-1])

    def _citizen(self, state: Entry, text: str, at: Span) -> Actor | None:
        """ "Der Norweger": the person just named."""
        if text.endswith("innen"):
            return None
        found = self._back.person(at.start, female=True if text.endswith("in") else None)
        return self._named_person(found.text, ()) if found else None

    def _body(self, text: str) -> Actor | None:
        """A body of a state under one name however it is put: "russische Regierung", "Regierung Russlands"."""
        parts = unquantified(text).split()
        head = next((part for part in parts if part[:1].isupper() and not self._gazetteer.state_of(part)), None)
        kind = words("bodies").get(lemma(head)) if head else None
        states = {state.id: state for part in parts if (state := self._gazetteer.state_of(part.removesuffix("er")))}
        if head is None or kind is None or len(parts) > 4:
            return None
        state = next(iter(states.values()), None) if len(states) < 2 else None
        state = state or (self._register.main_state() if len(parts) == 1 else None)
        if state is None and kind == "ministry" and self._register.home() == GERMANY:
            state = self._gazetteer.entry(f"actor/{GERMANY}")
        if state is None:
            return None
        federal = self._gazetteer.named(f"Bundes{lemma(head)}") if state.qid == GERMANY else ()
        if entry := self._register.choose(federal):
            return Actor(entry.name, entry.record())
        name = nominative(f"{self._gazetteer.adjective(state.id)}e {capitalised(lemma(head))}")
        if self._gazetteer.adjective(state.id) is None:
            name = f"{capitalised(lemma(head))} von {state.name}"
        if entry := self._register.choose(self._gazetteer.named(name)):
            return Actor(entry.name, entry.record())
        record = ActorRecord(id=name_id(name), name=name, type=kind, country=state.id)
        return Actor(name, record)

    def _pronoun(self, text: str, at: Span) -> Actor | None:
        """Whoever a pronoun can mean most likely and who is known or named; a bare role only if nobody else is."""
        if not text.isalpha():
            found = self._back.person(at.start)
            return self._named_person(found.text, ()) if found else None
        first = None
        for candidate in self._back.pronoun(text, at=at.start):
            actor = self._meant(candidate)
            if actor and (actor.record.type != "group" or candidate.plural or not is_role(candidate.text.split()[-1])):
                return actor
            first = first or actor
        return first

    def _meant(self, candidate: Referent) -> Actor | None:
        if candidate.person:
            return self._named_person(candidate.text, ())
        return self.actor(candidate.text, Span(candidate.start, candidate.end))
