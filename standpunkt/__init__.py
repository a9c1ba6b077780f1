"""Who stands where on what, since when, and in whose words?

    >>> import standpunkt
    >>> built = standpunkt.build(["artikel/"], "kg")                            # doctest: +SKIP
    >>> with standpunkt.Store.open("kg") as store:                              # doctest: +SKIP
    ...     print(standpunkt.ask(store, "who", topic="NATO-Truppen").csv())

The names below are the whole public interface; `standpunkt.extract` and `standpunkt.graph` hold what they are made of.
They are loaded when they are first used, so that `import standpunkt` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from standpunkt.extract.documents import ReadOptions as ReadOptions
    from standpunkt.extract.documents import read as read
    from standpunkt.extract.language import load as load
    from standpunkt.extract.records import Document as Document
    from standpunkt.extract.records import Position as Position
    from standpunkt.extract.records import StandpunktError as StandpunktError
    from standpunkt.files import write as write
    from standpunkt.graph.queries import run as query
    from standpunkt.graph.questions import ask as ask
    from standpunkt.graph.reading import stands as stands
    from standpunkt.graph.store import Store as Store
    from standpunkt.pipeline import BuildOptions as BuildOptions
    from standpunkt.pipeline import build as build
    from standpunkt.pipeline import positions as positions

_HOMES = {
    "BuildOptions": "pipeline",
    "Document": "extract.records",
    "Position": "extract.records",
    "ReadOptions": "extract.documents",
    "StandpunktError": "extract.records",
    "Store": "graph.store",
    "ask": "graph.questions",
    "build": "pipeline",
    "load": "extract.language",
    "positions": "pipeline",
    "query": "graph.queries",
    "read": "extract.documents",
    "stands": "graph.reading",
    "write": "files",
}
_OTHER_NAMES = {"query": "run"}

__all__ = [
    "BuildOptions", "Document", "Position", "ReadOptions", "StandpunktError", "Store",
    "ask", "build", "load", "positions", "query", "read", "stands", "write",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """Load a public name from its home."""
    if name not in _HOMES:
        raise AttributeError(f"module 'standpunkt' has no attribute {name!r}")
    return getattr(import_module(f"standpunkt.{_HOMES[name]}"), _OTHER_NAMES.get(name, name))
