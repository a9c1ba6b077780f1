"""The measure of quotations on small invented documents."""

import gzip
import json
from pathlib import Path

import pytest

from benchmarks.quotations import Quote, Score, annotated, paired, rows, score, table, words_of
from standpunkt.extract.records import InputError, Span


def quote(kind: str, words: range, speaker: range = range(0), name: str = "") -> Quote:
    """A quotation whose words begin at the given places."""
    return Quote(kind, frozenset(words), frozenset(speaker), name)


def test_words_have_places() -> None:
    """Marks are no words; a span cuts words where it ends."""
    assert words_of("„Ja“, sagte er.", [Span(0, 15)]) == {1, 6, 12}


def test_rows_become_quotations() -> None:
    """Words, speaker and type come from the annotation; a quotation without words is left out."""
    said, speaker, none = ({"spans": [{"charBegin": a, "charEnd": b}]} for a, b in ((0, 8), (15, 20), (8, 9)))
    row = {
        "originalText": "Es werde kalt, sagte Lea.",
        "annotations": [
            {"quote": said, "speaker": speaker, "type": "IndirectFreeIndirect"},
            {"quote": none, "speaker": speaker, "type": "Direct"},
        ],
    }
    assert annotated(row) == [Quote("free_indirect", frozenset({0, 3}), frozenset({15}), "sagte")]


def test_pairs_share_the_most_words() -> None:
    """Two quotations never share one partner, even if both overlap it."""
    gold = [quote("direct", range(10)), quote("direct", range(10, 14))]
    found = [quote("direct", range(8, 14)), quote("direct", range(9))]
    assert [(pair.gold, pair.found, pair.shared) for pair in paired(gold, found)] == [
        (gold[0], found[1], 9),
        (gold[1], found[0], 4),
    ]
    assert paired(gold, []) == []


def test_precision_and_recall_count_words() -> None:
    """A type's row pairs within the type, `found` whatever the type is."""
    gold = [quote("direct", range(10)), quote("indirect", range(20, 25))]
    found = [quote("direct", range(5)), quote("direct", range(20, 30))]
    scores = score([(gold, found)])
    direct, indirect, whole = scores["direct"], scores["indirect"], scores["all"]
    assert (direct.precision, direct.recall) == (5 / 15, 0.5)
    assert (indirect.f1, indirect.found_any) == (0.0, 1.0)
    assert whole.f1 == 2 * 10 / (15 + 15)


@pytest.mark.parametrize(
    ("found", "accuracy"),
    [
        (quote("direct", range(10), range(20, 22), "Lea Kern"), 1.0),
        (quote("direct", range(10), range(50, 51), "Lea Kern"), 1.0),
        (quote("direct", range(10), range(50, 51), "Lea Wolf"), 0.0),
        (quote("direct", range(10)), 0.0),
    ],
)
def test_speakers_by_place_or_name(found: Quote, accuracy: float) -> None:
    """The same words at the same place, or a last name that the annotation has elsewhere."""
    gold = quote("direct", range(10), range(21, 23), "die Ministerin Kern")
    assert score([([gold], [found])])["all"].speaker_accuracy == accuracy


def test_half_of_the_words_must_be_found() -> None:
    """A quotation of which less than half is found has no speaker to judge."""
    gold = quote("direct", range(10), range(20, 21), "Kern")
    assert score([([gold], [quote("direct", range(4))])])["all"].speakers.total() == 0


def test_nothing_found_scores_nothing() -> None:
    """Empty counts are zero, no error."""
    empty = Score()
    assert (empty.precision, empty.recall, empty.f1, empty.found_any, empty.speaker_accuracy) == (0, 0, 0, 0, 0)
    assert table(score([])).count("\n") == 5


def test_the_corpus_is_read_or_missed_in_one_line(tmp_path: Path) -> None:
    """A missing file is named with what to do."""
    with pytest.raises(InputError, match="name its folder with --data"):
        next(rows(tmp_path, "dev"))
    with gzip.open(tmp_path / "dev.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps({"originalText": "Ja"}))
    assert list(rows(tmp_path, "dev")) == [{"originalText": "Ja"}]
