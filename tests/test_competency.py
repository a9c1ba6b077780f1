"""What the model must be able to answer: SPARQL beside the answer that a person found by reading.

A question in `competency/` names its ground: `samples` are the twelve bundled articles with the positions that a reader
found in them (`samples/gold`), `debate` is the small debate of `tests.speedlimit`, which has offices, parties and
Wikidata. The answer stands beside it as CSV, with the names of things shortened by their prefixes.
"""

import csv
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest

from standpunkt.extract.records import Document, Position
from standpunkt.graph import terms, triples
from standpunkt.graph.derive import derive
from standpunkt.graph.queries import select
from standpunkt.graph.shapes import validate
from standpunkt.graph.store import Store
from tests import speedlimit
from tests.conftest import SAMPLES

QUESTIONS = sorted((Path(__file__).parent / "competency").glob("*.rq"))
#: The article that prints the report of another one.
COPIES = {"2025-09-05_sueddeutscher-bote_zusagen": "2025-09-05_elbland-kurier_zusagen"}
#: Topics of the sample articles that are actors.
TARGETS = {"Bundesregierung"}


@lru_cache(maxsize=1)
def samples() -> Store:
    """The bundled articles as a reader codes them; what is held at present is dated to the day of publication."""
    store = Store.memory()
    linked = [(document, list(_coded(document))) for document in _articles()]
    for document, positions in linked:
        store.bulk_load(triples.document_quads(document, positions))
    derive(store, linked)
    return store


def _articles() -> Iterator[Document]:
    with (SAMPLES / "meta.csv").open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            file = SAMPLES / row["file"]
            yield Document(
                id=file.stem, source=file.name, text=file.read_text("utf-8"), title=row["title"], outlet=row["outlet"],
                published_on=date.fromisoformat(row["date"]), same_report_as=COPIES.get(file.stem),
            )  # fmt: skip


def _coded(document: Document) -> Iterator[Position]:
    with (SAMPLES / "gold" / f"{document.id}.jsonl").open(encoding="utf-8") as lines:
        for position in map(Position.from_json, map(json.loads, lines)):
            label = position.topic_label or position.topic
            bilateral = {"topic_id": terms.actor_id(label)} if label in TARGETS else {}
            dated = {"stated_on": document.published_on, "stated_precision": "day", "stated_basis": "publication"}
            if position.in_force == "past":
                dated = {}
            yield replace(position, confidence=1.0, **bilateral, **dated)  # type: ignore[arg-type]


GROUNDS: Mapping[str, Callable[[], Store]] = {"samples": samples, "debate": lru_cache(maxsize=1)(speedlimit.debate)}


@pytest.mark.parametrize("file", QUESTIONS, ids=lambda file: file.stem)
def test_competency_questions(file: Path) -> None:
    """Each question gives exactly the rows that stand beside it."""
    text = file.read_text("utf-8")
    [ground] = re.findall(r"^# graph: (\w+)$", text, re.MULTILINE)
    with file.with_suffix(".csv").open(encoding="utf-8", newline="") as table:
        variables, *expected = csv.reader(table)
    rows = select(GROUNDS[ground](), text)
    assert list(rows.variables) == variables
    assert expected and rows.table() == expected


def test_answers_and_questions_belong_together() -> None:
    """No answer without a question; both grounds are asked, the samples a dozen times."""
    answers = sorted((Path(__file__).parent / "competency").glob("*.csv"))
    assert [file.stem for file in answers] == [file.stem for file in QUESTIONS]
    asked = [re.findall(r"^# graph: (\w+)$", file.read_text("utf-8"), re.MULTILINE) for file in QUESTIONS]
    assert asked.count(["samples"]) >= 12 and asked.count(["debate"]) >= 10


def test_the_coded_samples_keep_the_rules() -> None:
    """What a reader coded satisfies the shapes, position by position."""
    assert [str(fault) for fault in validate(samples())] == []
    found = select(samples(), "SELECT ?position { ?position a sp:Position }")
    assert len(found) == sum(len(list(_coded(document))) for document in _articles()) == 178
