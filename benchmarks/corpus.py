"""A large invented debate, shaped like a real one: the ground on which speed and scale are measured.

A few actors and topics are in many articles and most in few (Zipf-Mandelbrot, `rank + 2.7`: the loudest actor holds
about 4 % of the positions); two thirds of an actor's positions are on six topics of their own. Articles carry one to
nine positions, over six years and twelve outlets; some are undated, some repeat an agency's report, some stances are
attributed, hearsay, past, conditional or about another actor. The same seed always gives the same debate.

>>> world = World(actors=20, topics=30)
>>> document, positions = next(iter(world.articles(5)))
>>> all(position.topic_spans[0].of(document.text) == position.topic for position in positions)
True
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate
from typing import Any, Final, get_args

from standpunkt.extract.records import (
    ActorRecord,
    ActorType,
    Basis,
    Document,
    Membership,
    Position,
    Precision,
    Quote,
    SourceKind,
    Span,
    TopicRecord,
)

FIRST: Final = """Anke Bodo Clara Detlef Elke Frauke Gesa Hauke Ilka Jörn Karla Lasse Meike Nils Oda Piet Rieke Sönke
Telse Uwe Viola Wiebke Xenia Yannick Zoë""".split()
SYLLABLES: Final = "Brell Hant Quas Dorn Elm Fink Grot Hesp Imm Kal Lüd Mar Nör Ost Prie Rau Seel Thor Ulm Wen".split()
ENDINGS: Final = "witz moor berg kamp brink horst mann stedt loh egge bruch wald feld haus beck".split()
BODIES: Final = "verband bund rat kammer partei initiative behörde ministerium kommission gewerkschaft".split()
HEADS: Final = "Ausweitung Senkung Erhöhung Reform Kürzung Prüfung Förderung Besteuerung Kontrolle Abschaffung".split()
THINGS: Final = "Strom Wasser Schul Renten Verkehrs Agrar Wohn Daten Bahn Klima Pflege Hafen Wald Mieten".split()
KINDS: Final = "preise steuern netze gesetze fonds behörden hilfen regeln projekte gebühren".split()
PLACES: Final = "Altmark Börde Geest Heide Küste Lausitz Marsch Rhön Saale Wetterau".split()
OUTLETS: Final = """Elbkurier Heideblatt Küstenfunk Rheinblatt Isarpost Ruhrwarte Saalebote Spreezeitung Moselanzeiger
Nordruf Talpresse Weserspiegel""".split()
CONDITIONS: Final = (
    "wenn der Bund die Kosten trägt", "sofern die Länder zustimmen", "falls es Ausnahmen gibt"
)  # fmt: skip
FILLER: Final = (
    "Die Sitzung dauerte bis in den späten Abend.",
    "Im Saal war es danach lange still.",
    "Mehr als zweihundert Gäste waren gekommen.",
)
#: Stance, how often, how it is said of {a} and {t}, and in which form of speech.
SAYINGS: Final[tuple[tuple[str, int, str, Quote], ...]] = (
    ("supports", 16, "{a} begrüßte die {t} ausdrücklich.", "reported"),
    ("demands", 24, "{a} hat am Montag erneut eine rasche {t} gefordert.", "reported"),
    ("proposes", 6, "{a} schlug im Ausschuss eine {t} vor.", "reported"),
    ("commits", 7, "„Die {t} kommt noch in diesem Jahr, darauf können sich alle verlassen“, sagte {a}.", "direct"),
    ("accepts", 5, "{a} stimmte der {t} nach langem Zögern zu.", "reported"),
    ("threatens", 1, "{a} drohte mit der {t}.", "reported"),
    ("rejects", 16, "{a} lehnte die {t} strikt ab.", "reported"),
    ("criticises", 12, "Die {t} sei schlecht vorbereitet, kritisierte {a}.", "indirect"),
    ("warns_of", 5, "{a} warnte vor der {t} und ihren Folgen.", "reported"),
    ("doubts", 3, "Die {t} bringe wenig, so {a}.", "indirect"),
    ("undecided", 2, "Ob die {t} kommt, ließ {a} offen.", "none"),
    ("conditional", 3, "{a} will der {t} nur zustimmen, {c}.", "none"),
)
START: Final = date(2019, 1, 1)
DAYS: Final = 6 * 365


@dataclass(frozen=True, slots=True)
class Held:
    """One sentence of an article and what it says."""

    sentence: str
    words: tuple[str, str]
    facts: dict[str, Any]


class World:
    """The actors, topics and outlets of a debate."""

    def __init__(self, *, actors: int = 2000, topics: int = 3000, seed: int = 7) -> None:
        self.actors = [_actor(number) for number in range(actors)]
        self.topics = [_topic(number) for number in range(topics)]
        self._seed = seed
        self._loudness = _zipf(actors)
        self._salience = _zipf(topics)
        draw = random.Random(seed).choices
        self._fields = [draw(range(topics), cum_weights=self._salience, k=6) for _ in self.actors]
        self._outlets = _zipf(len(OUTLETS))
        self._sayings = list(accumulate(often for _, often, _, _ in SAYINGS))

    def articles(self, positions: int) -> Iterator[tuple[Document, list[Position]]]:
        """Articles with as many linked positions as wanted (the last article may have some more)."""
        dice = random.Random(self._seed)
        number = made = 0
        while made < positions:
            article, found = self._article(number, dice)
            number, made = number + 1, made + len(found)
            yield article, found

    def _article(self, number: int, dice: random.Random) -> tuple[Document, list[Position]]:
        day = START + timedelta(days=dice.randrange(DAYS)) if dice.random() < 0.95 else None
        saying = [self._held(dice, day) for _ in range(1 + min(8, int(dice.expovariate(0.25))))]
        pieces = [text for held in saying for text in (held.sentence, dice.choice(FILLER))]
        document = Document(
            id=f"artikel-{number}",
            source=f"archiv/{number // 1000}/artikel-{number}.txt",
            text=" ".join(pieces),
            title=f"Streit um {saying[0].words[1]}",
            outlet=dice.choices(OUTLETS, cum_weights=self._outlets)[0],
            url=f"https://zeitung.example/{number}" if number % 3 else None,
            published_on=day,
            same_report_as=f"artikel-{number - 1}" if number and dice.random() < 0.03 else None,
        )
        return document, list(_positions(document, saying))

    def _held(self, dice: random.Random, day: date | None) -> Held:
        """Somebody on something; an actor keeps to one side of a topic, but for a few who change it over the years."""
        one, other = dice.choices(range(len(self.actors)), cum_weights=self._loudness, k=2)
        anything = dice.choices(range(len(self.topics)), cum_weights=self._salience)[0]
        what = dice.choice(self._fields[one]) if dice.random() < 0.65 else anything
        turned = (one * what) % 23 == 0 and day is not None and (day - START).days > DAYS / 2
        stance, _, pattern, quote = self._saying(dice, for_it=((one + what) % 5 < 3) != turned)
        actor, topic = self.actors[one], self.topics[what]
        condition = dice.choice(CONDITIONS) if stance == "conditional" else None
        facts: dict[str, Any] = {
            "actor_id": actor.id,
            "topic_id": topic.id,
            "topic_label": topic.label,
            "stance": stance,
        }
        facts |= {"quote": quote, "condition": condition, "confidence": round(0.4 + 0.6 * dice.random(), 2)}
        facts |= _source(dice, self.actors[other]) | _time(dice, day) | {"extractor": f"lexicon:{stance}"}
        if dice.random() < 0.06 and other != one:
            facts |= {"topic_id": self.actors[other].id, "topic_label": self.actors[other].name}
        elif dice.random() < 0.08:
            facts |= {"addressee": self.actors[other].name, "addressee_id": self.actors[other].id}
        return Held(pattern.format(a=actor.name, t=topic.label, c=condition), (actor.name, topic.label), facts)

    def _saying(self, dice: random.Random, *, for_it: bool) -> tuple[str, int, str, Quote]:
        """How it is said: nine times in ten on the side the actor is on."""
        picked = [dice.choices(SAYINGS, cum_weights=self._sayings)[0] for _ in range(6)]
        fitting = [saying for saying in picked if (saying in SAYINGS[:6]) == for_it or saying in SAYINGS[10:]]
        return fitting[0] if fitting and dice.random() < 0.9 else picked[0]


def _positions(document: Document, saying: Sequence[Held]) -> Iterator[Position]:
    start = 0
    for held in saying:
        start = document.text.index(held.sentence, start)
        evidence = Span(start, start + len(held.sentence))
        actor, topic = (_span(document.text, words, start) for words in held.words)
        yield Position(
            doc=document.id, evidence=(evidence,), actor=held.words[0], actor_span=actor, topic=held.words[1],
            topic_spans=(topic,), published_on=document.published_on, **held.facts,
        )  # fmt: skip
        start = evidence.end


def _span(text: str, words: str, start: int) -> Span:
    found = text.index(words, start)
    return Span(found, found + len(words))


def _source(dice: random.Random, other: ActorRecord) -> dict[str, Any]:
    """Whose words they are: mostly the actor's own."""
    kind: SourceKind = dice.choices(get_args(SourceKind), weights=(86, 9, 5))[0]
    if kind == "attributed":
        return {"source_kind": kind, "claimed_by": other.name, "claimed_by_id": other.id}
    return {"source_kind": kind, "in_force": "past" if dice.random() < 0.03 else "current"}


def _time(dice: random.Random, day: date | None) -> dict[str, Any]:
    """When it was stated, where that is known."""
    if day is None or dice.random() < 0.08:
        return {}
    precision: Precision = dice.choices(get_args(Precision), weights=(92, 6, 2))[0]
    basis: Basis = dice.choices(get_args(Basis), weights=(1, 5, 4))[0]
    first = {"day": day, "month": day.replace(day=1), "year": day.replace(month=1, day=1)}[precision]
    return {"stated_on": first, "stated_precision": precision, "stated_basis": basis}


def _zipf(size: int) -> list[float]:
    """Cumulated weights of ranks: many for the first, few for the last (Mandelbrot 1953)."""
    return list(accumulate(1 / (rank + 2.7) for rank in range(1, size + 1)))


def _actor(number: int) -> ActorRecord:
    name = f"{SYLLABLES[number % 20]}{ENDINGS[(number // 20) % 15]}"
    kind: ActorType = get_args(ActorType)[number % 7] if number % 3 == 0 else "person"
    if kind != "person":
        name = f"{name}er {BODIES[(number // 3) % 10].capitalize()}"
        return replace(_named(number, name if number < 300 else f"{name} {number}"), type=kind)
    party = f"actor/{number % 5 * 21 + 9}"
    full = f"{FIRST[(number * 7) % 25]} {name}" + ("" if number < 300 else f"-{SYLLABLES[number // 300]}".lower())
    member = Membership(organisation=party, role="Mitglied", since=date(2010, 1, 1))
    return replace(_named(number, full), aliases=(name,), party=party, memberships=(member,))


def _named(number: int, name: str) -> ActorRecord:
    return ActorRecord(id=f"actor/{number}", name=name, type="person", wikidata=f"Q9{number:05}")


def _topic(number: int) -> TopicRecord:
    """A topic; a tenth of them are negations of another, some are broader or rival ones."""
    thing = f"{THINGS[number // 10 % 14]}{KINDS[number // 140 % 10]}"
    place = "" if number < 1400 else f" in der {PLACES[number // 1400 % 10]}"
    label = f"{HEADS[number % 10]} der {thing}{place}"
    record = TopicRecord(id=f"topic/{number}", label=label, alt_labels=(f"{thing}{HEADS[number % 10].lower()}",))
    if number % 10 == 9 and number > 10:
        return replace(record, negation_of=f"topic/{number - 9}")
    return replace(record, broader=(f"topic/{number // 10 * 10}",)) if number % 10 in (3, 4) else record
