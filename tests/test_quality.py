"""Quality does not fall: the floors, and the tool that measures and keeps them."""

from pathlib import Path

import pytest

from benchmarks import errors, floors, positions, quality
from benchmarks.floors import Floors
from benchmarks.tables import Table
from standpunkt.extract import language

SHARED = Path(__file__).resolve().parents[2] / "shared"
JUDGE = SHARED / "eval" / "score_positions.py"
needs_data = pytest.mark.skipif(
    not JUDGE.exists() or not (language.MODEL / "analysis.onnx").exists(),
    reason="needs the evaluation material and the model",
)

# The floors ----------------------------------------------------------------------------------------------------------


def test_floors_only_rise() -> None:
    """What is better lifts its floor, what is worse or was not measured leaves it, what is new starts where it is."""
    before = {"las": 82.0, "uas": 88.0, "gone": 5.0}
    assert floors.raised({"las": 80.0, "uas": 90.0, "new": 1.0}, before) == {
        "las": 82.0, "uas": 90.0, "gone": 5.0, "new": 1.0,
    }  # fmt: skip


@pytest.mark.parametrize(("measured", "lines"), [({"las": 82.5}, 0), ({"las": 81.8}, 0), ({"las": 81.0}, 1), ({}, 1)])
def test_what_falls_is_named(measured: dict[str, float], lines: int) -> None:
    """A figure may wobble by the tolerance of its group, no more, and may not vanish."""
    assert len(floors.fallen("language", measured, {"las": 82.0})) == lines


def test_floors_are_written_and_read_back(tmp_path: Path) -> None:
    """Groups without floors leave no trace."""
    kept = Floors({"language": "abc"}, {"language": {"PUD: las": 82.2}, "pairs": {"negation": 30}})
    floors.write(tmp_path / "floors.toml", kept)
    found = floors.load(tmp_path / "floors.toml")
    assert found.material == {"language": "abc"}
    assert {group: table for group, table in found.figures.items() if table} == kept.figures


def test_raising_keeps_what_was_not_measured() -> None:
    """Floors of the language model stay when only the minimal pairs are measured."""
    held = Floors({"language": "abc"}, {"language": {"las": 82.0}, "pairs": {"negation": 30}})
    lifted = quality.lifted(quality.of_pairs({"negation": (31, 36)}), held, Path("nowhere"))
    assert lifted == Floors({"language": "abc"}, {"language": {"las": 82.0}, "pairs": {"negation": 31}})


def test_figures_of_other_material_are_not_compared(tmp_path: Path) -> None:
    """Other material is one line, whatever was measured on it."""
    held = Floors({"quotations": "abc"}, {"quotations": {"direct: F1": 90.0}})
    measured = quality.Measured((), {"quotations": {"direct: F1": 10.0}})
    (line,) = quality.failures(measured, held, tmp_path)
    assert "expected the material abc" in line


def test_every_group_has_floors() -> None:
    """The file that ships holds something for each group, and knows what it was measured on."""
    held = floors.load()
    assert all(held.figures[group] for group in floors.GROUPS)
    assert set(held.material) == {group for group, one in floors.GROUPS.items() if one.material}


# The figures ---------------------------------------------------------------------------------------------------------


def test_reliability_has_bins_of_one_size() -> None:
    """Every position is in one bin; confidence rises from bin to bin."""
    bins = positions.reliability([(number / 103, number % 2 == 0) for number in range(103)])
    assert len(bins) == positions.BINS and sum(one.size for one in bins) == 103
    assert max(one.size for one in bins) - min(one.size for one in bins) <= 1
    assert [one.confidence for one in bins] == sorted(one.confidence for one in bins)


def test_few_positions_need_fewer_bins() -> None:
    assert [one.size for one in positions.reliability([(0.5, True), (0.6, False)])] == [1, 1]
    assert positions.reliability([]) == []


def test_tables_are_aligned_and_written_as_markdown() -> None:
    table = Table("Levels", ("level", "F1"), (("actor", "71.7"), ("a", "9.0")))
    assert table.text().splitlines() == ["Levels", "  level    F1", "  actor  71.7", "  a       9.0"]
    assert table.markdown().splitlines()[2:] == ["| level | F1 |", "| --- | --: |", "| actor | 71.7 |", "| a | 9.0 |"]


# Errors --------------------------------------------------------------------------------------------------------------

TEXT = "Kiew lehnt die Waffenruhe ab."


def annotated(actor: str, stance: str, topic: str, **fields: object) -> positions.Row:
    """An annotated position of the only sentence."""
    polarity = "-" if stance in ("rejects", "criticises") else "+"
    row = {"actor": actor, "actor_name": actor, "stance": stance, "polarity": polarity, "topic": topic}
    return {**row, "topic_core": topic, "topic_label": "", "sent": [0], "explicit": True, "quote": "none", **fields}


def found(actor: str, stance: str, topic: str) -> positions.Row:
    """A position found in the only sentence."""
    fields = {
        "start": 0,
        "end": len(TEXT),
        "confidence": 0.5,
        "extractor": "lexicon:ablehnen",
        "_spans": [(0, len(TEXT))],
    }
    return annotated(actor, stance, topic, **fields)


KIEW = annotated("Kiew", "rejects", "Waffenruhe")


@needs_data
@pytest.mark.parametrize(
    ("ours", "theirs", "kinds"),
    [
        ([found("Kiew", "rejects", "Waffenruhe")], [KIEW], []),
        ([found("Kiew", "criticises", "Waffenruhe")], [KIEW], ["wrong relation"]),
        ([found("Kiew", "supports", "Waffenruhe")], [KIEW], ["wrong polarity"]),
        ([found("Moskau", "rejects", "Waffenruhe")], [KIEW], ["wrong actor"]),
        ([found("Kiew", "rejects", "Gefangene")], [KIEW], ["wrong topic"]),
        ([found("Moskau", "supports", "Gefangene")], [KIEW], ["not a position", "missed explicit"]),
        ([found("Kiew", "rejects", "Waffenruhe")] * 2, [KIEW], ["found twice"]),
        ([], [KIEW], ["missed explicit"]),
        ([], [{**KIEW, "explicit": False}], ["missed implicit"]),
        ([found("Kiew", "rejects", "Waffenruhe")], [], ["not a position"]),
    ],
)
def test_errors_have_classes(ours: list[positions.Row], theirs: list[positions.Row], kinds: list[str]) -> None:
    """One fault has the name of that fault; with two a position is neither found nor rightly drawn."""
    items = [{**item, "_spans": [(0, len(TEXT))]} for item in theirs]
    task = positions.Task(Path("a.txt"), items, [[0, len(TEXT)]], JUDGE)
    part = positions.Part([task], [positions.Reading("a", TEXT, list(map(dict, ours)), [], 5, 1.0, 1.0)])
    assert [error.kind for error in errors.errors(part)] == kinds


def test_the_worst_errors_show_every_class() -> None:
    """Taken in turn from each class, the worst first."""
    some = [errors.Error("wrong actor", weight, "a", TEXT) for weight in (0.1, 0.9, 0.5)]
    shown = errors.worst([*some, errors.Error("missed implicit", 0.0, "a", TEXT)], 3)
    assert [(error.kind, error.weight) for error in shown] == [
        ("wrong actor", 0.9), ("wrong actor", 0.5), ("missed implicit", 0.0),
    ]  # fmt: skip


# The real thing ------------------------------------------------------------------------------------------------------


@needs_data
def test_positions_keep_their_floors() -> None:
    """The adjudicated articles; those annotated once are left to `make quality`."""
    held = floors.load()
    figures = positions.figures("dev", quality.dev(SHARED))
    floor = {name: least for name, least in held.figures["positions"].items() if name.startswith("dev: ")}
    assert floors.digest(SHARED, "positions") == held.material["positions"]
    assert floor and not floors.fallen("positions", figures, floor)


@needs_data
def test_the_language_room_keeps_its_floors() -> None:
    """Measured on the same material as the floors."""
    assert not quality.failures(quality.language(SHARED), floors.load(), SHARED)
