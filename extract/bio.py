"""The best sequence of entity tags: every word has scores, some pairs of neighbours cost something.

Tags are written BIO: "B-PER" begins a person, "I-PER" continues one, "O" stands outside. Nothing but "B-PER" and
"I-PER" may stand before "I-PER".

>>> tags = ["O", "B-PER", "I-PER"]
>>> scores = np.array([[0.0, 2.0, 3.0], [0.0, 1.0, 2.0], [9.0, 0.0, 0.0]], np.float32)
>>> best_tags(scores, forbidden(tags)).tolist()
[1, 2, 0]
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

OUTSIDE = 0
#: What a forbidden pair of tags costs.
NEVER = np.float32(-1e4)
#: A word that is outside by more than this stays outside: no pair of tags makes up for it.
_SURE = 12.0


def forbidden(tags: Sequence[str]) -> Floats:
    """`NEVER` where the column's tag may not follow the row's tag, else 0."""
    rows = [
        [NEVER if tag.startswith("I-") and before[1:] != tag[1:] else np.float32(0) for tag in tags] for before in tags
    ]
    return np.array(rows, np.float32)


def best_tags(scores: Floats, follow: Floats) -> NDArray[np.int64]:
    """The tags [words] whose `scores` [words, tags] and `follow` [tag, next tag], 0 or less, add up to the most.

    An outside word is assumed before the first and behind the last. Words that are surely outside divide the rest into
    short runs, each solved by itself, and only if its best tags one by one break a rule.
    """
    tags: NDArray[np.int64] = scores.argmax(1)
    broken = follow[np.append(OUTSIDE, tags), np.append(tags, OUTSIDE)] < 0
    if broken.any():
        for start, end in _runs(scores[:, OUTSIDE] - scores[:, OUTSIDE + 1 :].max(1) <= _SURE):
            if broken[start : end + 1].any():
                tags[start:end] = _viterbi(scores[start:end], follow)
    return tags


def _runs(open_: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """Where the true values begin and end."""
    edges = np.flatnonzero(np.diff(open_, prepend=False, append=False)).tolist()
    return zip(edges[::2], edges[1::2], strict=True)


def _viterbi(scores: Floats, follow: Floats) -> list[int]:
    """Viterbi (1967): the best way to every tag of every word, then back from the best end."""
    so_far = follow[OUTSIDE] + scores[0]
    back = []
    for row in scores[1:]:
        ways = so_far[:, None] + follow
        back.append(ways.argmax(0).tolist())
        so_far = ways.max(0) + row
    path = [int((so_far + follow[:, OUTSIDE]).argmax())]
    for step in reversed(back):
        path.append(step[path[-1]])
    return path[::-1]
