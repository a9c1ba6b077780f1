"""Passages without a cue: whose words run on, and how far."""

from standpunkt.extract.passages import carried
from standpunkt.extract.records import Span, Statement
from tests.parses import cases

CASES = {case.name: case.doc for case in cases("statements.txt")}


def test_sentences_in_the_konjunktiv_are_one_passage() -> None:
    """Two sentences in a row are one statement; the indicative ends it."""
    doc = CASES["passage"]
    speaker = Span(4, 11)
    told = Statement(content=Span(0, 35), kind="reported", speaker=speaker)
    [_, passage] = carried(doc, [told], [])
    assert passage.kind == "free_indirect"
    assert passage.speaker == speaker
    assert passage.content.of(doc.text).startswith("Sie sei")
    assert passage.content.of(doc.text).endswith("einverstanden")


def test_the_konjunktiv_speaks_even_if_nobody_is_named() -> None:
    """Without a speaker before it, a sentence in the Konjunktiv is somebody's."""
    doc = next(sentence.as_doc() for sentence in CASES["passage"].sents if sentence.text.startswith("Sie sei"))
    [passage] = carried(doc, [], [])
    assert (passage.kind, passage.speaker) == ("free_indirect", None)


def test_the_indicative_speaks_for_nobody() -> None:
    """A report of facts is no passage."""
    assert carried(CASES["nothing said"], [], []) == []
