"""The bundled articles and their hand-made positions agree with each other."""

import csv
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from standpunkt.extract.records import RELATIONS, Position

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
ARTICLES = sorted(SAMPLES.glob("*.txt"))


def gold(article: Path) -> Iterator[dict[str, Any]]:
    with (SAMPLES / "gold" / f"{article.stem}.jsonl").open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def words(article: Path) -> int:
    return len(article.read_text(encoding="utf-8").split())


def test_there_are_twelve_articles_of_newspaper_length() -> None:
    """Short enough to read, long enough to be real."""
    assert len(ARTICLES) == 12
    assert all(150 <= words(article) <= 350 for article in ARTICLES)


def test_the_sidecar_knows_every_article() -> None:
    """Date and outlet come from `meta.csv`, and the file's name repeats the date."""
    with (SAMPLES / "meta.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["file"] for row in rows] == [article.name for article in ARTICLES]
    assert all(row["file"].startswith(date.fromisoformat(row["date"]).isoformat()) for row in rows)
    assert all(row["title"] and row["outlet"] for row in rows)


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.stem)
def test_gold_words_stand_where_gold_says(article: Path) -> None:
    """Actor, topic and evidence are cut from the text at the offsets given."""
    text = article.read_text(encoding="utf-8")
    rows = list(gold(article))
    assert len(rows) >= 10
    for row in rows:
        position = Position.from_json(row)
        assert position.actor_span.of(text) == position.actor
        assert " … ".join(span.of(text) for span in position.topic_spans) == position.topic
        assert row["polarity"] == RELATIONS[position.stance]
        assert any(position.actor_span.overlaps(span) for span in position.evidence)
        assert all(any(span.overlaps(part) for part in position.evidence) for span in position.topic_spans)
        assert all(piece in position.topic for piece in row["topic_core"].split(" … "))


def test_the_sample_shows_all_twelve_relations() -> None:
    """A demo that never shows a threat or a condition would hide what the program can do."""
    assert {row["stance"] for article in ARTICLES for row in gold(article)} == set(RELATIONS)


def test_somebody_changes_his_position() -> None:
    """Some stances are marked as past, some as hearsay, some as attributed by others."""
    rows = [row for article in ARTICLES for row in gold(article)]
    assert sum(row["in_force"] == "past" for row in rows) >= 5
    assert {row["source_kind"] for row in rows} == {"own", "attributed", "alleged"}
