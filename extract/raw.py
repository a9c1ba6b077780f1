"""What the readers of file formats pass on: where bytes come from, and articles as a format holds them."""

import codecs
import gzip
import io
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from standpunkt.extract.records import InputError, Span

#: The largest file that is read as a whole, the longest article and line of a table (bytes, characters).
MOST_BYTES = 512 * 1024 * 1024
MOST_TEXT = 20_000_000

Report = Callable[[str], None]

_CONTROL = re.compile(r"[\x00\ud800-\udfff]")
_BOMS = ((b"\xff\xfe\0\0", "utf-32"), (b"\0\0\xfe\xff", "utf-32"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")
#: A few stray control characters are common in text copied out of PDF; more than this share is no text.
_SAMPLE, _MOST_CONTROLS = 100_000, 0.01
_UTF8_PAIR = re.compile(rb"[\xc3-\xf4][\x80-\xbf]+")


@dataclass(frozen=True, slots=True)
class Fields:
    """What a format itself says about an article."""

    title: str | None = None
    published_on: date | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    speech: bool = False

    def over(self, other: "Fields") -> "Fields":
        """These fields, with the gaps filled from `other`."""
        gaps = {f.name: getattr(other, f.name) for f in fields(self) if not getattr(self, f.name)}
        return replace(self, **gaps)


NO_FIELDS = Fields()


@dataclass(frozen=True, slots=True)
class Raw:
    """One article of a file; `outside` are parts of the text known not to be the article's own words.

    `plain` marks text that stands in the file as it is, whose head and foot must still be read; `export` an article
    out of an archive's export.
    """

    text: str
    fields: Fields = NO_FIELDS
    number: int = 1
    outside: tuple[Span, ...] = ()
    export: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A file, an address or standard input: its name as the user gave it, and how to open it (as often as needed)."""

    name: str
    id: str
    suffix: str
    open: Callable[[], BinaryIO]
    encoding: str | None = None
    fields: Fields = NO_FIELDS

    def read(self) -> bytes:
        """All bytes; more than `MOST_BYTES` or none raise `InputError`."""
        with self.open() as file:
            data = file.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise InputError(f"expected a file of at most {MOST_BYTES >> 20} MB, got more; split it or use JSON Lines")
        if not data.strip():
            raise InputError("expected text, got an empty file; remove it or fill it")
        return data


def from_path(path: Path, name: str, id: str) -> Source:
    """The file at `path`, decompressed on the way if its name ends in ``.gz``."""
    if path.suffix.lower() == ".gz":
        return Source(name, id, path.with_suffix("").suffix.lower(), lambda: _unzipped(path.open("rb")))
    return Source(name, id, path.suffix.lower(), lambda: path.open("rb"))


def from_bytes(data: bytes, name: str, id: str, suffix: str) -> Source:
    """Bytes in memory, decompressed if they are gzip."""
    if data[:2] == b"\x1f\x8b":
        return Source(name, id, suffix, lambda: _unzipped(io.BytesIO(data)))
    return Source(name, id, suffix, lambda: io.BytesIO(data))


def stem(name: str) -> str:
    """A file's name without ``.gz`` and without the suffix of its format."""
    name = name[:-3] if name.lower().endswith(".gz") else name
    return Path(name).stem


def _unzipped(file: Any) -> BinaryIO:
    opened = gzip.GzipFile(fileobj=file)
    opened.myfileobj = file  # closed together with the stream that reads it
    return opened  # type: ignore[return-value]


#: What a damaged file or gzip stream raises while it is read.
READ_ERRORS = (OSError, EOFError, zlib.error)


def decode(data: bytes, encoding: str | None = None) -> str:
    """Text in UTF-8, UTF-16 or UTF-32 with a byte order mark, or else Windows-1252; nothing is ever replaced.

    The byte order mark is no part of the text. Raises `InputError` for binary data and for damaged UTF-8.
    """
    marked = next((name for mark, name in _BOMS if data.startswith(mark)), None)
    try:
        text = data.decode(marked or _known(encoding) or "utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        text = _western(data, error) if not marked else _damaged(error)
    start = text[:_SAMPLE]
    if "\0" in text or len(_CONTROLS.findall(start)) > len(start) * _MOST_CONTROLS:
        raise InputError("expected text, got binary data; convert it to one of the known formats")
    return text


def _known(encoding: str | None) -> str | None:
    """The encoding that a server or page names, if Python has it."""
    try:
        return codecs.lookup(encoding).name if encoding else None
    except LookupError:
        return None


def _western(data: bytes, error: UnicodeDecodeError) -> str:
    """`data` as Windows-1252, unless it is UTF-8 with damage: letters of two bytes that are valid UTF-8."""
    if b"\0" in data:
        raise InputError("expected text, got binary data; convert it to one of the known formats") from error
    if any(_is_utf8(match[0]) for match in _UTF8_PAIR.finditer(data)):
        _damaged(error)
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        _damaged(error)
        raise


def _is_utf8(data: bytes) -> bool:
    try:
        return bool(data.decode("utf-8"))
    except UnicodeDecodeError:
        return False


def _damaged(error: UnicodeDecodeError) -> str:
    byte = error.object[error.start]
    raise InputError(
        f"expected text in UTF-8, UTF-16 with byte order mark or Windows-1252, got byte {byte:#04x} at {error.start} "
        "that fits none; save the file as UTF-8"
    ) from error


def clean(text: str) -> str:
    """Text with lone surrogates and NUL replaced one for one, since no store can hold them; offsets stay."""
    return _CONTROL.sub("\ufffd", text)
