"""Measure quality and hold it: `python -m benchmarks.quality --data DIR [--raise]`.

`floors.toml` beside this file says what must be reached, with a digest of the material it was measured on. With
`--raise` floors that are now exceeded go up; no floor ever goes down.
"""

import argparse
import hashlib
import tomllib
from collections.abc import Mapping
from pathlib import Path

from benchmarks import pairs
from standpunkt.extract.language import load
from training.evaluate import report

FLOORS = Path(__file__).with_name("floors.toml")
#: How far a figure may fall below its floor: processors round 8-bit sums differently.
TOLERANCE = 0.3
#: What the figures are measured on.
MATERIAL = ("treebank/de_pud-dev.conllu", "ner/smartdata-test.json.gz", "gold/texts/*")

Figures = dict[str, float]


def digest(data: Path) -> str:
    """A digest of the material, so that figures are compared on the same ground."""
    joined = hashlib.sha256()
    for pattern in MATERIAL:
        for path in sorted(data.glob(pattern)):
            joined.update(path.name.encode())
            joined.update(path.read_bytes())
    return joined.hexdigest()[:16]


def measure(data: Path) -> Figures:
    """Every figure of the language room by name, in per cent."""
    groups = report(load(), data)
    return {f"{group}: {name}": round(value, 2) for group, figures in groups.items() for name, value in figures.items()}


def floors(path: Path = FLOORS) -> tuple[str, Figures]:
    """The digest of the material and the floor of each figure."""
    table = tomllib.loads(path.read_text("utf-8"))
    return table["digest"], table["floors"]


def fallen(measured: Mapping[str, float], floor: Mapping[str, float]) -> list[str]:
    """One line for each figure that is missing or too far below its floor."""
    return [
        f"{name}: expected at least {least}, got {measured.get(name)}"
        for name, least in floor.items()
        if measured.get(name, 0.0) < least - TOLERANCE
    ]


def raised(measured: Mapping[str, float], floor: Mapping[str, float]) -> Figures:
    """The floors after this measurement: none is lower than before, new figures start where they are."""
    return {name: max(value, floor.get(name, value)) for name, value in measured.items()}


def pair_floors(path: Path = FLOORS) -> Figures:
    """For every phenomenon of the minimal pairs how many sentences must be read right."""
    return dict(tomllib.loads(path.read_text("utf-8")).get("pairs", {}))


def write(path: Path, material: str, floor: Mapping[str, float], sentences: Mapping[str, float] | None = None) -> None:
    """Write the floors file: figures of the language room, and sentences of the minimal pairs."""
    head = "# What must be reached; written by `python -m benchmarks.quality --raise`, which lowers nothing.\n"
    tables = {"floors": floor, **({"pairs": sentences} if sentences else {})}
    parts = [f"\n[{name}]\n" + "".join(_lines(table)) for name, table in tables.items()]
    path.write_text(f'{head}digest = "{material}"\n{"".join(parts)}', "utf-8")


def _lines(table: Mapping[str, float]) -> list[str]:
    return [f'"{name}" = {value}\n' for name, value in sorted(table.items())]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--raise", dest="up", action="store_true")
    options = parser.parse_args()
    measured = measure(options.data)
    known, floor = floors() if FLOORS.exists() else (digest(options.data), {})
    for name, value in measured.items():
        print(f"{name:<48}{value:7.2f}   floor {floor.get(name, float('nan')):6.2f}")
    if options.up:
        if known != digest(options.data):
            raise SystemExit(
                f"expected the material {known}, got {digest(options.data)}: floors of other material stay"
            )
        read = {name: right for name, (right, _) in pairs.report().items()}
        write(FLOORS, known, raised(measured, floor), raised(read, pair_floors()))
    elif lines := fallen(measured, floor):
        raise SystemExit("\n".join(lines))


if __name__ == "__main__":
    main()
