"""Train the entity head on the finished encoder: `python -m training.heads --data DIR --checkpoint DIR --out DIR`.

The encoder stays as it ships, rounding included: its word vectors are computed once, and a head is trained on them.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
import spacy
import torch
from numpy.typing import NDArray
from spacy.tokens import Doc
from torch import nn

from standpunkt.extract.analysis import encode
from standpunkt.extract.chunks import chunks
from standpunkt.extract.pieces import Pieces
from training import data, entities
from training.entity_head import EntityHead, Tagged
from training.export import Encoder, write
from training.network import Network

EPOCHS, BUDGET, RATE, WARM_UP, CLIP = 8, 1500, 1e-3, 0.1, 2.0
#: The source whose habits of annotation the shipped head follows comes first.
SOURCES = ("smartdata", "germeval")


@dataclass(frozen=True)
class Vectors:
    """The words of one chunk as the encoder sees them, and their tags."""

    words: NDArray[np.float16]
    tags: NDArray[np.int64]
    source: int


class Reader:
    """Word vectors of the shipped encoder, chunk by chunk as in use."""

    def __init__(self, model: Path, pieces: Pieces) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        self.pieces, self.vocab = pieces, spacy.blank("de").vocab

    def read(self, window: entities.Tagged, source: int) -> Iterator[Vectors]:
        """The chunks of a window."""
        doc = Doc(self.vocab, list(window.forms), list(window.spaces))
        spaces = [True, *window.spaces[:-1]]
        words = [self.pieces.segment(form, space) for form, space in zip(window.forms, spaces, strict=True)]
        tags = np.array([entities.TAGS.index(tag) for tag in window.tags], np.int64)
        for chunk in chunks(list(doc), [False] * len(words), list(map(len, words))):
            (vectors,) = self.session.run(None, encode(words[chunk.start : chunk.end]))
            yield Vectors(vectors.astype(np.float16), tags[chunk.start : chunk.end], source)


def vectors(folder: Path, checkpoint: Path) -> list[Vectors]:
    """Every training window through the encoder that ships."""
    tagged = data.load_entities(folder)
    with tempfile.TemporaryDirectory() as place:
        model = Path(place) / "encoder.onnx"
        write(Encoder(Network.load(checkpoint / "network.pt")), ["vectors"], model)
        reader = Reader(model, Pieces.load(checkpoint / "pieces.tsv"))
    return [chunk for number, name in enumerate(SOURCES) for w in tagged[name] for chunk in reader.read(w, number)]


def make_batch(rows: Sequence[Vectors]) -> Tagged:
    """Pad chunks to one batch."""
    longest, width = max(len(row.tags) for row in rows), rows[0].words.shape[1]
    words = torch.zeros(len(rows), longest, width)
    tags = torch.zeros(len(rows), longest, dtype=torch.long)
    there = torch.zeros(len(rows), longest, dtype=torch.bool)
    for number, row in enumerate(rows):
        size = len(row.tags)
        words[number, :size] = torch.from_numpy(row.words.astype(np.float32))
        tags[number, :size] = torch.from_numpy(row.tags)
        there[number, :size] = True
    return Tagged(words, tags, there, torch.tensor([row.source for row in rows]))


def batches(rows: Sequence[Vectors], rng: random.Random) -> Iterator[Tagged]:
    """Batches of at most `BUDGET` padded words, chunks of like length together, in random order."""
    groups: list[list[Vectors]] = [[]]
    for row in sorted(rows, key=lambda row: (len(row.tags), rng.random())):
        if groups[-1] and (len(groups[-1]) + 1) * len(row.tags) > BUDGET:
            groups.append([])
        groups[-1].append(row)
    rng.shuffle(groups)
    return map(make_batch, filter(None, groups))


def train(rows: Sequence[Vectors], seed: int) -> EntityHead:
    """A head trained on `rows`."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    head = EntityHead(rows[0].words.shape[1], len(SOURCES))
    optimiser = torch.optim.AdamW(head.parameters(), lr=RATE, weight_decay=0.01)
    steps = EPOCHS * sum(1 for _ in batches(rows, random.Random(seed)))
    rate = lambda step: min((step + 1) / (WARM_UP * steps), max(0.02, 1 - step / steps))  # noqa: E731
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, rate)
    began = time.time()
    for epoch in range(EPOCHS):
        for batch in batches(rows, rng):
            loss = head.loss(batch)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(head.parameters(), CLIP)
            optimiser.step()
            schedule.step()
        print(f"epoch {epoch + 1}/{EPOCHS} loss {loss.item():.3f} {time.time() - began:.0f} s", flush=True)
    return head.eval()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with ner/")
    parser.add_argument("--checkpoint", type=Path, required=True, help="folder of the finished network")
    parser.add_argument("--out", type=Path, required=True, help="where the head goes")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    head = train(vectors(options.data, options.checkpoint), options.seed)
    options.out.mkdir(parents=True, exist_ok=True)
    head.save(options.out / "entities.pt")


if __name__ == "__main__":
    main()
