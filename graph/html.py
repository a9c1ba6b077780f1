"""The page: one HTML file that shows who stands where, and opens from disk without any network.

pyvis collects nodes and edges and brings vis-network; the template is our own. Everything is inside the file, and a
content security policy lets nothing else run or load. Foreign text reaches the page only as JSON data and is put
there as text, never as markup.
"""

import base64
import hashlib
import json
from collections.abc import Iterable
from importlib.resources import files
from os import PathLike
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from .drawing import drawing
from .public import QUOTED_CHARACTERS, published
from .stands import Selection, Stand, select
from .view import LARGEST, View, day, facts, view
from .words import words, writable

_VIS = "lib/vis-9.1.2/vis-network"
_SCRIPTS = ("dom", "state", "graph", "timeline", "panel", "search", "main")


def page(
    items: Iterable[Stand],
    *,
    title: str = "Wer steht wo?",
    public: bool = False,
    attributed: bool = False,
    limit: int = LARGEST,
) -> str:
    """The stands as one HTML page.

    By default it shows what actors say themselves; `attributed` adds what others say of them, dashed. `public` cuts
    quotations at 300 characters and hides the names of private persons. At most `limit` nodes are drawn.
    """
    chosen = list(select(items, Selection(attributed=attributed)))
    shown = view(published(chosen) if public else chosen, limit)
    data = {**facts(shown), "vis": drawing(shown), "words": {name: dict(table) for name, table in words().items()}}
    script, library = _script(), _library("min.js")
    environment = Environment(
        loader=PackageLoader("standpunkt.graph", "templates"), autoescape=True, undefined=StrictUndefined
    )
    return environment.get_template("page.html").render(
        title=writable(title),
        summary=_summary(shown),
        colours=words()["colours"],
        styles=[_library("css"), _template("page.css")],
        library=library,
        script=script,
        data=embedded(data),
        hashes=[_digest(library), _digest(script)],
        attributed=attributed,
        typed=any(node.type not in ("", "topic") for node in shown.nodes),
        quoted=QUOTED_CHARACTERS if public else None,
        days=_days(shown),
    )


def write_page(items: Iterable[Stand], path: str | PathLike[str], **options: Any) -> Path:
    """Write the page to a file (options as for `page`) and tell where it is."""
    target = Path(path)
    target.write_text(page(items, **options), encoding="utf-8", newline="\n")
    return target


def embedded(data: Any) -> str:
    """Data as JSON that may stand inside a `<script>` element: nothing in it can end the element.

    >>> embedded("</script>")
    '"\\\\u003c/script\\\\u003e"'
    """
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":"))
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _template(name: str) -> str:
    return files("standpunkt.graph").joinpath("templates", name).read_text(encoding="utf-8")


def _library(kind: str) -> str:
    """vis-network as the installed pyvis brings it; it must not be able to end its element."""
    text = files("pyvis").joinpath(f"{_VIS}.{kind}").read_text(encoding="utf-8").replace("\r\n", "\n")
    assert "</script" not in text and "</style" not in text, "vis-network cannot be inlined as it is"
    return text


def _script() -> str:
    """Our own script, its parts in one scope of their own."""
    parts = "\n".join(_template(f"page-{name}.js") for name in _SCRIPTS)
    return f'"use strict";\n(() => {{\n{parts}\n}})();\n'


def _digest(script: str) -> str:
    """The hash by which the policy knows a script that it lets run."""
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _days(shown: View) -> tuple[str, str] | None:
    """The first and last day of the dated positions, as ISO dates."""
    periods = [item.period for item, *_ in shown.stands if item.period]
    if not periods:
        return None
    return min(first for first, _ in periods).isoformat(), max(last for _, last in periods).isoformat()


def _summary(shown: View) -> str:
    """One line under the title: how much there is, from when, and what is missing."""
    actors = sum(node.kind == "actor" for node in shown.nodes)
    topics = len(shown.nodes) - actors
    stands = len({(edge, report) for _, edge, report in shown.stands})
    documents = len({item.document for item, *_ in shown.stands})
    parts = [
        f"{actors} {'Akteur' if actors == 1 else 'Akteure'}, {topics} {'Thema' if topics == 1 else 'Themen'}",
        f"{stands} {'Position' if stands == 1 else 'Positionen'} aus {documents} "
        f"{'Dokument' if documents == 1 else 'Dokumenten'}",
    ]
    periods = [item.period for item, *_ in shown.stands if item.period]
    if periods:
        first, last = min(p[0] for p in periods), max(p[1] for p in periods)
        parts.append(day(first) if first == last else f"{day(first)} bis {day(last)}")
    if undated := sum(item.stated_on is None for item, *_ in shown.stands):
        parts.append(f"{undated} ohne Datum")
    if shown.hidden:
        parts.append(f"{shown.hidden} seltener genannte Knoten nicht gezeigt")
    return " · ".join(parts)
