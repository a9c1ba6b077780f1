"""From documents, positions and records to quads: pure functions, no blank nodes, nothing about the store.

The graph of a document holds only what the document alone determines; who and what is meant stands in the graph
`links`, the actors and topics themselves in graphs of their own (`standpunkt.graph.registers`).

>>> from standpunkt.extract.records import Document, Position, Span
>>> doc = Document(id="a", source="a.txt", text="Die Partei lehnt das Tempolimit ab.")
>>> held = Position(doc="a", evidence=(Span(0, 35),), actor="Partei", actor_span=Span(4, 10), stance="rejects",
...                 topic="Tempolimit", topic_spans=(Span(21, 31),))
>>> {str(quad.object) for quad in document_quads(doc, [held]) if quad.predicate == SP.stance}
{'<https://w3id.org/standpunkt/ontology#rejects>'}
"""

import calendar
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from standpunkt.extract.records import (
    Document,
    Polarity,
    Position,
    Precision,
    Span,
)
from standpunkt.graph import terms
from standpunkt.graph.terms import DC, DCT, MARL, OA, PROV, RDF, SCHEMA, SP

#: How many characters before and after a passage are kept, so that it is found again in a changed text.
CONTEXT: Final = 32

#: What one triple says, before it is put into a graph.
Fact = tuple[NamedNode, NamedNode, NamedNode | Literal]

KINDS: Final = {"release": SCHEMA.CreativeWork, "speech": SCHEMA.CreativeWork}
POLARITY: Final[dict[Polarity, Literal]] = {"+": terms.decimal(1), "-": terms.decimal(-1), "0": terms.decimal(0)}
QUOTES: Final = {
    "direct": SP.directSpeech,
    "indirect": SP.indirectSpeech,
    "reported": SP.reportedAct,
    "none": SP.noSpeech,
}
SOURCES: Final = {"own": SP.own, "attributed": SP.attributed, "alleged": SP.alleged}
FORCE: Final = {"current": SP.stillHeld, "past": SP.formerlyHeld}
PRECISION: Final = {"day": SP.toTheDay, "month": SP.toTheMonth, "year": SP.toTheYear}
READ: Final = {
    "actor_id": SP.actorReadAs,
    "addressee_id": SP.addresseeReadAs,
    "claimed_by_id": SP.claimantReadAs,
    "topic_id": SP.targetReadAs,
}
TRUTH: Final = {truth: Literal(truth) for truth in (True, False)}
BASIS: Final = {"explicit": SP.fromText, "weekday": SP.fromWeekday, "publication": SP.fromPublication}


def document_quads(document: Document, positions: Sequence[Position]) -> Iterator[Quad]:
    """The graph of one document: its record, its positions and the passages that prove them; each quad once."""
    subject = terms.document(document)
    graph = terms.graph_of(subject)
    return (Quad(*fact, graph) for fact in _facts(subject, document, _named(subject, positions)))


def _facts(subject: NamedNode, document: Document, positions: Mapping[NamedNode, Position]) -> Iterator[Fact]:
    yield from _document_facts(subject, document)
    for this, position in positions.items():
        yield from _position_facts(this, subject, document, position)
    for span in dict.fromkeys(span for position in positions.values() for span in position.evidence):
        yield from _evidence_facts(subject, document.text, span)


def distinct(document: NamedNode, positions: Iterable[Position]) -> Iterator[Position]:
    """One position for each IRI: of two readings of the same holder and topic words the more confident one stays."""
    yield from _named(document, positions).values()


def _named(document: NamedNode, positions: Iterable[Position]) -> dict[NamedNode, Position]:
    best: dict[NamedNode, Position] = {}
    for position in positions:
        this = terms.position(document, position)
        if this not in best or position.confidence > best[this].confidence:
            best[this] = position
    return best


def _document_facts(subject: NamedNode, document: Document) -> Iterator[Fact]:
    yield subject, RDF.type, KINDS.get(document.kind, SCHEMA.NewsArticle)
    yield subject, DCT.identifier, terms.text(document.id)
    yield subject, DC.source, terms.text(document.source)
    yield subject, SP.textHash, terms.text(text_hash(document.text))
    if document.number != 1:
        yield subject, SCHEMA.position, Literal(document.number)
    if document.title:
        yield subject, SCHEMA.headline, terms.text(document.title)
    if document.outlet:
        yield subject, SCHEMA.publisher, terms.outlet(document.outlet)
        yield subject, DC.publisher, terms.text(document.outlet)
    if document.author:
        yield subject, DC.creator, terms.text(document.author)
    if document.url:
        yield subject, SCHEMA.url, terms.link(document.url)
    if document.published_on:
        yield subject, SCHEMA.datePublished, terms.day(document.published_on)


def text_hash(text: str) -> str:
    """The fingerprint of a document's text (``sha256:…``), by which a changed text is recognised."""
    return "sha256:" + hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def _position_facts(this: NamedNode, subject: NamedNode, document: Document, position: Position) -> Iterator[Fact]:
    yield this, RDF.type, SP.Position
    yield this, PROV.wasDerivedFrom, subject
    yield this, SP.stance, SP[position.stance]
    yield this, MARL.polarityValue, POLARITY[position.polarity]
    yield this, SP.confidence, terms.decimal(position.confidence)
    yield this, SP.explicit, TRUTH[position.explicit]
    yield this, SP.sourceKind, SOURCES[position.source_kind]
    yield this, SP.quoteForm, QUOTES[position.quote]
    yield this, SP.inForce, FORCE[position.in_force]
    for predicate, value in _phrases(position):
        if value:
            yield this, predicate, terms.text(value)
    yield from _read(this, position)
    yield from _places(this, subject, position)
    yield from _dates(this, document, position)


def _phrases(position: Position) -> Iterator[tuple[NamedNode, str | None]]:
    yield SP.actorPhrase, position.actor
    yield SP.actorName, position.actor_name if position.actor_name != position.actor else None
    yield SP.topicPhrase, position.topic
    yield SP.addresseePhrase, position.addressee
    yield SP.condition, position.condition
    yield SP.claimantPhrase, position.claimed_by
    yield SP.medium, position.medium
    yield SP.extractor, position.extractor


def _read(this: NamedNode, position: Position) -> Iterator[Fact]:
    """Who the whole text shows to be meant: a later linking sees the evidence only."""
    for field, predicate in READ.items():
        identifier = getattr(position, field)
        if identifier and terms.is_actor(identifier):
            yield this, predicate, terms.entity(identifier)
    for person in dict.fromkeys(position.persons):
        yield this, SP.namesPerson, terms.text(person)


def _places(this: NamedNode, subject: NamedNode, position: Position) -> Iterator[Fact]:
    yield this, SP.evidence, terms.char_range(subject, position.evidence[0])
    for span in dict.fromkeys(position.evidence[1:]):
        yield this, SP.furtherEvidence, terms.char_range(subject, span)
    yield this, SP.actorMention, terms.char_range(subject, position.actor_span)
    for span in dict.fromkeys(position.topic_spans):
        yield this, SP.topicMention, terms.char_range(subject, span)
    if position.holder:
        yield this, SP.holderNumber, Literal(position.holder)


def _dates(this: NamedNode, document: Document, position: Position) -> Iterator[Fact]:
    if position.published_on and position.published_on != document.published_on:
        yield this, SCHEMA.datePublished, terms.day(position.published_on)
    if position.stated_on:
        precision = position.stated_precision or "day"
        first, last = interval(position.stated_on, precision)
        yield this, SP.statedFrom, terms.day(first)
        yield this, SP.statedUntil, terms.day(last)
        yield this, SP.statedPrecision, PRECISION[precision]
        if position.stated_basis:
            yield this, SP.statedBasis, BASIS[position.stated_basis]


def interval(day: date, precision: Precision) -> tuple[date, date]:
    """The first and the last day that `day`, known to the day, month or year, can mean.

    >>> interval(date(2024, 2, 1), "month")
    (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))
    """
    if precision == "day":
        return day, day
    if precision == "year":
        return day.replace(month=1, day=1), day.replace(month=12, day=31)
    return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _evidence_facts(subject: NamedNode, text: str, span: Span) -> Iterator[Fact]:
    passage = terms.char_range(subject, span)
    place, words = NamedNode(passage.value + "&by=position"), NamedNode(passage.value + "&by=quote")
    yield passage, RDF.type, OA.SpecificResource
    yield passage, OA.hasSource, subject
    yield passage, OA.hasSelector, place
    yield passage, OA.hasSelector, words
    yield place, RDF.type, OA.TextPositionSelector
    yield place, OA.start, Literal(span.start)
    yield place, OA.end, Literal(span.end)
    yield words, RDF.type, OA.TextQuoteSelector
    yield words, OA.exact, terms.text(span.of(text))
    yield words, OA.prefix, terms.text(text[max(0, span.start - CONTEXT) : span.start])
    yield words, OA.suffix, terms.text(text[span.end : span.end + CONTEXT])


def link_quads(document: Document, positions: Iterable[Position]) -> Iterator[Quad]:
    """Who and what each position means; unlinked names and topics get an IRI from their own words."""
    subject = terms.document(document)
    for this, position in _named(subject, positions).items():
        for predicate, identifier in _links(position):
            if identifier:
                yield Quad(this, predicate, terms.entity(identifier), terms.LINKS)


def _links(position: Position) -> Iterator[tuple[NamedNode, str | None]]:
    topic = topic_of(position)
    yield SP.actor, actor_of(position)
    yield SP.target if terms.is_actor(topic) else SP.topic, topic
    yield SP.addressee, position.addressee_id
    yield SP.claimedBy, position.claimed_by_id


def actor_of(position: Position) -> str:
    """The id of the actor: the linked one, or one made from the name."""
    return position.actor_id or terms.actor_id(position.actor_name or position.actor)


def topic_of(position: Position) -> str:
    """The id of the topic or target: the linked one, or one made from the label."""
    return position.topic_id or terms.topic_id(position.topic_label or position.topic)
