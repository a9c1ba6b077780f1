"""Rows of tables and records (JSON, JSON Lines, CSV, Parquet) as articles.

>>> rows = [(1, {"Titel": "Rat lehnt ab", "Volltext": "Der Rat lehnt ab.", "Datum": "3.1.2026"})]
>>> [article] = articles(rows, Columns(), report=print)
>>> article.text, article.fields.title, str(article.fields.published_on)
('Der Rat lehnt ab.', 'Rat lehnt ab', '2026-01-03')
"""

import csv
import gzip
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any, BinaryIO, NamedTuple

from standpunkt.extract.dates import parse_date
from standpunkt.extract.raw import MOST_TEXT, Fields, Raw, Report, Source, clean, decode
from standpunkt.extract.records import InputError, Span
from standpunkt.extract.vocabulary import cues

Row = Mapping[str, Any]
#: Bad rows of one file that are named one by one; the rest is counted.
_MOST_PROBLEMS = 20
_PARAGRAPH = "\n\n"


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column holds what; None means "guess from the usual names" (`lexicon/documents.toml`).

    A path with dots reaches into nested records and lists ("segments.p").
    """

    text: str | None = None
    title: str | None = None
    published_on: str | None = None
    outlet: str | None = None
    url: str | None = None
    author: str | None = None
    speaker: str | None = None

    def resolve(self, names: Iterable[str]) -> "Columns":
        """The columns among `names`; a column that was asked for by name must be there (`InputError`)."""
        present = tuple(names)
        return Columns(**{f.name: _column(f.name, getattr(self, f.name), present) for f in fields(self)})


class _Passage(NamedTuple):
    """A piece of a nested text and who speaks it, if the record says."""

    text: str
    speaker: str | None


def _column(field: str, asked: str | None, names: tuple[str, ...]) -> str | None:
    """The path of the column for `field`."""
    if asked:
        if asked.split(".")[0] not in names and asked not in names:
            raise InputError(f"expected a column {asked!r}, got {listed(names)}; check the mapping of {field!r}")
        return asked
    return guess(field, names)


@lru_cache(maxsize=4096)
def guess(field: str, names: tuple[str, ...]) -> str | None:
    """The column whose name is the likeliest for `field`."""
    simple = {re.sub(r"[\s_-]", "", name).casefold(): name for name in reversed(names)}
    for cue in cues("columns")[field]:
        first, _, rest = cue.partition(".")
        if first in simple:
            return simple[first] + (f".{rest}" if rest else "")
    return None


def listed(names: Iterable[str]) -> str:
    shown = list(names)
    return ", ".join(map(repr, shown[:12])) + (", …" if len(shown) > 12 else "") if shown else "no columns"


def articles(rows: Iterable[tuple[int, Row | InputError]], columns: Columns, report: Report) -> Iterator[Raw]:
    """One article a row; rows come with their line, and with an error where they could not be read.

    Rows are numbered from 1, bad ones included, so that mending one row never renumbers the others.
    """
    problems = 0
    for number, (line, row) in enumerate(rows, 1):
        try:
            if isinstance(row, InputError):
                raise row
            yield _article(row, columns, number, lambda message, line=line: report(f"line {line}: {message}"))  # type: ignore[misc]
        except InputError as error:
            problems += 1
            if problems <= _MOST_PROBLEMS:
                report(f"line {line}: {error}")
    if problems > _MOST_PROBLEMS:
        report(f"{problems - _MOST_PROBLEMS} further lines could not be read")


def _article(row: Row, columns: Columns, number: int, report: Report) -> Raw:
    """The article in one row."""
    if not isinstance(row, Mapping):
        raise InputError(f"expected an object with the fields of an article, got {type(row).__name__}")
    chosen = columns.resolve(row)
    if not chosen.text:
        raise InputError(f"expected a column with the text, got {listed(row)}; name it in the mapping of 'text'")
    speaker = _value(row, chosen.speaker)
    text, outside = _joined(_passages(row, chosen.text), speaker)
    if not text.strip():
        raise InputError(f"expected text in {chosen.text!r}, got none")
    if len(text) > MOST_TEXT:
        raise InputError(f"expected an article of at most {MOST_TEXT:,} characters, got {len(text):,}; split it")
    return Raw(text, row_fields(row, chosen, report), number, outside)


def row_fields(row: Row, chosen: Columns, report: Report) -> Fields:
    """The fields of a row beside its text; a day that cannot be read is reported and left out."""
    written = _value(row, chosen.published_on)
    day = parse_date(written) if written else None
    if written and not day:
        report(f"expected a day like 2025-03-01 or 1.3.2025, got {written[:40]!r}; the article stays undated")
    speaker = _value(row, chosen.speaker)
    return Fields(
        title=_value(row, chosen.title),
        published_on=day,
        outlet=_value(row, chosen.outlet),
        author=speaker or _value(row, chosen.author),
        url=_value(row, chosen.url),
        speech=speaker is not None,
    )


def _value(row: Row, path: str | None) -> str | None:
    """The words in a column, without blanks around them; None if there are none."""
    if not path:
        return None
    words = ", ".join(passage.text.strip() for passage in _passages(row, path) if passage.text.strip())
    return " ".join(words.split()) or None


def _passages(row: Row, path: str) -> list[_Passage]:
    """All strings under `path`; a record on the way may name who speaks what lies in it."""
    if path in row:
        return list(_strings(row[path], [], None))
    first, *rest = path.split(".")
    return list(_strings(row.get(first), rest, None))


def _strings(value: Any, path: list[str], speaker: str | None) -> Iterator[_Passage]:
    if isinstance(value, list | tuple):
        for item in value:
            yield from _strings(item, path, speaker)
    elif isinstance(value, Mapping):
        inner = value.get(path[0]) if path else value.get("name")
        yield from _strings(inner, path[1:], _value(value, guess("speaker", tuple(value))) or speaker)
    elif value is not None and value == value:  # a missing number in a table is not equal to itself
        yield _Passage(clean(str(value)), speaker)


def _joined(passages: list[_Passage], speaker: str | None) -> tuple[str, tuple[Span, ...]]:
    """The passages as one text, and the places of those that somebody else than `speaker` says."""
    outside, position = [], 0
    for passage in passages:
        if speaker and passage.speaker and passage.speaker != speaker:
            outside.append(Span(position, position + len(passage.text)))
        position += len(passage.text) + len(_PARAGRAPH)
    return _PARAGRAPH.join(passage.text for passage in passages), tuple(outside)


def json_lines(source: Source) -> Iterator[tuple[int, Row | InputError]]:
    """The rows of a JSON Lines file with their line numbers."""
    with source.open() as file:
        for number, line in _lines(file):
            if line is None:
                yield (
                    number,
                    InputError(f"expected a line of at most {MOST_TEXT // 1_000_000} MB, got a longer one; split it"),
                )
            elif line.strip():
                yield number, _parsed(line)


def _lines(file: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """The lines of a file with their numbers; None stands for one too long to be held."""
    number = 0
    while line := file.readline(MOST_TEXT + 1):
        number += 1
        if len(line) > MOST_TEXT:
            while line and not line.endswith(b"\n"):
                line = file.readline(MOST_TEXT)
            yield number, None
        else:
            yield number, line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line


def _parsed(line: bytes) -> Row | InputError:
    try:
        row: Row = json.loads(line.decode("utf-8"))
        return row
    except UnicodeDecodeError as error:
        return InputError(f"expected UTF-8, got byte {line[error.start]:#04x} at {error.start}")
    except (ValueError, RecursionError) as error:
        return InputError(f"expected JSON, got {_shown(line)} ({error})")


def _shown(line: bytes) -> str:
    return repr(line[:40].decode("utf-8", "replace").strip())


def json_records(source: Source) -> Iterator[tuple[int, Row | InputError]]:
    """The records of a JSON file: a list, an object with a list of articles, or one article; numbered from 1."""
    try:
        value = json.loads(decode(source.read()))
    except (ValueError, RecursionError) as error:
        raise InputError(f"expected JSON, got {error}") from error
    if isinstance(value, Mapping):
        wanted = cues("columns")["list"]
        value = next(
            (value[name] for name in value if name.lower() in wanted and isinstance(value[name], list)), [value]
        )
    if not isinstance(value, list) or (value and not any(isinstance(item, Mapping) for item in value)):
        raise InputError(f"expected a list of articles or one article, got a {type(value).__name__} without objects")
    yield from enumerate(value, 1)


def csv_rows(source: Source, delimiter: str | None = None) -> Iterator[tuple[int, Row | InputError]]:
    """The rows of a CSV or TSV file with the numbers of their lines; the delimiter is read off the heading."""
    csv.field_size_limit(MOST_TEXT)
    with source.open() as binary, io.TextIOWrapper(binary, _encoding(source), newline="") as file:
        heading = file.readline(MOST_TEXT)
        file.seek(0)
        reader = csv.DictReader(file, delimiter=delimiter or max(";,\t|", key=heading.count), strict=True)
        if not [name for name in reader.fieldnames or [] if name]:
            raise InputError("expected a table with a heading, got an empty file; remove it or fill it")
        while True:
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield reader.line_num, InputError(f"expected a row of the table, got {error}; the rest was not read")
                return
            yield reader.line_num, _checked(row)


def _checked(row: dict[Any, Any]) -> Row | InputError:
    """The row, unless it has more cells than the heading names."""
    if None in row:
        return InputError(
            f"expected {len(row) - 1} cells, got {len(row) - 1 + len(row[None])}; quote cells with separators"
        )
    return row


def _encoding(source: Source) -> str:
    """The encoding of a long file, found without holding it: UTF-8 if all of it is, else by `decode`'s rules."""
    with source.open() as file:
        start = file.read(4)
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    try:
        with source.open() as binary, io.TextIOWrapper(binary, "utf-8") as file:
            while file.read(1 << 20):
                pass
    except UnicodeDecodeError:
        decode(source.read())  # raises if this is not Windows-1252 either
        return "cp1252"
    return "utf-8-sig"


def parquet_rows(source: Source, columns: Columns) -> Iterator[tuple[int, Row | InputError]]:
    """The rows of a Parquet file, numbered from 1; only the columns in use are read."""
    import pyarrow as arrow  # type: ignore[import-untyped]
    from pyarrow import parquet

    try:
        with source.open() as opened:
            file = parquet.ParquetFile(
                arrow.BufferReader(source.read()) if isinstance(opened, gzip.GzipFile) else opened
            )
            chosen = columns.resolve(file.schema_arrow.names)
            wanted = {path.split(".")[0] for f in fields(chosen) if (path := getattr(chosen, f.name))}
            rows = (row for batch in file.iter_batches(64, columns=sorted(wanted)) for row in batch.to_pylist())
            yield from enumerate(rows, 1)
    except (arrow.ArrowException, OSError) as error:
        raise InputError(
            f"expected a Parquet file, got one that cannot be read ({str(error).splitlines()[0][:120]})"
        ) from error
