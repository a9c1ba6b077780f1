"""Trees from arc scores."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from standpunkt.extract.trees import best_tree, greedy

scores = st.integers(1, 4).flatmap(
    lambda n: arrays(np.float32, (n, n + 1), elements=st.floats(-8, 8, width=16), unique=True)
)


def is_tree(heads: list[int]) -> bool:
    def reaches_root(word: int) -> bool:
        for _ in heads:
            word = heads[word]
            if word < 0:
                return True
        return False

    return heads.count(-1) == 1 and all(map(reaches_root, range(len(heads))))


def total(matrix: np.ndarray, heads: list[int]) -> float:
    return float(sum(matrix[word, head + 1] for word, head in enumerate(heads)))


@given(scores)
@settings(max_examples=60, deadline=None)
def test_no_other_tree_scores_higher(matrix: np.ndarray) -> None:
    """Against every head assignment that is a tree with one root."""
    words = len(matrix)
    found = best_tree(matrix)
    assert is_tree(found)
    rivals = [list(heads) for heads in product(range(-1, words), repeat=words) if is_tree(list(heads))]
    assert total(matrix, found) == pytest.approx(max(total(matrix, heads) for heads in rivals), abs=1e-3)


def test_a_cycle_is_no_tree() -> None:
    assert greedy(np.array([[9, 0, 0, 0], [0, 0, 0, 9], [0, 0, 9, 0]], dtype=np.float32)) is None


@pytest.mark.parametrize("words", [1, 2, 60])
def test_every_sentence_gets_one_root(words: int) -> None:
    matrix = np.random.default_rng(words).normal(size=(words, words + 1)).astype(np.float32)
    assert is_tree(best_tree(matrix))
