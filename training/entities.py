"""Named-entity corpora as running windows of words with BIO tags for PER, ORG and LOC."""

import csv
import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

KINDS = ("PER", "ORG", "LOC")
TAGS = ("O", *(f"{prefix}-{kind}" for kind in KINDS for prefix in "BI"))
_SMARTDATA = {"person": "PER", "organization": "ORG", "organization-company": "ORG"}


@dataclass(frozen=True, slots=True)
class Tagged:
    """Consecutive words with one BIO tag each."""

    forms: tuple[str, ...]
    spaces: tuple[bool, ...]
    tags: tuple[str, ...]


def read_smartdata(path: Path, tokenizer: Any, *, longest: int = 90) -> Iterator[Tagged]:
    """DFKI SmartData: whole documents, cut at line ends into windows of about `longest` words."""
    for record in _json_stream(gzip.open(path, "rt", encoding="utf-8").read()):
        text = record["text"]["string"]
        mentions = [m for m in (record["conceptMentions"] or {}).get("array", []) if _kind(m["type"])]
        spans = [(m["span"]["start"], m["span"]["end"], _kind(m["type"])) for m in mentions]
        yield from windows(text, tokenizer, spans, longest=longest)


def windows(
    text: str, tokenizer: Any, spans: Sequence[tuple[int, int, str]] = (), *, longest: int = 90
) -> Iterator[Tagged]:
    """A text cut at line ends into windows of about `longest` words; `spans` are (start, end, kind) of its entities."""
    for start, end in _windows(text, longest):
        yield _tag(text[start:end], [(s - start, e - start, k) for s, e, k in spans if start <= s < end], tokenizer)


def _kind(mention: str) -> str:
    return "LOC" if mention.startswith("location") else _SMARTDATA.get(mention, "")


def _json_stream(raw: str) -> Iterator[dict[str, Any]]:
    decoder, at = json.JSONDecoder(), 0
    while at < len(raw):
        record, end = decoder.raw_decode(raw, at)
        yield record
        at = end
        while at < len(raw) and raw[at].isspace():
            at += 1


def _windows(text: str, longest: int) -> Iterator[tuple[int, int]]:
    """Line by line, short lines joined up to `longest` words."""
    start, words, offset = 0, 0, 0
    for line in text.splitlines(keepends=True):
        count = len(line.split())
        if words and words + count > longest:
            yield start, offset
            start, words = offset, 0
        words += count
        offset += len(line)
    if text[start:].strip():
        yield start, len(text)


def _tag(text: str, spans: list[tuple[int, int, str]], tokenizer: Any) -> Tagged:
    tokens = [token for token in tokenizer(text) if not token.is_space]
    tags = ["O"] * len(tokens)
    for start, end, kind in sorted(spans, key=lambda span: span[0] - span[1]):
        inside = [n for n, t in enumerate(tokens) if t.idx < end and start < t.idx + len(t)]
        if inside and all(tags[n] == "O" for n in inside):
            for n in inside:
                tags[n] = f"{'B' if n == inside[0] else 'I'}-{kind}"
    return Tagged(tuple(t.text for t in tokens), tuple(bool(t.whitespace_) for t in tokens), tuple(tags))


def read_columns(path: Path, *, form: int, tag: int) -> Iterator[Tagged]:
    """GermEval 2014 (form 1, tag 2) and Universal NER (form 1, tag 2): a word a line, a blank line after a sentence."""
    forms: list[str] = []
    tags: list[str] = []
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            if not row or not row[0]:
                if forms:
                    yield _sentence(forms, tags)
                forms, tags = [], []
            elif not row[0].startswith("#"):
                forms.append(row[form])
                tags.append(row[tag] if row[tag] in TAGS else "O")
    if forms:
        yield _sentence(forms, tags)


def _sentence(forms: list[str], tags: list[str]) -> Tagged:
    """Spaces are not given in these files: none before closing and after opening punctuation."""
    after = [following not in {".", ",", ";", ":", "!", "?", ")", "“", "’"} for following in [*forms[1:], ""]]
    spaces = [space and form not in {"(", "„", "‚"} for form, space in zip(forms, after, strict=True)]
    return Tagged(tuple(forms), tuple(spaces), tuple(tags))
