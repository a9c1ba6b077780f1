"""Every file format, each read from a real file, plain and gzipped."""

import gzip
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standpunkt.extract.exports import articles
from standpunkt.extract.formats import READERS, read, sniff
from standpunkt.extract.paper import paragraphs
from standpunkt.extract.raw import Raw, decode, from_bytes, from_path
from standpunkt.extract.records import InputError
from standpunkt.extract.tables import Columns

TITLE = "Rat lehnt Steuer ab"
TEXT = "Der Rat hat die Steuer am Montag abgelehnt. „Das ist unnötig“, sagte die Bürgermeisterin. 🙂"
ROW = {"Titel": TITLE, "Volltext": TEXT, "Datum": "03.03.2025", "Medium": "Morgenblatt", "Autor": "Anna Beispiel"}


def pdf(*lines: str) -> bytes:
    """A page with lines of text, written out by hand."""
    shown = b" ".join(b"(%s) Tj T*" % line.encode("cp1252") for line in lines)
    stream = b"BT /F1 12 Tf 14 TL 50 750 Td " + shown + b" ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    tail = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return data + tail % (size, table, size, len(data))


def docx() -> bytes:
    """A Word document with a title and a paragraph."""
    from docx import Document

    document, out = Document(), io.BytesIO()
    document.add_heading(TITLE, 0)
    document.add_paragraph(TEXT)
    document.save(out)
    return out.getvalue()


def parquet() -> bytes:
    """A table with one article."""
    import pyarrow as arrow  # type: ignore[import-untyped]
    from pyarrow import parquet

    out = io.BytesIO()
    parquet.write_table(arrow.Table.from_pylist([ROW | {"Datum": date(2025, 3, 3)}]), out)
    return out.getvalue()


HTML = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{TITLE} | Morgenblatt</title>
<meta property="og:site_name" content="Morgenblatt"><meta name="author" content="Anna Beispiel">
<meta property="article:published_time" content="2025-03-03T05:00:00+01:00"></head>
<body><nav><a href="/">Start</a></nav><article><h1>{TITLE}</h1><p>{TEXT}</p><p>{TEXT} Dabei bleibt es.</p></article>
<footer>© 2019 Morgenblatt</footer></body></html>"""

GUESSED = Columns()

FILES: dict[str, Callable[[], bytes]] = {
    ".txt": lambda: f"{TITLE}\n\n{TEXT}\n".encode(),
    ".md": lambda: f"# {TITLE}\n\n{TEXT}\n".encode(),
    ".html": HTML.encode,
    ".htm": HTML.encode,
    ".docx": docx,
    ".pdf": lambda: pdf(TITLE, TEXT[:-2].replace("„", '"').replace("“", '"')),
    ".jsonl": lambda: (json.dumps(ROW) + "\n").encode(),
    ".ndjson": lambda: (json.dumps(ROW, ensure_ascii=False) + "\n").encode("utf-8-sig"),
    ".json": lambda: json.dumps({"articles": [ROW]}).encode(),
    ".csv": lambda: (";".join(ROW) + "\n" + ";".join(ROW.values()) + "\n").encode("utf-8-sig"),
    ".tsv": lambda: ("\t".join(ROW) + "\n" + "\t".join(ROW.values()) + "\n").encode(),
    ".parquet": parquet,
}


def read_file(path: Path, columns: Columns = GUESSED) -> tuple[list[Raw], list[str]]:
    """The articles of a file and what was reported."""
    reports: list[str] = []
    return list(read(from_path(path, path.name, path.stem), columns, reports.append)), reports


def test_every_reader_has_a_file() -> None:
    """No format goes untested."""
    assert set(FILES) == set(READERS)


@pytest.mark.parametrize("zipped", [False, True])
@pytest.mark.parametrize("suffix", FILES)
def test_formats(suffix: str, zipped: bool, tmp_path: Path) -> None:
    """Each format, plain and gzipped, gives the same article; tables and pages also its fields."""
    path = tmp_path / f"rat{suffix}{'.gz' if zipped else ''}"
    path.write_bytes(gzip.compress(FILES[suffix]()) if zipped else FILES[suffix]())
    [raw], reports = read_file(path)
    assert not reports
    assert "hat die Steuer am Montag abgelehnt" in raw.text
    if suffix in (".html", ".htm", ".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".parquet"):
        assert (raw.fields.title, raw.fields.outlet, raw.fields.author) == (TITLE, "Morgenblatt", "Anna Beispiel")
        assert raw.fields.published_on == date(2025, 3, 3)


@pytest.mark.parametrize("suffix", FILES)
def test_formats_are_known_by_their_look(suffix: str) -> None:
    """Standard input has no suffix: the first bytes tell a format that they can tell."""
    told = sniff(from_bytes(FILES[suffix](), "-", "stdin", ""))
    same = {".htm": ".html", ".md": ".txt", ".ndjson": ".jsonl", ".csv": ".txt", ".tsv": ".txt", ".json": ".jsonl"}
    assert told == same.get(suffix, suffix)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_plain_text_is_the_decoded_file(encoding: str, newline: str) -> None:
    """Newlines stay, the byte order mark goes, and the encoding is found."""
    text = f"Bürgermeisterin: „Nein“{newline}{newline}Straße – gesperrt.{newline}"
    assert decode(text.encode(encoding)) == text


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_any_utf8_is_kept(text: str) -> None:
    """Text that is valid UTF-8 comes back as it is, except for a byte order mark at its start."""
    assert decode(text.encode()) == text.removeprefix("\ufeff")


@given(st.binary(max_size=200))
def test_bytes_give_text_or_one_line(data: bytes) -> None:
    """Whatever comes is text without replacement characters of ours, or an error of one line."""
    try:
        assert "\0" not in decode(data)
    except InputError as error:
        assert "\n" not in str(error)


@pytest.mark.parametrize(
    ("suffix", "data", "message"),
    [
        (".txt", b"", "empty file"),
        (".txt", b" \n\n", "empty file"),
        (".txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary data"),
        (".txt", "Stra\u00dfe und Stra\u00dfe".encode() + b"\xff", "byte 0xff"),
        (".txt", b"Stra\xdfe \x81", "byte 0xdf"),
        (".md", "abc\0".encode("utf-16")[:-1], "UTF-16"),
        (".html", b"<html><body></body></html>", "an article"),
        (".pdf", b"%PDF-1.4 broken", "PDF"),
        (".pdf", pdf(), "OCR"),
        (".docx", b"PK\x03\x04 broken", "Word"),
        (".parquet", b"PAR1 broken", "Parquet"),
        (".json", b'{"text": ', "JSON"),
        (".json", b"[" * 100_000, "JSON"),
        (".json", b"12", "list of articles"),
        (".json", b"[[1, 2]]", "without objects"),
        (".csv", b"\n", "empty file"),
        (".doc", b"x", ".docx"),
    ],
)
def test_bad_files_give_one_clear_line(suffix: str, data: bytes, message: str) -> None:
    """What was expected and found, in one line."""
    with pytest.raises(InputError, match=message) as caught:
        list(read(from_bytes(data, "x", "x", suffix), Columns(), print))
    assert "\n" not in str(caught.value) and str(caught.value).startswith("expected")


def rows(text: str | bytes, suffix: str = ".jsonl", columns: Columns = GUESSED) -> tuple[list[Raw], list[str]]:
    """The articles in the bytes of a table and what was reported."""
    reports: list[str] = []
    data = text.encode() if isinstance(text, str) else text
    return list(read(from_bytes(data, "x", "x", suffix), columns, reports.append)), reports


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b'{"text": "a"', "expected JSON"),
        (b'{"text": "\xff"}', "expected UTF-8"),
        (b"[1, 2]", "expected an object"),
        (b'{"titel": "a"}', "expected a column with the text"),
        (b'{"text": "  "}', "expected text in 'text'"),
        (b'{"text": null}', "expected text in 'text'"),
        (b'{"text": "' + b"x" * 50_000_000 + b'"}', "at most 20 MB"),
        (b"[" * 100_000, "expected JSON"),
    ],
    ids=lambda value: value[:20] if isinstance(value, bytes) else None,
)
def test_bad_lines_are_named_and_the_rest_is_read(line: bytes, message: str) -> None:
    """A bad line costs nothing but itself, and does not renumber the others."""
    raws, reports = rows(b'{"text": "eins"}\n\n' + line + b'\n{"text": "drei"}')
    assert [(raw.number, raw.text) for raw in raws] == [(1, "eins"), (3, "drei")]
    assert len(reports) == 1 and reports[0].startswith("line 3: ") and message in reports[0]


def test_many_bad_lines_are_counted() -> None:
    """A file that is wrong from end to end does not flood the list of problems."""
    _, reports = rows("{\n" * 1000)
    assert len(reports) == 21 and reports[-1] == "980 further lines could not be read"


def test_bad_days_leave_the_article_undated() -> None:
    """A day that cannot be read is reported, and nothing is put in its place."""
    [raw], reports = rows('{"text": "a", "datum": "gestern"}')
    assert raw.fields.published_on is None and "'gestern'" in reports[0]


def test_columns_can_be_named() -> None:
    """A mapping overrules the guess, and a column that is not there is named with those that are."""
    table = "a,b,text\nEins,Zwei,Drei\n"
    assert [raw.text for raw in rows(table, ".csv", Columns(text="b"))[0]] == ["Zwei"]
    assert "got 'a', 'b', 'text'" in rows(table, ".csv", Columns(text="c"))[1][0]


def test_csv_of_a_german_spreadsheet() -> None:
    """Semicolons, Windows-1252, quoted newlines: as Excel saves it."""
    [raw], reports = rows('Datum;Text\r\n3.3.2025;"Straße\r\ngesperrt; „Nein“"\r\n'.encode("cp1252"), ".csv")
    assert (raw.text, raw.fields.published_on, reports) == ("Straße\r\ngesperrt; „Nein“", date(2025, 3, 3), [])


def test_csv_with_too_many_cells() -> None:
    """A row that does not fit the heading is left out by its line."""
    raws, reports = rows("datum,text\n3.3.2025,a,b\n4.3.2025,c\n", ".csv")
    assert [raw.text for raw in raws] == ["c"] and reports[0].startswith("line 2: expected 2 cells, got 3")


def test_csv_with_an_open_quote() -> None:
    """The rest of the file is given up, with the line."""
    raws, reports = rows('datum,text\n3.3.2025,"a"b\n4.3.2025,c\n', ".csv")
    assert not raws and "the rest was not read" in reports[0]


def test_speeches_leave_out_what_others_say() -> None:
    """The speaker is the author; passages of the chair are in the text and marked."""
    row = {
        "speaker": "Anna Beispiel",
        "date": "2025-03-03",
        "segments": [
            {"speaker": "Anna Beispiel", "p": ["Wir lehnen das ab.", "Es ist zu teuer."]},
            {"speaker": "Präsidentin", "p": ["Vielen Dank."]},
        ],
    }
    [raw], _ = rows(json.dumps(row))
    assert (raw.fields.author, raw.fields.speech) == ("Anna Beispiel", True)
    assert raw.text == "Wir lehnen das ab.\n\nEs ist zu teuer.\n\nVielen Dank."
    assert [span.of(raw.text) for span in raw.outside] == ["Vielen Dank."]


def test_text_that_no_store_can_hold_is_mended_in_place() -> None:
    """Lone surrogates and NUL are replaced one for one."""
    assert rows('{"text": "a\\ud800b\\u0000c\\ud83d\\ude42"}')[0][0].text == "a\ufffdb\ufffdc🙂"


def test_pages_without_a_declared_day_are_undated() -> None:
    """Neither the footer's year nor a day in the text dates a page."""
    page = HTML.replace('<meta property="article:published_time" content="2025-03-03T05:00:00+01:00">', "")
    [raw] = read(from_bytes(page.replace("Dabei", "Seit 3. Mai 2022").encode(), "x", "x", ".html"), Columns(), print)
    assert raw.fields.published_on is None


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1"])
def test_pages_name_their_encoding(encoding: str) -> None:
    """The page's own declaration is followed."""
    page = (
        HTML.replace("🙂", "").replace("„", "»").replace("“", "«").replace('charset="utf-8"', f'charset="{encoding}"')
    )
    [raw] = read(from_bytes(page.encode(encoding), "x", "x", ".html"), Columns(), print)
    assert "Bürgermeisterin" in raw.text


def test_printed_lines_become_paragraphs() -> None:
    """Hyphens at line ends, running heads and page numbers go; capitals after a hyphen keep it."""
    head = "Morgenblatt – Seite {}"
    body = [
        "Am {}. Tag der Beratungen gab es wieder keine Einigung über den Haushalt,",
        "Die Bürgermeisterin sagte am Montag in der Sitzung, sie werde die Sonder-",
        "steuer nicht zurückziehen. Der Rat lehnte sie dennoch ab, und die SPD-",
        "Fraktion kündigte an, im Herbst einen eigenen Entwurf vorzulegen.",
        "Der Ausschuss {} berät weiter.",
    ]
    names = ("ersten", "zweiten", "dritten")
    pages = ["\n".join([head.format(n), *body, str(n)]).replace("{}", names[n - 1]) for n in (1, 2, 3)]
    text = "\n".join(paragraphs(pages))
    assert "Sondersteuer" in text and "SPD-Fraktion" in text and "Seite" not in text
    assert "\n1" not in text


NEXIS = """1 von 2 DOKUMENTEN


                       Morgenblatt

                  Montag 3. März 2025

Rat lehnt Steuer ab

AUTOR: Anna Beispiel

RUBRIK: POLITIK; S. 1

LÄNGE: 20 Wörter

Der Rat hat die Steuer am Montag nach langer Debatte abgelehnt.

UPDATE: 4. März 2025

SPRACHE: GERMAN; DEUTSCH

                 Copyright 2025 Morgenblatt GmbH
                     Alle Rechte vorbehalten


2 von 2 DOKUMENTEN

                       Abendblatt

                  Dienstag 4. März 2025

Streit um Steuer geht weiter

Die Bürgermeisterin bedauerte die Entscheidung des Rates und kündigte einen Entwurf an.
"""

GENIOS = """Morgenblatt vom 03.03.2025, S. 1

Rat lehnt Steuer ab

Der Rat hat die Steuer am Montag nach langer Debatte abgelehnt.

Quelle: Morgenblatt vom 03.03.2025, S. 1
Ressort: Politik
Dokumentnummer: A12345
________________________________
Abendblatt vom 04.03.2025, S. 2

Streit um Steuer geht weiter

Die Bürgermeisterin bedauerte die Entscheidung des Rates und kündigte einen Entwurf an.

Quelle: Abendblatt vom 04.03.2025, S. 2
________________________________
"""

CLOSED = """Rat lehnt Steuer ab
Morgenblatt
3. März 2025 Montag

Copyright 2025 Morgenblatt GmbH Alle Rechte vorbehalten

Section: POLITIK; S. 1
Length: 20 words
Body

Der Rat hat die Steuer am Montag nach langer Debatte abgelehnt.

Load-Date: March 4, 2025

End of Document


Streit um Steuer geht weiter
Abendblatt
4. März 2025 Dienstag

Die Bürgermeisterin bedauerte die Entscheidung des Rates und kündigte einen Entwurf an.

End of Document
"""


@pytest.mark.parametrize("export", [NEXIS, GENIOS, CLOSED], ids=["counted", "ruled", "closed"])
def test_exports_are_taken_apart(export: str) -> None:
    """Each article is a piece of the file as it stands there."""
    parts = articles(export)
    assert len(parts) == 2
    assert "Rat lehnt" in parts[0].of(export) and "Streit um" in parts[1].of(export)
    assert "Streit" not in parts[0].of(export)


@pytest.mark.parametrize(
    "text",
    [
        "Der Rat tagt.\n\n2 von 3\n\nsagten Nein.",
        "Rat tagt\n____________________\n\nDer Rat tagt am Montag.",
        "3 von 5\n\nText.\n\n1 von 5\n\nText.",
        "",
    ],
)
def test_plain_articles_are_left_whole(text: str) -> None:
    """A line with a count or a rule alone makes no export."""
    assert articles(text) == []
