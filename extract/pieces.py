"""Words to sub-word pieces: a unigram segmenter small enough to read.

The encoder knows a vocabulary of pieces with log-probabilities. A word is cut into the pieces whose probabilities
multiply to the largest product (Viterbi search; Kudo 2018, "Subword Regularization"). Each word is segmented on
its own; ``▁`` stands for a space before it.

>>> pieces = Pieces({"<unk>": 0.0, "▁Truppen": -3.0, "▁": -2.0, "T": -6.0, "ab": -4.0, "zug": -4.5})
>>> [pieces.names[i] for i in pieces.segment("Truppenabzug", True)]
['▁Truppen', 'ab', 'zug']
"""

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from math import inf
from pathlib import Path

SPACE = "▁"
UNKNOWN = "<unk>"
#: Longer words (addresses, runaway strings) are represented by their first pieces only.
MAX_PIECES = 24
MAX_LETTERS = 120


class Pieces:
    """A vocabulary of pieces and the best segmentation of a word into them."""

    def __init__(self, scores: Mapping[str, float]) -> None:
        self.names = list(scores)
        self.ids = {name: number for number, name in enumerate(self.names)}
        self.scores = dict(scores)
        self.longest = max(map(len, self.names))
        self.unknown = self.ids[UNKNOWN]
        self._penalty = min(self.scores.values()) - 10.0
        self.segment = lru_cache(maxsize=100_000)(self._segment)

    @classmethod
    def load(cls, path: Path) -> "Pieces":
        """The vocabulary in `path`: one piece and its log-probability a line, separated by a tab."""
        rows = (line.split("\t") for line in path.read_text("utf-8").rstrip("\n").split("\n"))
        return cls({name: float(score) for name, score in rows})

    def _segment(self, word: str, space_before: bool) -> tuple[int, ...]:
        """Piece numbers of `word`, at least one and at most `MAX_PIECES`."""
        text = normal(word[:MAX_LETTERS])
        if not text:
            return (self.unknown,)
        return tuple(self._best_path(SPACE + text if space_before else text)[:MAX_PIECES])

    def _best_path(self, text: str) -> list[int]:
        known, size = self.scores.get, len(text)
        best = [0.0] + [-inf] * size
        step = [(0, self.unknown)] * (size + 1)
        for start in range(size):
            so_far = best[start]
            letter = text[start]
            best_here = so_far + known(letter, self._penalty)
            if best_here > best[start + 1]:
                best[start + 1], step[start + 1] = best_here, (start, self.ids.get(letter, self.unknown))
            for end in range(start + 2, min(start + self.longest, size) + 1):
                score = known(text[start:end])
                if score is not None and so_far + score > best[end]:
                    best[end], step[end] = so_far + score, (start, self.ids[text[start:end]])
        return _walk_back(step)


def normal(word: str) -> str:
    """`word` in NFKC without control and format characters (soft hyphens, zero-width joiners)."""
    folded = unicodedata.normalize("NFKC", word)
    if folded.isascii() and folded.isprintable():
        return folded.replace(" ", "")
    return "".join(c for c in folded if not c.isspace() and unicodedata.category(c) not in ("Cc", "Cf", "Cs"))


def _walk_back(step: list[tuple[int, int]]) -> list[int]:
    path: list[int] = []
    end = len(step) - 1
    while end > 0:
        end, piece = step[end]
        path.append(piece)
    return path[::-1]
