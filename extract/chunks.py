"""A long text in bites the encoder can take: chunks that end where a sentence surely ends.

Chunks are cut at line ends, else behind sentence-final punctuation, and only in an emergency (a text without any
punctuation) in the middle. What is cut does not depend on what came before, so chunks can be analysed in any order.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

#: Words and pieces of a chunk at most; within them a chunk prefers to end behind a sentence.
MAX_WORDS, MAX_PIECES = 90, 110
_FINAL = frozenset(".!?…")
_CLOSING = frozenset("“”\"«»'’‘)]")
_WRAPPED_LINE = range(40, 121)


@dataclass(frozen=True, slots=True)
class Chunk:
    """Consecutive words of a document; `hard[n]` says that a sentence must start at its n-th word."""

    start: int
    end: int
    hard: tuple[bool, ...]


def is_hard_wrapped(text: str) -> bool:
    """Whether single line ends are mere typesetting: most inner lines are nearly equally long and end in mid-sentence.

    >>> text = '''Die Ministerin sagte am Montag in Berlin vor der
    ... Presse, sie werde dem Entwurf nur dann zustimmen,
    ... wenn die Länder mehr Geld bekämen und der Bund
    ... für alle Kosten der Reform einstehe.'''
    >>> is_hard_wrapped(text)
    True
    >>> is_hard_wrapped("Kanzlerin lehnt Vorschlag ab\\nDie Kanzlerin hat den Vorschlag abgelehnt.")
    False
    """
    lines = [line.rstrip() for line in text.split("\n")]
    inner = [line for line, following in zip(lines, lines[1:], strict=False) if line and following]
    if len(inner) < 3:
        return False
    middle = sorted(map(len, inner))[len(inner) // 2]
    alike = sum(0.7 * middle <= len(line) <= 1.3 * middle for line in inner)
    open_ended = sum(line[-1] not in '.!?…:“"' for line in inner)
    return middle in _WRAPPED_LINE and alike >= 0.8 * len(inner) and open_ended >= 0.5 * len(inner)


def line_starts(doc: Doc, words: Sequence[Token]) -> list[bool]:
    """For each word whether a line break before it must end a sentence."""
    text = doc.text
    need = 2 if "\n" in text and is_hard_wrapped(text) else 1
    starts = [True]
    for left, right in zip(words, words[1:], strict=False):
        if right.i == left.i + 1:
            starts.append(False)
        else:
            starts.append(_breaks(text[left.idx + len(left) : right.idx]) >= need)
    return starts[: len(words)]


def _breaks(gap: str) -> int:
    return len(re.sub(r"\r\n?", "\n", gap)) - len(re.sub(r"[\n\u2028\u2029]", "", re.sub(r"\r\n?", "\n", gap)))


def chunks(words: Sequence[Token], hard: Sequence[bool], sizes: Sequence[int]) -> Iterator[Chunk]:
    """Cut `words` into chunks; `sizes` are their numbers of pieces."""
    start = 0
    while start < len(words):
        end = _furthest(start, sizes)
        if end < len(words):
            end = _safe_end(words, hard, start, end)
        yield Chunk(start, end, (True, *hard[start + 1 : end]))
        start = end


def _furthest(start: int, sizes: Sequence[int]) -> int:
    total, end = 0, start
    while end < len(sizes) and end - start < MAX_WORDS and (total + sizes[end] <= MAX_PIECES or end == start):
        total += sizes[end]
        end += 1
    return end


def _safe_end(words: Sequence[Token], hard: Sequence[bool], start: int, end: int) -> int:
    """The last place up to `end` where a line or, failing that, a sentence ends."""
    for place in range(end, start + (end - start) // 2, -1):
        if hard[place]:
            return place
    for place in range(end, start, -1):
        if hard[place] or _ends_sentence(words, place):
            return place
    return end


def _ends_sentence(words: Sequence[Token], place: int) -> bool:
    """Whether the word before `place` closes a sentence and the word at `place` can open one."""
    before = place - 1
    while before > 0 and words[before].text in _CLOSING:
        before -= 1
    opener = words[place].text
    return words[before].text in _FINAL and opener not in _CLOSING and not opener[0].islower()
