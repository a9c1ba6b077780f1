"""The page in a real Chromium: offline, searchable, and deaf to what foreign text tries."""

import json
import os
import re
import shutil
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect, sync_playwright

from standpunkt.graph.html import embedded, page, write_page
from standpunkt.graph.networks import Passage, Stand
from standpunkt.graph.public import linked, published
from standpunkt.graph.stands import Mark
from standpunkt.graph.view import view
from tests.debate import crowd, debate

_QUIET = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of this module."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not path:
        reason = "Chromium is needed to look at the page: install the package `chromium`"
        if os.environ.get("CI", "").lower() in ("1", "true"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=_QUIET)
        yield chromium
        chromium.close()


class Opened:
    """A page opened from disk, with everything it asked for and complained about."""

    def __init__(self, browser: Browser, path: Path) -> None:
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page: Page = browser.new_page(viewport={"width": 1366, "height": 768}, reduced_motion="reduce")
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", self.refuse)
        self.page.goto(path.as_uri())

    def refuse(self, dialog: Dialog) -> None:
        """A dialog can only come from text that was run."""
        self.complaints.append(dialog.message)
        dialog.dismiss()

    def text(self, selector: str = "#panel") -> str:
        return " ".join(self.page.locator(selector).inner_text().split())

    def where(self, edge: int) -> dict[str, float]:
        """The middle of an edge in the window."""
        place: dict[str, float] = self.page.evaluate(
            """(id) => {
                const {network} = standpunkt, edge = network.body.edges[id];
                const middle = edge.edgeType.getPoint(0.5), spot = network.canvasToDOM(middle);
                const box = document.getElementById("network").getBoundingClientRect();
                return {x: spot.x + box.left, y: spot.y + box.top};
            }""",
            edge,
        )
        return place

    def click(self, edge: int) -> None:
        place = self.where(edge)
        self.page.mouse.click(place["x"], place["y"])
        # vis-network waits for a second tap before it calls the first one a click.
        expect(self.page.locator("#panel .back")).to_be_visible()


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Any]:
    """Write stands as a page and open it; at the end nothing may have been fetched or gone wrong."""
    pages: list[Opened] = []

    def opener(items: list[Stand], **options: Any) -> Opened:
        path = write_page(items, tmp_path / "graph.html", **options)
        pages.append(Opened(browser, path))
        return pages[-1]

    yield opener
    for done in pages:
        done.page.close()
        assert done.complaints == []
        assert [url for url in done.requests if not url.startswith(("file://", "data:"))] == []
        assert len(done.requests) == 1


def edge_number(items: list[Stand], actor: str, topic: str, polarity: str) -> int:
    shown = view(items)
    for number, edge in enumerate(shown.edges):
        ends = shown.nodes[edge.source].label, shown.nodes[edge.target].label
        if (*ends, edge.polarity) == (actor, topic, polarity):
            return number
    raise AssertionError("no such edge")


OWN = [item for item in debate() if item.source_kind == "own"]


# In the browser ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("actor", "polarity", "sentences", "facts"),
    [
        (
            "Jutta Brinkmöller",
            "+",
            [
                "Bauministerin Jutta Brinkmöller hat am Dienstag einen bundesweiten Mietendeckel gefordert.",
                "„Ohne einen bundesweiten Mietendeckel verlieren wir die Mitte unserer Städte“, sagte Brinkmöller.",
            ],
            ["4. März 2025", "Elbkurier", "Brinkmöller wirbt für den Mietendeckel", "2 Belege aus 1 Bericht"],
        ),
        ("Eigentümerverband", "-", ["Der Eigentümerverband lehnt den Mietendeckel strikt ab."], ["lehnt ab"]),
        (
            "Nordheide",
            "0",
            ["Das Land Nordheide ist zum Mietendeckel nur bereit, wenn der Bund die Kosten trägt."],
            ["stellt Bedingung", "Bedingung: wenn der Bund die Kosten trägt"],
        ),
        ("Mieterbund", "+", ["Der Mieterbund verlangt einen bundesweiten Mietendeckel."], ["Ohne Datum", "flugblatt"]),
    ],
)
def test_a_click_on_an_edge_shows_the_exact_sentence(
    opened: Any, actor: str, polarity: str, sentences: list[str], facts: list[str]
) -> None:
    """The words of the text, who and what marked, with relation, source and date in German."""
    tab = opened(OWN)
    tab.click(edge_number(OWN, actor, "Mietendeckel", polarity))
    assert [" ".join(quote.split()) for quote in tab.page.locator("blockquote").all_inner_texts()] == sentences
    assert "Mietendeckel" in " ".join(tab.page.locator("mark.topic").all_inner_texts())
    assert all(fact in tab.text() for fact in facts)


def test_the_source_is_a_link(opened: Any) -> None:
    tab = opened(OWN)
    tab.click(edge_number(OWN, "Eigentümerverband", "Mietendeckel", "-"))
    link = tab.page.locator("#panel .source a")
    assert link.get_attribute("href") == "https://elbkurier.example/politik/mietendeckel"
    assert link.get_attribute("rel") == "noopener noreferrer"


def test_marks_stand_right_behind_an_emoji(opened: Any) -> None:
    """Offsets are code points; the browser counts UTF-16 units."""
    tab = opened(OWN)
    tab.click(edge_number(OWN, "Ömer Yıldız", "Klagewelle gegen den Mietendeckel", "-"))
    assert tab.page.locator("mark.actor").inner_text() == "Ömer Yıldız"
    assert tab.page.locator("mark.topic").inner_text() == "Klagewelle"
    assert "Klagewelle 🏘️ gegen" in tab.text()


@pytest.mark.parametrize(
    ("query", "label"),
    [("überack", "Götz Überacker"), ("ueberacker", "Götz Überacker"), ("uberacker", "Götz Überacker"),
     ("YILDIZ", "Ömer Yıldız"), ("vorkauf", "Vorkaufsrecht für Kommunen"), ("staedte", "Städtetag")],
)  # fmt: skip
def test_search_finds_nodes(opened: Any, query: str, label: str) -> None:
    """With umlauts, without, or spelled out; Enter opens the node's positions, by keyboard alone."""
    tab = opened(OWN)
    tab.page.locator("#search").focus()
    tab.page.keyboard.type(query)
    assert tab.page.locator("#hits li").first.locator("span").inner_text() == label
    tab.page.keyboard.press("Enter")
    assert tab.page.locator("#panel h2").inner_text() == label


def test_a_node_lists_its_positions(opened: Any) -> None:
    """All of an actor, the latest first, and from each the way to its evidence; Escape leads back."""
    tab = opened(OWN)
    tab.page.locator("#panel .row", has_text="Götz Überacker").click()
    rows = [" ".join(row.split()) for row in tab.page.locator("#panel .row").all_inner_texts()]
    assert sorted(rows) == [
        "kritisiert Jutta Brinkmöller 17. April 2025",
        "lehnt ab Mietendeckel 17. April 2025",
        "unterstützt Mietendeckel Oktober 2024",
    ]
    assert rows[-1].startswith("unterstützt")
    tab.page.locator("#panel .row").last.click()
    assert "frühere Haltung" in tab.text() and "noch im Herbst befürwortet" in tab.text()
    tab.page.keyboard.press("Escape")
    assert "Übersicht" in tab.text()


def edges_shown(tab: Opened) -> int:
    count: int = tab.page.evaluate(
        "Object.values(standpunkt.network.body.edges).filter((e) => !e.options.hidden).length"
    )
    return count


@pytest.mark.parametrize(
    ("change", "edges"),
    [
        (lambda page: None, 11),
        (lambda page: page.locator("label.contra input").uncheck(), 6),
        (lambda page: page.locator("label.pro input").uncheck(), 6),
        (lambda page: page.locator("label.neutral input").uncheck(), 10),
        (lambda page: page.locator("[name=outlet]").select_option(label="Heideblatt"), 5),
        (lambda page: page.locator("[name=outlet]").select_option("?"), 2),
        (lambda page: page.locator("[name=since]").fill("2025-04-01"), 4),
        (lambda page: page.locator("[name=until]").fill("2024-12-31"), 1),
    ],
)
def test_filters(opened: Any, change: Any, edges: int) -> None:
    """Polarity, source and time each leave the edges that fit; resetting brings all back."""
    tab = opened(OWN)
    change(tab.page)
    assert edges_shown(tab) == edges
    if edges < 11:
        tab.page.locator("#reset").click()
        expect(tab.page.locator("#reset")).to_be_hidden()
        assert edges_shown(tab) == 11


def test_a_selection_lights_only_what_the_filters_leave(opened: Any) -> None:
    """Whoever spoke of the topic outside the chosen time stays dim."""
    tab = opened(OWN)
    tab.page.locator("[name=since]").fill("2025-04-01")
    tab.page.locator("#panel .row", has_text="Mietendeckel").first.click()
    bright = tab.page.evaluate(
        "Object.values(standpunkt.network.body.nodes).filter((n) => n.options.opacity === 1).length"
    )
    assert bright == 3


def test_undated_positions_are_always_listed(opened: Any) -> None:
    """They belong to no stretch of time, and the page says so and shows them."""
    tab = opened(OWN)
    tab.page.locator("[name=since]").fill("2025-01-01")
    assert "2 Positionen ohne Datum gehören zu keinem Zeitraum" in tab.text()
    tab.page.locator("#panel .link").click()
    assert tab.page.locator("#panel .card").count() == 2
    tab.page.evaluate("standpunkt.select(null)")
    tab.page.locator("#panel .row", has_text="Mietendeckel").first.click()
    assert "Ohne Datum" in tab.text() and "Mieterbund" in tab.text()


def test_attributed_stances_are_dashed_and_named(opened: Any) -> None:
    """What others say of an actor is there only on request, dashed, with whoever says it."""
    assert len(view(OWN).edges) == 11
    tab = opened(debate(), attributed=True)
    dashed = "Object.values(standpunkt.network.body.edges).filter((e) => e.options.dashes).length"
    assert tab.page.evaluate(dashed) == 2
    tab.click(edge_number(debate(), "Städtetag", "Baulandmoratorium", "-"))
    assert "zugeschrieben von Götz Überacker" in tab.text()
    tab.page.locator("label.said input").uncheck()
    assert edges_shown(tab) == 11


_HOSTILE = [
    "</script><img src=x onerror=alert(1)>",
    "<!--<script>alert(1)//",
    "\"'`&quot;&lt;b&gt;",
    "Zeile\u2028eins\u2029zwei",
    "Haus 🏘️ \ud83d halbes",
    "{{ 7*7 }}{% raise %}",
    "javascript:alert(1)",
    "\x00\x1b[31m\ufffe",
]


@pytest.mark.parametrize("text", _HOSTILE)
def test_hostile_text_stays_text(opened: Any, text: str) -> None:
    """In every field: nothing is run, nothing is lost, nothing becomes an element."""
    evil = f"Der {text} lehnt das ab."
    texts = ("actor_name", "topic_label", "outlet", "title", "condition", "url", "document", "actor_type", "addressee")
    evidence = (Passage(evil, (Mark(4, 5, "topic"),)),)
    item = replace(OWN[2], actor_id=f"actor/{text}", evidence=evidence, **dict.fromkeys(texts, text))  # type: ignore[arg-type]
    tab = opened([item], title=text)
    tab.page.evaluate("standpunkt.select({kind: 'edge', id: 0})")
    assert tab.page.locator("img, #panel script, #panel a").count() == 0
    assert tab.page.locator("script").count() == 3
    assert tab.page.evaluate("document.querySelector('blockquote').textContent") == tab.page.evaluate(
        "(text) => text", json.loads(json.dumps(evil))
    )


def test_five_hundred_nodes_are_quick_and_fit(opened: Any) -> None:
    """A crowded page opens, shows every node inside the window and answers a search at once."""
    items = list(crowd(280, 220, 1800))
    tab = opened(items)
    inside = """() => {
        const box = document.getElementById("network").getBoundingClientRect(), {network} = standpunkt;
        return Object.values(network.getPositions()).map((place) => network.canvasToDOM(place))
            .every(({x, y}) => x >= 0 && y >= 0 && x <= box.width && y <= box.height);
    }"""
    assert tab.page.evaluate(inside)
    before = time.monotonic()
    tab.page.evaluate("standpunkt.select({kind: 'node', id: 3}, true)")
    took = time.monotonic() - before
    assert took < 3


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1920, 1080), (390, 844)])
def test_nothing_sticks_out(opened: Any, width: int, height: int) -> None:
    """No sideways scrolling on a small laptop, a large screen or a telephone."""
    tab = opened(OWN)
    tab.page.set_viewport_size({"width": width, "height": height})
    assert tab.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_keyboard_reaches_everything(opened: Any) -> None:
    """Tab leads through search, filters, drawing and list; every control has a name."""
    tab = opened(OWN)
    seen = set()
    for _ in range(40):
        tab.page.keyboard.press("Tab")
        seen.add(
            tab.page.evaluate(
                "document.activeElement.id || document.activeElement.name || document.activeElement.className"
            )
        )
    assert {"search", "polarity", "since", "until", "outlet", "vis-network", "in", "out", "fit", "row"} <= seen
    nameless = tab.page.evaluate(
        """() => [...document.querySelectorAll("button, input, select, [tabindex='0']")].filter((element) =>
            !(element.ariaLabel || element.textContent.trim() || (element.labels && element.labels.length))).length"""
    )
    assert nameless == 0


def test_an_empty_page_says_so(opened: Any) -> None:
    tab = opened([])
    assert "keine Positionen" in tab.text("#nothing")


# The file ---------------------------------------------------------------------------------------------------------


def test_the_file_names_no_place_to_load_from() -> None:
    """No script, style, image or font from anywhere; the policy forbids what we do not see."""
    html = page(OWN)
    assert '<html lang="de">' in html
    assert not re.search(r"<(?:script|img|iframe|link|object)\b[^>]*(?:src|href)=(?!\"data:)", html)
    assert "default-src 'none'" in html and "unsafe-eval" not in html


def test_the_same_stands_give_the_same_file() -> None:
    assert page(crowd(20, 20, 60)) == page(crowd(20, 20, 60))


@pytest.mark.parametrize("text", _HOSTILE)
def test_embedded_data_is_the_same_data(text: str) -> None:
    """Escaping changes how it is written, not what it says."""
    written = embedded({"a": text})
    assert json.loads(written) == {"a": text}
    assert not set("<>&\u2028\u2029") & set(written)


def test_the_most_active_nodes_are_shown_and_the_rest_is_counted() -> None:
    shown = view(crowd(60, 60, 200), limit=30)
    assert len(shown.nodes) == 30
    assert f"{shown.hidden} seltener genannte Knoten nicht gezeigt" in page(crowd(60, 60, 200), limit=30)


# In public --------------------------------------------------------------------------------------------------------


def long_item() -> Stand:
    text = "Am Rande " * 60 + "sagte Brinkmöller, der Mietendeckel komme, " + "und zwar bald, " * 30
    start = text.index("Mietendeckel")
    mark = Mark(start, start + 12, "topic")
    return replace(OWN[0], evidence=(Passage(text, (mark,)), Passage("Noch ein Satz. " * 40)))


def test_public_quotations_are_short_and_keep_the_topic() -> None:
    """All evidence of a position together has at most 300 characters, cut between words."""
    (item,) = published([long_item()])
    assert sum(len(passage.text) for passage in item.evidence) <= 300
    (mark,) = item.evidence[0].marks
    assert item.evidence[0].text[mark.start : mark.end] == "Mietendeckel"
    assert item.evidence[0].text.startswith("… ") and item.evidence[0].text.endswith(" …")


def test_private_persons_have_no_name_in_public() -> None:
    """Who is linked to nothing becomes a number, in every text that goes out."""
    cry = "Da rief Karla Musterfeld: „Weg mit dem Mietendeckel!“"
    marks = (Mark(8, 24, "actor"), Mark(39, 51, "topic"))
    private = replace(
        OWN[0], actor_id="actor/karla musterfeld", actor_name="Karla Musterfeld", title="Musterfelds Brief",
        url="https://x.example/karla-musterfeld-klagt", evidence=(Passage(cry, marks),),
    )  # fmt: skip
    (item, other) = published([private, OWN[2]])
    assert "Musterfeld" not in repr(item).replace("musterfeld", "Musterfeld")
    assert [text for text, part in item.evidence[0].pieces() if part] == ["Person 1", "Mietendeckel"]
    assert (item.actor_name, item.url, item.title) == ("Person 1", None, "Person 1s Brief")
    assert other == OWN[2]


@pytest.mark.parametrize(
    ("actor", "expected"),
    [
        ("actor/Q42", True),
        ("https://w3id.org/standpunkt/id/actor/Q42", True),
        ("actor/karla", False),
        ("actor/Qx", False),
    ],
)
def test_linked_actors(actor: str, expected: bool) -> None:
    assert linked(actor) is expected


def test_a_public_page_says_what_it_leaves_out(opened: Any) -> None:
    tab = opened([long_item()], public=True)
    assert "Zitate sind auf 300 Zeichen gekürzt" in tab.text("footer")
    tab.page.evaluate("standpunkt.select({kind: 'edge', id: 0})")
    assert len(tab.page.locator("blockquote").inner_text()) <= 300
