"""The house rules that no single room can keep: who may import whom, and what is public."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import standpunkt

ROOT = Path(__file__).resolve().parents[1]
MODULES = [path for room in ("extract", "graph", "ontologies") for path in sorted((ROOT / room).glob("*.py"))]


def imports(path: Path) -> Iterator[str]:
    """The full names of all modules that a module imports, relative ones resolved."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            home = f"standpunkt.{path.parent.name}" if node.level else ""
            module = ".".join(part for part in (home, node.module or "") if part)
            yield from (f"{module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_rooms_keep_to_themselves(path: Path) -> None:
    """`extract` never imports `graph`; `graph` imports `extract.records` only; nobody imports the front door."""
    allowed = {"extract": ("extract.",), "graph": ("graph.", "extract.records", "ontologies"), "ontologies": ()}
    inner = [name.removeprefix("standpunkt.") for name in imports(path) if name.startswith("standpunkt.")]
    strangers = [name for name in inner if not name.startswith(allowed[path.parent.name])]
    assert not strangers


def test_public_names_exist() -> None:
    """`__all__` is the contents page: sorted, complete, loadable."""
    assert sorted(standpunkt.__all__) == sorted(standpunkt._HOMES)
    for name in standpunkt.__all__:
        assert getattr(standpunkt, name) is not None


def test_unknown_names_are_refused() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = standpunkt.nonsense


def test_every_module_says_what_it_is_for() -> None:
    missing = [path.name for path in MODULES if not ast.get_docstring(ast.parse(path.read_text("utf-8")))]
    assert not missing
