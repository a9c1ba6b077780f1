"""The same report twice: near-copies of whole articles, and the same quotation in many outlets.

Articles are compared by MinHash signatures of their word shingles (Broder 1997), candidates found by banding
(Leskovec, Rajaraman & Ullman, *Mining of Massive Datasets*, ch. 3). Only signatures and band keys are kept, about
1.3 kB a document, never texts.

>>> words = [f"wort{number}" for number in range(60)]
>>> copies = [Document(id=name, text=" ".join(words), source=name) for name in ("a", "b")]
>>> [document.same_report_as for document in mark_duplicates(copies)]
[None, 'a']
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

from standpunkt.extract.records import Document, Position, Span

#: Words in a shingle: long enough that set phrases of the news are rarely shared by chance.
SHINGLE = 5
#: Shorter texts are not compared: "Ja, ich stimme zu." is no copy.
FEWEST_SHINGLES = 25
#: Two articles are the same report if they share this much of all their shingles …
SAME = 0.6
#: … or if this much of the shorter one stands in the longer one.
CONTAINED = 0.75
#: An article this like an earlier one adds nothing to the index.
_EQUAL = 0.9
_HASHES, _ROWS = 128, 2
_BANDS = _HASHES // _ROWS
_WORD = re.compile(r"\w+")

Signature = NDArray[np.uint32]
Keys = NDArray[np.uint64]


def mark_duplicates(documents: Iterable[Document]) -> Iterator[Document]:
    """Yield the documents in order; one that reports what an earlier one did gets the id of the first of them.

    The result depends on the documents and their order alone.
    """
    index = ReportIndex()
    for document in documents:
        first = index.add(document)
        yield replace(document, same_report_as=first) if first else document


@dataclass(slots=True)
class ReportIndex:
    """The reports seen so far; grows by one signature and its band keys for each new report."""

    ids: list[str] = field(default_factory=list)
    firsts: list[int] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    signatures: "_Rows" = field(default_factory=lambda: _Rows(_HASHES))
    buckets: "_Buckets" = field(default_factory=lambda: _Buckets())

    def add(self, document: Document) -> str | None:
        """Take a document in; the id of the first document with the same report, or None if it is new."""
        shingles = _shingles(document)
        if len(shingles) < FEWEST_SHINGLES:
            return None
        signature = _signature(shingles)
        keys = _keys(signature)
        number, likeness = self._closest(signature, len(shingles), self.buckets.find(keys))
        first = None if number is None else self.firsts[number]
        if likeness < _EQUAL:
            self.firsts.append(len(self.ids) if first is None else first)
            self.buckets.add(keys, len(self.ids))
            self.signatures.append(signature)
            self.sizes.append(len(shingles))
            self.ids.append(document.id)
        return None if first is None else self.ids[first]

    def _closest(self, signature: Signature, size: int, candidates: Sequence[int]) -> tuple[int | None, float]:
        """The earliest of the candidates that are most like the signature, if any is the same report."""
        best: tuple[float, int] | None = None
        for number in candidates:
            jaccard = float(np.mean(self.signatures[number] == signature))
            if _is_same(jaccard, size, self.sizes[number]) and (best is None or jaccard > best[0]):
                best = jaccard, number
        return (best[1], best[0]) if best else (None, 0.0)


def _is_same(jaccard: float, size: int, other: int) -> bool:
    """Whether the overlap is that of one report, or of a report inside a longer one.

    With |A ∩ B| = J (|A| + |B|) / (1 + J), the share of the shorter text follows from J and the sizes.
    """
    shared = jaccard * (size + other) / (1 + jaccard)
    return jaccard >= SAME or shared >= CONTAINED * min(size, other)


def _shingles(document: Document) -> set[bytes]:
    """All runs of `SHINGLE` words in the body, in lower case and without punctuation.

    A speech is its speaker's: members of a parliament hand in the same declaration word for word, each for himself.
    """
    speaker = f"{document.author} " if document.kind == "speech" else ""
    passages = document.body or (Span(0, len(document.text)),)
    words = [word for span in passages for word in _WORD.findall(span.of(document.text).lower())]
    return {(speaker + " ".join(words[start : start + SHINGLE])).encode() for start in range(len(words) - SHINGLE + 1)}


def _hash(shingle: bytes) -> int:
    return int.from_bytes(blake2b(shingle, digest_size=4).digest(), "little")


def _signature(shingles: set[bytes]) -> Signature:
    from datasketch import MinHash  # type: ignore[import-untyped]

    minhash = MinHash(num_perm=_HASHES, seed=1, hashfunc=_hash)
    minhash.update_batch(shingles)
    values: Signature = minhash.hashvalues.astype(np.uint32)
    return values


def _keys(signature: Signature) -> Keys:
    """One key a band: its values, mixed with the number of the band (splitmix64)."""
    pairs = signature.reshape(_BANDS, _ROWS).astype(np.uint64)
    keys = (pairs[:, 0] << np.uint64(32)) ^ pairs[:, 1] ^ (np.arange(_BANDS, dtype=np.uint64) << np.uint64(58))
    keys = (keys ^ (keys >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed: Keys = keys ^ (keys >> np.uint64(27))
    return mixed


class _Rows:
    """Rows of numbers in one growing array."""

    def __init__(self, width: int) -> None:
        self._array: NDArray[np.uint32] = np.empty((64, width), np.uint32)
        self._count = 0

    def append(self, row: Signature) -> None:
        if self._count == len(self._array):
            self._array = np.concatenate([self._array, np.empty_like(self._array)])
        self._array[self._count] = row
        self._count += 1

    def __getitem__(self, number: int) -> Any:
        return self._array[number]


class _Buckets:
    """Which reports have a key: a small dictionary of recent ones in front of sorted arrays.

    The arrays take twelve bytes an entry, a tenth of a dictionary's; they are merged when the dictionary has grown to
    a quarter of them, so that every entry is moved a few times only.
    """

    def __init__(self) -> None:
        self._recent: defaultdict[int, list[int]] = defaultdict(list)
        self._count = 0
        self._keys: Keys = np.empty(0, np.uint64)
        self._numbers: NDArray[np.int32] = np.empty(0, np.int32)

    def add(self, keys: Keys, number: int) -> None:
        for key in keys.tolist():
            self._recent[key].append(number)
        self._count += len(keys)
        if self._count > max(1 << 18, len(self._keys) // 4):
            self._merge()

    def find(self, keys: Keys) -> list[int]:
        """The reports that share a key, the earliest first."""
        found = {number for key in keys.tolist() for number in self._recent.get(key, ())}
        starts, ends = np.searchsorted(self._keys, keys, "left"), np.searchsorted(self._keys, keys, "right")
        for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
            found.update(self._numbers[start:end].tolist())
        return sorted(found)

    def _merge(self) -> None:
        keys = np.fromiter((key for key, many in self._recent.items() for _ in many), np.uint64, self._count)
        numbers = np.fromiter((number for many in self._recent.values() for number in many), np.int32, self._count)
        keys, numbers = np.concatenate([self._keys, keys]), np.concatenate([self._numbers, numbers])
        order = np.argsort(keys, kind="stable")
        self._keys, self._numbers = keys[order], numbers[order]
        self._recent.clear()
        self._count = 0


#: A quotation of fewer words may recur by chance; after this time it is said again.
QUOTED_WORDS = 8
QUOTED_WITHIN = timedelta(days=14)
_QUOTATION = re.compile(r"„([^“”\"]{20,})[“”\"]|“([^“”]{20,})”|»([^«»]{20,})«|«([^«»]{20,})»|\"([^\"]{20,})\"")


def quotations(text: str) -> list[tuple[str, ...]]:
    """The words of each direct quotation of at least `QUOTED_WORDS` words in a passage.

    >>> quotations('„Wir werden dem Gesetz in dieser Form niemals zustimmen“, sagte sie der „Morgenpost“.')
    [('wir', 'werden', 'dem', 'gesetz', 'in', 'dieser', 'form', 'niemals', 'zustimmen')]
    """
    quoted = (next(filter(None, match.groups())) for match in _QUOTATION.finditer(text))
    return [words for part in quoted if len(words := tuple(_WORD.findall(part.lower()))) >= QUOTED_WORDS]


def same_quotations(positions: Iterable[tuple[Position, str]]) -> list[tuple[Position, ...]]:
    """Group positions that rest on one quotation: same speaker, eight words in a row the same, within 14 days.

    Each position comes with the text of its evidence. Only groups over several documents are given, each in order of
    day and then as the positions came, so that its first is the one to count. Positions without a day or without a
    named speaker are in no group, since nothing is assumed about them.
    """
    by_words: defaultdict[tuple[str, tuple[str, ...]], list[int]] = defaultdict(list)
    groups: list[list[Position]] = []
    for position, text in sorted(positions, key=lambda pair: _day(pair[0])):
        speaker = position.actor_id or position.actor_name
        if not speaker or position.quote != "direct" or _day(position) == date.min:
            continue
        runs = [(speaker, run) for words in quotations(text) for run in _runs(words)]
        recent = (number for run in runs for number in by_words[run] if _within(groups[number][0], position))
        group = min(recent, default=len(groups))
        if group == len(groups):
            groups.append([])
        groups[group].append(position)
        for run in runs:
            by_words[run].append(group)
    return [tuple(group) for group in groups if len({position.doc for position in group}) > 1]


def _runs(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Every `QUOTED_WORDS` words in a row."""
    return (words[start : start + QUOTED_WORDS] for start in range(len(words) - QUOTED_WORDS + 1))


def _day(position: Position) -> date:
    return position.stated_on or position.published_on or date.min


def _within(first: Position, position: Position) -> bool:
    return _day(position) - _day(first) <= QUOTED_WITHIN
