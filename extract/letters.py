"""How alike two phrases are in their letters: words spelt, inflected or compounded otherwise still meet.

Compared are all pieces of two to five letters, spaces among them, as vectors weighted by how rare a piece is in German
words (TF-IDF: Spärck Jones 1972). The weights are data (`model/letters.tsv`: piece, weight), so that two phrases are
always equally alike, whatever else is in a corpus.

>>> alike("Verlängerung der Laufzeiten", "Laufzeitverlängerung") > alike("Verlängerung der Laufzeiten", "Laufsteg")
True
"""

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache, lru_cache
from math import log, sqrt
from pathlib import Path

TABLE = Path(__file__).parent / "model" / "letters.tsv"
SIZES = (2, 3, 4, 5)
Vector = Mapping[str, float]


@cache
def rarity() -> Mapping[str, float]:
    """The weight of each common piece; "" is the weight of all others."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return {piece: float(weight) for piece, weight in (line.split("\t") for line in lines)}


def pieces(text: str) -> Counter[str]:
    """How often each piece occurs in a text, case and punctuation aside."""
    text = " ".join(["", *re.findall(r"[^\W_]+", text.lower()), ""])
    return Counter(text[at : at + size] for size in SIZES for at in range(len(text) - size + 1))


@lru_cache(maxsize=20_000)
def vector(text: str) -> Vector:
    """The pieces of a text as a vector of length one."""
    weights, rare = rarity(), rarity()[""]
    values = {piece: (1 + log(count)) * weights.get(piece, rare) for piece, count in pieces(text).items()}
    length = sqrt(sum(value * value for value in values.values()))
    return {piece: value / length for piece, value in values.items()}


def alike(one: str, other: str) -> float:
    """The cosine of two phrases, from 0 to 1."""
    mine, yours = vector(one), vector(other)
    if len(mine) > len(yours):
        mine, yours = yours, mine
    return sum(value * yours[piece] for piece, value in mine.items() if piece in yours)
