"""Networks of stands: who holds what, who agrees or clashes with whom, who attacks whom.

Every function takes stands and gives a networkx graph with typed attributes; nothing else is read or written.

>>> from standpunkt.graph.networks import Stand, affiliation
>>> def say(actor, relation, polarity):
...     return Stand(actor_id=actor, actor_name=actor, topic_id="t", topic_label="Tempolimit",
...                  relation=relation, polarity=polarity, document=actor)
>>> graph = affiliation([say("Grüne", "demands", "+"), say("FDP", "rejects", "-")])
>>> sorted((actor, data["weight"]) for actor, _, data in graph.edges(data=True))
[('FDP', -1.0), ('Grüne', 1.0)]
"""

from collections.abc import Iterable
from typing import Literal, get_args

import networkx as nx

from standpunkt.extract.records import InputError

from .projections import Normalisation, Options, check, conflict, congruence, subtract
from .stands import Mark, Passage, Selection, Stand, merged_negations, regrouped, select, stand, stands
from .tallies import Tally, actor_nodes, sign, topic_nodes
from .windows import Count, Unit, Window, counted, undated, windows

__all__ = [
    "Count",
    "Mark",
    "Normalisation",
    "Options",
    "Passage",
    "Selection",
    "Stand",
    "Unit",
    "Window",
    "affiliation",
    "attacks",
    "attributions",
    "congruence",
    "conflict",
    "counted",
    "merged_negations",
    "regrouped",
    "select",
    "stand",
    "stands",
    "subtract",
    "undated",
    "windows",
    "with_isolates",
    "without_isolates",
]

Scale = Literal["ignore", "subtract", "combine"]
Share = Literal["none", "activity", "prominence"]

#: How the relation of a statement made to somebody counts toward that addressee; the others are neither.
_TOWARD = {
    "supports": 1, "commits": 1, "accepts": 1,
    "rejects": -1, "criticises": -1, "warns_of": -1, "doubts": -1, "threatens": -1,
}  # fmt: skip


def affiliation(
    items: Iterable[Stand], *, scale: Scale = "subtract", normalise: Share = "none", count: Count = "document"
) -> "nx.Graph[str]":
    """The two-mode network of actors and topics.

    The weight is the number of statements (`ignore`), those for minus those against (`subtract`), or a code: 0 none,
    1 for, 2 against, 3 mixed (`combine`, never normalised). It is divided by the actor's statements (`activity`) or
    the topic's (`prominence`). Undecided statements count under `ignore` only; everywhere they stand in the
    attribute `neutral`, so that an edge may weigh 0.
    """
    check("scale", scale, get_args(Scale))
    check("normalisation", normalise, get_args(Share))
    if scale == "combine" and normalise != "none":
        raise InputError(f"the scale 'combine' is a code and cannot be normalised (got {normalise!r}); use 'none'")
    chosen = counted(items, count)
    graph: nx.Graph[str] = nx.Graph(name="affiliation", scale=scale, normalise=normalise)
    graph.add_nodes_from(actor_nodes(chosen).items())
    graph.add_nodes_from(topic_nodes(chosen).items())
    for (actor, topic), tally in sorted(_pairs(chosen).items()):
        whole = {"none": None, "activity": actor, "prominence": topic}[normalise]
        weight = _weight(tally, scale) / (_total(graph.nodes[whole], scale) if whole else 1)
        graph.add_edge(actor, topic, weight=float(weight), **_edge(tally))
    return graph


def _pairs(items: Iterable[Stand]) -> dict[tuple[str, str], Tally]:
    """The statements of each actor on each topic."""
    tallies: dict[tuple[str, str], Tally] = {}
    for item in items:
        tallies.setdefault((item.actor_id, item.topic_node), Tally()).add(item)
    return tallies


def _weight(tally: Tally, scale: Scale) -> int:
    if scale == "ignore":
        return tally.statements
    if scale == "subtract":
        return tally.pro - tally.contra
    return (1 if tally.pro else 0) + (2 if tally.contra else 0)


def _total(node: dict[str, int], scale: Scale) -> int:
    """All statements of a node that the scale counts; at least 1, for those who are only undecided."""
    return max(1, node["statements"] - (0 if scale == "ignore" else node["neutral"]))


def _edge(tally: Tally) -> dict[str, object]:
    """What an edge tells beside its weight; `periods` are the first and last days on which it was stated."""
    periods = tuple((first.isoformat(), last.isoformat()) for first, last in sorted(tally.periods))
    facts = {"polarity": tally.polarity, "confidence": tally.confidence, "periods": periods}
    return {**facts, **tally.attributes()}


def attacks(items: Iterable[Stand], *, count: Count = "document") -> "nx.DiGraph[str]":
    """Who attacks or backs whom: signed edges from an actor to the actor that a statement is about or made to.

    The weight is backing minus attacking statements. A statement about an actor counts by its polarity; one made to
    an addressee by its relation (a threat or a criticism attacks, a promise backs, a demand is neither).
    """
    chosen = [item for item in counted(items, count) if item.bilateral or item.addressee]
    names = {data["label"]: name for name, data in actor_nodes(chosen).items()}
    graph: nx.DiGraph[str] = nx.DiGraph(name="attacks")
    graph.add_nodes_from(actor_nodes(chosen).items())
    for item in chosen:
        if item.bilateral:
            _add(graph, item, item.topic_id, item.topic_label, sign(item.polarity))
        elif item.addressee:
            target = names.get(item.addressee, f"actor/{item.addressee}")
            _add(graph, item, target, item.addressee, _TOWARD.get(item.relation, 0))
    return graph


def attributions(items: Iterable[Stand], *, count: Count = "document") -> "nx.DiGraph[str]":
    """Who says of whom that he holds something: edges from the claimer to the holder, by number of statements."""
    claims = [item for item in counted(items, count) if item.claimed_by and item.source_kind != "own"]
    names = {data["label"]: name for name, data in actor_nodes(claims).items()}
    graph: nx.DiGraph[str] = nx.DiGraph(name="attributions")
    graph.add_nodes_from(actor_nodes(claims).items())
    for item in claims:
        claimer = item.claimed_by or ""
        source = names.get(claimer, f"actor/{claimer}")
        _known(graph, source, claimer)
        _count(graph, source, item.actor_id, 1)
    return graph


def _add(graph: "nx.DiGraph[str]", item: Stand, target: str, label: str, toward: int) -> None:
    """One more signed statement from the actor of `item` to `target`."""
    _known(graph, target, label)
    _count(graph, item.actor_id, target, toward)
    data = graph.edges[item.actor_id, target]
    side = {1: "backing", -1: "attacking", 0: "neither"}[toward]
    data[side] = data.get(side, 0) + 1


def _known(graph: "nx.DiGraph[str]", name: str, label: str) -> None:
    """Have a node for somebody who has no statement of their own here."""
    if name not in graph:
        graph.add_node(name, label=label, kind="actor", type="", statements=0)


def _count(graph: "nx.DiGraph[str]", source: str, target: str, weight: int) -> None:
    if not graph.has_edge(source, target):
        graph.add_edge(source, target, weight=0.0, statements=0)
    graph.edges[source, target]["weight"] += weight
    graph.edges[source, target]["statements"] += 1


def without_isolates(graph: "nx.Graph[str]") -> "nx.Graph[str]":
    """The network without nodes that have no edge."""
    return graph.subgraph([name for name, degree in graph.degree() if degree]).copy()


def with_isolates(graph: "nx.Graph[str]", items: Iterable[Stand]) -> "nx.Graph[str]":
    """The network with every node that `items` have, such as those silent in a time window."""
    items = list(items)
    kinds = {data["kind"] for _, data in graph.nodes(data=True)} or {"actor", "topic"}
    known = (actor_nodes(items) if "actor" in kinds else {}) | (topic_nodes(items) if "topic" in kinds else {})
    graph = graph.copy()
    for name, data in known.items():
        if name not in graph:
            silent = dict.fromkeys(("statements", "pro", "contra", "neutral", "attributed", "undated"), 0)
            graph.add_node(name, label=data["label"], kind=data["kind"], type=data["type"], **silent)
    return graph
