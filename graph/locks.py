"""Locks between processes: one writer, any number of readers, released by the system when a process dies.

Linux and macOS use `flock`; Windows, which has none, locks the first byte of the file (readers too, one at a time).
"""

import os
import sys
from pathlib import Path
from typing import IO

if sys.platform == "win32":  # pragma: no cover
    import msvcrt

    def _lock(handle: IO[str], shared: bool) -> None:
        handle.seek(0)
        msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(handle: IO[str], shared: bool) -> None:
        fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)


class Lock:
    """A lock on a file that is held until `release`; `BlockingIOError` if somebody else holds it."""

    def __init__(self, path: Path, *, shared: bool = False) -> None:
        self._handle: IO[str] = open(path, "a+", encoding="ascii")
        try:
            _lock(self._handle, shared)
        except OSError as error:
            self._handle.close()
            raise BlockingIOError(f"{path} is locked") from error

    def sign(self) -> None:
        """Write this process's number into the file, so that others can say who holds the lock."""
        self._handle.truncate(0)
        self._handle.write(str(os.getpid()))
        self._handle.flush()

    def release(self) -> None:
        """Give the lock back; a second call does nothing."""
        self._handle.close()


def holder(path: Path) -> str:
    """The number of the process that signed the lock at `path`, or a question mark."""
    try:
        return path.read_text("ascii").strip() or "?"
    except (OSError, UnicodeDecodeError):
        return "?"
