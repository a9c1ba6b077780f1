"""Hypothesis strategies for the values that travel through the system."""

from datetime import date
from typing import get_args

from hypothesis import strategies as st

from standpunkt.extract.records import RELATIONS, Document, InForce, Position, Precision, Quote, SourceKind, Span
from standpunkt.graph.networks import Stand

# Debates as networks see them ------------------------------------------------------------------------------------


@st.composite
def networked(draw: st.DrawFn) -> Stand:
    """A stand of one of six actors on one of four topics, dated or not."""
    actor, topic = draw(st.sampled_from("ABCDEF")), draw(st.sampled_from(["T1", "T2", "T3", "T4"]))
    relation = draw(st.sampled_from(sorted(RELATIONS)))
    return Stand(
        actor_id=actor,
        actor_name=actor,
        topic_id=topic,
        topic_label=topic,
        relation=relation,
        polarity=RELATIONS[relation],
        document=draw(st.sampled_from("xyz")),
        stated_on=draw(st.none() | st.dates(date(2023, 12, 1), date(2025, 2, 1))),
        precision=draw(st.sampled_from(get_args(Precision))),
    )


def debates() -> st.SearchStrategy[list[Stand]]:
    """Up to thirty stands."""
    return st.lists(networked(), max_size=30)


# Pages as scrapers leave them ------------------------------------------------------------------------------------

_PAGE_LINES = """Rat lehnt Steuer ab
3. März 2025
Stand: 03.03.2025 05:32 Uhr
Von Anna Beispiel
Quelle: www.beispiel.de
Der Rat hat die Steuer am Montag nach langer Debatte abgelehnt. 🙂
Anzeige
Mehr zum Thema
---
Inhalt
Schreibe einen Kommentar
11:20 Uhr: Rat tagt
23:40 Uhr: Pause
0:10 Uhr: Ende
Titel: 🙂
Verfolgen Sie alle Entwicklungen in unserem Liveblog.
https://www.beispiel.de/a
# Streit
Politik""".split("\n")


def pages() -> st.SearchStrategy[str]:
    """Lines of heads, texts, boilerplate and noise in any order."""
    lines = st.lists(st.sampled_from([*_PAGE_LINES, "", "\t"]) | st.text(max_size=40), max_size=14)
    return lines.map("\n".join)


# Documents with positions in any text ----------------------------------------------------------------------------


def texts(least: int = 0) -> st.SearchStrategy[str]:
    """Any text a file can hold: quotes, backslashes, line ends, emoji, zero characters."""
    wild = st.sampled_from(['"', "'", "\\", "\n", "\r", '"""', "> <", "{}", "😀", "\x00", "\\u0022", "ß", "e\u0301"])
    return (
        st.lists(wild | st.text(max_size=8), min_size=least, max_size=12).map("".join).filter(lambda t: len(t) >= least)
    )


@st.composite
def coded(draw: st.DrawFn) -> tuple[Document, list[Position]]:
    """A document of hostile text with up to four positions anywhere in it."""
    text = draw(texts(least=2))
    day = draw(st.none() | st.dates(date(1990, 1, 1), date(2030, 12, 31)))
    document = Document(
        id=draw(texts(1)), text=text, source=draw(texts(1)), number=draw(st.integers(1, 9)),
        title=draw(st.none() | texts()), outlet=draw(st.none() | texts(1)), url=draw(st.none() | texts()),
        author=draw(st.none() | texts()), published_on=day,
    )  # fmt: skip
    spans = st.integers(0, len(text) - 1).flatmap(
        lambda start: st.integers(start + 1, len(text)).map(lambda end: Span(start, end))
    )
    words = st.none() | texts(1)
    positions = draw(st.lists(st.builds(
        Position, doc=st.just(document.id), evidence=st.lists(spans, min_size=1, max_size=3, unique=True).map(tuple),
        actor=texts(1), actor_span=spans, stance=st.sampled_from(sorted(RELATIONS)), topic=texts(1),
        topic_spans=st.lists(spans, min_size=1, max_size=2, unique=True).map(lambda found: tuple(sorted(found))),
        actor_name=words, holder=st.integers(0, 2), explicit=st.booleans(), quote=st.sampled_from(get_args(Quote)),
        addressee=words, condition=words, source_kind=st.sampled_from(get_args(SourceKind)), claimed_by=words,
        medium=words, published_on=st.just(day), stated_on=st.none() | st.just(day),
        stated_precision=st.just("day" if day else None), stated_basis=st.just("publication" if day else None),
        in_force=st.sampled_from(get_args(InForce)), extractor=texts(1),
        confidence=st.integers(0, 1000).map(lambda n: n / 1000),
        persons=st.lists(texts(1), max_size=2, unique=True).map(lambda found: tuple(sorted(found))),
    ), max_size=4))  # fmt: skip
    return document, positions
