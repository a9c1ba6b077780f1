"""What the page shows: nodes, edges and the positions behind them, as plain data that its script reads."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from .stands import Passage, Stand
from .windows import reports

#: More nodes than this nobody can read on one page: the most active are shown, the rest is counted.
LARGEST = 500

_MONTHS = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()


@dataclass(frozen=True, slots=True)
class Node:
    """An actor or a topic on the page, with the number of its positions."""

    key: str
    label: str
    kind: str
    type: str
    count: int


@dataclass(frozen=True, slots=True)
class Edge:
    """All positions of one polarity of an actor on a topic: own ones, or those that others attribute."""

    source: int
    target: int
    polarity: str
    own: bool


@dataclass(frozen=True, slots=True)
class View:
    """Nodes and edges by number, each stand with its edge and its report, and how many nodes were left out."""

    nodes: list[Node]
    edges: list[Edge]
    stands: list[tuple[Stand, int, str]]
    hidden: int


def view(items: Iterable[Stand], limit: int = LARGEST) -> View:
    """What a page shows of the stands: the `limit` nodes that occur most often, in the order of their ids."""
    items = list(items)
    every = _nodes(items)
    shown = sorted(sorted(every, key=lambda node: (-node.count, node.key))[:limit], key=lambda node: node.key)
    index = {node.key: number for number, node in enumerate(shown)}
    edges: dict[Edge, int] = {}
    kept: list[tuple[Stand, int, str]] = []
    for item, report in zip(items, reports(items), strict=True):
        if item.actor_id in index and item.topic_id in index:
            edge = Edge(index[item.actor_id], index[item.topic_id], item.polarity, item.source_kind == "own")
            kept.append((item, edges.setdefault(edge, len(edges)), report))
    return View(shown, list(edges), kept, len(every) - len(shown))


def _nodes(items: list[Stand]) -> list[Node]:
    """Every actor and topic; an actor who is the topic of others is one node."""
    labels: dict[str, Counter[str]] = {}
    types: dict[str, str] = {}
    for item in items:
        labels.setdefault(item.topic_id, Counter())[item.topic_label] += 1
        types.setdefault(item.topic_id, "" if item.bilateral else "topic")
        labels.setdefault(item.actor_id, Counter())[item.actor_name] += 1
        types[item.actor_id] = item.actor_type
    return [
        Node(key, min(names, key=lambda name: (-names[name], name)), _kind(types[key]), types[key], names.total())
        for key, names in labels.items()
    ]


def _kind(kind: str) -> str:
    return "topic" if kind == "topic" else "actor"


def facts(shown: View) -> dict[str, Any]:
    """The view as JSON can carry it, with German dates; texts are plain, nothing is markup."""
    documents: dict[str, int] = {}
    articles: list[dict[str, Any]] = []
    rows: list[dict[str, Any]] = []
    for item, edge, report in shown.stands:
        if item.document not in documents:
            documents[item.document] = len(documents)
            articles.append(_article(item))
        rows.append({"edge": edge, "doc": documents[item.document], "report": report, **_row(item)})
    return {
        "nodes": [{"label": n.label, "kind": n.kind, "type": n.type} for n in shown.nodes],
        "edges": [{"from": e.source, "to": e.target, "polarity": e.polarity, "own": e.own} for e in shown.edges],
        "stands": rows,
        "docs": articles,
    }


def _article(item: Stand) -> dict[str, Any]:
    """The document as the page cites it; only web addresses become links."""
    url = item.url if (item.url or "").lower().startswith(("https://", "http://")) else None
    published = day(item.published_on) if item.published_on else None
    return {"id": item.document, "title": item.title, "outlet": item.outlet, "url": url, "published": published}


def _row(item: Stand) -> dict[str, Any]:
    first, last = item.period or (None, None)
    return {
        "relation": item.relation,
        "from": first and first.isoformat(),
        "to": last and last.isoformat(),
        "day": day(item.stated_on, item.precision) if item.stated_on else None,
        "quotes": [_pieces(passage) for passage in item.evidence],
        "quote": item.quote,
        "explicit": item.explicit,
        "confidence": round(item.confidence * 100),
        "kind": item.source_kind,
        "by": item.claimed_by,
        "addressee": item.addressee,
        "condition": item.condition,
        "past": item.in_force == "past",
    }


def _pieces(passage: Passage) -> list[list[str]]:
    """The passage as pieces of text, so that the browser need not count characters: it would count UTF-16 units."""
    return [[text, part] if part else [text] for text, part in passage.pieces()]


def day(when: date, precision: str = "day") -> str:
    """A date as German readers write it.

    >>> day(date(2025, 3, 4)), day(date(2025, 3, 1), "month"), day(date(2025, 1, 1), "year")
    ('4. März 2025', 'März 2025', '2025')
    """
    if precision == "year":
        return str(when.year)
    month = f"{_MONTHS[when.month - 1]} {when.year}"
    return month if precision == "month" else f"{when.day}. {month}"
