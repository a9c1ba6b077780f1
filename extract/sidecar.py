"""A table beside the files that says what they do not: day, outlet, title, author, address.

>>> import tempfile
>>> table = Path(tempfile.mkdtemp()) / "meta.csv"
>>> _ = table.write_text("Datei;Datum;Medium\\nsteuer.txt;3.3.2025;Morgenblatt\\n", "utf-8")
>>> fields = Sidecar.load(table, print).of("texte/steuer.txt", "steuer")
>>> str(fields.published_on), fields.outlet
('2025-03-03', 'Morgenblatt')
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from standpunkt.extract.places import existing, suffix_of
from standpunkt.extract.raw import NO_FIELDS, Fields, Report, from_path, stem
from standpunkt.extract.records import InputError
from standpunkt.extract.tables import Columns, Row, csv_rows, guess, listed, row_fields


@dataclass(frozen=True, slots=True)
class Sidecar:
    """The fields of the table by what its rows name: a file, a stem, an id or an address."""

    rows: Mapping[str, Fields] = field(default_factory=dict)
    real: str = ""

    @classmethod
    def load(cls, path: Path | None, report: Report) -> "Sidecar":
        """Read the table; without a column that names the files it raises `InputError`."""
        if path is None:
            return cls()
        source = from_path(existing(path, "a table with metadata"), str(path), path.stem)
        rows = csv_rows(source, "\t" if suffix_of(path) == ".tsv" else None)
        return cls(dict(_keyed(rows, report)), os.path.realpath(path))

    def of(self, source: str, id: str) -> Fields:
        """What the table says about the article `id` of a source: the more exact name wins."""
        name = source.replace("\\", "/").rpartition("/")[2]
        keys = (id, source, name, name.removesuffix(".gz"), stem(name))
        return next((self.rows[key] for key in keys if key in self.rows), NO_FIELDS)


def _keyed(rows: Iterator[tuple[int, Row | InputError]], report: Report) -> Iterator[tuple[str, Fields]]:
    for line, row in rows:
        if isinstance(row, InputError):
            report(f"line {line}: {row}")
            continue
        names = tuple(row)
        key = guess("file", names)
        if key is None:
            raise InputError(f"expected a column 'file' or 'datei' with file names, got {listed(names)}; rename one")
        if name := (row[key] or "").strip():
            chosen = replace(Columns().resolve(names), speaker=None)
            yield name, row_fields(row, chosen, lambda message, line=line: report(f"line {line}: {message}"))  # type: ignore[misc]
