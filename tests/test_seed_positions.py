"""Positions of real articles, read with the real model, where both are there."""

from functools import cache
from pathlib import Path

import pytest

from standpunkt.extract import language
from standpunkt.extract.documents import read
from standpunkt.extract.positions import extract
from standpunkt.extract.records import Position

SEEDS = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "seeds"
pytestmark = pytest.mark.skipif(
    not SEEDS.is_dir() or not (language.MODEL / "analysis.onnx").exists(),
    reason="needs the seed articles and the model",
)


@cache
def positions() -> tuple[Position, ...]:
    """All positions of the seed articles."""
    documents = list(read([SEEDS]))
    parsed = language.load().pipe([document.text for document in documents])
    return tuple(one for doc, document in zip(parsed, documents, strict=True) for one in extract(doc, document))


@pytest.mark.parametrize(
    ("actor", "stances", "word"),
    [
        ("Lawrow", ("criticises", "rejects"), "Sicherheit"),
        ("Trump", ("rejects",), "US-Truppen"),
        ("Russland", ("rejects",), "NATO-Truppen"),
        ("Moskau", ("rejects",), "NATO"),
        ("Stoltenberg", ("proposes",), "Gebietsabtretungen"),
        ("Kallas", ("proposes",), "Soldaten"),
        ("Peskow", ("rejects",), "Truppen"),
        ("Putin", ("rejects",), "Ausland"),
        ("26 Staaten", ("commits",), "Truppen"),
    ],
)
def test_expected_positions(actor: str, stances: tuple[str, ...], word: str) -> None:
    """Who stands where in the debate about security guarantees."""
    found = [p for p in positions() if actor in f"{p.actor} {p.actor_name}" and p.stance in stances and word in p.topic]
    assert found


def test_words_are_verbatim() -> None:
    """Every offset leads back to the exact words."""
    texts = {document.id: document.text for document in read([SEEDS])}
    for position in positions():
        assert position.actor_span.of(texts[position.doc]) == position.actor
