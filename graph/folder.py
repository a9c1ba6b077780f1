"""How a store lies on disk: the writer's quads, the published snapshots, and who may use which.

```
kg/standpunkt-store   the mark by which a store is recognised, with the version of this layout
kg/quads/             Oxigraph's files; only the writer opens them
kg/writer.lock        held by the writer
kg/snapshots/00000007 hard links to a finished state; readers share a lock beside it
kg/current            the name of the snapshot that readers open, replaced by an atomic rename
```
"""

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from standpunkt.extract.records import StoreError
from standpunkt.graph.locks import Lock, holder

MARK: Final = "standpunkt-store"
LAYOUT: Final = "1"
#: How many snapshots stay: the current one and one for readers that are just opening it.
KEPT: Final = 2


class Folder:
    """The folder of one store."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)
        self.quads = self.path / "quads"
        self.shelf = self.path / "snapshots"

    def prepare(self) -> None:
        """Make the folder a store if it is missing or empty; `StoreError` if something else lies there."""
        with plain_errors(self.path):
            if not self.path.exists() or (self.path.is_dir() and not any(self.path.iterdir())):
                self.shelf.mkdir(parents=True)
                replace_text(self.path / MARK, LAYOUT)
        self.require()

    def require(self) -> None:
        """Raise `StoreError` unless the folder is a store that this version can read."""
        if not self.path.exists():
            raise StoreError(f"expected a store at {self.path} (found nothing): make one with `standpunkt build`")
        if not (self.path / MARK).is_file():
            raise StoreError(f"expected a store at {self.path} (found something else): choose another folder")
        layout = (self.path / MARK).read_text("utf-8", errors="replace").strip()
        if layout != LAYOUT:
            raise StoreError(f"expected store layout {LAYOUT} in {self.path} (got {layout[:20]!r}): build it again")

    def claim(self) -> Lock:
        """The writer's lock; `StoreError` if another process writes."""
        file = self.path / "writer.lock"
        try:
            lock = Lock(file)
        except BlockingIOError:
            raise StoreError(
                f"expected nobody else writing to {self.path} (process {holder(file)} does): wait until it has ended"
            ) from None
        except OSError as error:
            raise StoreError(f"expected a writable store at {self.path} (got: {error.strerror})") from error
        lock.sign()
        return lock

    def publish(self, engine: ox.Store) -> None:
        """Take a snapshot of the writer's quads and let readers find it; older ones go when nobody reads them."""
        names = self._names()
        name = f"{int(names[-1]) + 1 if names else 1:08d}"
        with plain_errors(self.path):
            engine.backup(str(self.shelf / name))
            replace_text(self.path / "current", name)
            for old in [*names, name][:-KEPT]:
                self._discard(old)

    def borrow(self) -> tuple[Path, Lock]:
        """The current snapshot and a shared lock on it; `StoreError` if none was published yet."""
        self.require()
        for _ in range(KEPT + 1):  # a writer may publish and tidy up between reading the name and locking it
            name = self.current()
            with contextlib.suppress(BlockingIOError):
                lock = Lock(self.shelf / f"{name}.lock", shared=True)
                if (self.shelf / name).is_dir():
                    return self.shelf / name, lock
                lock.release()
        raise StoreError(f"expected a snapshot in {self.path} (it vanished while opening): try again")

    def current(self) -> str:
        """The name of the last published snapshot; `StoreError` if there is none yet."""
        try:
            return (self.path / "current").read_text("ascii").strip()
        except FileNotFoundError:
            raise StoreError(
                f"expected a finished build in {self.path} (got none yet): run `standpunkt build` to its end"
            ) from None

    @contextlib.contextmanager
    def draft(self, name: str) -> Iterator[Path]:
        """A copy of a file in this folder, to read and to change; at the end it takes the file's place."""
        file, draft = self.path / name, self.path / f"{name}.new"
        with plain_errors(self.path):
            draft.unlink(missing_ok=True)
            if file.exists():
                shutil.copyfile(file, draft)
        yield draft
        with plain_errors(self.path):
            draft.replace(file)

    def _names(self) -> list[str]:
        return sorted(entry.name for entry in self.shelf.iterdir() if entry.is_dir() and entry.name.isdigit())

    def _discard(self, name: str) -> None:
        file = self.shelf / f"{name}.lock"
        with contextlib.suppress(BlockingIOError):
            lock = Lock(file)
            shutil.rmtree(self.shelf / name, ignore_errors=True)
            lock.release()
            file.unlink(missing_ok=True)


def replace_text(path: Path, text: str) -> None:
    """Write `text` so that others see either the old content or the new one, also after a power cut."""
    draft = path.with_name(path.name + ".new")
    with open(draft, "w", encoding="utf-8") as handle:
        handle.write(text)
        handle.flush()
        os.fsync(handle.fileno())
    os.replace(draft, path)


@contextlib.contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """Turn the system's and Oxigraph's errors into one line about the store."""
    try:
        yield
    except OSError as error:
        raise StoreError(f"expected a usable store at {path} (got: {' '.join(str(error).split())})") from error
