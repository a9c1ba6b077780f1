"""The named questions, answered on a small debate coded by hand."""

import re
from functools import lru_cache

import pytest

from standpunkt.errors import QueryError
from standpunkt.graph.queries import Rows, Triples
from standpunkt.graph.questions import ask, parse, question, questions
from standpunkt.graph.store import Store
from tests.speedlimit import debate

NOURI, LIMIT, ALLOWANCE = "Jana Nouri", "Tempolimit", "Pendlerpauschale"
LAWSUIT, WAIVER = "Verfassungsklage gegen das Tempolimit", "Verzicht auf die Pendlerpauschale"

#: question, parameters, the variables looked at, the expected rows
ANSWERS: list[tuple[str, dict[str, str], str, list[tuple[str, ...]]]] = [
    ("who", {"topic": "tempolimit", "direction": "-"}, "actorName topicName statements first",
     [("Autobund", LIMIT, "1", "2024-05"), (NOURI, LIMIT, "1", "2024-03")]),
    ("who", {"topic": "höchstgeschwindigkeit", "direction": "0"}, "actorName", [("Städterat",)]),
    ("who", {"topic": "Klage Tempolimit"}, "actorName direction topicName", [("Freilandpartei", "+", LAWSUIT)]),
    ("who", {"topic": "Nouri"}, "actorName direction topicName", [("Autobund", "-", NOURI)]),
    ("who", {"topic": "Grundrente"}, "actorName", []),
    ("positions", {"actor": "Verkehrsministerin Nouri"}, "from stance topicName outlet", [
        ("2024-03-04", "sp:rejects", LIMIT, "Elbkurier"), ("2024-05-10", "sp:supports", LIMIT, "Elbkurier"),
        ("2024-06-20", "sp:supports", ALLOWANCE, "Elbkurier"), ("2024-06-22", "sp:supports", ALLOWANCE, "Rheinblatt")]),
    ("positions", {"actor": "nouri", "since": "2024-05-01", "until": "2024-05-31"}, "from", [("2024-05-10",)]),
    ("positions", {"actor": "bund"}, "from", []),
    ("changed", {}, "actorName topicName before after lastBefore firstAfter",
     [(NOURI, LIMIT, "-", "+", "2024-03", "2024-05")]),
    ("changed", {"topic": "pauschale"}, "actorName", []),
    ("contested", {}, "topicName supporters opponents undecided", [(LIMIT, "2", "2", "1")]),
    ("contested", {"since": "2024-06"}, "topicName", []),
    ("allies", {"actor": "Grünwerte"}, "otherName topics on", [(NOURI, "1", LIMIT)]),
    ("opponents", {"actor": "Grünwerte"}, "otherName on", [("Autobund", LIMIT), (NOURI, LIMIT)]),
    ("differences", {"actor": "Autobund", "other": "Nouri"}, "topicName direction otherDirection", [(LIMIT, "-", "+")]),
    ("agreements", {"actor": "Autobund", "other": "Nouri"}, "topicName direction", [(LIMIT, "-")]),
    ("conditional", {}, "actorName stance topicName condition",
     [("Städterat", "sp:conditional", LIMIT, "wenn es Ausnahmen gibt")]),
    ("evidence", {"actor": "Grünwerte", "topic": "Tempolimit"}, "words from",
     [("Die Grünwerte-Partei fordert ein Tempolimit auf Autobahnen.", "2024-03-04")]),
    ("sources", {}, "outlet documents positions percent",
     [("Elbkurier", "4", "6", "50"), ("Rheinblatt", "4", "6", "50")]),
    ("coverage", {}, "month outlet documents positions", [
        ("2024-03", "Elbkurier", "1", "2"), ("2024-05", "Elbkurier", "2", "3"), ("2024-05", "Rheinblatt", "1", "2"),
        ("2024-06", "Elbkurier", "1", "1"), ("2024-06", "Rheinblatt", "2", "3"), ("", "Rheinblatt", "1", "1")]),
    ("attributed", {"actor": "Autobund"}, "stance topicName kind claimant from",
     [("sp:rejects", ALLOWANCE, "sp:attributed", NOURI, "")]),
    ("about", {"actor": "Nouri"}, "speakerName stance words",
     [("Autobund", "sp:criticises", "Der Autobund kritisiert Nouri.")]),
    ("addressed", {"actor": "Bundesregierung"}, "speakerName stance topicName",
     [("Freilandpartei", "sp:threatens", LAWSUIT)]),
    ("topics", {}, "topicName actors statements", [
        (LIMIT, "4", "5"), (NOURI, "1", "1"), (ALLOWANCE, "1", "1"), (LAWSUIT, "1", "1"), (WAIVER, "1", "1")]),
    ("actors", {"actor": "Nouri"}, "actorName for against open wikidata", [(NOURI, "2", "1", "0", "wd:Q900001")]),
    ("related", {"topic": "pauschale"}, "topicName relation otherName", [(WAIVER, "sp:negationOf", ALLOWANCE)]),
    ("parties", {"topic": "tempolimit"}, "partyName direction actors", [
        ("Freilandpartei", "+", "2"), ("Freilandpartei", "-", "1"), ("Grünwerte-Partei", "+", "1")]),
    ("threats", {}, "actorName addressee topicName", [("Freilandpartei", "Bundesregierung", LAWSUIT)]),
    ("undated", {}, "name positions", [("rhein-2", "1")]),
    ("document", {"name": "elbe-2"}, "actorName stance topicName",
     [(NOURI, "sp:supports", LIMIT), ("Autobund", "sp:criticises", NOURI)]),
]  # fmt: skip

HOSTILE = (
    '"', '" }', '"""', "\\", "\\u0022", "\\\\u0022 } }", "> <", "x } } ; DROP ALL", "ä\n\r\tö", "😀", "UNDEF", "?actor",
    '" } SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } #', "{ }", "}", "\\g<0>", "\x00",
)  # fmt: skip


@lru_cache(maxsize=1)
def kept() -> Store:
    """The debate, built once."""
    return debate()


@pytest.mark.parametrize(("name", "given", "variables", "expected"), ANSWERS, ids=lambda value: str(value)[:40])
def test_answers(name: str, given: dict[str, str], variables: str, expected: list[tuple[str, ...]]) -> None:
    """A question gives the answer that was worked out by hand."""
    rows = ask(kept(), name, **given)
    assert isinstance(rows, Rows)
    assert [tuple(row.get(variable, "") for variable in variables.split()) for row in rows] == expected


def test_every_question_is_answered_here() -> None:
    """No question goes without an answer that was worked out by hand."""
    assert {name for name, *_ in ANSWERS} | {"describe"} == {question.name for question in questions()}


def test_describe_gives_the_direct_triples() -> None:
    """An actor as a graph: names and direct stances, the conditional ones left out."""
    answer = ask(kept(), "describe", actor="Nouri")
    assert isinstance(answer, Triples)
    assert "sp:supports topic:pendlerpauschale , topic:tempolimit" in answer.turtle()
    assert "@prefix skos:" in answer.turtle() and "@prefix oa:" not in answer.turtle()


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize(("name", "parameter"), [("who", "topic"), ("document", "name"), ("positions", "actor")])
def test_foreign_text_stays_text(name: str, parameter: str, text: str) -> None:
    """Whatever a parameter holds, it is only compared with names."""
    if not text.strip("\x00 "):
        return
    before = len(kept())
    answer = ask(kept(), name, **{parameter: f"{text} gibt es nicht"})
    assert isinstance(answer, Rows) and len(answer) == 0
    assert len(kept()) == before


@pytest.mark.parametrize(("name", "given", "message"), [
    ("whom", {}, r"expected one of about, actors.*got 'whom'"),
    ("who", {}, r"who needs topic: words .*got nothing"),
    ("who", {"theme": "x"}, r"who takes topic, direction \(got 'theme'\)"),
    ("sources", {"theme": "x"}, r"sources takes no parameters"),
    ("who", {"topic": "x", "direction": "pro"}, r"direction must be \+, - or 0 \(got 'pro'\)"),
    ("positions", {"actor": "x", "since": "gestern"}, r"since must be a day like 2024-05-17 \(got 'gestern'\)"),
    ("contested", {"since": "2024-13"}, r"since must be a month like 2024-05 \(got '2024-13'\)"),
])  # fmt: skip
def test_wrong_parameters(name: str, given: dict[str, str], message: str) -> None:
    """A wrong question or parameter gives one line with what was expected."""
    with pytest.raises(QueryError, match=message):
        ask(kept(), name, **given)


@pytest.mark.parametrize(("text", "message"), [
    ("SELECT * {}", "expected lines '# de: …'"),
    ("# de: a\n# en: b\n# param x\n", "expected '# param NAME KIND"),
    ("# de: a\n# en: b\n# param x words | a | b\nSELECT * {}", "expected 'VALUES"),
])  # fmt: skip
def test_incomplete_files(text: str, message: str) -> None:
    """A question file with an incomplete head says what is missing."""
    with pytest.raises(QueryError, match=re.escape(message)):
        parse("mine", text)


@pytest.mark.parametrize("name", [question.name for question in questions()])
def test_files_are_complete_queries(name: str) -> None:
    """Each file runs as it is and names its graphs, so that it needs no union."""
    one = question(name)
    kept().query(one.sparql)
    assert "GRAPH" in one.sparql and len(one.german) > 10 and len(one.english) > 10
