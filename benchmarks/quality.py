"""Measure quality and hold it: `python -m benchmarks.quality --data DIR [--language] [--raise]`.

Printed are the figures of positions (adjudicated articles, and articles annotated once), the worst errors, the minimal
pairs, quotations and speed; with ``--language`` also the figures of the language model, which take some minutes.
`floors.toml` says what must be reached: the command fails with one line for each figure that has fallen. With
``--raise`` floors that are now exceeded go up; no floor ever goes down.
"""

import argparse
from collections.abc import Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from os import cpu_count
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks import errors, floors, pairs, positions, quotations
from benchmarks.positions import Part
from benchmarks.tables import Table, percent
from standpunkt.extract.language import load
from training.evaluate import report

WORST = 20


class Measured(NamedTuple):
    """What was measured: tables to print, figures by group, the worst errors."""

    tables: tuple[Table, ...]
    figures: Mapping[str, floors.Figures]
    worst: tuple[errors.Error, ...] = ()


# One function for each group -----------------------------------------------------------------------------------------


def language(data: Path) -> Measured:
    """Every figure of the language model, in per cent."""
    groups = report(load(), data)
    found = {f"{group}: {name}": round(value, 2) for group, scores in groups.items() for name, value in scores.items()}
    rows = tuple((name, f"{value:.2f}") for name, value in found.items())
    return Measured((Table("Language", ("figure", "per cent"), rows),), {"language": found})


def dev(data: Path) -> Part:
    """The adjudicated articles, read here and now with all cores, so that the times are those of the product."""
    articles = positions.tasks(data, "dev")
    return Part(articles, map(positions.read_article, articles))


def of_positions(parts: Mapping[str, Part], worst: int) -> Measured:
    """Figures and errors of the articles, those that confidence is learned from last."""
    wrong = {name: list(errors.errors(part)) for name, part in parts.items()}
    folds = parts["train"].five_fold()
    tables = (
        positions.level_table(parts),
        positions.recall_table(parts),
        *(positions.reliability_table(name, part) for name, part in parts.items()),
        positions.five_fold_table(folds),
        errors.error_table(wrong),
        positions.speed_table({"dev, all cores": parts["dev"].readings, "train, one core": parts["train"].readings}),
    )
    figures = positions.five_fold_figures(folds)
    for name, part in parts.items():
        figures |= positions.figures(name, part)
    return Measured(tables, {"positions": figures}, tuple(errors.worst(wrong["dev"], worst)))


def of_pairs(counts: Mapping[str, tuple[int, int]]) -> Measured:
    """How many sentences of the minimal pairs are read right."""
    rows = tuple((name, str(right), str(of), percent(right / of)) for name, (right, of) in counts.items())
    table = Table("Minimal pairs", ("phenomenon", "right", "of", "per cent"), rows)
    return Measured((table,), {"pairs": {name: right for name, (right, _) in counts.items()}})


def of_quotations(scores: Mapping[str, quotations.Score]) -> Measured:
    """Quotations and their speakers by type."""
    rows = tuple(
        (kind, str(one.quotes), *map(percent, (one.precision, one.recall, one.f1, one.found_any, one.speaker_accuracy)),
         str(one.speakers.total()))
        for kind, one in scores.items()
    )  # fmt: skip
    figures = {f"{kind}: F1": round(100 * one.f1, 2) for kind, one in scores.items()}
    figures["speaker accuracy"] = round(100 * scores[quotations.ALL].speaker_accuracy, 2)
    table = Table("Quotations", ("type", "quotes", "P", "R", "F1", "found", "speaker", "of"), rows)
    return Measured((table,), {"quotations": figures})


# All together --------------------------------------------------------------------------------------------------------


def quoted(row: dict[str, Any]) -> tuple[list[quotations.Quote], list[quotations.Quote]]:
    """The annotated quotations of one article, and those found with one core."""
    nlp, _ = positions.tools(1)
    return quotations.annotated(row), quotations.extracted(nlp(row["originalText"]))


def measure(data: Path, worst: int = WORST) -> Measured:
    """Everything but the language model; after the timed part the cores share the articles."""
    first = dev(data)
    articles = positions.tasks(data, "train", threads=1, learning=True)
    with ProcessPoolExecutor(cpu_count(), mp_context=get_context("spawn")) as pool:
        counts: Future[Mapping[str, tuple[int, int]]] = pool.submit(pairs.report)
        readings = pool.map(positions.read_article, articles)
        quotes = pool.map(quoted, quotations.rows(data / "bench" / "quotes", "dev"))
        second = Part(articles, readings)
        return joined(
            of_positions({"dev": first, "train": second}, worst),
            of_pairs(counts.result()),
            of_quotations(quotations.score(quotes)),
        )


def joined(*parts: Measured) -> Measured:
    """Several measurements as one."""
    figures = {group: found for part in parts for group, found in part.figures.items()}
    return Measured(
        tuple(table for part in parts for table in part.tables),
        figures,
        tuple(error for part in parts for error in part.worst),
    )


def failures(measured: Measured, held: floors.Floors, data: Path) -> list[str]:
    """One line for each figure below its floor, and for each group that was measured on other material."""
    foreign = floors.strangers(material(measured, data), held)
    names = {line.partition(":")[0] for line in foreign}
    return foreign + [
        line
        for group, found in measured.figures.items()
        if group not in names
        for line in floors.fallen(group, found, held.figures[group])
    ]


def material(measured: Measured, data: Path) -> dict[str, str]:
    """The digest of the material of each group that was measured."""
    return {group: found for group in measured.figures if (found := floors.digest(data, group))}


def lifted(measured: Measured, held: floors.Floors, data: Path) -> floors.Floors:
    """The floors after this measurement."""
    figures = {group: floors.raised(measured.figures.get(group, {}), floor) for group, floor in held.figures.items()}
    return floors.Floors({**held.material, **material(measured, data)}, figures)


def page(tables: tuple[Table, ...]) -> str:
    """The tables as a page in Markdown."""
    command = "python -m benchmarks.quality --data DIR --markdown FILE"
    head = f"# Figures\n\nWritten by `{command}`; what they mean stands in [quality](quality.md).\n"
    return "\n".join([head, *(table.markdown() for table in tables)])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the folder with the annotated material")
    parser.add_argument("--language", action="store_true", help="measure the language model too")
    parser.add_argument("--worst", type=int, default=WORST, metavar="N", help="print the N worst errors (default: 20)")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the tables to a page as well")
    parser.add_argument("--raise", dest="up", action="store_true", help="lift floors that are exceeded")
    options = parser.parse_args()
    measured = measure(options.data, options.worst)
    if options.language:
        measured = joined(measured, language(options.data))
    print(*(table.text() for table in measured.tables), sep="\n")
    print(f"The {len(measured.worst)} worst errors, dev", *(error.text() for error in measured.worst), sep="\n")
    if options.markdown:
        options.markdown.write_text(page(measured.tables), "utf-8")
    held = floors.load()
    foreign = floors.strangers(material(measured, options.data), held)
    if options.up and not foreign:
        floors.write(floors.FLOORS, lifted(measured, held, options.data))
    elif lines := foreign if options.up else failures(measured, held, options.data):
        raise SystemExit("\n".join(lines))


if __name__ == "__main__":
    main()
