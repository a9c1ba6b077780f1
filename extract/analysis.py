"""The encoder at work: words of many documents go in, a full analysis of each `Doc` comes out.

Documents are cut into chunks, chunks of like length are put through the model together, and every head's answer is
written back word by word. While the model computes one batch, the answers of the batch before are decoded.
"""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import accumulate, chain
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from spacy.attrs import SENT_START
from spacy.tokens import Doc, Token
from spacy.vocab import Vocab

from standpunkt.extract.annotation import Annotation, Names
from standpunkt.extract.chunks import Chunk, chunks, line_starts
from standpunkt.extract.labels import Labels
from standpunkt.extract.pieces import Pieces
from standpunkt.extract.trees import best_tree

#: Padded pieces in one run of the model, and words gathered before the model starts.
BATCH_PIECES, GATHERED_WORDS = 800, 6_000
_NEVER_FIRST = frozenset(".,;:!?…)]“”’»%")

Batch = list[tuple["Work", Chunk]]
Outputs = list[NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Work:
    """A document under analysis: its words without white space, their pieces, and the answers so far."""

    doc: Doc
    words: list[Token]
    pieces: list[tuple[int, ...]]
    annotation: Annotation
    preset: tuple[bool, ...] | None


class Analyser:
    """Runs the model in `folder` (analysis.onnx, labels.json, pieces.tsv, lemmas) on `threads` cores, 0 for all."""

    def __init__(self, folder: Path, threads: int = 0) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        self.session = onnxruntime.InferenceSession(
            str(folder / "analysis.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self.labels = Labels.load(folder)
        self.pieces = Pieces.load(folder / "pieces.tsv")
        self._names: dict[int, Names] = {}

    def analyse(self, docs: Iterable[Doc]) -> Iterator[Doc]:
        """Annotate `docs` lazily and yield them in order."""
        with ThreadPoolExecutor(1) as pool:
            for group in _gather(map(self._prepare, docs)):
                runs = ((batch, pool.submit(self.run, batch)) for batch in _batches(group))
                for batch, outputs in _one_ahead(runs):
                    self._decode(batch, outputs.result())
                for work in group:
                    yield work.annotation.write(work.doc, work.words, self._names_in(work.doc.vocab))

    def _names_in(self, vocab: Vocab) -> Names:
        """The numbers of labels in `vocab`, kept for the next document."""
        if id(vocab) not in self._names:
            self._names[id(vocab)] = Names(vocab, self.labels)
        return self._names[id(vocab)]

    def _prepare(self, doc: Doc) -> Work:
        words = [token for token in doc if not token.is_space]
        spaces = [
            True,
            *(bool(left.whitespace_) or right.i > left.i + 1 for left, right in zip(words, words[1:], strict=False)),
        ]
        pieces = [self.pieces.segment(token.text, space) for token, space in zip(words, spaces, strict=False)]
        preset = tuple(bool(token.is_sent_start) for token in words) if _has_starts(doc) else None
        return Work(doc, words, pieces, Annotation(self.labels, len(words)), preset)

    def run(self, batch: Batch) -> Outputs:
        """Put one batch through the model."""
        outputs: Outputs = self.session.run(
            None, encode([work.pieces[chunk.start : chunk.end] for work, chunk in batch])
        )
        return outputs

    def _decode(self, batch: Batch, outputs: Outputs) -> None:
        for (work, chunk), answers in zip(batch, zip(*outputs, strict=True), strict=True):
            size = chunk.end - chunk.start
            tags, entities, arcs, dependent, governor = answers
            starts = self._starts(work, chunk, tags[:size])
            heads = _heads(arcs[:size], starts)
            relations = self.labels.relations_of(dependent[:size], governor, heads)
            work.annotation.set(chunk.start, tags[:size], entities[:size], heads, relations, starts)

    def _starts(self, work: Work, chunk: Chunk, tags: NDArray[np.float32]) -> list[int]:
        """Where sentences start in the chunk: preset, forced by lines, or found by the model."""
        if work.preset is not None:
            return sorted({0, *(n for n in range(chunk.end - chunk.start) if work.preset[chunk.start + n])})
        likely = self.labels.is_start(tags)
        return [
            n
            for n, forced in enumerate(chunk.hard)
            if forced or (likely[n] and work.words[chunk.start + n].text not in _NEVER_FIRST)
        ]


def _has_starts(doc: Doc) -> bool:
    """Whether somebody set sentence starts; spaCy itself always sets the first one."""
    return bool(doc.to_array([SENT_START])[1:].any())


def encode(rows: Sequence[Sequence[tuple[int, ...]]]) -> dict[str, NDArray[np.int64]]:
    """Pieces of the words of each row as padded model input; rows are framed by the start and end piece."""
    framed = [[(0,), *row, (2,)] for row in rows]
    longest = max(sum(map(len, row)) for row in framed)
    widest = max(map(len, framed))
    pieces = np.full((len(rows), longest), 1, np.int64)
    word_of = np.full((len(rows), longest), -1, np.int64)
    last = np.zeros((len(rows), widest), np.int64)
    for number, row in enumerate(framed):
        sizes = [len(word) for word in row]
        flat = list(chain.from_iterable(row))
        pieces[number, : len(flat)] = flat
        word_of[number, : len(flat)] = np.repeat(np.arange(len(row)), sizes)
        last[number, : len(row)] = [end - 1 for end in accumulate(sizes)]
    return {"pieces": pieces, "word_of": word_of, "last": last}


def _heads(arcs: NDArray[np.float32], starts: Sequence[int]) -> list[int]:
    """Heads of all words of a chunk (-1: root), sentence by sentence."""
    heads: list[int] = []
    for start, end in zip(starts, [*starts[1:], len(arcs)], strict=True):
        block = np.concatenate([arcs[start:end, :1], arcs[start:end, start + 1 : end + 1]], axis=1)
        heads.extend(head + start if head >= 0 else -1 for head in best_tree(block))
    return heads


def _gather(works: Iterable[Work]) -> Iterator[list[Work]]:
    """Documents in groups big enough to fill batches of like chunks."""
    group: list[Work] = []
    words = 0
    for work in works:
        group.append(work)
        words += len(work.words)
        if words >= GATHERED_WORDS:
            yield group
            group, words = [], 0
    if group:
        yield group


def _batches(group: Sequence[Work]) -> Iterator[Batch]:
    """Chunks of all documents of the group, those of like length together."""
    items: list[tuple[int, Work, Chunk]] = []
    for work in group:
        sizes = [len(pieces) for pieces in work.pieces]
        for chunk in chunks(work.words, line_starts(work.doc, work.words), sizes):
            items.append((sum(sizes[chunk.start : chunk.end]), work, chunk))
    items.sort(key=lambda item: item[0])
    batch: Batch = []
    for size, work, chunk in items:
        if batch and (len(batch) + 1) * (size + 2) > BATCH_PIECES:
            yield batch
            batch = []
        batch.append((work, chunk))
    if batch:
        yield batch


def _one_ahead(runs: Iterable[tuple[Batch, Future[Outputs]]]) -> Iterator[tuple[Batch, Future[Outputs]]]:
    """The same items, but each only after the next one has been started."""
    waiting: tuple[Batch, Future[Outputs]] | None = None
    for run in runs:
        if waiting:
            yield waiting
        waiting = run
    if waiting:
        yield waiting
