"""The minimal pairs, read by the real pipeline: each phenomenon must reach its floor."""

import tomllib
from collections import Counter

import pytest

from benchmarks import pairs
from benchmarks.floors import FLOORS
from standpunkt.extract import language
from standpunkt.extract.records import Position, Span

CASES = tuple(pairs.cases())
NAMES = sorted({case.phenomenon for case in CASES})
#: No phenomenon may be below this, whatever its floor says.
BAR = 0.85
REQUIRED = ("negation", "conditions", "hearsay", "nested", "anaphora", "coordination", "passive", "nominal", "changed",
            "headlines", "dates")  # fmt: skip
needs_model = pytest.mark.skipif(not (language.MODEL / "analysis.onnx").exists(), reason="needs the model")


def position(**fields: object) -> Position:
    """A position "Kiew rejects Waffenruhe" with some fields of its own."""
    values: dict[str, object] = {
        "doc": "a", "evidence": (Span(0, 30),), "actor": "Kiew", "actor_span": Span(0, 4), "stance": "rejects",
        "topic": "Waffenruhe im Osten", "topic_spans": (Span(15, 34),),
    }  # fmt: skip
    return Position(**(values | fields))  # type: ignore[arg-type]


@needs_model
@pytest.mark.parametrize("phenomenon", NAMES)
def test_floor_of_each_phenomenon(phenomenon: str) -> None:
    """At least as many sentences are read right as the floors file demands, and never less than the bar."""
    right, count = pairs.report()[phenomenon]
    floor = tomllib.loads(FLOORS.read_text("utf-8"))["pairs"][phenomenon]
    assert right >= max(floor, BAR * count), f"{phenomenon}: expected at least {floor} of {count} right, got {right}"


def test_enough_sentences() -> None:
    """Every phenomenon that counts has at least twenty sentences, and no sentence stands twice."""
    counts = Counter(case.phenomenon for case in CASES)
    assert all(counts[name] >= 20 for name in REQUIRED)
    assert max(Counter(case.document.text for case in CASES).values()) == 1


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.document.id)
def test_expectations_are_in_the_text(case: pairs.Case) -> None:
    """Every expected topic is made of words of its sentence."""
    words = pairs.content(case.document.text)
    for expected in case.expected:
        assert pairs.content(expected.topic) <= words


@pytest.mark.parametrize(
    ("expected", "found", "right"),
    [
        ([], [], True),
        ([], [position()], False),
        (["Kiew | rejects | Waffenruhe"], [], False),
        (["Kiew | rejects | Waffenruhe"], [position()], True),
        (["Kiew | criticises | Waffenruhe"], [position()], True),
        (["Kiew | supports | Waffenruhe"], [position()], False),
        (["Moskau | rejects | Waffenruhe"], [position()], False),
        (["Kiew | rejects | Gefangenenaustausch"], [position()], False),
        (["? Kiew | rejects | Waffenruhe"], [], True),
        (["? Kiew | rejects | Waffenruhe"], [position(), position()], False),
        (["Kiew | rejects | Waffenruhe | source_kind=own"], [position()], True),
        (["Kiew | rejects | Waffenruhe | source_kind=own"], [position(source_kind="alleged")], False),
        (["Kiew | rejects | Waffenruhe | condition=none"], [position(condition="wenn Moskau angreift")], False),
        (["Kiew | rejects | Waffenruhe | condition=Moskau angreift"], [position(condition="wenn Moskau angreift")], True),
        (["Karla Wolff | rejects | Waffenruhe"], [position(actor="Sie", actor_name="Karla Wolff")], True),
        (["Karla Wolff | rejects | Waffenruhe"], [position(actor="Sie", actor_name=None)], False),
    ],
)  # fmt: skip
def test_what_counts_as_right(expected: list[str], found: list[Position], right: bool) -> None:
    """Matched one to one by actor, polarity, topic and the named fields, nothing left over."""
    assert pairs.is_right([pairs.expectation(line) for line in expected], found) is right
