"""The names behind the model's output columns."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from standpunkt.extract.bio import best_tags, forbidden

Floats = NDArray[np.float32]

#: Tag groups that are no morphological features.
_NO_FEATURES = ("upos", "xpos", "start")
#: No word has two subjects or two objects (Universal Dependencies; one exception in 2,800 of the German treebank).
_SINGLE = (("nsubj", "nsubj:pass", "csubj", "csubj:pass"), ("obj",))
#: The relation that says nothing: one treebank hands it out freely, but any other is of more use.
_UNSAID = "dep"
#: A word that would lose more than this by another relation keeps its own: not the relation is wrong but the head.
_DEAR = 6.0


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
        return np.stack([tags[:, columns].argmax(1) for columns in self._slices], axis=1).astype(np.int16)

    @cached_property
    def _slices(self) -> list[slice]:
        return [self.columns(name) for name in self.groups]

    def entity_tags(self, scores: Floats) -> NDArray[np.int64]:
        """The best sequence of entity tags for consecutive words."""
        return best_tags(scores, self._follow)

    @cached_property
    def _follow(self) -> Floats:
        return forbidden(self.entities)

    def is_start(self, tags: Floats) -> NDArray[np.bool_]:
        """Whether the model takes each word for the first of a sentence."""
        columns = tags[:, self.columns("start")]
        likely: NDArray[np.bool_] = columns[:, 1] > columns[:, 0]
        return likely

    def owners(self, best: NDArray[np.int16]) -> NDArray[np.int64]:
        """The names in the genitive right before a noun ("Selenskyjs Forderung"), by the `best` tags of all words."""
        kinds, cases = (best[:, list(self.groups).index(group)] for group in ("upos", "Case"))
        names = (kinds == self.groups["upos"].index("PROPN")) & (cases == self.groups["Case"].index("Gen"))
        return np.flatnonzero(names[:-1] & (kinds[1:] == self.groups["upos"].index("NOUN")))

    def relations_of(self, dependent: Floats, governor: Floats, heads: list[int]) -> NDArray[np.int64]:
        """The best relation of every word to its head; `governor` has the root in its first row."""
        places = np.array(heads, dtype=np.int64)
        pair = dependent + governor[places + 1]
        # Plain loops, as a threaded product of so small matrices would wait longer for its threads than compute.
        scores = np.einsum("wh,rh->wr", np.maximum(pair, 0.1 * pair), self.weight) + self.bias
        scores[:, self.relations.index(_UNSAID)] = -np.inf
        scores[:, self.relations.index("root")] = np.where(places < 0, np.inf, -np.inf)
        best: NDArray[np.int64] = scores.argmax(1)
        for group, others in self._single:
            for rows in _rivals(best, places, group):
                _keep_one(best, scores, rows, others)
        return best

    @cached_property
    def _single(self) -> list[tuple[NDArray[np.bool_], NDArray[np.bool_]]]:
        """For the subject, then the object: which relations they are, and which ones are left for a second one."""
        groups = [np.isin(self.relations, names) for names in _SINGLE]
        taken = np.logical_or.accumulate(groups)
        return [(group, ~used) for group, used in zip(groups, taken, strict=True)]

    def feature_names(self) -> list[str]:
        """The morphological features among the groups."""
        return [name for name in self.groups if name not in _NO_FEATURES]


def _rivals(best: NDArray[np.int64], heads: NDArray[np.int64], group: NDArray[np.bool_]) -> Iterator[NDArray[np.int64]]:
    """The words that hang on one head by relations of `group`, where there are several."""
    rows = np.flatnonzero(group[best])
    if len(set(heads[rows].tolist())) < len(rows):
        for head in sorted(set(heads[rows].tolist())):
            same = rows[heads[rows] == head]
            if len(same) > 1:
                yield same


def _keep_one(best: NDArray[np.int64], scores: Floats, rows: NDArray[np.int64], others: NDArray[np.bool_]) -> None:
    """Give all of `rows` their best other relation but the one that would lose most by it, and those it costs dear."""
    second = np.where(others, scores[rows], -np.inf)
    loss = scores[rows, best[rows]] - second.max(1)
    beaten = (np.arange(len(rows)) != loss.argmax()) & (loss < _DEAR)
    best[rows[beaten]] = second[beaten].argmax(1)
