"""Quality does not fall: the floors, and the tool that keeps them."""

from pathlib import Path

import pytest

from benchmarks.quality import digest, fallen, floors, measure, pair_floors, raised, write

SHARED = Path(__file__).resolve().parents[2] / "shared"


def test_floors_only_rise() -> None:
    assert raised({"las": 80.0, "uas": 90.0, "new": 1.0}, {"las": 82.0, "uas": 88.0}) == {
        "las": 82.0,
        "uas": 90.0,
        "new": 1.0,
    }


@pytest.mark.parametrize(("measured", "lines"), [({"las": 82.5}, 0), ({"las": 81.8}, 0), ({"las": 81.0}, 1), ({}, 1)])
def test_what_falls_is_named(measured: dict[str, float], lines: int) -> None:
    """A figure may wobble by its tolerance, no more, and may not vanish."""
    assert len(fallen(measured, {"las": 82.0})) == lines


def test_floors_are_written_and_read_back(tmp_path: Path) -> None:
    write(tmp_path / "floors.toml", "abc", {"PUD: las": 82.2}, {"negation": 30})
    assert floors(tmp_path / "floors.toml") == ("abc", {"PUD: las": 82.2})
    assert pair_floors(tmp_path / "floors.toml") == {"negation": 30}


@pytest.mark.skipif(not SHARED.exists(), reason="the evaluation material is not here")
def test_the_language_room_keeps_its_floors() -> None:
    """Measured on the same material as the floors."""
    material, floor = floors()
    assert digest(SHARED) == material
    assert not fallen(measure(SHARED), floor)
