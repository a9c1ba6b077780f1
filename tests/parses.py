"""Parses built by hand, so that a test says what a rule does and not what a model did that day.

A parse is a table, one word a line: form, lemma, word class, STTS tag, number of the head in the sentence (0 for the
root), relation, then optional features ("Case=Acc|Number=Sing") and an optional entity type. A blank line ends a
sentence. A form that ends with "_" has no blank after it.

>>> doc = parse('''
...     Merz    Merz    PROPN NE    2 nsubj Case=Nom PER
...     warnt_  warnen  VERB  VVFIN 0 root
...     .       .       PUNCT $.    2 punct
... ''')
>>> doc.text, doc[1].dep_, doc.ents
('Merz warnt. ', 'ROOT', (Merz,))
"""

import re
from pathlib import Path
from typing import NamedTuple

import spacy
from spacy.tokens import Doc

from standpunkt.extract.records import Document

_NLP = spacy.blank("de")


def parse(table: str) -> Doc:
    """The `Doc` that a table describes."""
    rows: list[list[str]] = []
    heads: list[int] = []
    begin = 0
    for line in [*table.strip("\n").splitlines(), ""]:
        row = line.split()
        if row:
            rows.append(row)
            continue
        for number in range(begin, len(rows)):
            head = int(rows[number][4])
            heads.append(begin + head - 1 if head else number)
        begin = len(rows)
    return Doc(
        _NLP.vocab,
        words=[_form(row[0]) for row in rows],
        spaces=[not row[0].endswith("_") or row[0] == "_" for row in rows],
        lemmas=[row[1] for row in rows],
        pos=[row[2] for row in rows],
        tags=[row[3] for row in rows],
        heads=heads,
        deps=["ROOT" if row[5] == "root" else row[5] for row in rows],
        morphs=[next((cell for cell in row[6:] if "=" in cell), "") for row in rows],
        ents=_entities([next((cell for cell in row[6:] if cell.isupper()), "") for row in rows]),
    )


def _form(cell: str) -> str:
    return cell.removesuffix("_") or cell


def _entities(kinds: list[str]) -> list[str]:
    """Entity tags: neighbours of one type belong together."""
    before = ["", *kinds]
    return [
        f"{'I' if kind == last else 'B'}-{kind}" if kind else "O" for last, kind in zip(before, kinds, strict=False)
    ]


def table(doc: Doc) -> str:
    """The table of a parse, for writing new ones."""
    lines = []
    for sentence in doc.sents:
        for token in sentence:
            form = token.text + ("" if token.whitespace_ else "_")
            head = 0 if token.head is token or token.dep_ == "ROOT" else token.head.i - sentence.start + 1
            cells = [form, token.lemma_, token.pos_, token.tag_, str(head), token.dep_.replace("ROOT", "root")]
            lines.append(" ".join([*cells, *filter(None, [str(token.morph), token.ent_type_])]))
        lines.append("")
    return "\n".join(lines)


def document(doc: Doc, **fields: object) -> Document:
    """The document whose text a parse covers."""
    return Document(id="a", text=doc.text, source="a.txt", **fields)  # type: ignore[arg-type]


class Case(NamedTuple):
    """A named parse and what is expected of it."""

    name: str
    expected: list[str]
    doc: Doc


def cases(file: str) -> list[Case]:
    """The cases of a file beside this one: two lines of heading (name, expectations) and a table each."""
    found = []
    blocks = re.findall(
        r"^# (.+)\n# (.+)\n((?:[^#\n].*\n|\n(?!#))+)", Path(__file__).with_name(file).read_text("utf-8"), re.M
    )
    for name, expected, rows in blocks:
        found.append(Case(name, [] if expected == "-" else expected.split(" ; "), parse(rows)))
    return found
