"""Whose stance it is: holders of what speakers say, from parses built by hand."""

import pytest

from standpunkt.extract.attribution import Attribution, Held
from standpunkt.extract.records import Span
from standpunkt.extract.speech import statements
from tests.parses import cases, document

CASES = {case.name: case.doc for case in cases("statements.txt")}


def attributed(name: str) -> tuple[Attribution, list[list[Held]]]:
    """The attribution of a case and the holders of each of its statements."""
    doc = CASES[name]
    said = statements(doc, document(doc))
    found = Attribution(doc, document(doc), said)
    return found, [list(found.speaker(one)) for one in said]


@pytest.mark.parametrize(
    ("name", "held"),
    [
        ("quotation over sentences", [[("Anna Berger", "own", None)]]),
        ("two speakers", [[("Macron", "own", None), ("Merz", "own", None)]]),
        ("nested speakers", [[("Ministerin", "own", None)], [("Verband", "attributed", "Ministerin")]]),
        ("passive without speaker", [[]]),
        ("according to a study", [[("Universität", "own", None)]]),
    ],
)
def test_speakers_hold_what_they_say(name: str, held: list[list[tuple[str, str, str | None]]]) -> None:
    """Each speaker of a statement, and who tells that he says so."""
    _, found = attributed(name)
    assert [[(one.words, one.source_kind, one.claimed_by) for one in holders] for holders in found] == held


def test_reported_acts_are_the_text_s_own() -> None:
    """What stands inside "verteidigte die Reform" is nobody's statement."""
    found, _ = attributed("passage")
    doc = CASES["passage"]
    verb = next(token for token in doc if token.text == "verteidigte")
    passage = next(token for token in doc if token.text == "Segen")
    around = found.around(passage)
    assert found.around(verb) is None
    assert around is not None and around.kind == "free_indirect"


def test_names_of_speakers() -> None:
    """The full name of whoever stands at a span; a thing that cannot act has none."""
    found, _ = attributed("quotation over sentences")
    doc = CASES["quotation over sentences"]
    at = doc.text.index("Berger")
    assert found.named(Span(at, at + 6)) == "Anna Berger"
