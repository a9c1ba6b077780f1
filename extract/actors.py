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
from standpunkt.extract.names import name_id, nominative
from standpunkt.extract.reading import Reading
from standpunkt.extract.records import ActorRecord, Document, Position, Span


class Linker:
    """Gives actors names and ids, document by document, and keeps the record of every actor it met."""

    def __init__(self, gazetteer: Gazetteer | None = None, corrections: Corrections | None = None) -> None:
        self._gazetteer = gazetteer or Gazetteer.load()
        self._corrections = corrections or Corrections({}, {})
        self._actors: dict[str, ActorRecord] = {}

    @property
    def actors(self) -> MappingProxyType[str, ActorRecord]:
        """The records of all actors met so far, by id; what a metonym or a body stands for is among them."""
        return MappingProxyType(self._actors)

    def link(self, document: Document, positions: Iterable[Position]) -> tuple[Position, ...]:
        """The positions with `actor_name`, `actor_id`, `addressee_id` and `claimed_by_id` set where they can be."""
        reading = self.read(document)
        return tuple(self._linked(position, reading) for position in positions)

    def read(self, document: Document) -> Reading:
        """The document prepared for looking up mentions in it."""
        return Reading(document.text, document.published_on, self._gazetteer)

    def resolve(self, reading: Reading, mention: str, *, at: Span, name: str | None = None) -> Actor | None:
        """Who a mention means; `name` is what an earlier stage made of it. None for a pronoun that stays open."""
        actor = reading.actor(name or mention, at)
        if actor is None and name is None:
            return None
        actor = self._corrected(actor or unknown(nominative(mention), "group"))
        self._keep(actor.record)
        return actor

    def target(self, reading: Reading, phrase: str, *, at: Span) -> Actor | None:
        """The actor that a topic is, if it names nothing else ("Merz", "die SPD"): a known one or one of the text."""
        actor = reading.named(phrase, at)
        if actor is None:
            return None
        actor = self._corrected(actor)
        self._keep(actor.record)
        return actor

    def _linked(self, position: Position, reading: Reading) -> Position:
        at = position.actor_span
        actor = self.resolve(reading, position.actor, at=at, name=position.actor_name)
        if actor:
            position = replace(position, actor_name=actor.name, actor_id=actor.record.id)
        return replace(
            position,
            addressee_id=self._ident(reading, position.addressee, at),
            claimed_by_id=self._ident(reading, position.claimed_by, at),
        )

    def _ident(self, reading: Reading, mention: str | None, at: Span) -> str | None:
        actor = self.resolve(reading, mention, at=at) if mention else None
        return actor.record.id if actor else None

    def _corrected(self, actor: Actor) -> Actor:
        """What the user's corrections make of an actor."""
        name = self._corrections.name(actor.name) or self._corrections.name(actor.record.name)
        if name is None:
            return actor
        qid = self._corrections.wikidata(name)
        if qid:
            record = replace(actor.record, id=f"actor/{qid}", name=name, wikidata=qid, replaces=(name_id(name),))
            return Actor(name, record)
        known = [] if qid == "" else [match.entry for match in self._gazetteer.named(name) if not match.local]
        if len(known) == 1:
            return Actor(name, known[0].record())
        return Actor(name, replace(unknown(name, actor.record.type).record, country=actor.record.country))

    def _keep(self, record: ActorRecord) -> None:
        """Remember a record, and the records that it points to."""
        known = self._actors.get(record.id)
        if known and known.name != record.name and record.name not in known.aliases:
            record = replace(known, aliases=(*known.aliases, record.name))
        self._actors[record.id] = record
        for ident in (record.country, record.party, record.metonym_of):
            if ident and ident not in self._actors and ident in self._gazetteer.entries:
                self._keep(self._gazetteer.entry(ident).record())
