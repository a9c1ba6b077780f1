"""The names behind the model's output columns."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

#: Tag groups that are no morphological features.
_NO_FEATURES = ("upos", "xpos", "start")


def columns_of(groups: Mapping[str, Sequence[str]], group: str) -> slice:
    """The columns of one tag group where the groups stand beside each other."""
    before = list(groups)[: list(groups).index(group)]
    start = sum(len(groups[name]) for name in before)
    return slice(start, start + len(groups[group]))


@dataclass(frozen=True, eq=False)
class Labels:
    """Tag groups in the order of the columns, relations, entity tags, and the last layer of the relation head."""

    groups: dict[str, list[str]]
    relations: list[str]
    entities: list[str]
    weight: Floats
    bias: Floats

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read labels.json and relations.npz of a model folder."""
        names = json.loads((folder / "labels.json").read_text("utf-8"))
        with np.load(folder / "relations.npz") as arrays:
            return cls(names["groups"], names["relations"], names["entities"], arrays["weight"], arrays["bias"])

    def columns(self, group: str) -> slice:
        """The columns of one tag group."""
        return columns_of(self.groups, group)

    def best(self, tags: Floats) -> NDArray[np.int16]:
        """The best value of every group for every word: [words, groups]."""
        slices = [self.columns(name) for name in self.groups]
        return np.stack([tags[:, columns].argmax(1) for columns in slices], axis=1).astype(np.int16)

    def is_start(self, tags: Floats) -> NDArray[np.bool_]:
        """Whether the model takes each word for the first of a sentence."""
        columns = tags[:, self.columns("start")]
        likely: NDArray[np.bool_] = columns[:, 1] > columns[:, 0]
        return likely

    def relations_of(self, dependent: Floats, governor: Floats, heads: list[int]) -> NDArray[np.int64]:
        """The best relation of every word to its head; `governor` has the root in its first row."""
        places = np.array(heads, dtype=np.int64)
        pair = dependent + governor[places + 1]
        # Plain loops, as a threaded product of so small matrices would wait longer for its threads than compute.
        scores = np.einsum("wh,rh->wr", np.maximum(pair, 0.1 * pair), self.weight) + self.bias
        scores[:, self.relations.index("root")] = np.where(places < 0, np.inf, -np.inf)
        best: NDArray[np.int64] = scores.argmax(1)
        return best

    def feature_names(self) -> list[str]:
        """The morphological features among the groups."""
        return [name for name in self.groups if name not in _NO_FEATURES]
