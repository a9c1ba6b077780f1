"""From arc scores to dependency trees: the best tree with exactly one root.

Most of the time the best head of every word already makes a tree; otherwise the maximum spanning arborescence is
found by contracting cycles (Chu & Liu 1965, Edmonds 1967).

>>> best_tree(np.array([[0.0, -9, 5, 1], [2.0, 1, -9, 1], [0.0, 1, 3, -9]]))
[1, -1, 1]
"""

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
_NEVER = np.float32(-1e9)
#: More than any difference between two trees, less than what is forbidden.
_ROOT_COST = 1e5


def best_tree(scores: Scores) -> list[int]:
    """Heads of the words of one sentence, -1 for the root word.

    `scores` has the shape [words, 1 + words]: row *dependent*, column *head*, where column 0 stands for the root.
    """
    heads = greedy(scores)
    return heads if heads is not None else _single_root(scores)


def greedy(scores: Scores) -> list[int] | None:
    """The best tree if no cycle stands in the way, else None.

    The word that gains most by being the root becomes it, every other word takes its best head among the words. No
    tree can score higher than that; if it is a tree, it is the best one.
    """
    if len(scores) == 1:
        return [-1]
    own = scores[:, 1:].copy()
    np.fill_diagonal(own, _NEVER)
    heads: list[int] = own.argmax(1).tolist()
    heads[int((scores[:, 0] - own.max(1)).argmax())] = -1
    return None if _cycle(heads) else heads


def _cycle(heads: list[int]) -> list[int]:
    """The words of one cycle, empty if there is none."""
    state = [0] * len(heads)
    for start in range(len(heads)):
        path, word = [], start
        while word >= 0 and state[word] == 0:
            state[word] = 1
            path.append(word)
            word = heads[word]
        if word >= 0 and state[word] == 1:
            return path[path.index(word) :]
        for visited in path:
            state[visited] = 2
    return []


def _single_root(scores: Scores) -> list[int]:
    """The best tree with one root: arcs from the root cost so much that the best tree affords just one of them."""
    words = scores.astype(np.float64)
    np.fill_diagonal(words[:, 1:], _NEVER)
    words[:, 0] -= _ROOT_COST
    return _arborescence(words)


def _arborescence(scores: NDArray[np.float64]) -> list[int]:
    """Chu-Liu-Edmonds on [words, 1 + words] scores; -1 stands for the root."""
    heads: list[int] = (scores.argmax(1) - 1).tolist()
    cycle = _cycle(heads)
    if not cycle:
        return heads
    rest = [word for word in range(len(heads)) if word not in set(cycle)]
    contracted, enter, leave = _contract(scores, cycle, rest, heads)
    solved = _arborescence(contracted)
    return _expand(solved, heads, cycle, rest, enter, leave)


def _contract(
    scores: NDArray[np.float64], cycle: list[int], rest: list[int], heads: list[int]
) -> tuple[NDArray[np.float64], list[int], list[int]]:
    """The graph with `cycle` as one last word; which cycle word each arc enters, which one it leaves."""
    inner = np.array([scores[word, heads[word] + 1] for word in cycle])
    columns = [0, *(word + 1 for word in rest)]
    gain = scores[np.ix_(cycle, columns)] - inner[:, None]
    enter = gain.argmax(0)
    small = np.full((len(rest) + 1, len(rest) + 2), float(_NEVER))
    small[:-1, :-1] = scores[np.ix_(rest, columns)]
    small[-1, :-1] = gain.max(0) + inner.sum()
    outgoing = scores[np.ix_(rest, [word + 1 for word in cycle])]
    leave = outgoing.argmax(1) if rest else np.array([], dtype=int)
    if rest:
        small[:-1, -1] = outgoing.max(1)
    return small, [cycle[n] for n in enter], [cycle[n] for n in leave]


def _expand(
    solved: list[int], heads: list[int], cycle: list[int], rest: list[int], enter: list[int], leave: list[int]
) -> list[int]:
    """The heads of all words, the cycle broken where an arc enters it."""
    result = list(heads)
    for place, word in enumerate(rest):
        head = solved[place]
        result[word] = -1 if head < 0 else leave[place] if head == len(rest) else rest[head]
    outside = solved[-1]
    result[enter[outside + 1]] = -1 if outside < 0 else rest[outside]
    return result
