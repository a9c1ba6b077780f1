"""Progress that a person can watch: how far, how fast, how long still."""

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.progress import Progress as Bars

T = TypeVar("T")


class Progress(Protocol):
    """Passes items through and shows that they pass."""

    def __call__(self, items: Iterable[T], label: str) -> Iterator[T]:
        """The same items, lazily."""
        ...


def quiet(items: Iterable[T], label: str) -> Iterator[T]:
    """Show nothing."""
    yield from items


class Shown:
    """Bars on a terminal: items done of `total` (if known), items a second, time gone and time left."""

    def __init__(self, console: Console, *, total: int | None = None) -> None:
        self.console, self.total = console, total

    def __call__(self, items: Iterable[T], label: str) -> Iterator[T]:
        """The same items, lazily, counted on a bar."""
        columns = (
            SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"), TimeElapsedColumn(), TimeRemainingColumn(),
        )  # fmt: skip
        with Bars(*columns, console=self.console, transient=True) as bars:
            task = bars.add_task(label, total=self.total, rate="")
            for item in items:
                yield item
                speed = bars.tasks[0].speed
                bars.update(task, advance=1, rate=f"{speed:.1f}/s" if speed else "")
