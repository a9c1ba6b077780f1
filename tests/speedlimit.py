"""A small invented debate on a speed limit, coded by hand: the ground on which the graph's questions are answered."""

from datetime import date
from typing import Any

from standpunkt.extract.records import (
    ActorRecord,
    Document,
    Membership,
    Position,
    Span,
    TopicRecord,
)
from standpunkt.graph import triples
from standpunkt.graph.derive import derive
from standpunkt.graph.store import Store
from standpunkt.graph.terms import document as document_iri
from standpunkt.graph.terms import graph_of

NOURI, AUTOBUND, CITIES = "actor/Q900001", "actor/autobund", "actor/staedterat"
GREENS, FREE, GOVERNMENT = "actor/gruenwerte", "actor/freiland", "actor/bundesregierung"
LIMIT, LAWSUIT, ALLOWANCE, WAIVER = "topic/tempolimit", "topic/klage", "topic/pendlerpauschale", "topic/verzicht"

ACTORS = (
    ActorRecord(
        id=NOURI,
        name="Jana Nouri",
        type="person",
        wikidata="Q900001",
        aliases=("Nouri", "Verkehrsministerin Nouri"),
        party=FREE,
        memberships=(Membership(organisation=FREE, role="Vorsitzende", since=date(2020, 1, 1)),),
        replaces=("actor/nouri-name",),
    ),
    ActorRecord(id=AUTOBUND, name="Autobund", type="organisation"),
    ActorRecord(id=CITIES, name="Städterat", type="organisation"),
    ActorRecord(id=GREENS, name="Grünwerte-Partei", type="party"),
    ActorRecord(id=FREE, name="Freilandpartei", type="party"),
    ActorRecord(id="actor/unbeteiligt", name="Unbeteiligter", type="person"),
)
TOPICS = (
    TopicRecord(id=LIMIT, label="Tempolimit", label_en="speed limit", alt_labels=("Höchstgeschwindigkeit",)),
    TopicRecord(id=LAWSUIT, label="Verfassungsklage gegen das Tempolimit", remedy_against=LIMIT),
    TopicRecord(id=ALLOWANCE, label="Pendlerpauschale"),
    TopicRecord(id=WAIVER, label="Verzicht auf die Pendlerpauschale", negation_of=ALLOWANCE),
)


def article(name: str, text: str, outlet: str, day: date | None, **more: Any) -> Document:
    """An article of the debate; its source is its name."""
    return Document(id=name, text=text, source=f"{name}.txt", outlet=outlet, published_on=day, **more)


def held(document: Document, sentence: str, actor: str, stance: str, topic: str, **more: Any) -> Position:
    """A position whose spans are found in the document by its words; dated to the publication."""
    start = document.text.index(sentence)
    dated = {"stated_on": document.published_on, "stated_precision": "day", "stated_basis": "publication"}
    return Position(
        doc=document.id,
        evidence=(Span(start, start + len(sentence)),),
        actor=actor,
        actor_span=_span(document.text, actor, start),
        stance=stance,
        topic=topic,
        topic_spans=(_span(document.text, topic, start),),
        **{**(dated if document.published_on else {}), "extractor": "by hand", "confidence": 0.9, **more},
    )


def _span(text: str, words: str, start: int) -> Span:
    found = text.index(words, start)
    return Span(found, found + len(words))


_QUOTE = "„Wir werden die Pendlerpauschale gegen jeden Widerstand in dieser Regierung verteidigen“"

REJECTS = "Verkehrsministerin Jana Nouri lehnt ein Tempolimit ab."
DEMANDS = "Die Grünwerte-Partei fordert ein Tempolimit auf Autobahnen."
TURN = "Nouri befürwortet inzwischen ein Tempolimit."
BLAME = "Der Autobund kritisiert Nouri."
AGAINST = "Der Autobund lehnt ein Tempolimit ab."
IF = "Nur wenn es Ausnahmen gibt, will der Städterat einem Tempolimit zustimmen."
CLAIM = "Nouri zufolge ist der Autobund gegen die Pendlerpauschale."
THREAT = "Die Freilandpartei droht der Bundesregierung mit einer Verfassungsklage."
DROP = "Die Grünwerte-Partei verlangt den Verzicht auf die Pendlerpauschale."
SAYS = f"{_QUOTE}, sagte Nouri."

MARCH = article("elbe-1", f"{REJECTS} {DEMANDS}", "Elbkurier", date(2024, 3, 4), title="Streit ums Tempo")
MAY = article("elbe-2", f"{TURN} {BLAME}", "Elbkurier", date(2024, 5, 10), url="https://elbkurier.example/2?a=b c")
AGENCY = article("rhein-1", f"{AGAINST} {IF}", "Rheinblatt", date(2024, 5, 11))
COPY = article("elbe-3", f"{AGAINST} Mehr im Lokalteil.", "Elbkurier", date(2024, 5, 12), same_report_as="rhein-1")
UNDATED = article("rhein-2", CLAIM, "Rheinblatt", None)
JUNE = article("rhein-3", f"{THREAT} {DROP}", "Rheinblatt", date(2024, 6, 1), author="E. Sommer")
QUOTED = article("elbe-4", SAYS, "Elbkurier", date(2024, 6, 20))
QUOTED_AGAIN = article("rhein-4", SAYS, "Rheinblatt", date(2024, 6, 22))

_ON_LIMIT = {"topic_id": LIMIT, "topic_label": "Tempolimit"}
_SAID = {"actor_id": NOURI, "topic_id": ALLOWANCE, "quote": "direct"}

LINKED = (
    (MARCH, [
        held(MARCH, REJECTS, "Jana Nouri", "rejects", "Tempolimit", actor_id=NOURI, **_ON_LIMIT),
        held(MARCH, DEMANDS, "Grünwerte-Partei", "demands", "Tempolimit auf Autobahnen", actor_id=GREENS, **_ON_LIMIT),
    ]),
    (MAY, [
        held(MAY, TURN, "Nouri", "supports", "Tempolimit", actor_id=NOURI, actor_name="Jana Nouri", **_ON_LIMIT),
        held(MAY, BLAME, "Autobund", "criticises", "Nouri", actor_id=AUTOBUND, topic_id=NOURI),
    ]),
    (AGENCY, [
        held(AGENCY, AGAINST, "Autobund", "rejects", "Tempolimit", actor_id=AUTOBUND, **_ON_LIMIT),
        held(AGENCY, IF, "Städterat", "conditional", "Tempolimit", actor_id=CITIES,
             condition="wenn es Ausnahmen gibt", **_ON_LIMIT),
    ]),
    (COPY, [held(COPY, AGAINST, "Autobund", "rejects", "Tempolimit", actor_id=AUTOBUND, **_ON_LIMIT)]),
    (UNDATED, [
        held(UNDATED, CLAIM, "Autobund", "rejects", "Pendlerpauschale", actor_id=AUTOBUND, topic_id=ALLOWANCE,
             source_kind="attributed", claimed_by="Nouri", claimed_by_id=NOURI),
    ]),
    (JUNE, [
        held(JUNE, THREAT, "Freilandpartei", "threatens", "Verfassungsklage", actor_id=FREE, topic_id=LAWSUIT,
             addressee="Bundesregierung", addressee_id=GOVERNMENT),
        held(JUNE, DROP, "Grünwerte-Partei", "demands", "Verzicht auf die Pendlerpauschale", actor_id=GREENS,
             topic_id=WAIVER),
    ]),
    (QUOTED, [held(QUOTED, SAYS, "Nouri", "supports", "Pendlerpauschale", **_SAID)]),
    (QUOTED_AGAIN, [held(QUOTED_AGAIN, SAYS, "Nouri", "supports", "Pendlerpauschale", **_SAID)]),
)  # fmt: skip


def debate(store: Store | None = None) -> Store:
    """The whole debate in a store, derived graphs included."""
    store = Store.memory() if store is None else store
    for document, positions in LINKED:
        store.replace_document(graph_of(document_iri(document)), triples.document_quads(document, positions))
    derive(store, LINKED, actors=ACTORS, topics=TOPICS)
    return store
