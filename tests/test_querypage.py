"""The page for questions in a real Chromium: with the editor and without, offline, deaf to what foreign text tries."""

import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, expect, sync_playwright
from pyoxigraph import Literal, NamedNode, Quad

from standpunkt.graph import terms
from standpunkt.graph.querypage import asset, page, sparql, words
from standpunkt.graph.questions import questions
from tests.servers import Served, http, laid_down, running
from tests.speedlimit import debate

_QUIET = "--no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update".split()
HOSTILE = '<img src=x onerror="document.title=1"><script>alert(1)</script>'


def needed(reason: str) -> None:
    """Skip, but not where everything must run."""
    if os.environ.get("CI", "").lower() in ("1", "true"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The debate on a speed limit, and what means harm."""
    bad = [
        Quad(terms.entity("actor/boese"), terms.SKOS.prefLabel, Literal(HOSTILE), terms.ACTORS),
        Quad(terms.entity("actor/boese"), terms.RDFS.label, NamedNode("javascript:alert(1)"), terms.ACTORS),
    ]
    with running(laid_down([*debate(), *bad], tmp_path_factory.mktemp("page") / "kg"), "--timeout", "10") as server:
        yield server


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of this module."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not path:
        needed("Chromium is needed to look at the page: install the package `chromium`")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=_QUIET)
        yield chromium
        chromium.close()


@pytest.fixture(params=["editor", "field"])
def context(request: pytest.FixtureRequest, browser: Browser, served: Served) -> Iterator[BrowserContext]:
    """A browser without a past; once with the editor, once as if it had not been built in."""
    opened = browser.new_context(viewport={"width": 1366, "height": 850}, accept_downloads=True)
    if request.param == "editor" and asset("vendor/yasqe.min.js") is None:
        needed("the editor is needed: run `make node_modules`")
    if request.param == "field":
        opened.route("**/vendor/*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    yield opened
    opened.close()


@pytest.fixture
def opened(context: BrowserContext, served: Served) -> Iterator[Page]:
    """The page; at the end nothing may have gone wrong or been fetched from elsewhere."""
    tab, complaints, requests = context.new_page(), list[str](), list[str]()

    def refuse(dialog: Dialog) -> None:
        complaints.append(dialog.message)
        dialog.dismiss()

    tab.on("console", lambda message: complaints.append(message.text))
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.on("dialog", refuse)
    tab.on("request", lambda request: requests.append(request.url))
    tab.goto(served.url)
    yield tab
    assert [text for text in complaints if "status of 4" not in text] == []
    assert [url for url in requests if not url.startswith((served.url, "data:", "blob:"))] == []


def write(tab: Page, text: str) -> None:
    """Put a query into the editor or the field."""
    if tab.locator("#editor").is_visible():
        tab.evaluate("text => document.querySelector('.CodeMirror').CodeMirror.setValue(text)", text)
    else:
        tab.locator("#query").fill(text)


def query(tab: Page, text: str) -> None:
    """Write a query and ask it."""
    write(tab, text)
    tab.locator("#run").click()


def table(tab: Page) -> list[list[str]]:
    """The rows of the answer."""
    expect(tab.locator("#result table")).to_be_visible()
    return [row.locator("td").all_inner_texts() for row in tab.locator("#result tbody tr").all()]


# In the browser ------------------------------------------------------------------------------------------------------


def test_a_prepared_question(opened: Page) -> None:
    """A form asks for what is needed, shows the SPARQL and gives a table."""
    opened.get_by_text("Wer steht wo bei einem Thema?").click()
    form = opened.locator("form[action='questions/who']")
    form.locator("[name=topic]").fill("Tempolimit")
    form.locator("[name=direction]").select_option("-")
    form.get_by_role("button").click()
    rows = table(opened)
    assert rows and {row[1] for row in rows} == {"-"} and any("Tempolimit" in row[2] for row in rows)
    expect(opened.locator("#status")).to_have_text(re.compile(rf"{len(rows)} Zeilen? \([\d,]+ s\)"))


def test_what_lies_in_the_graph_is_described_by_a_click(opened: Page) -> None:
    """A name of the graph leads to everything that is known about it, and back."""
    query(opened, "SELECT ?wer { ?wer skos:prefLabel ?name FILTER(STR(?name) = 'Autobund') }")
    assert table(opened) == [["actor:autobund"]]
    opened.locator("#result a").click()
    expect(opened.locator("#result th").first).to_have_text("von")
    assert "Autobund" in {cell for row in table(opened) for cell in row}
    opened.go_back()
    expect(opened.locator("#result th").first).to_have_text("wer")


def test_foreign_text_stays_text(opened: Page) -> None:
    """Markup is shown, not obeyed; a script is no link."""
    query(opened, "SELECT ?name ?adresse { actor:boese skos:prefLabel ?name ; rdfs:label ?adresse }")
    assert table(opened) == [[HOSTILE, "javascript:alert(1)"]]
    assert opened.locator("#result a, #result img, #result script").count() == 0
    assert opened.title() == "Fragen an den Graphen"


def test_kinds_of_answers(opened: Page) -> None:
    """ASK says yes or no, CONSTRUCT shows Turtle, a fault one line."""
    query(opened, "ASK { ?s sp:rejects ?o }")
    expect(opened.locator("#status")).to_contain_text("Ja")
    query(opened, "CONSTRUCT WHERE { ?s sp:rejects ?o }")
    expect(opened.locator("#result pre")).to_contain_text("sp:rejects")
    query(opened, "SELECT * { ?s ?p }")
    expect(opened.locator("#fault")).to_contain_text("a fault in line 1")
    query(opened, "ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")
    expect(opened.locator("#fault")).to_contain_text("SERVICE")


def test_long_answers_come_in_pieces(opened: Page) -> None:
    """The first rows are drawn, the others on demand."""
    query(opened, "SELECT ?a ?b { ?a a ?x . ?b a ?y } LIMIT 700")
    assert len(table(opened)) == 500
    opened.get_by_role("button", name="weitere Zeilen (200)").click()
    assert len(table(opened)) == 700


def test_downloads(opened: Page, tmp_path: Path) -> None:
    """The answer shown can be saved as CSV and JSON."""
    query(opened, "SELECT ?name { actor:autobund skos:prefLabel ?name }")
    assert table(opened) == [["Autobund"]]
    for name, expected in (("CSV", "name\r\nAutobund\r\n"), ("JSON", None)):
        with opened.expect_download() as saved:
            opened.locator("#downloads").get_by_role("button", name=name, exact=True).click()
        saved.value.save_as(tmp_path / "antwort")
        text = (tmp_path / "antwort").read_bytes().decode()
        assert saved.value.suggested_filename == f"antwort.{name.lower()}"
        assert text == expected or json.loads(text)["results"]["bindings"][0]["name"]["value"] == "Autobund"


def test_history(opened: Page) -> None:
    """Queries are remembered in this browser, the last one first, until they are forgotten."""
    for number in (1, 2, 1):
        query(opened, f"ASK {{ BIND({number} AS ?x) }}")
        expect(opened.locator("#status")).to_contain_text("Ja")
        expect(opened.locator("#stop")).to_be_hidden()
    opened.reload()
    opened.get_by_text("Frühere Abfragen").click()
    kept = opened.locator("#history button")
    assert [text.split("BIND(")[1][0] for text in kept.all_inner_texts()] == ["1", "2"]
    kept.nth(1).click()
    expect(opened.locator("#status")).to_contain_text("Ja")
    opened.get_by_role("button", name="Vergessen").click()
    expect(kept).to_have_count(0)


def test_stopping(opened: Page) -> None:
    """A query that takes long can be given up, and the next one is answered."""
    query(opened, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }")
    opened.locator("#stop").click()
    expect(opened.locator("#status")).to_have_text("abgebrochen")
    query(opened, "ASK {}")
    expect(opened.locator("#status")).to_contain_text("Ja")


@pytest.mark.parametrize("context", ["editor"], indirect=True)
def test_the_editor_helps(opened: Page) -> None:
    """It colours, knows the preset prefixes, completes words of the ontology, and asks by Ctrl+Enter."""
    write(opened, "SELECT * { ?s ")
    opened.locator(".CodeMirror").click()
    opened.keyboard.press("Control+End")
    opened.keyboard.type("sp:rej")
    expect(opened.locator(".CodeMirror-hints li")).to_have_text(["sp:rejects"])
    opened.keyboard.press("Enter")
    opened.keyboard.type(" ?o } LIMIT 1")
    assert opened.locator(".cm-keyword").all_inner_texts()[0] == "SELECT"
    expect(opened.locator(".parseErrorIcon")).to_have_count(0)
    opened.keyboard.press("Control+Enter")
    assert len(table(opened)) == 1
    text = opened.evaluate("document.querySelector('.CodeMirror').CodeMirror.getValue()")
    assert text == "SELECT * { ?s sp:rejects ?o } LIMIT 1"
    write(opened, "SELECT * {\n  ?s nichts:da }")
    expect(opened.locator(".parseErrorIcon")).to_have_count(1)


# Without a browser ---------------------------------------------------------------------------------------------------


def test_without_the_editor_the_page_has_a_plain_field(monkeypatch: pytest.MonkeyPatch) -> None:
    """The wheel may have been built without npm: nothing then points to the editor."""
    monkeypatch.setattr("standpunkt.graph.querypage._EDITOR", "vendor/nichts.js")
    assert "yasqe" not in page() and "<textarea" in page()


def test_every_question_has_its_form() -> None:
    """The forms ask for exactly the parameters of the questions."""
    written = page()
    for question in questions():
        form = written.partition(f'action="questions/{question.name}"')[2].partition("</form>")[0]
        assert re.findall(r'name="(\w+)"', form) == [parameter.name for parameter in question.parameters]


def test_parameters_become_terms(served: Served) -> None:
    """What a form sends stands in the query as a literal; what does not fit is told."""
    text = sparql("document", 'name=a"%20}%20%23')
    assert 'VALUES ?ask_name { "a\\" } #" }' in text and text.startswith("# Welche Positionen")
    assert http(f"{served.url}questions/who?topic=Tempolimit").body.decode() == sparql("who", "topic=Tempolimit")
    for address, part in (("who", b"needs topic"), ("nichts", b"expected one of"), ("who?topic=a&x=1", b"takes")):
        answer = http(f"{served.url}questions/{address}")
        assert answer.status == 400 and part in answer.body


def test_the_page_may_load_only_from_here(served: Served) -> None:
    """The policy lets nothing inline run."""
    answer = http(served.url)
    policy = answer.head["content-security-policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy
    assert re.findall(rb"<script(?![^>]*(src=|application/json))|\bon\w+=|style=", answer.body) == []


def test_words() -> None:
    """What is completed are words of the ontology and graphs, not the names of actors."""
    assert {"sp:rejects", "skos:prefLabel", "g:summary", "rdf:type"} <= set(words())
    assert not [word for word in words() if word.startswith(("actor:", "wd:"))]
