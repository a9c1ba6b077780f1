"""The invented debate of the benchmarks is a fair ground: always the same, valid, and shaped as it says."""

from collections import Counter
from functools import lru_cache

from benchmarks.corpus import World
from benchmarks.store import cases, quads_of, values
from standpunkt.graph.derive import derive
from standpunkt.graph.questions import ask, questions
from standpunkt.graph.shapes import validate
from standpunkt.graph.store import Store

WORLD = World(actors=40, topics=60)
ARTICLES = list(WORLD.articles(300))


@lru_cache(maxsize=1)
def kept() -> Store:
    """The debate in a store, as the benchmark loads it."""
    store = Store.memory()
    store.bulk_load(quads_of(ARTICLES))
    derive(store, ARTICLES, actors=WORLD.actors, topics=WORLD.topics)
    return store


def test_the_same_seed_gives_the_same_debate() -> None:
    """Figures of two runs are about the same positions; another seed gives others."""
    assert ARTICLES == list(World(actors=40, topics=60).articles(300))
    assert ARTICLES != list(World(actors=40, topics=60, seed=8).articles(300))


def test_words_stand_where_the_spans_say() -> None:
    """Actor and topic are cut from the text and lie in the evidence."""
    for document, positions in ARTICLES:
        for position in positions:
            assert position.actor_span.of(document.text) == position.actor
            assert all(span.overlaps(position.evidence[0]) for span in (position.actor_span, *position.topic_spans))


def test_it_is_shaped_like_a_debate() -> None:
    """Some are loud and most are not; there is hearsay, repetition, the past, the undated and the bilateral."""
    held = [position for _, positions in ARTICLES for position in positions]
    often = [count for _, count in Counter(position.actor for position in held).most_common()]
    assert often[0] > 4 * often[len(often) // 2]
    assert {position.source_kind for position in held} == {"own", "attributed", "alleged"}
    assert any(position.in_force == "past" for position in held) and any(
        position.stated_on is None for position in held
    )
    assert any(position.topic_id and position.topic_id.startswith("actor/") for position in held)
    assert any(document.same_report_as for document, _ in ARTICLES)


def test_it_keeps_the_rules() -> None:
    """The shapes find no fault."""
    assert [str(fault) for fault in validate(kept())] == []


def test_every_question_is_measured() -> None:
    """The benchmark asks each named question, and most of them have an answer."""
    asked = list(values(WORLD, ARTICLES, 4))
    found: Counter[str] = Counter()
    for question, given in cases(asked):
        for each in given[:4]:
            found[question.name] += len(ask(kept(), question.name, **each))  # type: ignore[arg-type]
    assert set(found) == {question.name for question in questions()}
    assert sum(1 for rows in found.values() if rows) > len(found) - 4
