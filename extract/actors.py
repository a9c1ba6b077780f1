"""Linking actors: who is meant, under which name, with which id, the same in every document.

>>> from standpunkt.extract.records import Document
>>> text = "Kremlsprecher Dmitri Peskow lehnte NATO-Truppen ab. Peskow sprach in Moskau."
>>> linker = Linker()
>>> peskow = Position(doc="a", evidence=(Span(0, 51),), actor="Peskow", actor_span=Span(52, 58), stance="rejects",
...                   topic="NATO-Truppen", topic_spans=(Span(35, 47),))
>>> [linked] = linker.link(Document(id="a", text=text, source="a.txt"), [peskow])
>>> linked.actor_name, linker.actors[linked.actor_id].type
('Dmitri Peskow', 'person')
"""

from collections.abc import Iterable
from dataclasses import replace
from types import MappingProxyType

from standpunkt.extract.corrections import Corrections
from standpunkt.extract.forms import Actor, unknown
from standpunkt.extract.gazetteer import Gazetteer
from standpunkt.extract.names import is_pronoun, nominative, stem_key, words
from standpunkt.extract.reading import Reading
from standpunkt.extract.records import ActorRecord, Document, Position, Span


class Linker:
    """Gives actors names and ids, document by document, and keeps the record of every actor it met."""

    def __init__(self, gazetteer: Gazetteer | None = None, corrections: Corrections | None = None) -> None:
        self._gazetteer = gazetteer or Gazetteer.load()
        self._corrections = corrections or Corrections({}, {})
        self._actors: dict[str, ActorRecord] = {}
        self._last: tuple[Document, Reading, dict[Span, str]] | None = None

    @property
    def actors(self) -> MappingProxyType[str, ActorRecord]:
        """The records of all actors met so far, by id; what a metonym or a body stands for is among them."""
        return MappingProxyType(self._actors)

    def link(
        self, document: Document, positions: Iterable[Position], people: Iterable[str] = ()
    ) -> tuple[Position, ...]:
        """The positions with `actor_name`, `actor_id`, `addressee_id` and `claimed_by_id` set where they can be.

        `people` are full names that a parse of the text shows to be people's.

        `topic_id` is set where the topic is an actor. Ids that positions have already were read from the whole text:
        they stay, as far as the register or the position's `persons` know them; the user's corrections win.
        """
        positions = tuple(positions)
        reading = self.read(document, positions, people)
        media = frozenset(map(stem_key, filter(None, (*words("media"), document.outlet))))
        linked = (self._linked(position, reading) for position in positions)
        # Who only passes on what others say is no actor, be it the outlet of the document itself.
        return tuple(position for position in linked if stem_key(position.actor_name or position.actor) not in media)

    def read(self, document: Document, positions: Iterable[Position] = (), people: Iterable[str] = ()) -> Reading:
        """The document prepared for looking up mentions in it; what was linked last is remembered."""
        positions, people = tuple(positions), tuple(people)
        if positions or people or self._last is None or self._last[0] is not document:
            persons = dict.fromkeys((*people, *(person for position in positions for person in position.persons)))
            targets = {one.topic_spans[0]: one.topic_id for one in positions if one.topic_id}
            reading = Reading(document.text, document.published_on, self._gazetteer, persons=persons)
            self._last = document, reading, targets
        return self._last[1]

    def resolve(self, reading: Reading, mention: str, *, at: Span, name: str | None = None) -> Actor | None:
        """Who a mention means; `name` is what an earlier stage made of it. None for a pronoun that stays open."""
        actor = reading.actor(name or mention, at)
        if actor is None and name is None:
            return None
        return self._kept(actor or unknown(nominative(mention), "group"))

    def target(self, reading: Reading, phrase: str, *, at: Span) -> Actor | None:
        """The actor that a topic is, if it names nothing else ("Merz", "die SPD"): a known one or one of the text."""
        ident = self._last[2].get(at) if self._last and self._last[1] is reading else None
        actor = self._remembered(reading, ident, None) or reading.named(phrase, at)
        return self._kept(actor) if actor else None

    def _linked(self, position: Position, reading: Reading) -> Position:
        at, place = position.actor_span, position.topic_spans[0]
        actor = self._again(reading, position.actor_id, position.actor_name) or self._read(reading, position)
        others = (
            self._other(reading, position.addressee, position.addressee_id, at),
            self._other(reading, position.claimed_by, position.claimed_by_id, at),
            self.target(reading, position.topic, at=place),
        )
        addressee, claimant, target = (other.record.id if other else None for other in others)
        return replace(
            position,
            actor_name=actor.name if actor else position.actor_name,
            actor_id=actor.record.id if actor else position.actor_id,
            addressee_id=addressee,
            claimed_by_id=claimant,
            topic_id=target or position.topic_id,
            persons=self._persons(position, reading, [other for other in (actor, *others) if other]),
        )

    def _read(self, reading: Reading, position: Position) -> Actor | None:
        """Who holds a position; a pronoun for which syntax found no person means the one whom the words show."""
        actor = self.resolve(reading, position.actor, at=position.actor_span, name=position.actor_name)
        if not is_pronoun(position.actor) or (actor and actor.record.type == "person"):
            return actor
        found = self.resolve(reading, position.actor, at=position.actor_span)
        return found if found and found.record.type == "person" else actor

    def _other(self, reading: Reading, mention: str | None, ident: str | None, at: Span) -> Actor | None:
        """The addressee or claimant of a position."""
        if not mention:
            return None
        return self._again(reading, ident, None) or self.resolve(reading, mention, at=at)

    def _again(self, reading: Reading, ident: str | None, name: str | None) -> Actor | None:
        actor = self._remembered(reading, ident, name)
        return self._kept(actor) if actor else None

    def _remembered(self, reading: Reading, ident: str | None, name: str | None) -> Actor | None:
        """The actor whose id an earlier reading of the whole text found: one of the register or one of its persons."""
        if ident is None:
            return None
        if entry := self._gazetteer.entries.get(ident):
            return Actor(name or entry.name, entry.record())
        return next((actor for actor in map(_person, reading.persons) if actor.record.id == ident), None)

    def _persons(self, position: Position, reading: Reading, actors: Iterable[Actor]) -> tuple[str, ...]:
        """The people whom the position names and the register does not know."""
        meant = [actor.record.name for actor in actors if actor.record.type == "person" and not actor.record.wikidata]
        given = [reading.actor(person, position.actor_span) for person in position.persons]
        unknown_ones = [actor.name for actor in given if actor and not actor.record.wikidata]
        return tuple(dict.fromkeys((*meant, *unknown_ones)))

    def _kept(self, actor: Actor) -> Actor:
        """The actor as the user wants it, remembered."""
        actor = self._corrected(actor)
        self._keep(actor.record)
        return actor

    def _corrected(self, actor: Actor) -> Actor:
        """What the user's corrections make of an actor; the id it had is kept as one that was replaced."""
        said = next((name for name in (actor.name, actor.record.name) if self._corrections.name(name)), None)
        name = self._corrections.name(said) if said else None
        if said is None or name is None:
            return actor
        record = self._corrected_record(actor.record, said, name)
        former = (actor.record.id,) if actor.record.id != record.id else ()
        return Actor(name, replace(record, replaces=tuple(dict.fromkeys((*record.replaces, *former)))))

    def _corrected_record(self, record: ActorRecord, said: str, name: str) -> ActorRecord:
        qid = next((ident for one in (name, said) if (ident := self._corrections.wikidata(one)) is not None), None)
        if qid:
            known = self._gazetteer.entries.get(f"actor/{qid}")
            base = known.record() if known else replace(record, id=f"actor/{qid}", wikidata=qid)
            return replace(base, name=name)
        if qid is None and record.wikidata and self._corrections.only_renamed(said):
            return replace(record, name=name, aliases=(*record.aliases, record.name))
        entries = [] if qid == "" else [match.entry for match in self._gazetteer.named(name) if not match.local]
        if len(entries) == 1:
            return entries[0].record()
        return replace(unknown(name, record.type).record, country=record.country)

    def _keep(self, record: ActorRecord) -> None:
        """Remember a record, and the records that it points to."""
        known = self._actors.get(record.id)
        self._actors[record.id] = _joined(known, record) if known else record
        bodies = (membership.organisation for membership in record.memberships)
        for ident in (record.country, record.party, record.metonym_of, *bodies):
            if ident and ident not in self._actors and ident in self._gazetteer.entries:
                self._keep(self._gazetteer.entry(ident).record())


def _person(name: str) -> Actor:
    return unknown(name, "person")


def _joined(known: ActorRecord, record: ActorRecord) -> ActorRecord:
    """What two readings say of one actor; who is a person anywhere is one everywhere."""
    names = dict.fromkeys((*known.aliases, *record.aliases, record.name))
    kind = record.type if known.type == "group" or record.type == "person" else known.type
    return replace(
        known,
        type=kind,
        aliases=tuple(name for name in names if name != known.name),
        country=known.country or record.country,
        replaces=tuple(dict.fromkeys((*known.replaces, *record.replaces))),
    )
