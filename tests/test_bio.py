"""The best sequence of entity tags."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from standpunkt.extract.bio import NEVER, Floats, best_tags, forbidden

TAGS = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC"]
BAN = forbidden(TAGS)


def total(path: tuple[int, ...], scores: Floats, follow: Floats) -> float:
    steps = zip((0, *path), (*path, 0), strict=True)
    return float(sum(scores[n, tag] for n, tag in enumerate(path)) + sum(follow[a, b] for a, b in steps))


@pytest.mark.parametrize(
    ("before", "tag", "allowed"),
    [("O", "B-PER", True), ("O", "I-PER", False), ("B-PER", "I-PER", True), ("I-PER", "I-PER", True),
     ("B-LOC", "I-PER", False), ("I-LOC", "B-LOC", True), ("I-LOC", "O", True)],
)  # fmt: skip
def test_what_may_follow(before: str, tag: str, allowed: bool) -> None:
    assert bool(BAN[TAGS.index(before), TAGS.index(tag)] == 0) is allowed


SCORES = arrays(np.float32, st.tuples(st.integers(1, 4), st.just(5)), elements=st.floats(-4, 4, width=16))
PAIRS = arrays(np.float32, (5, 5), elements=st.sampled_from([0.0, 0.0, -0.5, -1.0, -2.0]))


@given(SCORES, PAIRS)
def test_no_sequence_is_better(scores: Floats, pairs: Floats) -> None:
    """Against all sequences there are; ties are as good."""
    follow = pairs + BAN
    found = tuple(best_tags(scores, follow).tolist())
    best = max(total(path, scores, follow) for path in product(range(5), repeat=len(scores)))
    assert total(found, scores, follow) == pytest.approx(best, abs=1e-2)


@given(arrays(np.float32, st.tuples(st.integers(0, 30), st.just(5)), elements=st.floats(-30, 30, width=16)))
def test_nothing_forbidden_comes_out(scores: Floats) -> None:
    tags = best_tags(scores, BAN)
    assert all(BAN[a, b] > NEVER / 2 for a, b in zip([0, *tags.tolist()], tags.tolist(), strict=False))


def test_words_surely_outside_stay_outside() -> None:
    """However strongly the next word wants to continue a name."""
    scores = np.array([[20, 0, 0, 0, 0], [0, 1, 9, 0, 0], [20, 0, 0, 0, 0]], np.float32)
    assert best_tags(scores, BAN).tolist() == [0, 1, 0]
