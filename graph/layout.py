"""Where the nodes of a network stand on a page: the same network always gives the same picture.

Each component is laid out by stress majorization (Gansner, Koren, North, *Graph Drawing by Stress Majorization*,
2004): distances on paper follow distances in the network. It is turned so that its long side lies flat, boxes that
overlap are moved apart, and components are packed beside each other, the largest first.
"""

from collections.abc import Mapping
from typing import Any

import networkx as nx
import numpy as np
from scipy.sparse.csgraph import shortest_path  # type: ignore[import-untyped]
from scipy.spatial.distance import cdist  # type: ignore[import-untyped]

Size = tuple[float, float]

#: A component above this many nodes goes on a spiral: stress needs memory for every pair, and nobody can read it.
LARGEST = 1500

#: Width of the picture divided by its height, that of the space beside the panel on a small screen.
ASPECT = 1.45

_SEED = 20240229


def layout(
    graph: "nx.Graph[str]", sizes: Mapping[str, Size] | None = None, *, length: float = 120, gap: float = 16
) -> dict[str, tuple[float, float]]:
    """Positions in pixels around (0, 0), y pointing down.

    `sizes` are width and height of a node with its label (a small square if not given), `length` is the ideal length
    of an edge, `gap` the least distance between boxes.
    """
    plain: nx.Graph[str] = nx.Graph()
    plain.add_nodes_from(sorted(graph))
    plain.add_edges_from(sorted((min(edge), max(edge)) for edge in graph.edges() if edge[0] != edge[1]))
    parts = sorted((sorted(part) for part in nx.connected_components(plain)), key=lambda part: (-len(part), part))
    boxes = [np.array([(sizes or {}).get(name, (20.0, 20.0)) for name in part]) + gap for part in parts]
    drawn = [_component(plain.subgraph(part), part, box, length) for part, box in zip(parts, boxes, strict=True)]
    points = _packed(drawn, boxes)
    names = [name for part in parts for name in part]
    return {name: (round(float(x), 1), round(float(y), 1)) for name, (x, y) in zip(names, points, strict=True)}


def _component(graph: "nx.Graph[str]", names: list[str], boxes: Any, length: float) -> Any:
    """The points of one connected component, in the order of `names`."""
    if len(names) == 1:
        return np.zeros((1, 2))
    if len(names) > LARGEST:
        return _spiral(graph, names, boxes)
    hops = shortest_path(nx.to_scipy_sparse_array(graph, nodelist=names), unweighted=True, directed=False)
    return _apart(_flat(_stress(hops * length)), boxes)


def _stress(distances: Any, rounds: int = 60) -> Any:
    """Points whose mutual distances are as close to `distances` as the plane allows, near ones above all."""
    size = len(distances)
    points = _scaled(distances) + np.random.default_rng(_SEED).normal(0, distances.max() * 0.01, (size, 2))
    pull = 1 / np.square(distances + np.eye(size))
    np.fill_diagonal(pull, 0)
    # Adding a constant fixes where the drawing is, which distances leave open, and so makes the matrix regular.
    inverse = np.linalg.inv(np.diag(pull.sum(axis=1)) - pull + 1 / size)
    for _ in range(rounds):
        paper = cdist(points, points)
        ratio = -pull * np.divide(distances, paper, out=np.zeros_like(paper), where=paper > 1e-9)
        np.fill_diagonal(ratio, 0)
        np.fill_diagonal(ratio, -ratio.sum(axis=1))
        points = inverse @ (ratio @ points)
    return points


def _scaled(distances: Any) -> Any:
    """Classical multidimensional scaling: a good start, with axes pointing a fixed way."""
    squares = np.square(distances)
    centred = -(squares - squares.mean(axis=0) - squares.mean(axis=1)[:, None] + squares.mean()) / 2
    axes = np.random.default_rng(_SEED).normal(size=(len(squares), 2))
    for _ in range(40):  # orthogonal iteration: the two strongest eigenvectors
        axes, _ = np.linalg.qr(centred @ axes)
    points = axes * np.sqrt(np.abs((axes * (centred @ axes)).sum(axis=0)))
    strongest = np.abs(points).argmax(axis=0)
    return points * np.where(points[strongest, [0, 1]] < 0, -1, 1)


def _flat(points: Any) -> Any:
    """The points turned so that they spread most from left to right, and widened a little for horizontal labels."""
    points = points - points.mean(axis=0)
    _, axes = np.linalg.eigh(points.T @ points)
    axes = axes[:, ::-1] * np.sign(axes[:, ::-1].sum(axis=0) + 1e-12)
    return (points @ axes) * np.array([1.25, 1.0])


def _apart(points: Any, boxes: Any, rounds: int = 300) -> Any:
    """The points moved until no two boxes around them overlap (or the rounds are over).

    Of two boxes that overlap each moves half the way: at first straight away from the other, which keeps the picture,
    later along the axis where it costs less. While they are too many for the room, everything spreads a little.
    """
    room = (np.ptp(points, axis=0) + boxes.mean(axis=0)).prod()
    points = points * np.sqrt(max(1.0, 1.6 * boxes.prod(axis=1).sum() / room))
    for turn in range(rounds):
        one, other = _hits(points, boxes)
        if not len(one):
            break
        push = _pushes(points[one] - points[other], (boxes[one] + boxes[other]) / 2, straight=turn < rounds / 2)
        crowd = np.maximum(1, np.bincount(np.concatenate([one, other]), minlength=len(points))) ** 0.25
        np.add.at(points, one, push / crowd[one, None])
        np.add.at(points, other, -push / crowd[other, None])
        points *= 1.01 if turn % 4 == 3 and (turn > rounds / 2 or len(one) > len(points) / 30) else 1.0
    return points


def _pushes(offsets: Any, least: Any, *, straight: bool) -> Any:
    """How far the first of each pair moves away from the second: half of what is missing to `least`."""
    away = np.where(offsets < 0, -1, 1)
    if straight:
        factor = (least / np.maximum(np.abs(offsets), 1e-6)).min(axis=1).clip(1, 1.5)
        return offsets * (factor[:, None] - 1) / 2 + away * 0.05
    missing = least - np.abs(offsets)
    cheaper = missing == missing.min(axis=1)[:, None]
    return away * (missing / 2 + 0.01) * cheaper


def _hits(points: Any, boxes: Any) -> Any:
    """The pairs of boxes that overlap, each once."""
    hit: Any = True
    for axis in (0, 1):
        here, half = points[:, axis], boxes[:, axis] / 2
        hit = hit & (np.abs(np.subtract.outer(here, here)) < np.add.outer(half, half))
    return np.nonzero(np.triu(hit, k=1))


def _spiral(graph: "nx.Graph[str]", names: list[str], boxes: Any) -> Any:
    """A sunflower with the best connected nodes in the middle."""
    order = sorted(range(len(names)), key=lambda index: (-graph.degree(names[index]), names[index]))
    turn = np.arange(len(names)) * np.pi * (3 - np.sqrt(5))
    radius = np.sqrt(np.arange(len(names))) * np.sqrt(boxes.prod(axis=1).mean())
    points = np.empty((len(names), 2))
    points[order] = np.stack([radius * np.cos(turn), radius * np.sin(turn)], axis=1)
    return points


def _packed(parts: list[Any], boxes: list[Any]) -> Any:
    """The parts in rows from top to bottom, around (0, 0): few wide rows, as a page is wide."""
    if not parts:
        return np.zeros((0, 2))
    corners = [_corners(points, box) for points, box in zip(parts, boxes, strict=True)]
    extents = [high - low for low, high in corners]
    widest = max(max(width for width, _ in extents), np.sqrt(sum(w * h for w, h in extents) * ASPECT))
    placed, x, y, tall = [], 0.0, 0.0, 0.0
    for points, (low, _), (width, height) in zip(parts, corners, extents, strict=True):
        if x and x + width > widest:
            x, y, tall = 0.0, y + tall, 0.0
        placed.append(points - low + [x, y])
        x, tall = x + width, max(tall, height)
    low, high = _corners(np.concatenate(placed), np.concatenate(boxes))
    return np.concatenate(placed) - (low + high) / 2


def _corners(points: Any, boxes: Any) -> tuple[Any, Any]:
    """The lower left and upper right corner of everything, boxes included."""
    return (points - boxes / 2).min(axis=0), (points + boxes / 2).max(axis=0)
