"""Readers of file formats: bytes in, articles out.

A reader is chosen by the suffix of a file's name; where there is none (standard input, an address), by what the bytes
look like. Heavy libraries are loaded by the reader that needs them.

>>> from standpunkt.extract.raw import from_bytes
>>> [raw.text for raw in read(from_bytes(b"Der Rat stimmt zu.", "-", "stdin", ""), Columns(), print)]
['Der Rat stimmt zu.']
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace

from standpunkt.extract import tables
from standpunkt.extract.dates import parse_date
from standpunkt.extract.exports import articles
from standpunkt.extract.paper import paragraphs
from standpunkt.extract.raw import MOST_BYTES, MOST_TEXT, Fields, Raw, Report, Source, clean, decode
from standpunkt.extract.records import InputError
from standpunkt.extract.tables import Columns

Reader = Callable[[Source, Columns, Report], Iterator[Raw]]

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,40})", re.IGNORECASE)
_XML_ENCODING = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")


def read(source: Source, columns: Columns, report: Report) -> Iterator[Raw]:
    """The articles in `source`; what cannot be used as a whole raises `InputError`, single bad rows are reported."""
    suffix = source.suffix or sniff(source)
    if suffix not in READERS:
        raise InputError(
            f"expected one of {' '.join(sorted(READERS))} (also .gz), got {suffix!r}; convert or rename it"
        )
    for raw in READERS[suffix](source, columns, report):
        if len(raw.text) > MOST_TEXT:
            raise InputError(
                f"expected an article of at most {MOST_TEXT:,} characters, got {len(raw.text):,}; split it"
            )
        yield replace(raw, fields=raw.fields.over(source.fields))


def sniff(source: Source) -> str:
    """The suffix of the format that the first bytes look like."""
    with source.open() as file:
        start = file.read(4096).removeprefix(b"\xef\xbb\xbf").lstrip()
    for magic, suffix in ((b"%PDF-", ".pdf"), (b"PK\x03\x04", ".docx"), (b"PAR1", ".parquet"), (b"[", ".json")):
        if start.startswith(magic):
            return suffix
    if start.startswith(b"{"):
        return ".jsonl" if start.split(b"\n")[0].rstrip().endswith(b"}") else ".json"
    return ".html" if re.match(rb"<(?:!doctype html|html|head|\?xml)", start, re.IGNORECASE) else ".txt"


def _text(source: Source, columns: Columns, report: Report) -> Iterator[Raw]:
    """Plain text or Markdown: the decoded file as it is, or the articles of an export as they stand in it."""
    text = decode(source.read(), source.encoding)
    parts = articles(text)
    if not parts:
        yield Raw(text)
    for number, part in enumerate(parts, 1):
        yield Raw(part.of(text), number=number, export=True)


def _html(source: Source, columns: Columns, report: Report) -> Iterator[Raw]:
    """A web page without its surroundings, its headline on the first line (trafilatura)."""
    from trafilatura import bare_extraction

    data = source.read()
    charset = _CHARSET.search(data[:4096])
    page = decode(data, source.encoding or (charset[1].decode() if charset else None))
    found = bare_extraction(
        _XML_ENCODING.sub("", page),
        url=source.name if "://" in source.name else None,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        # Only a day that the page declares is taken, never one that occurs somewhere in it.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    text = (getattr(found, "text", None) or "").strip()
    if not text:
        raise InputError("expected a page with an article, got none; save the article's own page or its text")
    title = getattr(found, "title", None) or None
    yield Raw(
        clean(text if not title or title in text[: len(title) + 200] else f"{title}\n{text}"),
        Fields(
            title=title,
            published_on=parse_date(getattr(found, "date", None) or ""),
            outlet=getattr(found, "sitename", None) or None,
            author=getattr(found, "author", None) or None,
            url=getattr(found, "url", None) or None,
        ),
    )


def _docx(source: Source, columns: Columns, report: Report) -> Iterator[Raw]:
    """The paragraphs of a Word document; its properties (who saved it when) say nothing about the article."""
    from docx import Document as open_docx

    data = source.read()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
        if unpacked > MOST_BYTES:
            raise InputError(f"expected a document of at most {MOST_BYTES >> 20} MB, got {unpacked >> 20} MB; split it")
        found = list(open_docx(io.BytesIO(data)).paragraphs)
    except InputError:
        raise
    except Exception as error:  # whatever a damaged archive makes the library raise
        raise InputError(f"expected a Word document, got one that cannot be read ({_reason(error)})") from error
    title = next((p.text.strip() for p in found if (p.style and p.style.name) == "Title" and p.text.strip()), None)
    yield Raw(_some("\n".join(p.text for p in found), "a Word document"), Fields(title=title))


def _pdf(source: Source, columns: Columns, report: Report) -> Iterator[Raw]:
    """The text of a PDF with its lines joined to paragraphs; its properties say nothing about the article."""
    from pypdf import PdfReader

    try:
        file = PdfReader(io.BytesIO(source.read()))
        pages = [page.extract_text() for page in file.pages]
    except InputError:
        raise
    except Exception as error:  # whatever a damaged file makes the library raise
        raise InputError(f"expected a PDF, got one that cannot be read ({_reason(error)})") from error
    yield Raw(_some("\n".join(paragraphs(pages)), "a PDF with text (a scan needs OCR first)"))


def _some(text: str, expected: str) -> str:
    """`text`, if there is any."""
    if not text.strip():
        raise InputError(f"expected {expected}, got no text in it")
    return clean(text)


def _reason(error: Exception) -> str:
    return (str(error).splitlines() or [""])[0][:120] or type(error).__name__


def _json_lines(source: Source, columns: Columns, report: Report) -> Iterator[Raw]:
    return tables.articles(tables.json_lines(source), columns, report)


def _json(source: Source, columns: Columns, report: Report) -> Iterator[Raw]:
    return tables.articles(tables.json_records(source), columns, report)


def _csv(source: Source, columns: Columns, report: Report) -> Iterator[Raw]:
    return tables.articles(tables.csv_rows(source), columns, report)


def _tsv(source: Source, columns: Columns, report: Report) -> Iterator[Raw]:
    return tables.articles(tables.csv_rows(source, "\t"), columns, report)


def _parquet(source: Source, columns: Columns, report: Report) -> Iterator[Raw]:
    return tables.articles(tables.parquet_rows(source, columns), columns, report)


#: The reader of each suffix.
READERS: dict[str, Reader] = {
    ".txt": _text,
    ".md": _text,
    ".html": _html,
    ".htm": _html,
    ".docx": _docx,
    ".pdf": _pdf,
    ".jsonl": _json_lines,
    ".ndjson": _json_lines,
    ".json": _json,
    ".csv": _csv,
    ".tsv": _tsv,
    ".parquet": _parquet,
}
