"""What a person sees in the terminal: lines, tables, errors; foreign text can neither format nor command it.

>>> printable("a\\x1b[31m\\nb")
'a\\\\x1b[31m\\\\nb'
"""

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from standpunkt.extract.records import InputError, StandpunktError
from standpunkt.graph.queries import Rows, Triples

#: Control characters, line ends, marks that turn the direction of writing, and halves of characters.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
#: A pipe has no width; this many columns keep most rows on one line.
_WIDTH = 160

out, err = Console(), Console(stderr=True)
if not out.is_terminal:
    out = Console(width=_WIDTH)


def printable(text: str) -> str:
    """`text` on one line, what could move the cursor or end the line written as an escape."""
    return _UNSAFE.sub(lambda found: found[0].encode("unicode_escape", "backslashreplace").decode(), text)


def say(text: str) -> None:
    """One line on standard output."""
    out.print(Text(printable(text)), soft_wrap=True)


def complain(text: str, style: str = "") -> None:
    """One line on standard error."""
    err.print(Text(printable(text), style=style), soft_wrap=True)


def tabulate(header: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    """A table on standard output."""
    table = Table()
    for name in header:
        table.add_column(Text(printable(name)))
    for row in rows:
        table.add_row(*(Text(printable(re.sub(r"\s+", " ", cell))) for cell in row))
    out.print(table)


def show(answer: Rows | Triples | bool, form: str) -> None:
    """An answer in the format asked for; `InputError` if that cannot carry it."""
    if isinstance(answer, bool):
        print(json.dumps({"head": {}, "boolean": answer}) if form == "json" else "yes" if answer else "no")
    elif isinstance(answer, Triples):
        _fits(form, "triples", "table", "turtle")
        print(answer.turtle())
    else:
        _fits(form, "rows", "table", "csv", "json")
        _show_rows(answer, form)


def _show_rows(answer: Rows, form: str) -> None:
    if form == "table":
        tabulate(answer.variables, answer.table())
    else:
        print(answer.csv().rstrip("\r\n") if form == "csv" else answer.json())


def _fits(form: str, what: str, *known: str) -> None:
    if form not in known:
        raise InputError(f"expected the format {' or '.join(known)} for {what}, got {form!r}")


@contextmanager
def plain_errors(interrupted: str = "interrupted") -> Iterator[None]:
    """Errors made on purpose end the program with one line, an interruption with 130."""
    try:
        yield
    except StandpunktError as error:
        complain(f"error: {error}", "red")
        raise typer.Exit(1) from None
    except KeyboardInterrupt:
        complain(interrupted)
        raise typer.Exit(130) from None
