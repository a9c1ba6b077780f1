"""The files that a name given by the user means: a file, all files in a folder, the matches of a pattern.

>>> import tempfile
>>> folder = Path(tempfile.mkdtemp())
>>> (folder / "b").mkdir(), (folder / "b" / "z.txt").touch(), (folder / "a.txt.gz").touch(), (folder / "c.png").touch()
(None, None, None, None)
>>> [place.relative for place in files(str(folder), {".txt"}, lambda message: print(message.split(" (")[0]))]
1 of unknown format '.png' left out
['a.txt.gz', 'b/z.txt']
"""

import glob
import os
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from standpunkt.extract.raw import Source, from_path, stem
from standpunkt.extract.records import InputError

_PATTERN = frozenset("*?[")


@dataclass(frozen=True, slots=True)
class Place:
    """A file to be read and its path below the folder that was given."""

    path: Path
    relative: str

    @property
    def real(self) -> str:
        """The path without links and dots: the same for one file, whatever way it is reached."""
        return os.path.realpath(self.path)

    def source(self, ids: Literal["stem", "path"]) -> Source:
        """The file as a source, its id made of the stem or of the whole path below the folder."""
        folder, _, name = self.relative.rpartition("/")
        id = f"{folder}/{stem(name)}" if ids == "path" and folder else stem(name)
        return from_path(self.path, str(self.path), id)


def files(name: str, known: Collection[str], report: Callable[[str], None]) -> Iterator[Place]:
    """The files that `name` means, in the order of their names; only those in folders are chosen by suffix."""
    path = Path(name)
    if path.is_dir():
        yield from _in_folder(path, known, report)
    elif path.exists():
        yield _named(path)
    elif _PATTERN & set(name) and (matches := sorted(glob.glob(name, recursive=True))):
        for match in map(Path, matches):
            if not match.is_dir():
                yield _named(match)
    else:
        report("expected a file, a folder or a pattern, got a name that fits nothing; check the spelling")


def _named(path: Path) -> Place:
    return Place(path, path.as_posix().lstrip("/"))


def _in_folder(folder: Path, known: Collection[str], report: Callable[[str], None]) -> Iterator[Place]:
    """The readable files below a folder; hidden ones are passed over, others named by their suffix at the end."""
    unknown: dict[str, list[str]] = {}
    readable = 0
    for path in _walk(folder, report):
        relative = path.relative_to(folder).as_posix()
        suffix = suffix_of(path)
        if suffix in known:
            readable += 1
            yield Place(path, relative)
        else:
            unknown.setdefault(suffix, []).append(relative)
    for suffix, names in sorted(unknown.items()):
        report(f"{len(names)} of unknown format {suffix!r} left out (the first is {names[0]}); convert or rename them")
    if not readable and not unknown:
        report("expected files in the folder, got none; check the path")


def suffix_of(path: Path) -> str:
    """The suffix that tells the format, in lower case and without ``.gz``."""
    inner = path.with_suffix("") if path.suffix.lower() == ".gz" else path
    return inner.suffix.lower()


def _walk(folder: Path, report: Callable[[str], None]) -> Iterator[Path]:
    """All files below `folder` but hidden ones and stores, each folder's own first, in the order of their names."""

    def failed(error: OSError) -> None:
        report(f"expected a readable folder, got {error.strerror} at {error.filename}; check the permissions")

    for root, folders, names in os.walk(folder, onerror=failed):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and not _is_store(Path(root, name)))
        yield from (Path(root, name) for name in sorted(names) if not name.startswith("."))


def _is_store(folder: Path) -> bool:
    """Whether a folder is a graph store, which may well lie beside the articles it was made from."""
    return (folder / "standpunkt-store").is_file()


def existing(path: Path, what: str) -> Path:
    """`path`, if there is such a file."""
    if not path.is_file():
        raise InputError(f"expected {what}, got no file at {path}; check the path")
    return path
