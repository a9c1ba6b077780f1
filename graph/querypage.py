"""The page for people who ask: prepared questions as forms, an editor for SPARQL, answers as tables.

It works without any network. The editor (YASQE) is put into `templates/vendor` when the package is built; without it
the page has a plain text field.

>>> "Wer steht wo bei einem Thema?" in page()
True
>>> sparql("who", "topic=Tempolimit&direction=-").splitlines()[0]
'# Wer steht wo bei einem Thema?'
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final
from urllib.parse import parse_qsl

import pyoxigraph as ox
from jinja2 import Environment, PackageLoader, StrictUndefined
from pyoxigraph import NamedNode

from standpunkt.graph import terms
from standpunkt.graph.html import embedded
from standpunkt.graph.questions import question, questions
from standpunkt.graph.service import GRAPHS
from standpunkt.ontologies import path

#: What the page may load and do: only what this server sends, and nothing inline.
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_ASSETS: Final[Mapping[str, str]] = MappingProxyType({
    "query.css": "text/css", "query.js": "text/javascript",
    "vendor/yasqe.min.css": "text/css", "vendor/yasqe.min.js": "text/javascript",
})  # fmt: skip
_EDITOR: Final = "vendor/yasqe.min.js"
#: Where the words come from that the editor completes, and whose names are too many to be words.
_VOCABULARY: Final = ("standpunkt.ttl", "stances.ttl", "shapes.ttl")
_NAMES: Final = ("actor:", "topic:", "document:", "position:", "wd:", "sh:", "owl:")


def page() -> str:
    """The page as HTML."""
    environment = Environment(
        loader=PackageLoader("standpunkt.graph", "templates"), autoescape=True, undefined=StrictUndefined
    )
    data = {"prefixes": dict(terms.PREFIXES), "words": words(), "id": terms.ID}
    return environment.get_template("query.html").render(
        questions=questions(), data=embedded(data), editor=asset(_EDITOR) is not None
    )


def asset(name: str) -> tuple[str, bytes] | None:
    """The media type and the content of a file that the page loads; None if there is no such file."""
    file = files("standpunkt.graph").joinpath("templates", *name.split("/"))
    if name not in _ASSETS or not file.is_file():
        return None
    return _ASSETS[name], file.read_bytes()


def sparql(name: str, parameters: str) -> str:
    """The SPARQL of a prepared question with the parameters of a form; `QueryError` if they do not fit.

    Of its head only the question itself is left; the form has said the rest.
    """
    asked = question(name)
    body = re.sub(r"^# (?:de|en|param)\b.*\n", "", asked.filled(dict(parse_qsl(parameters))), flags=re.MULTILINE)
    return f"# {asked.german}\n{body}"


@lru_cache(maxsize=1)
def words() -> tuple[str, ...]:
    """The words that the editor completes: what the ontology and its shapes speak of, and the graphs of every store."""
    found = {terms.compact(graph) for graph in GRAPHS}
    for name in _VOCABULARY:
        for quad in ox.parse(path=str(path(name))):
            found |= {terms.compact(t) for t in (quad.subject, quad.predicate, quad.object) if isinstance(t, NamedNode)}
    known = (word for word in found if word.partition(":")[0] in terms.PREFIXES)
    return tuple(sorted(word for word in known if not word.startswith(_NAMES)))
