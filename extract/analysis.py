"""The encoder at work: words of many documents go in, a full analysis of each `Doc` comes out.

Documents are cut into chunks, and each chunk goes through the model on its own: nothing but the document itself can
change its analysis. Several chunks are under way at once, as many as there are cores, while answers are decoded.
"""

import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

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

#: Chunks under way for each core: enough that no core waits while answers are decoded.
_AHEAD = 4
#: What the arc from a name in the genitive to the noun behind it gains: more than other heads ever lead by.
_OWNED = np.float32(20.0)
_CLOSING = frozenset('”“"«»’‘')
_NEVER_FIRST = frozenset(".,;:!?…)]“”’»%")

Outputs = list[NDArray[Any]]
Step = tuple[Chunk, Future[Outputs]]
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Work:
    """A document under analysis: its words without white space, their pieces, and the answers so far."""

    doc: Doc
    words: list[Token]
    pieces: list[tuple[int, ...]]
    annotation: Annotation
    preset: tuple[bool, ...] | None

    def chunks(self) -> Iterator[Chunk]:
        """The bites in which the document goes through the model."""
        yield from chunks(self.words, line_starts(self.doc, self.words), [len(pieces) for pieces in self.pieces])


class Analyser:
    """Runs the model in `folder` on `threads` cores, 0 for all."""

    def __init__(self, folder: Path, threads: int = 0) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        self.session = onnxruntime.InferenceSession(
            str(folder / "analysis.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self.threads = threads or os.cpu_count() or 1
        self.labels = Labels.load(folder)
        self.pieces = Pieces.load(folder / "pieces.tsv")
        self._names: dict[int, Names] = {}

    def analyse(self, docs: Iterable[Doc]) -> Iterator[Doc]:
        """Annotate `docs` lazily and yield them in order."""
        with ThreadPoolExecutor(self.threads) as pool:
            for work, step in _ahead(self._steps(docs, pool), self.threads * _AHEAD):
                if step:
                    self._decode(work, *step)
                else:
                    yield work.annotation.write(work.doc, work.words, self._names_in(work.doc.vocab))

    def _steps(self, docs: Iterable[Doc], pool: Executor) -> Iterator[tuple[Work, Step | None]]:
        """The chunks of each document, given to the model; None when a document is complete."""
        for work in map(self._prepare, docs):
            for chunk in work.chunks():
                yield work, (chunk, pool.submit(self.run, work, chunk))
            yield work, None

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

    def run(self, work: Work, chunk: Chunk) -> Outputs:
        """Put one chunk through the model."""
        outputs: Outputs = self.session.run(None, encode(work.pieces[chunk.start : chunk.end]))
        return outputs

    def _decode(self, work: Work, chunk: Chunk, answers: Future[Outputs]) -> None:
        tags, entities, arcs, dependent, governor = answers.result()
        starts = self._starts(work, chunk, tags)
        best = self.labels.best(tags)
        owners = self.labels.owners(best)
        arcs[owners, owners + 2] += _OWNED
        heads = _heads(arcs, starts)
        relations = self.labels.relations_of(dependent, governor, heads)
        work.annotation.set(chunk.start, best, entities, heads, relations)

    def _starts(self, work: Work, chunk: Chunk, tags: NDArray[np.float32]) -> list[int]:
        """Where sentences start in the chunk: preset, forced by lines, or found by the model."""
        if work.preset is not None:
            return sorted({0, *(n for n in range(chunk.end - chunk.start) if work.preset[chunk.start + n])})
        likely = self.labels.is_start(tags)
        return [
            n for n, forced in enumerate(chunk.hard) if forced or self._is_start(work, chunk.start + n, bool(likely[n]))
        ]

    def _is_start(self, work: Work, at: int, likely: bool) -> bool:
        """Whether a word opens a sentence: as the model has it, and with a capital after a full stop of its own.

        The tokenizer leaves the full stop of abbreviations and ordinals with them ("Dr.", "26."), so that one that
        stands alone behind a word of some length, or behind a quotation, ends a sentence.
        """
        text = work.words[at].text
        if likely or at < 2:
            return likely and text not in _NEVER_FIRST
        before, stop = work.words[at - 2].text, work.words[at - 1].text
        return stop == "." and text[:1].isupper() and (before in _CLOSING or before.isalpha() and len(before) > 3)


def _has_starts(doc: Doc) -> bool:
    """Whether somebody set sentence starts; spaCy itself always sets the first one."""
    return bool(doc.to_array([SENT_START])[1:].any())


def encode(words: Sequence[tuple[int, ...]]) -> dict[str, NDArray[np.int64]]:
    """The pieces of the words of a chunk as model input, framed by the start and end piece."""
    framed = [(0,), *words, (2,)]
    sizes = [len(word) for word in framed]
    return {
        "pieces": np.array(list(chain.from_iterable(framed)), np.int64),
        "word_of": np.repeat(np.arange(len(framed), dtype=np.int64), sizes),
        "last": np.cumsum(sizes, dtype=np.int64) - 1,
    }


def _heads(arcs: NDArray[np.float32], starts: Sequence[int]) -> list[int]:
    """Heads of all words of a chunk (-1: root), sentence by sentence."""
    heads: list[int] = []
    for start, end in zip(starts, [*starts[1:], len(arcs)], strict=True):
        block = np.concatenate([arcs[start:end, :1], arcs[start:end, start + 1 : end + 1]], axis=1)
        heads.extend(head + start if head >= 0 else -1 for head in best_tree(block))
    return heads


def _ahead(items: Iterable[Item], count: int) -> Iterator[Item]:
    """The same items, each only when `count` more have been drawn."""
    waiting: deque[Item] = deque()
    for item in items:
        waiting.append(item)
        if len(waiting) > count:
            yield waiting.popleft()
    yield from waiting
