"""Names behind the columns, and what one word may have only once."""

import numpy as np
import pytest

from standpunkt.extract.labels import Labels, columns_of

RELATIONS = ["advmod", "dep", "nsubj", "nsubj:pass", "obj", "obl", "root"]


@pytest.fixture
def labels() -> Labels:
    """A relation head that passes on the sum of both halves."""
    count = len(RELATIONS)
    eye, none = np.eye(count, dtype=np.float32), np.zeros(count, np.float32)
    groups = {"upos": ["NOUN", "PROPN"], "Case": ["", "Nom", "Gen"], "start": ["", "start"]}
    return Labels(groups, RELATIONS, ["O", "B-PER", "I-PER"], eye, none)


def chosen(labels: Labels, scores: list[dict[str, float]], heads: list[int]) -> list[str]:
    """The relations for scores that name what counts; everything else is nothing."""
    rows = np.array([[row.get(name, 0.0) for name in RELATIONS] for row in scores], np.float32)
    governor = np.zeros((len(scores) + 1, len(RELATIONS)), np.float32)
    return [RELATIONS[number] for number in labels.relations_of(rows, governor, heads)]


ROOT: dict[str, float] = {}
CASES = {
    "one subject, one object": ([{"nsubj": 5}, ROOT, {"obj": 5}], [1, -1, 1], ["nsubj", "root", "obj"]),
    "the weaker subject becomes what else it may be": ([{"nsubj": 5, "obj": 4}, ROOT, {"nsubj": 5}], [1, -1, 1], ["obj", "root", "nsubj"]),
    "active and passive subject are one kind": ([{"nsubj:pass": 5}, ROOT, {"nsubj": 6, "obl": 5}], [1, -1, 1], ["nsubj:pass", "root", "obl"]),
    "a second object never becomes a second subject": ([{"obj": 5}, ROOT, {"obj": 5, "nsubj": 4, "obl": 3}, {"nsubj": 9}], [1, -1, 1, 1], ["obj", "root", "obl", "nsubj"]),
    "a beaten subject may beat an object": ([{"nsubj": 5, "obj": 4.9}, ROOT, {"nsubj": 9}, {"obj": 5, "obl": 4.5}], [1, -1, 1, 1], ["obj", "root", "nsubj", "obl"]),
    "two words that can only be subjects hang on the wrong head": ([{"nsubj": 9}, ROOT, {"nsubj": 7}], [1, -1, 1], ["nsubj", "root", "nsubj"]),
    "each head has its own": ([{"nsubj": 5}, ROOT, {"nsubj": 5}, {"advmod": 5}], [1, -1, 3, 1], ["nsubj", "root", "nsubj", "advmod"]),
    "what says nothing gives way to what says something": ([{"dep": 9, "obl": 1}, ROOT], [1, -1], ["obl", "root"]),
    "only the root is root": ([{"root": 9, "obl": 1}, ROOT], [1, -1], ["obl", "root"]),
}  # fmt: skip


@pytest.mark.parametrize(("scores", "heads", "expected"), CASES.values(), ids=CASES)
def test_relations(labels: Labels, scores: list[dict[str, float]], heads: list[int], expected: list[str]) -> None:
    assert chosen(labels, scores, heads) == expected


def test_columns_stand_side_by_side(labels: Labels) -> None:
    assert [columns_of(labels.groups, name) for name in labels.groups] == [slice(0, 2), slice(2, 5), slice(5, 7)]
    assert labels.best(np.array([[0, 1, 0, 0, 2, 1, 0]], np.float32)).tolist() == [[1, 2, 0]]


NOUN, NAME, NOMINATIVE, GENITIVE = [1, 0], [0, 1], [0, 1, 0], [0, 0, 1]


@pytest.mark.parametrize(
    ("words", "owners"),
    [
        ([(NAME, GENITIVE), (NOUN, NOMINATIVE)], [0]),
        ([(NAME, NOMINATIVE), (NOUN, NOMINATIVE)], []),
        ([(NOUN, GENITIVE), (NOUN, NOMINATIVE)], []),
        ([(NOUN, NOMINATIVE), (NAME, GENITIVE)], []),
        ([(NAME, GENITIVE), (NAME, NOMINATIVE)], []),
    ],
    ids=["Annas Plan", "Anna Plan", "Landes Plan", "Plan Annas", "Annas Weber"],
)
def test_owners_are_names_in_the_genitive_before_a_noun(
    labels: Labels, words: list[tuple[list[int], list[int]]], owners: list[int]
) -> None:
    scores = np.array([[*kind, *case, 0, 0] for kind, case in words], np.float32)
    assert labels.owners(labels.best(scores)).tolist() == owners


def test_features_are_no_parts_of_speech(labels: Labels) -> None:
    assert labels.feature_names() == ["Case"]


def test_a_name_is_begun_before_it_goes_on(labels: Labels) -> None:
    assert labels.entity_tags(np.array([[0, 1, 2], [0, 1, 2], [3, 0, 0]], np.float32)).tolist() == [1, 2, 0]
