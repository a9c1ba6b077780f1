"""Which of several documents with one report is the original."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from standpunkt.extract.records import Document
from standpunkt.reports import Reports


def document(name: str, same: str | None = None) -> Document:
    """A document that repeats another one, or none."""
    return Document(id=name, source=f"{name}.txt", text="x", same_report_as=same)


def originals(read: Sequence[str], kept: Sequence[str]) -> dict[str, str]:
    """Copies with their originals, from documents as they are read and kept ("b=a": b repeats a)."""
    reports = Reports()
    for text in read:
        reports.note(document(*text.split("=")))
    passed = [item for item, _ in reports.watch((document(*text.split("=")), ()) for text in kept)]
    marked = [reports.marked(item) for item in passed]
    assert [replace(item, same_report_as=None) for item in marked] == [
        replace(item, same_report_as=None) for item in passed
    ]
    return {item.id: item.same_report_as for item in marked if item.same_report_as}


@pytest.mark.parametrize(("read", "kept", "expected"), [
    ("a b", "a b", {}),
    ("a b=a c=a", "a b c", {"b": "a", "c": "a"}),
    ("a b=a c=a", "c b a", {"b": "c", "a": "c"}),  # kept in order of date: the earliest is the original
    ("", "a b=a", {"b": "a"}),  # nothing was read: what was found before stands
    ("b", "a b=a", {"b": "a"}),  # the original was not read, so nothing new was compared
    ("a b", "a b=a", {}),  # both were read and are no longer alike
    ("a c=a", "a b=a c", {"b": "a", "c": "a"}),
    ("a b=a", "c a=c b", {"a": "c", "b": "c"}),  # a chain: the first of all
    ("b a=b", "a b=a", {"b": "a"}),  # read the other way round
])  # fmt: skip
def test_originals(read: str, kept: str, expected: dict[str, str]) -> None:
    """The earliest of those that carry one report, whatever order they were read in."""
    assert originals(read.split(), kept.split()) == expected
