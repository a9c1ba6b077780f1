"""Documents from wherever users keep them."""

import gzip
import io
import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from standpunkt.extract import web
from standpunkt.extract.documents import Columns, Problem, ReadOptions, read
from standpunkt.extract.records import Document, InputError
from tests.strategies import pages
from tests.test_formats import CLOSED, GENIOS, HTML, NEXIS

SHARED = Path(__file__).resolve().parents[2] / "shared"
SPEECHES = SHARED / "bench" / "bundestag" / "speeches.jsonl.gz"
ARTICLE = """Rat lehnt Steuer ab

Der Rat hat die Steuer am Montag nach langer Debatte abgelehnt.
"""


def collect(*paths: str | Path, **options: object) -> tuple[list[Document], list[Problem]]:
    """The documents in `paths` and the problems met."""
    problems: list[Problem] = []
    return list(read(paths, options=ReadOptions(on_problem=problems.append, **options))), problems  # type: ignore[arg-type]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with texts on two levels, a hidden file and a picture."""
    (tmp_path / "b").mkdir()
    for name in ("b/zwei.txt", "eins.txt", "b/.versteckt.txt"):
        (tmp_path / name).write_text(ARTICLE, "utf-8")
    (tmp_path / "drei.txt.gz").write_bytes(gzip.compress(ARTICLE.encode()))
    (tmp_path / "bild.png").write_bytes(b"\x89PNG")
    return tmp_path


def test_folders_are_read_in_order(folder: Path) -> None:
    """All readable files, sorted, hidden ones passed over, unknown formats named once."""
    documents, problems = collect(folder)
    assert [(document.id, document.source) for document in documents] == [
        ("drei", str(folder / "drei.txt.gz")),
        ("eins", str(folder / "eins.txt")),
        ("zwei", str(folder / "b" / "zwei.txt")),
    ]
    assert [str(problem) for problem in problems] == [
        f"{folder}: 1 of unknown format '.png' left out (the first is bild.png); convert or rename them"
    ]


def test_patterns(folder: Path) -> None:
    """Patterns reach into folders."""
    assert [document.id for document in collect(f"{folder}/**/*.txt")[0]] == ["zwei", "eins"]


def test_nothing_is_read_twice(folder: Path) -> None:
    """A file reached by folder, pattern, name, link or detour is one document."""
    (folder / "verweis.txt").symlink_to(folder / "eins.txt")
    documents, _ = collect(folder / "eins.txt", f"{folder}/*.txt", folder, folder / "b" / ".." / "eins.txt")
    assert [document.id for document in documents] == ["eins", "drei", "zwei"]


def test_plain_text_stays_as_it_is(tmp_path: Path) -> None:
    """The text is the decoded file with its newlines, whatever is found in it."""
    text = ARTICLE.replace("\n", "\r\n") + "\r\nAnzeige\r\n"
    (tmp_path / "a.txt").write_bytes(text.encode("utf-8-sig"))
    [document] = collect(tmp_path)[0]
    assert document.text == text
    assert (document.title, document.title_span and document.title_span.of(text)) == ("Rat lehnt Steuer ab",) * 2
    assert [span.of(text)[:12] for span in document.body] == ["Der Rat hat "]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=pages())
def test_any_text_comes_back(text: str, tmp_path: Path) -> None:
    """A text file gives one document with exactly its text, or one problem."""
    (tmp_path / "a.txt").write_bytes(text.encode("utf-8", "surrogatepass"))
    documents, problems = collect(tmp_path / "a.txt")
    assert len(documents) + len(problems) == 1
    for document in documents:
        assert document.text == text.removeprefix("\ufeff")
        assert all(span.of(text.removeprefix("\ufeff")).strip() for span in document.body)


def test_documents_come_one_at_a_time(tmp_path: Path) -> None:
    """The first document is there before the last line is looked at."""
    (tmp_path / "a.jsonl").write_text('{"text": "Eins."}\n{"text": "Zwei."}\n{"text": "Drei."}\n{', "utf-8")
    problems: list[Problem] = []
    documents = read([tmp_path / "a.jsonl"], options=ReadOptions(on_problem=problems.append))
    assert (next(documents).text, problems) == ("Eins.", [])
    assert [document.id for document in documents] == ["a#2", "a#3"] and len(problems) == 1


def test_ids_of_files_with_one_and_with_many_articles(tmp_path: Path) -> None:
    """A number belongs to the id only where a file holds several; bad rows keep their number."""
    (tmp_path / "eins.jsonl").write_text('{"text": "Eins."}\n', "utf-8")
    (tmp_path / "viele.jsonl").write_text('{"text": "Eins."}\n{}\n{"text": "Drei."}\n', "utf-8")
    (tmp_path / "zweite.jsonl").write_text('{}\n{"text": "Zwei."}\n', "utf-8")
    found = [(document.id, document.number) for document in collect(tmp_path)[0]]
    assert found == [("eins", 1), ("viele#1", 1), ("viele#3", 3), ("zweite#2", 2)]


def test_two_files_of_one_stem_are_a_problem(tmp_path: Path) -> None:
    """An id is given once; the second source is named with the first, and paths as ids read both."""
    for name in ("januar", "februar"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "rat.txt").write_text(ARTICLE, "utf-8")
    documents, problems = collect(tmp_path)
    assert [document.id for document in documents] == ["rat"]
    assert problems[0].source.endswith("januar/rat.txt") and "februar/rat.txt" in problems[0].message
    documents, problems = collect(tmp_path, ids="path")
    assert ([document.id for document in documents], problems) == (["februar/rat", "januar/rat"], [])


@pytest.mark.parametrize("order", [("a.jsonl", "a#2.txt"), ("a#2.txt", "a.jsonl")])
def test_numbered_ids_do_not_clash_with_names(order: tuple[str, str], tmp_path: Path) -> None:
    """A file called like the second article of another is a problem in either order."""
    (tmp_path / "a.jsonl").write_text('{"text": "Eins."}\n{"text": "Zwei."}\n', "utf-8")
    (tmp_path / "a#2.txt").write_text(ARTICLE, "utf-8")
    documents, problems = collect(*(tmp_path / name for name in order))
    ids = [document.id for document in documents]
    assert len(set(ids)) == len(ids) == 2 and len(problems) == 1 and "'a#2'" in problems[0].message


@pytest.mark.parametrize("export", [NEXIS, GENIOS, CLOSED], ids=["counted", "ruled", "closed"])
def test_exports(export: str, tmp_path: Path) -> None:
    """Each article of an archive's export is a document with title, day and outlet, and a body without its labels."""
    (tmp_path / "export.txt").write_text(export, "utf-8")
    documents, problems = collect(tmp_path)
    assert not problems
    assert [(d.id, d.title, d.published_on, d.outlet) for d in documents] == [
        ("export#1", "Rat lehnt Steuer ab", date(2025, 3, 3), "Morgenblatt"),
        ("export#2", "Streit um Steuer geht weiter", date(2025, 3, 4), "Abendblatt"),
    ]
    assert [[span.of(d.text) for span in d.body] for d in documents] == [
        ["Der Rat hat die Steuer am Montag nach langer Debatte abgelehnt."],
        ["Die Bürgermeisterin bedauerte die Entscheidung des Rates und kündigte einen Entwurf an."],
    ]


def test_sidecar_fills_what_files_lack(tmp_path: Path) -> None:
    """The table is found by file name, stem or id, and never overrules what a record says; it is no document itself."""
    (tmp_path / "a.txt").write_text(ARTICLE, "utf-8")
    (tmp_path / "b.jsonl").write_text('{"text": "Eins.", "outlet": "Abendblatt"}\n{"text": "Zwei."}\n', "utf-8")
    (tmp_path / "c.txt").write_text(ARTICLE, "utf-8")
    meta = tmp_path / "meta.csv"
    meta.write_text(
        "datei,datum,medium,url\na.txt,3.3.2025,Morgenblatt,https://www.beispiel.de/a\nb,2025-03-04,Tageblatt,\n"
        "b#2,2025-03-05,,https://www.beispiel.de/b\nc,irgendwann,,\n",
        "utf-8",
    )
    documents, problems = collect(tmp_path, meta=meta)
    assert [(d.id, d.published_on, d.outlet) for d in documents] == [
        ("a", date(2025, 3, 3), "Morgenblatt"),
        ("b#1", date(2025, 3, 4), "Abendblatt"),
        ("b#2", date(2025, 3, 5), "beispiel.de"),
        ("c", None, None),
    ]
    assert [problem.source for problem in problems] == [str(meta)] and "'irgendwann'" in problems[0].message


@pytest.mark.parametrize(("table", "message"), [(None, "no file at"), ("titel,datum\nx,y\n", "column 'file'")])
def test_unusable_sidecar_stops_at_once(table: str | None, message: str, tmp_path: Path) -> None:
    """A wrong option is an error, not a problem among many."""
    meta = tmp_path / "meta.csv"
    if table:
        meta.write_text(table, "utf-8")
    with pytest.raises(InputError, match=message):
        collect(tmp_path, meta=meta)


def test_no_file_times_and_no_guesses(tmp_path: Path) -> None:
    """A text that says nothing about itself has no day, outlet, author or address."""
    (tmp_path / "2025-03-03_morgenblatt.txt").write_text(ARTICLE, "utf-8")
    [document] = collect(tmp_path)[0]
    assert (document.published_on, document.outlet, document.author, document.url) == (None, None, None, None)


def test_speeches(tmp_path: Path) -> None:
    """A speaker makes a speech: no headline is looked for in it, and the chair is outside the body."""
    row = {"speaker": "Anna B.", "date": "2025-03-03", "segments": [
        {"speaker": "Anna B.", "p": ["Frau Präsidentin!", "Wir lehnen das ab."]},
        {"speaker": "Die Präsidentin", "p": ["Vielen Dank."]},
        {"speaker": "Anna B.", "p": ["Und dabei bleibt es."]},
    ]}  # fmt: skip
    (tmp_path / "a.jsonl").write_text(json.dumps(row), "utf-8")
    [document] = collect(tmp_path)[0]
    assert (document.kind, document.author, document.title) == ("speech", "Anna B.", None)
    bodies = [span.of(document.text) for span in document.body]
    assert bodies == ["Frau Präsidentin!\n\nWir lehnen das ab.", "Und dabei bleibt es."]


def test_title_of_a_record_is_found_in_its_text(tmp_path: Path) -> None:
    """The headline has a place where the text repeats it, and none where it does not."""
    row = {"title": "Rat lehnt Steuer ab", "text": ARTICLE}
    (tmp_path / "a.json").write_text(json.dumps([row, row | {"title": "Etwas anderes"}]), "utf-8")
    first, second = collect(tmp_path)[0]
    assert first.title_span and first.title_span.of(first.text) == first.title
    assert (second.title, second.title_span) == ("Etwas anderes", None)


def test_columns_can_be_mapped(tmp_path: Path) -> None:
    """The mapping of columns reaches the tables."""
    (tmp_path / "a.csv").write_text("wo,was\nMorgenblatt,Der Rat tagt.\n", "utf-8")
    [document] = collect(tmp_path, columns=Columns(text="was", outlet="wo"))[0]
    assert (document.text, document.outlet) == ("Der Rat tagt.", "Morgenblatt")


def test_bad_items_are_listed_and_the_rest_is_read(folder: Path) -> None:
    """Every bad file gives one line that names it."""
    (folder / "leer.txt").touch()
    (folder / "binaer.txt").write_bytes(bytes(range(256)) * 10)
    (folder / "kaputt.txt.gz").write_bytes(gzip.compress(ARTICLE.encode())[:-20])
    (folder / "kein.txt.gz").write_bytes(b"kein gzip")
    (folder / "kaputt.pdf").write_bytes(b"%PDF-")
    documents, problems = collect(folder, folder / "fehlt.txt", folder / "bild.png", folder / "*.fehlt")
    assert len(documents) == 3
    assert {Path(problem.source).name for problem in problems} == {
        folder.name, "leer.txt", "binaer.txt", "kaputt.txt.gz", "kein.txt.gz", "kaputt.pdf", "fehlt.txt", "bild.png",
        "*.fehlt",
    }  # fmt: skip
    assert all("\n" not in str(problem) for problem in problems)


def test_problems_go_to_the_log_by_default(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Without a listener nothing is swallowed."""
    assert list(read([tmp_path / "fehlt.txt"])) == []
    assert "fehlt.txt: expected a file" in caplog.text


@pytest.mark.parametrize(
    ("data", "ids"),
    [
        (ARTICLE.encode(), ["stdin"]),
        (b'{"text": "Eins."}\n{"text": "Zwei."}\n', ["stdin#1", "stdin#2"]),
        (HTML.encode(), ["stdin"]),
        (gzip.compress(ARTICLE.encode()), ["stdin"]),
        (b"", []),
    ],
)
def test_standard_input(data: bytes, ids: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """What comes in is known by its look."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    documents, problems = collect("-")
    assert [document.id for document in documents] == ids and len(problems) == (not ids)


@pytest.mark.parametrize("text", ["Der Rat lehnt ab. " * 600_000, "x" * 10_000_000, "a" + " " * 10_000_000 + "b"])
def test_ten_megabytes_on_one_line(text: str, tmp_path: Path) -> None:
    """A line without end is read in the time of its length."""
    (tmp_path / "a.txt").write_text(text, "utf-8")
    start = time.perf_counter()
    [document] = collect(tmp_path)[0]
    assert time.perf_counter() - start < 10 and len(document.text) == len(text)


def test_importing_loads_no_heavy_library() -> None:
    """The readers load what they need when they need it."""
    heavy = "{'trafilatura', 'pyarrow', 'pypdf', 'docx', 'datasketch', 'numpy', 'lxml'}"
    code = f"import sys, standpunkt.extract.documents; print({heavy} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "set()"


RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>Morgenblatt</title><link>{base}/</link>
<item><title>Rat lehnt Steuer ab</title><link>{base}/ohne</link><dc:creator>Max Muster</dc:creator>
<pubDate>Mon, 03 Mar 2025 23:37:00 +0100</pubDate></item>
<item><link>{base}/fehlt</link></item><item><link>file:///etc/hostname</link></item><item><link>{base}/ohne</link></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Blatt</title><entry><title>Rat</title>
<link rel="self" href="{base}/x"/><link href="seite.html"/><updated>2026-01-01T00:00:00Z</updated></entry></feed>"""
BARE = HTML.replace('<meta name="author" content="Anna Beispiel">', "").replace("article:published_time", "x")


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    """A server on the loopback with pages and feeds."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            here = f"http://{self.headers['Host']}"
            kind, text = {
                "/seite.html": ("text/html; charset=utf-8", HTML),
                "/ohne": ("text/html", BARE),
                "/text.txt": ("text/plain; charset=iso-8859-1", "Straße gesperrt, meldet der Rat der Stadt."),
                "/rss": ("application/rss+xml", RSS.format(base=here)),
                "/atom": ("text/xml", ATOM.format(base=here)),
                "/bombe": ("text/xml", '<!DOCTYPE x [<!ENTITY a "b">]><rss>&a;</rss>'),
                "/falle": ("application/rss+xml", '<!DOCTYPE x [<!ENTITY a "b">]><rss>&a;</rss>'),
                "/daten.jsonl": ("application/octet-stream", '{"text": "Eins."}\n{"text": "Zwei."}'),
            }.get(self.path, ("", ""))
            if self.path == "/datei":
                self.send_response(302)
                self.send_header("Location", "file:///etc/hostname")
            else:
                self.send_response(200 if kind else 404)
                self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(text.encode("iso-8859-1" if "iso" in kind else "utf-8"))

        def log_message(self, format: str, *args: object) -> None:
            """Keep the tests quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_addresses(base: str) -> None:
    """A page, a text with the server's charset, and a table by the address's suffix."""
    documents, problems = collect(f"{base}/seite.html", f"{base}/text.txt", f"{base}/daten.jsonl", f"{base}/seite.html")
    assert not problems
    page, text, *rows = documents
    assert (page.title, page.outlet, page.published_on) == ("Rat lehnt Steuer ab", "Morgenblatt", date(2025, 3, 3))
    assert page.source == f"{base}/seite.html" and page.id == web.slug(page.source)
    assert text.text.startswith("Straße") and [row.text for row in rows] == ["Eins.", "Zwei."]


def test_feeds(base: str) -> None:
    """Each entry's page is read once; the feed adds what the page lacks; broken links are problems."""
    documents, problems = collect(f"{base}/rss", f"{base}/atom")
    assert [(d.source, d.author, d.published_on) for d in documents] == [
        (f"{base}/ohne", "Max Muster", date(2025, 3, 3)),
        (f"{base}/seite.html", "Anna Beispiel", date(2025, 3, 3)),
    ]
    assert [problem.source for problem in problems] == [f"{base}/fehlt", "file:///etc/hostname"]
    assert "404" in problems[0].message and "http" in problems[1].message


@pytest.mark.parametrize("path", ["/datei", "/falle", "/bombe", "/fehlt"])
def test_hostile_answers_are_problems(base: str, path: str) -> None:
    """Redirections to files, entities and missing pages give one line each."""
    documents, problems = collect(base + path)
    assert not documents and len(problems) == 1 and "\n" not in str(problems[0])


def test_server_that_is_not_there() -> None:
    """A refused connection is a problem with its address."""
    documents, [problem] = collect("http://127.0.0.1:9/seite")
    assert not documents and problem.source == "http://127.0.0.1:9/seite" and "expected a page" in problem.message


@pytest.mark.skipif(not SPEECHES.exists(), reason="the speeches are not here")
def test_real_speeches() -> None:
    """Speeches of a parliament are read as such, lazily."""
    documents = read([SPEECHES])
    for document in (next(documents) for _ in range(50)):
        assert document.kind == "speech" and document.author and document.published_on and document.title is None
        assert document.body and all(span.of(document.text).strip() for span in document.body)
