"""One-mode networks: which actors agree or clash over topics, and which topics have the same friends and foes.

With x_ijk the number of statements of actor i on topic j at level k (for, against), and n_i their sum:

* congruence Σ_j Σ_k x_ijk · x_i'jk, conflict Σ_j Σ_k≠k' x_ijk · x_i'jk', subtract = congruence − conflict;
* normalisations: average activity ω/((n_i+n_i')/2); Jaccard ω/(Σ x_ijk[x_i'jk=0] + Σ x_i'jk[x_ijk=0] +
  Σ x_ijk·x_i'jk); cosine of the two vectors; `dna-cosine` ω/(n_i·n_i').

Sources: P. Leifeld, *Discourse Network Analysis* (Oxford Handbook of Political Networks, 2017) and the manual of
Discourse Network Analyzer, whose "cosine" is `dna-cosine` here, so that published results reproduce.

Undecided statements are left out, unless `levels=3`: then against, undecided and for are a scale, and two
statements agree by 1 − |k−k'|/2 and clash by the rest.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, get_args

import networkx as nx
import numpy as np
from scipy import sparse  # type: ignore[import-untyped]

from standpunkt.extract.records import InputError, Polarity

from .stands import Stand
from .tallies import actor_nodes, topic_nodes
from .windows import Count, counted

Normalisation = Literal["none", "average", "jaccard", "cosine", "dna-cosine"]

#: The levels in their order on the scale; the number of them says which scale it is.
_SCALES: dict[int, tuple[Polarity, ...]] = {2: ("-", "+"), 3: ("-", "0", "+")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How a one-mode network is made: between actors or topics, how weights are normalised, what counts once."""

    mode: Literal["actor", "topic"] = "actor"
    normalise: Normalisation = "none"
    count: Count = "document"
    levels: Literal[2, 3] = 2

    def __post_init__(self) -> None:
        check("mode", self.mode, ("actor", "topic"))
        check("normalisation", self.normalise, get_args(Normalisation))
        check("number of levels", self.levels, tuple(_SCALES))


def check(what: str, got: object, allowed: tuple[object, ...]) -> None:
    """Raise `InputError` if an option is none of the values allowed."""
    if got not in allowed:
        raise InputError(f"the {what} must be one of {', '.join(map(str, allowed))} (got {got!r})")


def congruence(items: Iterable[Stand], options: Options | None = None) -> "nx.Graph[str]":
    """How often two actors (or topics) are on the same side."""
    return _network(items, options or Options(), "congruence")


def conflict(items: Iterable[Stand], options: Options | None = None) -> "nx.Graph[str]":
    """How often two actors (or topics) are on opposite sides."""
    return _network(items, options or Options(), "conflict")


def subtract(items: Iterable[Stand], options: Options | None = None) -> "nx.Graph[str]":
    """Congruence minus conflict; pairs in balance have no edge."""
    return _network(items, options or Options(), "subtract")


def _network(items: Iterable[Stand], options: Options, name: str) -> "nx.Graph[str]":
    """The graph of all who have a statement; only weights other than 0 are edges."""
    chosen = counted(items, options.count)
    nodes = actor_nodes(chosen) if options.mode == "actor" else topic_nodes(chosen)
    graph: nx.Graph[str] = nx.Graph(name=name, mode=options.mode, normalise=options.normalise)
    graph.add_nodes_from(nodes.items())
    table = Table.of(chosen, list(nodes), options)
    for one, other, attributes in table.edges(name, options.normalise):
        graph.add_edge(one, other, **attributes)
    return graph


@dataclass(frozen=True)
class Table:
    """The counts x: one sparse matrix a level, a row for each node, a column for each topic (or actor)."""

    names: list[str]
    levels: tuple[Any, ...]

    @classmethod
    def of(cls, items: Iterable[Stand], names: list[str], options: Options) -> "Table":
        """Count the statements; levels that the scale does not have are left out."""
        row = {name: index for index, name in enumerate(names)}
        column: dict[str, int] = {}
        scale = _SCALES[options.levels]
        cells: dict[Polarity, list[tuple[int, int]]] = {level: [] for level in scale}
        for item in items:
            if item.polarity in cells:
                pair = (item.actor_id, item.topic_node)
                here, there = pair if options.mode == "actor" else pair[::-1]
                cells[item.polarity].append((row[here], column.setdefault(there, len(column))))
        shape = (len(names), len(column))
        return cls(names, tuple(_matrix(cells[level], shape) for level in scale))

    @cached_property
    def all(self) -> Any:
        """All levels beside each other: the vector of each node."""
        return sparse.hstack(self.levels, format="csr")

    @cached_property
    def activity(self) -> "np.ndarray[Any, Any]":
        """n_i, the number of statements of each node."""
        return np.asarray(self.all.sum(axis=1)).ravel()

    @cached_property
    def congruence(self) -> Any:
        """How much each two nodes agree, themselves included."""
        return self._products(agreeing=True)

    @cached_property
    def conflict(self) -> Any:
        """How much each two nodes clash."""
        return self._products(agreeing=False)

    def _products(self, agreeing: bool) -> Any:
        """Σ over pairs of levels of their product, weighted by closeness on the scale, or by distance."""
        farthest = len(self.levels) - 1
        total = sparse.csr_matrix((len(self.names), len(self.names)))
        for k, one in enumerate(self.levels):
            for other_k, other in enumerate(self.levels):
                distance = abs(k - other_k) / farthest
                weight = 1 - distance if agreeing else distance
                if weight:
                    total = total + weight * (one @ other.T)
        return total.tocsr()

    def edges(self, name: str, normalise: Normalisation) -> Iterator[tuple[str, str, dict[str, float]]]:
        """Every pair of nodes with a weight other than 0, beside its plain congruence and conflict."""
        pairs = sparse.triu(self.congruence + self.conflict, k=1).tocoo()
        rows, columns = pairs.row, pairs.col
        agree, clash = _at(self.congruence, rows, columns), _at(self.conflict, rows, columns)
        raw = {"congruence": agree, "conflict": clash, "subtract": agree - clash}[name]
        weights = raw / self._divisors(rows, columns, normalise)
        for i, j, weight, a, c in sorted(zip(rows, columns, weights, agree, clash, strict=True)):
            if weight:
                yield (
                    self.names[i],
                    self.names[j],
                    {"weight": float(weight), "congruence": float(a), "conflict": float(c)},
                )

    def _divisors(self, rows: Any, columns: Any, normalise: Normalisation) -> Any:
        """What the raw weight of each pair is divided by."""
        mine, theirs = self.activity[rows], self.activity[columns]
        if normalise == "none":
            return np.ones(len(rows))
        if normalise == "average":
            return (mine + theirs) / 2
        if normalise == "dna-cosine":
            return mine * theirs
        if normalise == "cosine":
            lengths = np.sqrt(self.congruence.diagonal())
            return lengths[rows] * lengths[columns]
        shared = self.all @ (self.all > 0).T.astype(float)
        alone = mine - _at(shared, rows, columns) + theirs - _at(shared, columns, rows)
        return alone + _at(self.all @ self.all.T, rows, columns)


def _matrix(cells: list[tuple[int, int]], shape: tuple[int, int]) -> Any:
    """How often each cell occurs, as a sparse matrix."""
    rows, columns = zip(*cells, strict=True) if cells else ((), ())
    return sparse.coo_matrix((np.ones(len(cells)), (rows, columns)), shape=shape).tocsr()


def _at(matrix: Any, rows: Any, columns: Any) -> Any:
    """The values of some cells of a sparse matrix."""
    return np.asarray(matrix[rows, columns], dtype=float).ravel() if len(rows) else np.zeros(0)
