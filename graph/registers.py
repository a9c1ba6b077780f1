"""The registers of the graph: actors, topics, outlets and runs as quads; pure functions, no blank nodes.

>>> from standpunkt.extract.records import TopicRecord
>>> waiver = TopicRecord(id="topic/verzicht", label="Verzicht auf das Tempolimit", negation_of="topic/tempolimit")
>>> [str(quad.object) for quad in topic_quads([waiver]) if quad.predicate == SP.negationOf]
['<https://w3id.org/standpunkt/id/topic/tempolimit>']
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from pyoxigraph import NamedNode, Quad

from standpunkt.extract.records import ActorRecord, Membership, TopicRecord
from standpunkt.graph import terms
from standpunkt.graph.terms import DCT, ORG, OWL, PROV, RDF, SCHEMA, SKOS, SP, WIKIDATA
from standpunkt.graph.triples import Fact

ACTOR_CLASSES: Final = {
    "person": SCHEMA.Person,
    "state": SP.State,
    "government": SP.Government,
    "party": SP.Party,
    "ministry": SP.Ministry,
    "organisation": ORG.Organization,
    "group": SP.Group,
    "metonym": SP.Metonym,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One build: what software, model and settings made the graph, and when."""

    version: str
    model: str
    config: str
    started: datetime
    ended: datetime | None = None

    @property
    def iri(self) -> NamedNode:
        """The run's IRI, from everything but its end."""
        return NamedNode(f"{terms.ID}run/{terms.digest(self.version, self.model, self.config, str(self.started))}")


def actor_quads(records: Iterable[ActorRecord]) -> Iterator[Quad]:
    """The graph of the actors: type, names, Wikidata, country, party, memberships, what a metonym stands for."""
    for record in records:
        facts = dict.fromkeys([*_actor_facts(record), *_membership_facts(record)])
        yield from (Quad(*fact, terms.ACTORS) for fact in facts)


def _actor_facts(record: ActorRecord) -> Iterator[Fact]:
    this = terms.entity(record.id)
    yield this, RDF.type, SP.Actor
    yield this, RDF.type, ACTOR_CLASSES[record.type]
    yield this, SKOS.prefLabel, terms.text(record.name, "de")
    for alias in record.aliases:
        if alias != record.name:
            yield this, SKOS.altLabel, terms.text(alias, "de")
    if record.wikidata:
        yield this, OWL.sameAs, WIKIDATA[record.wikidata]
    for predicate, other in ((SP.country, record.country), (SP.party, record.party), (SP.metonymOf, record.metonym_of)):
        if other:
            yield this, predicate, terms.entity(other)
    for former in record.replaces:
        yield terms.entity(former), DCT.isReplacedBy, this


def _membership_facts(record: ActorRecord) -> Iterator[Fact]:
    for membership in record.memberships:
        this = _membership(record, membership)
        yield this, RDF.type, ORG.Membership
        yield this, ORG.member, terms.entity(record.id)
        yield this, ORG.organization, terms.entity(membership.organisation)
        if membership.role:
            yield this, SCHEMA.roleName, terms.text(membership.role, "de")
        if membership.since:
            yield this, SCHEMA.startDate, terms.day(membership.since)
        if membership.until:
            yield this, SCHEMA.endDate, terms.day(membership.until)


def _membership(record: ActorRecord, membership: Membership) -> NamedNode:
    parts = (record.id, membership.organisation, membership.role or "", str(membership.since), str(membership.until))
    return NamedNode(f"{terms.ID}membership/{terms.digest(*parts)}")


def outlet_quads(names: Iterable[str]) -> Iterator[Quad]:
    """The newspapers, agencies and sites that published the documents; they stand beside the actors."""
    for name in sorted(set(names)):
        yield Quad(terms.outlet(name), RDF.type, SCHEMA.Organization, terms.ACTORS)
        yield Quad(terms.outlet(name), SCHEMA.name, terms.text(name), terms.ACTORS)


def topic_quads(records: Iterable[TopicRecord]) -> Iterator[Quad]:
    """The graph of the topics: one concept scheme, labels and relations; only `sp:negationOf` turns a polarity."""
    yield Quad(terms.TOPIC_SCHEME, RDF.type, SKOS.ConceptScheme, terms.TOPICS)
    yield Quad(terms.TOPIC_SCHEME, SKOS.prefLabel, terms.text("Themen", "de"), terms.TOPICS)
    yield Quad(terms.TOPIC_SCHEME, SKOS.prefLabel, terms.text("Topics", "en"), terms.TOPICS)
    for record in records:
        yield from (Quad(*fact, terms.TOPICS) for fact in dict.fromkeys(_topic_facts(record)))


def _topic_facts(record: TopicRecord) -> Iterator[Fact]:
    this = terms.entity(record.id)
    yield this, RDF.type, SKOS.Concept
    yield this, SKOS.inScheme, terms.TOPIC_SCHEME
    yield this, SKOS.prefLabel, terms.text(record.label, "de")
    if record.label_en:
        yield this, SKOS.prefLabel, terms.text(record.label_en, "en")
    for label in record.alt_labels:
        if label != record.label:
            yield this, SKOS.altLabel, terms.text(label, "de")
    for predicate, others in _topic_relations(record):
        for other in others:
            yield this, predicate, terms.entity(other)
    for url in record.same_as:
        yield this, SKOS.exactMatch, terms.link(url)


def _topic_relations(record: TopicRecord) -> Iterator[tuple[NamedNode, tuple[str, ...]]]:
    yield SKOS.broader, record.broader
    yield SP.alternativeTo, record.alternative_to
    yield SP.negationOf, (record.negation_of,) if record.negation_of else ()
    yield SP.accusationOf, (record.accusation_of,) if record.accusation_of else ()
    yield SP.remedyAgainst, (record.remedy_against,) if record.remedy_against else ()


def run_quads(run: Run, documents: Iterable[NamedNode]) -> Iterator[Quad]:
    """The record of one build and which graphs of documents it made."""
    facts: list[Fact] = [
        (run.iri, RDF.type, PROV.Activity),
        (run.iri, SCHEMA.softwareVersion, terms.text(run.version)),
        (run.iri, SP.model, terms.text(run.model)),
        (run.iri, SP.configHash, terms.text(run.config)),
        (run.iri, PROV.startedAtTime, terms.moment(run.started)),
    ]
    if run.ended:
        facts.append((run.iri, PROV.endedAtTime, terms.moment(run.ended)))
    facts += ((terms.graph_of(document), PROV.wasGeneratedBy, run.iri) for document in documents)
    return (Quad(*fact, terms.RUNS) for fact in facts)
