"""Floors: what quality must reach. They only rise.

`floors.toml` beside this file has a table for each group of figures, and under `material` a digest of what the group
was measured on: figures of other material are not compared.
"""

import hashlib
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

FLOORS = Path(__file__).with_name("floors.toml")
HEAD = "# What must be reached; written by `python -m benchmarks.quality --raise`, which lowers nothing.\n"

Figures = Mapping[str, float]


class Group(NamedTuple):
    """How far the figures of a group may fall below their floors (in their own units), and what they are measured on.

    Processors round 8-bit sums differently, so that a few words in a thousand are read in another way.
    """

    tolerance: float
    material: tuple[str, ...] = ()


GROUPS = {
    "language": Group(0.3, ("treebank/de_pud-dev.conllu", "ner/smartdata-test.json.gz", "gold/texts/*")),
    "positions": Group(1.0, ("gold/dev/*.jsonl", "gold/train/*.jsonl", "gold/texts/*", "eval/score_positions.py")),
    "quotations": Group(0.5, ("bench/quotes/dev.jsonl.gz",)),
    "pairs": Group(0.0),
}


class Floors(NamedTuple):
    """For every group the digest of its material, and its floors."""

    material: Mapping[str, str]
    figures: Mapping[str, Figures]


def digest(data: Path, group: str) -> str:
    """A digest of a group's material, so that figures are compared on the same ground; empty for bundled material."""
    joined = hashlib.sha256()
    paths = [path for pattern in GROUPS[group].material for path in sorted(data.glob(pattern))]
    for path in paths:
        joined.update(path.name.encode())
        joined.update(path.read_bytes())
    return joined.hexdigest()[:16] if GROUPS[group].material else ""


def load(path: Path = FLOORS) -> Floors:
    """The floors in a file."""
    table = tomllib.loads(path.read_text("utf-8"))
    return Floors(table.get("material", {}), {group: table.get(group, {}) for group in GROUPS})


def write(path: Path, floors: Floors) -> None:
    """Write a floors file."""
    tables: dict[str, Mapping[str, str | float]] = {"material": floors.material, **floors.figures}
    path.write_text(HEAD + "".join(_table(name, table) for name, table in tables.items() if table), "utf-8")


def _table(name: str, table: Mapping[str, str | float]) -> str:
    lines = (f'"{key}" = ' + (f'"{value}"' if isinstance(value, str) else f"{value}") for key, value in table.items())
    return "\n".join([f"\n[{name}]", *sorted(lines), ""])


def fallen(group: str, measured: Figures, floor: Figures) -> list[str]:
    """One line for each figure that is missing or too far below its floor."""
    return [
        f"{group}: {name}: expected at least {least}, got {measured.get(name)}"
        for name, least in floor.items()
        if measured.get(name, float("-inf")) < least - GROUPS[group].tolerance
    ]


def raised(measured: Figures, floor: Figures) -> Figures:
    """The floors after a measurement: none is lower than before, none is gone, new figures start where they are."""
    return {**floor, **{name: max(value, floor.get(name, value)) for name, value in measured.items()}}


def strangers(material: Mapping[str, str], floors: Floors) -> list[str]:
    """One line for each group that was measured on other material than its floors."""
    return [
        f"{group}: expected the material {known}, got {material[group]}: its floors do not hold here"
        for group, known in floors.material.items()
        if group in material and material[group] != known
    ]
