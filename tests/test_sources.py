"""Phrases that name a source, in parses built by hand."""

import pytest

from standpunkt.extract.sources import source
from tests.parses import cases

CASES = {case.name: case.doc for case in cases("statements.txt")}


@pytest.mark.parametrize(
    ("name", "cue", "speaker", "content"),
    [
        ("according to", "Laut Innenminister Schmidt", "Schmidt", "ist die Lage ernst"),
        ("opinion noun", "Nach Ansicht der Opposition", "Opposition", "fehlt das Geld"),
        ("according to a study", "Nach einer Studie der Universität", "Universität", "schadet Lärm den Kindern"),
        ("according to postponed", "Medienberichten zufolge", "Medienberichten", "tritt der Minister zurück"),
        ("in the eyes of", "Aus Sicht der Opposition", "Opposition", "ist der Haushalt verfassungswidrig"),
        ("so with more", "so", "Karl Weber", "Die Lage sei ernst"),
    ],
)
def test_sources(name: str, cue: str, speaker: str, content: str) -> None:
    """The phrase, whom it names, and the rest of the sentence, which is his."""
    doc = CASES[name]
    [found] = filter(None, map(source, doc))
    assert found.speaker is not None
    assert [found.cue.of(doc.text), found.speaker.of(doc.text), found.content.hull(doc).of(doc.text)] == [
        cue,
        speaker,
        content,
    ]


@pytest.mark.parametrize("name", ["nothing said", "indirect with dass", "hearsay"])
def test_other_phrases_are_no_sources(name: str) -> None:
    """ "nach Berlin" and "am Dienstag" speak for nobody."""
    assert not any(map(source, CASES[name]))
