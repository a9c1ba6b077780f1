"""Who said what, measured on annotated news: `python -m benchmarks.quotations --data DIR [--split dev]`.

DIR holds ``train.jsonl.gz`` and ``dev.jsonl.gz`` in the format of the quotation corpus of Petersen-Frey and Biemann
("Dataset of Quotation Attribution in German News Articles", LREC-COLING 2024). The corpus may be used for evaluation
only: nothing is learned from it and nothing of it is kept here.

*Quotation F1* counts words (runs of letters and digits), as the corpus' authors do. Inside a document the quotations
found and those annotated are paired one to one so that the paired ones share as many words as possible (Hungarian
method). Precision is the number of words shared by pairs out of all words found, recall the same out of all words
annotated; words of two nested quotations count in each. A row of the table pairs only quotations of its type; what
we found has the type that `Statement.kind` says, and the corpus' two kinds of free indirect speech (with and without
a subjunctive) are one. The row ``all`` pairs whatever the types are. *Found* is the recall of a type's words whatever
we took them for, from the pairs of ``all``.

*Speaker accuracy* is measured on the pairs of ``all`` that share at least half of the annotated words, and only where
a speaker is annotated. A speaker is right if his words share a word with the annotated ones at the same place, or if
the last word of the full name that we give him (Stöhr of "Klaus Stöhr") stands in the annotated words elsewhere.
"""

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped]
from spacy.tokens import Doc

from standpunkt.extract.attribution import Attribution
from standpunkt.extract.language import load
from standpunkt.extract.records import Document, InputError, Span
from standpunkt.extract.speech import statements

#: The corpus' names of the types, and ours.
TYPES = {
    "Direct": "direct",
    "Indirect": "indirect",
    "Reported": "reported",
    "FreeIndirect": "free_indirect",
    "IndirectFreeIndirect": "free_indirect",
}
ALL = "all"
#: The share of an annotated quotation's words from which on it counts as found.
FOUND = 0.5


class Quote(NamedTuple):
    """A quotation, annotated or found: its type, the offsets of its words and of its speaker's, the speaker's name."""

    kind: str
    words: frozenset[int]
    speaker: frozenset[int]
    name: str


class Pair(NamedTuple):
    """Two quotations taken for the same one, and how many words they share."""

    gold: Quote
    found: Quote
    shared: int

    @property
    def is_found(self) -> bool:
        """Whether enough of the annotated quotation was found."""
        return self.shared >= FOUND * len(self.gold.words)

    @property
    def is_speaker_right(self) -> bool:
        """Whether both name the same speaker."""
        last = self.found.name.split()[-1:]
        return bool(self.gold.speaker & self.found.speaker) or bool(last) and last[0] in self.gold.name.split()


@dataclass(slots=True)
class Score:
    """Words found, annotated and shared, and speakers right, of one type."""

    found: int = 0
    gold: int = 0
    shared: int = 0
    shared_any: int = 0
    quotes: int = 0
    speakers: Counter[bool] = field(default_factory=Counter)

    @property
    def precision(self) -> float:
        """The share of the words found that are right."""
        return self.shared / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of the annotated words that are found with this type."""
        return self.shared / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.found + self.gold
        return 2 * self.shared / both if both else 0.0

    @property
    def found_any(self) -> float:
        """The share of the annotated words that are found, whatever their type was taken for."""
        return self.shared_any / self.gold if self.gold else 0.0

    @property
    def speaker_accuracy(self) -> float:
        """The share of right speakers among the quotations found."""
        total = self.speakers.total()
        return self.speakers[True] / total if total else 0.0


def words_of(text: str, spans: Iterable[Span]) -> frozenset[int]:
    """Where the words of some spans begin."""
    return frozenset(match.start() for start, end in spans for match in re.compile(r"\w+").finditer(text, start, end))


def annotated(row: dict[str, Any]) -> list[Quote]:
    """The quotations of one row of the corpus."""
    found = []
    for one in row["annotations"]:
        said, speaker = _spans(one["quote"]), _spans(one["speaker"])
        words = words_of(row["originalText"], said)
        if words:
            name = " ".join(span.of(row["originalText"]) for span in speaker)
            found.append(Quote(TYPES[one["type"]], words, words_of(row["originalText"], speaker), name))
    return found


def _spans(part: dict[str, Any]) -> list[Span]:
    return [Span(span["charBegin"], span["charEnd"]) for span in part["spans"]]


def extracted(doc: Doc) -> list[Quote]:
    """The statements that we find in a parsed text."""
    document = Document(id="quotes", text=doc.text, source="quotes")
    said = statements(doc, document)
    attribution = Attribution(doc, document, said)
    return [
        Quote(
            one.kind,
            words_of(doc.text, one.spoken),
            words_of(doc.text, [one.speaker] if one.speaker else []),
            (attribution.named(one.speaker) or one.speaker.of(doc.text)) if one.speaker else "",
        )
        for one in said
    ]


def paired(gold: Sequence[Quote], found: Sequence[Quote]) -> list[Pair]:
    """The one-to-one pairs that share the most words."""
    if not gold or not found:
        return []
    shared = np.array([[len(one.words & other.words) for other in found] for one in gold])
    rows, columns = linear_sum_assignment(shared, maximize=True)
    pairs = (Pair(gold[at], found[to], int(shared[at, to])) for at, to in zip(rows, columns, strict=True))
    return [pair for pair in pairs if pair.shared]


def score(documents: Iterable[tuple[Sequence[Quote], Sequence[Quote]]]) -> dict[str, Score]:
    """The scores by type, and of all types together, of documents with their annotated and found quotations."""
    scores = {kind: Score() for kind in (*dict.fromkeys(TYPES.values()), ALL)}
    for gold, found in documents:
        for kind, one in scores.items():
            of_kind = [quote for quote in gold if kind in (quote.kind, ALL)]
            ours = [quote for quote in found if kind in (quote.kind, ALL)]
            one.quotes += len(of_kind)
            one.gold += sum(len(quote.words) for quote in of_kind)
            one.found += sum(len(quote.words) for quote in ours)
            one.shared += sum(pair.shared for pair in paired(of_kind, ours))
        for pair in paired(gold, found):
            for one in (scores[pair.gold.kind], scores[ALL]):
                one.shared_any += pair.shared
                if pair.is_found and pair.gold.speaker:
                    one.speakers[pair.is_speaker_right] += 1
    return scores


def rows(data: Path, split: str) -> Iterator[dict[str, Any]]:
    """The documents of one split."""
    path = data / f"{split}.jsonl.gz"
    if not path.exists():
        raise InputError(f"expected the quotation corpus at {path}, found no such file: name its folder with --data")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines)


def table(scores: dict[str, Score]) -> str:
    """The scores as a table, in per cent."""
    lines = [f"{'type':<14}{'quotes':>7}{'P':>7}{'R':>7}{'F1':>7}{'found':>7}{'speaker':>9}{'of':>6}"]
    for kind, one in scores.items():
        figures = (one.precision, one.recall, one.f1, one.found_any)
        cells = "".join(f"{100 * figure:7.1f}" for figure in figures)
        lines.append(f"{kind:<14}{one.quotes:>7}{cells}{100 * one.speaker_accuracy:9.1f}{one.speakers.total():>6}")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True, help="the folder with the corpus")
    parser.add_argument("--split", choices=("dev", "train"), default="dev")
    options = parser.parse_args()
    nlp = load()
    print(
        table(score((annotated(row), extracted(nlp(row["originalText"]))) for row in rows(options.data, options.split)))
    )


if __name__ == "__main__":
    main()
