"""Treebanks in CoNLL-U, read the way spaCy will see the text.

Three differences are evened out: contractions ("zum" = zu + dem) become one word again, words that spaCy's
tokenizer keeps together (US-Präsident) are merged, and relation types that German hardly uses lose their subtype.
"""

import gzip
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import spacy
from spacy.tokens import Doc

from standpunkt.extract.tokens import make_tokenizer

_TOKENIZER = make_tokenizer()


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a tree; `head` is the index of its head in the sentence, -1 for the root."""

    form: str
    lemma: str
    upos: str
    xpos: str
    feats: dict[str, str]
    head: int
    relation: str
    space_after: bool = True


Sentence = tuple[Word, ...]


def read(path: Path) -> Iterator[Sentence]:
    """The sentences of a CoNLL-U file (plain or gzipped), words merged as described above."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for block in _blocks(lines):
            yield _as_spacy_sees_it(_words(block))


def _blocks(lines: Iterable[str]) -> Iterator[list[list[str]]]:
    block: list[list[str]] = []
    for line in lines:
        if not line.strip():
            if block:
                yield block
            block = []
        elif not line.startswith("#"):
            block.append(line.rstrip("\n").split("\t"))
    if block:
        yield block


def _words(rows: list[list[str]]) -> Sentence:
    """The syntactic words of a block, contractions joined to one word."""
    words = [_word(row) for row in rows if row[0].isdigit()]
    groups = {}
    for row in rows:
        if "-" in row[0]:
            first, last = (int(part) - 1 for part in row[0].split("-"))
            groups[first] = last, row[1], "SpaceAfter=No" not in row[9]
    plan: list[tuple[range, str, bool]] = []
    number = 0
    while number < len(words):
        last, form, space = groups.get(number, (number, words[number].form, words[number].space_after))
        plan.append((range(number, last + 1), form, space))
        number = last + 1
    return _merge(words, plan)


def _word(row: list[str]) -> Word:
    feats = {} if row[5] == "_" else dict(pair.split("=", 1) for pair in row[5].split("|"))
    return Word(row[1], row[2], row[3], row[4], feats, int(row[6]) - 1, row[7], "SpaceAfter=No" not in row[9])


def _merge(words: Iterable[Word], plan: list[tuple[range, str, bool]]) -> Sentence:
    """Words joined as `plan` says; a joined word takes the place of its root, else of the first with a head outside."""
    words = list(words)
    place = {old: new for new, (members, _, _) in enumerate(plan) for old in members}
    merged = []
    for members, form, space in plan:
        outer = [m for m in members if words[m].head not in members]
        chief = words[min(outer, key=lambda m: words[m].head >= 0, default=members[0])]
        if len(members) > 1:
            chief = _joined(chief, [words[m] for m in members], form)
        head = place[chief.head] if chief.head >= 0 else -1
        merged.append(replace(chief, form=form, head=head, space_after=space))
    return tuple(merged)


def _joined(chief: Word, members: list[Word], form: str) -> Word:
    """`chief` for the whole form: a contraction takes the features of its article, a compound its last base form."""
    if chief.upos == "ADP":
        feats = {name: value for word in members for name, value in word.feats.items()}
        return replace(chief, feats=feats)
    last = members[-1]
    stem = form[: -len(last.form)] if form.endswith(last.form) else ""
    return replace(chief, lemma=stem + last.lemma if stem else form)


def _as_spacy_sees_it(words: Sentence) -> Sentence:
    """Words that spaCy's tokenizer keeps together are joined (US - Präsident)."""
    text = "".join(word.form + " " * word.space_after for word in words)
    ends = {token.idx + len(token) for token in _TOKENIZER(text)}
    plan: list[tuple[range, str, bool]] = []
    offset, first, start = 0, 0, 0
    for number, word in enumerate(words):
        offset += len(word.form)
        if offset in ends or word.space_after or number == len(words) - 1 or "-" not in text[start : offset + 1]:
            plan.append((range(first, number + 1), text[start:offset], word.space_after))
            first, start = number + 1, offset + word.space_after
        offset += word.space_after
    return words if len(plan) == len(words) else _merge(words, plan)


def as_doc(sentences: Iterable[Sentence], vocab: spacy.vocab.Vocab) -> Doc:
    """Gold words of some sentences as one unparsed `Doc`, sentence starts set."""
    words = [word for sentence in sentences for word in sentence]
    starts: list[bool | int | None] = [number == 0 for sentence in sentences for number in range(len(sentence))]
    return Doc(vocab, [w.form for w in words], [w.space_after for w in words], sent_starts=starts)
