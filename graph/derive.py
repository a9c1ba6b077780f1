"""The derived graphs: who and what is meant, what counts, the direct triples, the monthly counts, the registers.

They follow from the documents' graphs, the linked positions and the reviews alone and are never edited; `derive`
rebuilds all of them in one pass over the positions, in the order given.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Final, cast

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode, Quad

from standpunkt.extract.records import ActorRecord, Document, Position, TopicRecord
from standpunkt.graph import terms
from standpunkt.graph.registers import actor_quads, outlet_quads, topic_quads
from standpunkt.graph.repeats import Repeats
from standpunkt.graph.store import Store
from standpunkt.graph.terms import RDF, SP, XSD
from standpunkt.graph.triples import actor_of, distinct, link_quads, topic_of

Linked = tuple[Document, Iterable[Position]]

#: Positions below this confidence stay in the graph but do not count: less than half of them are right.
THRESHOLD: Final = 0.4

_REVIEWED: Final = """SELECT ?position WHERE { GRAPH g:reviews {
  { ?position sp:reviewStatus ?status FILTER(?status IN (sp:dismissed, sp:corrected)) }
  UNION { ?newer prov:wasRevisionOf ?position } } }"""
_CORRECTIONS: Final = """SELECT ?position ?actor ?predicate ?topic WHERE { GRAPH g:reviews {
  ?position prov:wasRevisionOf ?older ; sp:actor ?actor ; ?predicate ?topic
  FILTER(?predicate IN (sp:topic, sp:target)) } }"""


def derive(
    store: Store,
    linked: Iterable[Linked],
    *,
    actors: Iterable[ActorRecord] = (),
    topics: Iterable[TopicRecord] = (),
    threshold: float = THRESHOLD,
) -> None:
    """Rebuild every derived graph and the registers of actors and topics from the linked positions.

    Records that nothing refers to are left out; an actor or topic without a record gets its name as the label.
    """
    names = _Names()
    store.rebuild(terms.LINKS, _links(store, names.watch(linked), threshold))
    store.rebuild(terms.ACTORS, [*actor_quads(names.actor_records(actors)), *outlet_quads(names.outlets)])
    store.rebuild(terms.TOPICS, topic_quads(names.topic_records(topics)))
    summarise(store)
    store.settle()


def summarise(store: Store) -> None:
    """Rebuild the direct triples and the monthly counts from the links and the documents' graphs."""
    store.rebuild(terms.DIRECT, _direct(store))
    store.rebuild(terms.SUMMARY, _counts(store))


def _links(store: Store, linked: Iterable[Linked], threshold: float) -> Iterator[Quad]:
    reviewed = {row["position"] for row in _rows(store, _REVIEWED)}
    repeats = Repeats()
    known: dict[str, NamedNode] = {}
    copies: list[tuple[NamedNode, str]] = []
    for document, given in linked:
        subject = known[document.id] = terms.document(document)
        positions = list(distinct(subject, given))
        yield from link_quads(document, positions)
        for position in positions:
            this = terms.position(subject, position)
            if position.confidence >= threshold and this not in reviewed:
                yield Quad(this, RDF.type, SP.Current, terms.LINKS)
                original = repeats.original(document, position)
                if original:
                    yield Quad(this, SP.repeats, original, terms.LINKS)
        if document.same_report_as:
            copies.append((subject, document.same_report_as))
    yield from (Quad(copy, SP.sameReportAs, known[of], terms.LINKS) for copy, of in copies if of in known)
    yield from _corrections(store)


def _corrections(store: Store) -> Iterator[Quad]:
    for row in list(_rows(store, _CORRECTIONS)):
        this = cast(NamedNode, row["position"])
        yield Quad(this, RDF.type, SP.Current, terms.LINKS)
        yield Quad(this, SP.actor, row["actor"], terms.LINKS)
        yield Quad(this, cast(NamedNode, row["predicate"]), row["topic"], terms.LINKS)


def _direct(store: Store) -> Iterator[Quad]:
    rows = _rows(store, _bundled("_direct"))
    return (Quad(row["actor"], row["stance"], row["topic"], terms.DIRECT) for row in rows)


def _counts(store: Store) -> Iterator[Quad]:
    for row in _rows(store, _bundled("_summary")):
        month = row["month"].value if row["month"] else ""
        key = (row["actor"].value, row["topic"].value, row["polarity"].value, month)
        this = NamedNode(f"{terms.ID}count/{terms.digest(*key)}")
        facts = [(RDF.type, SP.Count), (SP.ofActor, row["actor"]), (SP.onTopic, row["topic"])]
        facts += [(terms.MARL.polarityValue, row["polarity"]), (SP.statements, row["statements"])]
        if month:
            facts.append((SP.month, Literal(month, datatype=XSD.gYearMonth)))
        yield from (Quad(this, predicate, value, terms.SUMMARY) for predicate, value in facts)


def _bundled(name: str) -> str:
    return (files("standpunkt.graph") / "queries" / f"{name}.rq").read_text("utf-8")


def _rows(store: Store, sparql: str) -> ox.QuerySolutions:
    return cast(ox.QuerySolutions, store.query(sparql))


@dataclass
class _Names:
    """The names under which actors, topics and outlets occur, gathered while the positions pass by."""

    actors: dict[str, str] = field(default_factory=dict)
    topics: dict[str, str] = field(default_factory=dict)
    outlets: set[str] = field(default_factory=set)

    def watch(self, linked: Iterable[Linked]) -> Iterator[Linked]:
        for document, given in linked:
            positions = list(given)
            if document.outlet:
                self.outlets.add(document.outlet)
            for position in positions:
                self._note(position)
            yield document, positions

    def _note(self, position: Position) -> None:
        self.actors.setdefault(actor_of(position), position.actor_name or position.actor)
        label = position.topic_label or position.topic
        (self.actors if terms.is_actor(topic_of(position)) else self.topics).setdefault(topic_of(position), label)
        for identifier, name in (
            (position.addressee_id, position.addressee),
            (position.claimed_by_id, position.claimed_by),
        ):
            if identifier:
                self.actors.setdefault(identifier, name or identifier)

    def actor_records(self, given: Iterable[ActorRecord]) -> Iterator[ActorRecord]:
        """A record for every actor that occurs, and for every actor these records refer to."""
        records = {record.id: record for record in given}
        for key in _closure(self.actors, {key: _actor_references(record) for key, record in records.items()}):
            if key in records or key in self.actors:
                yield records.get(key) or ActorRecord(id=key, name=self.actors[key])

    def topic_records(self, given: Iterable[TopicRecord]) -> Iterator[TopicRecord]:
        """A record for every topic that occurs, and for every topic these records refer to."""
        records = {record.id: record for record in given}
        for key in _closure(self.topics, {key: _topic_references(record) for key, record in records.items()}):
            if key in records or key in self.topics:
                yield records.get(key) or TopicRecord(id=key, label=self.topics[key])


def _closure(start: Iterable[str], references: Mapping[str, list[str]]) -> list[str]:
    """Everything that is reached from `start` by following the references, sorted."""
    found: set[str] = set()
    waiting = list(start)
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting += references.get(key, [])
    return sorted(found)


def _actor_references(record: ActorRecord) -> list[str]:
    memberships = (membership.organisation for membership in record.memberships)
    return [key for key in (record.country, record.party, record.metonym_of, *memberships) if key]


def _topic_references(record: TopicRecord) -> list[str]:
    singles = (record.negation_of, record.accusation_of, record.remedy_against)
    return [key for key in (*record.broader, *record.alternative_to, *singles) if key and not terms.is_actor(key)]
