"""A small German debate of our own, with positions that repeat, conflict, change and depend on conditions."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from standpunkt.extract.records import Document, Position, Span
from standpunkt.graph.networks import Stand, stands

DOCUMENTS = {
    document.id: document
    for document in (
        Document(
            id="elbkurier-mietendeckel",
            source="elbkurier-mietendeckel.txt",
            outlet="Elbkurier",
            title="Brinkmöller wirbt für den Mietendeckel",
            url="https://elbkurier.example/politik/mietendeckel",
            published_on=date(2025, 3, 4),
            text=(
                "Bauministerin Jutta Brinkmöller hat am Dienstag einen bundesweiten Mietendeckel gefordert. "
                "„Ohne einen bundesweiten Mietendeckel verlieren wir die Mitte unserer Städte“, sagte Brinkmöller. "
                "Der Eigentümerverband lehnt den Mietendeckel strikt ab. "
                "Verbandspräsident Ömer Yıldız warnte vor einer Klagewelle 🏘️ gegen den Mietendeckel. "
                "Das Land Nordheide ist zum Mietendeckel nur bereit, wenn der Bund die Kosten trägt."
            ),
        ),
        Document(
            id="heideblatt-wohnen",
            source="heideblatt-wohnen.txt",
            outlet="Heideblatt",
            title="Streit um Mieten und Bauland",
            url="https://heideblatt.example/a/1093",
            published_on=date(2025, 4, 17),
            text=(
                "Der Städtetag unterstützt den Mietendeckel, fordert aber zugleich ein Vorkaufsrecht für Kommunen. "
                "Ministerpräsident Götz Überacker kritisierte Brinkmöller scharf. "
                "Überacker hatte den Mietendeckel noch im Herbst befürwortet. "
                "Nun nannte er den Mietendeckel einen Irrweg. "
                "Überacker zufolge lehnt auch der Städtetag ein Baulandmoratorium ab."
            ),
        ),
        Document(
            id="flugblatt",
            source="flugblatt.txt",
            text=(
                "Der Mieterbund verlangt einen bundesweiten Mietendeckel. "
                "Der Mieterbund bezweifelt, dass das Vorkaufsrecht für Kommunen genügt. "
                "Der Eigentümerverband soll ein Baulandmoratorium befürwortet haben."
            ),
        ),
    )
}

#: Actor's name: id and type.
ACTORS = {
    "Jutta Brinkmöller": ("actor/Q1", "person"),
    "Eigentümerverband": ("actor/Q2", "organisation"),
    "Ömer Yıldız": ("actor/Q3", "person"),
    "Nordheide": ("actor/Q4", "state"),
    "Städtetag": ("actor/Q5", "organisation"),
    "Götz Überacker": ("actor/Q6", "person"),
    "Mieterbund": ("actor/Q7", "organisation"),
}

TOPICS = {
    "Mietendeckel": "topic/mietendeckel",
    "Vorkaufsrecht für Kommunen": "topic/vorkaufsrecht",
    "Baulandmoratorium": "topic/baulandmoratorium",
    "Klagewelle gegen den Mietendeckel": "topic/klagewelle",
    "Jutta Brinkmöller": "actor/Q1",
}


@dataclass(frozen=True)
class Said:
    """A position by the words that carry it; the spans are looked up in the document."""

    doc: str
    sentence: str
    actor: str
    name: str
    stance: str
    topic: str
    label: str

    def position(self, **more: Any) -> Position:
        text = DOCUMENTS[self.doc].text
        start = text.index(self.sentence)
        end = text.index(".", start + len(self.sentence)) + 1
        topic = text.index(self.topic, start)
        actor = text.index(self.actor, start)
        return Position(
            doc=self.doc,
            evidence=(Span(start, end),),
            actor=self.actor,
            actor_span=Span(actor, actor + len(self.actor)),
            actor_name=self.name,
            actor_id=ACTORS[self.name][0],
            stance=self.stance,
            topic=self.topic,
            topic_spans=(Span(topic, topic + len(self.topic)),),
            topic_label=self.label,
            topic_id=TOPICS[self.label],
            **{"confidence": 0.8, **more},
        )


def positions() -> list[Position]:
    """Thirteen positions of the three documents."""
    elbe, heide, leaf = "elbkurier-mietendeckel", "heideblatt-wohnen", "flugblatt"
    march, april = {"stated_on": date(2025, 3, 4)}, {"stated_on": date(2025, 4, 17)}
    deckel, recht, bau = "Mietendeckel", "Vorkaufsrecht für Kommunen", "Baulandmoratorium"
    jutta, verband, goetz = "Jutta Brinkmöller", "Eigentümerverband", "Götz Überacker"
    rows: list[tuple[Said, dict[str, Any]]] = [
        (Said(elbe, "Bauministerin", jutta, jutta, "demands", "bundesweiten Mietendeckel", deckel), march),
        (Said(elbe, "„Ohne", "Brinkmöller", jutta, "demands", deckel, deckel), march | {"quote": "direct"}),
        (Said(elbe, "Der Eigent", verband, verband, "rejects", deckel, deckel), march),
        (
            Said(elbe, "Verbandsp", "Ömer Yıldız", "Ömer Yıldız", "warns_of", "Klagewelle", [*TOPICS][3]),
            march | {"quote": "reported"},
        ),
        (
            Said(elbe, "Das Land", "Nordheide", "Nordheide", "conditional", deckel, deckel),
            march | {"condition": "wenn der Bund die Kosten trägt"},
        ),
        (Said(heide, "Der Städte", "Städtetag", "Städtetag", "supports", deckel, deckel), april),
        (Said(heide, "Der Städte", "Städtetag", "Städtetag", "demands", recht, recht), april),
        (Said(heide, "Ministerp", goetz, goetz, "criticises", "Brinkmöller", jutta), april),
        (
            Said(heide, "Überacker hatte", "Überacker", goetz, "supports", deckel, deckel),
            {"stated_on": date(2024, 10, 1), "stated_precision": "month", "in_force": "past"},
        ),
        (Said(heide, "Nun nannte", "er", goetz, "rejects", deckel, deckel), april),
        (
            Said(heide, "Überacker zufolge", "Städtetag", "Städtetag", "rejects", bau, bau),
            april | {"source_kind": "attributed", "claimed_by": goetz},
        ),
        (Said(leaf, "Der Mieterbund verlangt", "Mieterbund", "Mieterbund", "demands", deckel, deckel), {}),
        (Said(leaf, "Der Mieterbund bezw", "Mieterbund", "Mieterbund", "doubts", recht, recht), {"explicit": True}),
        (Said(leaf, "Der Eigent", verband, verband, "supports", bau, bau), {"source_kind": "alleged"}),
    ]
    return [said.position(**more) for said, more in rows]


def debate() -> list[Stand]:
    """The positions as stands."""
    return list(stands(positions(), DOCUMENTS, dict(ACTORS.values())))


_FIRST = "Anke Bernd Çelik Dörte Émile Fatma Götz Heike Iwan Jördis Käthe Łukasz Mehmet Nadja Öykü Peer".split()
_LAST = (
    "Brömmel Dietz Eßlinger Färber Großkopf Hüttl Jäschke Köppen Lüdtke Möhring Nölke Ödegaard Pröll Rößler Süß "
    "Thürmer Uhde Vöhringer Wüst Zöllner"
).split()
_SUBJECTS = "Maut Steuer Pflicht Reform Abgabe Bremse Förderung Quote Grenze Garantie".split()
_FIELDS = (
    "Alters Boden Daten Energie Fähr Gas Hafen Import Jagd Küsten Lehrer Mieten Netz Ofen Pflege Renten Schul Tier "
    "Umzugs Verkehrs Wehr Wohnungs Zucker"
).split()
_SAYS = (
    ("demands", "{a} hat eine {t} gefordert und will noch vor der Sommerpause einen Entwurf vorlegen."),
    ("supports", "Auch {a} stellte sich hinter die {t}."),
    ("rejects", "{a} lehnte die {t} am Mittwoch erneut ab; sie sei „weder nötig noch bezahlbar“."),
    ("criticises", "Die {t} sei handwerklich schlecht gemacht, kritisierte {a}."),
    ("warns_of", "{a} warnte vor den Folgen der {t} für kleine Betriebe."),
    ("undecided", "Ob die {t} kommt, ließ {a} offen."),
)


def crowd(actors: int, topics: int, statements: int, seed: int = 7) -> Iterator[Stand]:
    """A large debate of made-up people about made-up laws: a few loud voices and big topics, many small ones."""
    dice = random.Random(seed)
    people = [f"{_FIRST[i % 16]} {_LAST[(i * 7 + i // 16) % 20]}{' II' if i >= 320 else ''}" for i in range(actors)]
    laws = [f"{_FIELDS[i % 23]}{_SUBJECTS[(i // 23 + i) % 10].lower()}" for i in range(topics)]
    for number in range(statements):
        i, j = int(actors * dice.random() ** 2.2), int(topics * dice.random() ** 2.2)
        yield _made_up(number, (i, people[i]), (j, laws[j]), dice)


def _made_up(number: int, actor: tuple[int, str], topic: tuple[int, str], dice: random.Random) -> Stand:
    camp = (actor[0] + topic[0]) % 2
    relation, sentence = dice.choice(_SAYS[:2] if camp else _SAYS[2:5]) if dice.random() < 0.85 else dice.choice(_SAYS)
    text = sentence.format(a=actor[1], t=topic[1])
    document = f"doc-{number // 3}"
    start, end = text.index(actor[1]), text.index(topic[1])
    position = Position(
        doc=document,
        evidence=(Span(0, len(text)),),
        actor=actor[1],
        actor_id=f"actor/Q{actor[0]}",
        actor_span=Span(start, start + len(actor[1])),
        stance=relation,
        topic=topic[1],
        topic_id=f"topic/{topic[0]}",
        topic_spans=(Span(end, end + len(topic[1])),),
        stated_on=date(2025, 1, 1) + timedelta(days=dice.randrange(300)) if dice.random() < 0.9 else None,
        confidence=round(0.5 + dice.random() / 2, 2),
    )
    outlet = ("Elbkurier", "Heideblatt", "Küstenfunk", None)[number // 3 % 4]
    article = Document(id=document, source=f"{document}.txt", text=text, outlet=outlet, title=f"Artikel {number // 3}")
    kind = ("person", "party", "organisation", "state")[actor[0] % 4]
    made = next(iter(stands([position], {document: article}, {f"actor/Q{actor[0]}": kind})))
    return replace(made, url=f"https://beispiel.example/{document}")
