"""Tables of figures, for the terminal and for a page in Markdown."""

from collections.abc import Iterable
from typing import NamedTuple


class Table(NamedTuple):
    """A caption, the names of the columns, and rows of cells that are ready to print."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def text(self) -> str:
        """The table in aligned columns: names to the left, figures to the right."""
        lines = [self.columns, *self.rows]
        widths = [max(len(line[at]) for line in lines) for at in range(len(self.columns))]
        return "\n".join([self.caption, *("  " + _aligned(line, widths) for line in lines), ""])

    def markdown(self) -> str:
        """The table in Markdown under its caption."""
        rule = ("---", *("--:" for _ in self.columns[1:]))
        rows = (f"| {' | '.join(cells)} |" for cells in (self.columns, rule, *self.rows))
        return "\n".join([f"## {self.caption}", "", *rows, ""])


def _aligned(cells: tuple[str, ...], widths: Iterable[int]) -> str:
    first, *others = zip(cells, widths, strict=True)
    return first[0].ljust(first[1]) + "".join("  " + cell.rjust(width) for cell, width in others)


def percent(share: float | None) -> str:
    """A share in per cent; a dash where there is none.

    >>> percent(0.6149), percent(None)
    ('61.5', '–')
    """
    return "–" if share is None else f"{100 * share:.1f}"
