"""Networks: every formula by hand, and what must hold for any data."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from math import sqrt
from typing import Any, get_args

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from standpunkt.errors import InputError
from standpunkt.extract.records import RELATIONS
from standpunkt.graph import networks
from standpunkt.graph.networks import (
    Normalisation,
    Options,
    Selection,
    Stand,
    affiliation,
    attacks,
    attributions,
    conflict,
    congruence,
    counted,
    merged_negations,
    regrouped,
    select,
    stand,
    stands,
    subtract,
    undated,
    windows,
    with_isolates,
    without_isolates,
)
from tests.debate import DOCUMENTS, debate, positions
from tests.strategies import debates

_RELATION = {"+": "supports", "-": "rejects", "0": "undecided"}


def say(actor: str, polarity: str, topic: str, document: str = "d", **more: Any) -> Stand:
    return Stand(
        actor_id=actor,
        actor_name=actor,
        topic_id=topic,
        topic_label=topic,
        relation=_RELATION[polarity],
        polarity=polarity,  # type: ignore[arg-type]
        document=document,
        **more,
    )


#: A: T1 ++, T2 -. B: T1 + and -, T2 ---. C: T1 -, T3 +. N is undecided about T1.
HAND = [
    say(actor, polarity, topic)
    for actor, topic, polarities in (
        ("A", "T1", "++"), ("A", "T2", "-"),
        ("B", "T1", "+-"), ("B", "T2", "---"),
        ("C", "T1", "-"), ("C", "T3", "+"),
        ("N", "T1", "0"),
    )
    for polarity in polarities
]  # fmt: skip


def weights(graph: "nx.Graph[str]") -> dict[tuple[str, str], float]:
    return {tuple(sorted(edge)): data["weight"] for *edge, data in graph.edges(data=True)}  # type: ignore[misc]


def every(**more: Any) -> Options:
    return Options(count="every", **more)


# Two-mode -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scale", "normalise", "expected"),
    [
        ("ignore", "none", {"AT1": 2, "AT2": 1, "BT1": 2, "BT2": 3, "CT1": 1, "CT3": 1, "NT1": 1}),
        ("subtract", "none", {"AT1": 2, "AT2": -1, "BT1": 0, "BT2": -3, "CT1": -1, "CT3": 1, "NT1": 0}),
        ("combine", "none", {"AT1": 1, "AT2": 2, "BT1": 3, "BT2": 2, "CT1": 2, "CT3": 1, "NT1": 0}),
        ("ignore", "activity", {"AT1": 2 / 3, "AT2": 1 / 3, "BT1": 0.4, "BT2": 0.6, "CT1": 0.5, "CT3": 0.5, "NT1": 1}),
        (
            "subtract",
            "activity",
            {"AT1": 2 / 3, "AT2": -1 / 3, "BT1": 0, "BT2": -0.6, "CT1": -0.5, "CT3": 0.5, "NT1": 0},
        ),
        (
            "ignore",
            "prominence",
            {"AT1": 2 / 6, "AT2": 1 / 4, "BT1": 2 / 6, "BT2": 3 / 4, "CT1": 1 / 6, "CT3": 1, "NT1": 1 / 6},
        ),
        (
            "subtract",
            "prominence",
            {"AT1": 2 / 5, "AT2": -1 / 4, "BT1": 0, "BT2": -3 / 4, "CT1": -1 / 5, "CT3": 1, "NT1": 0},
        ),
    ],
)
def test_affiliation_weights(scale: Any, normalise: Any, expected: dict[str, float]) -> None:
    """Every scale and share gives the number worked out by hand."""
    found = weights(affiliation(HAND, scale=scale, normalise=normalise, count="every"))
    assert found == pytest.approx({(key[0], key[1:]): value for key, value in expected.items()})


def test_affiliation_shows_undecided_statements_apart() -> None:
    """Polarity 0 weighs nothing under subtract, but its edge stays and tells."""
    edge = affiliation(HAND, count="every").edges["N", "T1"]
    assert (edge["weight"], edge["neutral"], edge["polarity"]) == (0, 1, "0")
    assert affiliation(HAND, count="every").edges["B", "T1"]["polarity"] == "±"


def test_affiliation_is_bipartite_even_with_an_actor_as_topic() -> None:
    """Criticism of an actor is a topic of its own, so that the two modes never mix."""
    graph = affiliation(debate())
    kinds = nx.get_node_attributes(graph, "kind")
    assert {kinds[one] for one, _ in graph.edges} | {kinds[other] for _, other in graph.edges} == {"actor", "topic"}
    assert nx.is_bipartite(graph)
    assert graph.nodes["target:actor/Q1"]["type"] == "target"


def test_combine_cannot_be_normalised() -> None:
    with pytest.raises(InputError, match="cannot be normalised .got 'activity'.; use 'none'"):
        affiliation(HAND, scale="combine", normalise="activity")


# One-mode -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("network", "normalise", "expected"),
    [
        (congruence, "none", {"AB": 5, "BC": 1}),
        (conflict, "none", {"AB": 2, "AC": 2, "BC": 1}),
        (subtract, "none", {"AB": 3, "AC": -2}),
        (congruence, "average", {"AB": 5 / 4, "BC": 1 / 3.5}),
        (congruence, "jaccard", {"AB": 5 / 6, "BC": 1 / 6}),
        (congruence, "cosine", {"AB": 5 / sqrt(55), "BC": 1 / sqrt(22)}),
        (congruence, "dna-cosine", {"AB": 5 / 15, "BC": 1 / 10}),
        (conflict, "average", {"AB": 0.5, "AC": 2 / 2.5, "BC": 1 / 3.5}),
        (conflict, "jaccard", {"AB": 2 / 6, "AC": 2 / 5, "BC": 1 / 6}),
        (subtract, "cosine", {"AB": 3 / sqrt(55), "AC": -2 / sqrt(10)}),
        (subtract, "dna-cosine", {"AB": 3 / 15, "AC": -2 / 6}),
    ],
)
def test_one_mode_weights(network: Any, normalise: Any, expected: dict[str, float]) -> None:
    """Every formula gives the number worked out by hand; undecided statements are left out."""
    found = weights(network(HAND, every(normalise=normalise)))
    assert found == pytest.approx({tuple(key): value for key, value in expected.items()})


@pytest.mark.parametrize(
    ("network", "expected"),
    [(congruence, {"AB": 5, "BC": 1, "AN": 1, "BN": 1, "CN": 0.5}), (conflict, {"AN": 1, "BN": 1, "CN": 0.5})],
)
def test_three_levels(network: Any, expected: dict[str, float]) -> None:
    """On the three-level scale an undecided statement agrees by half and clashes by half."""
    found = weights(network(HAND, every(levels=3)))
    assert expected == pytest.approx({key: found[tuple(key)] for key in expected})  # type: ignore[index]


def test_topics_with_the_same_friends_and_foes() -> None:
    """Topic–topic networks are the same formulas with actors and topics exchanged."""
    assert weights(congruence(HAND, every(mode="topic"))) == {("T1", "T2"): 3}
    assert weights(conflict(HAND, every(mode="topic"))) == {("T1", "T2"): 5, ("T1", "T3"): 1}


def test_relations_are_filters_never_levels() -> None:
    """Demanding and supporting the same is agreement."""
    both = [replace(say("A", "+", "T"), relation="demands"), replace(say("B", "+", "T"), relation="supports")]
    assert weights(congruence(both)) == {("A", "B"): 1}
    assert weights(conflict(both)) == {}


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Options(normalise="max"), "the normalisation must be one of none, average, .* .got 'max'"),  # type: ignore[arg-type]
        (lambda: Options(levels=5), "the number of levels must be one of 2, 3 .got 5"),  # type: ignore[arg-type]
        (lambda: affiliation(HAND, scale="sum"), "the scale must be one of ignore, .* .got 'sum'"),  # type: ignore[arg-type]
        (lambda: Selection(only={"party": ["X"]}), "a filter must name one of actor_id, .* .got 'party'"),
        (lambda: counted(HAND, "day"), "duplicates count by every, .* .got 'day'"),  # type: ignore[arg-type]
        (lambda: list(windows(HAND, "hours")), "a window is measured in days, .* .got 'hours'"),  # type: ignore[arg-type]
        (lambda: list(windows(HAND, size=0)), "must be at least 1 .got size 0"),
    ],
)
def test_wrong_options_say_what_is_possible(make: Any, message: str) -> None:
    with pytest.raises(InputError, match=message):
        make()


def test_nothing_gives_an_empty_network() -> None:
    """No stands are no error."""
    assert [len(network([])) for network in (affiliation, congruence, conflict, subtract, attacks)] == [0] * 5
    assert list(windows([])) == []


# What holds for any data ----------------------------------------------------------------------------------------

_NORMALISATIONS = get_args(Normalisation)


@given(debates(), st.sampled_from(_NORMALISATIONS))
def test_congruence_is_never_negative_and_subtract_is_the_difference(items: list[Stand], normalise: Any) -> None:
    options = every(normalise=normalise)
    agree, clash, both = (weights(network(items, options)) for network in (congruence, conflict, subtract))
    assert all(weight > 0 for weight in (*agree.values(), *clash.values()))
    for pair in agree.keys() | clash.keys():
        assert both.get(pair, 0) == pytest.approx(agree.get(pair, 0) - clash.get(pair, 0))


@given(debates(), st.sampled_from(_NORMALISATIONS), st.randoms())
def test_weights_do_not_depend_on_names_or_order(items: list[Stand], normalise: Any, dice: Any) -> None:
    """Renaming actors and shuffling statements moves no weight."""
    options = every(normalise=normalise)
    names = {item.actor_id for item in items}
    renamed = dict(zip(sorted(names), dice.sample(sorted(names), len(names)), strict=True))
    other = [replace(item, actor_id=renamed[item.actor_id]) for item in items]
    dice.shuffle(other)
    expected = {tuple(sorted((renamed[a], renamed[b]))): w for (a, b), w in weights(congruence(items, options)).items()}
    assert weights(congruence(other, options)) == pytest.approx(expected)


@given(debates())
def test_cosine_and_jaccard_stay_within_one(items: list[Stand]) -> None:
    for normalise in ("cosine", "jaccard"):
        assert all(weight <= 1 + 1e-9 for weight in weights(congruence(items, every(normalise=normalise))).values())


@given(debates())
def test_one_mode_is_the_product_of_two_mode(items: list[Stand]) -> None:
    """Subtract between actors is the matrix of signed statements times its transpose."""
    signed = affiliation(items, count="every")
    found = weights(subtract(items, every()))
    actors = [name for name, data in signed.nodes(data=True) if data["kind"] == "actor"]
    for one in actors:
        for other in actors:
            if one < other:
                shared = set(signed[one]) & set(signed[other])
                product = sum(signed[one][topic]["weight"] * signed[other][topic]["weight"] for topic in shared)
                assert found.get((one, other), 0) == pytest.approx(product)


@given(debates(), st.sampled_from(["document", "week", "month", "year", "range"]))
def test_counting_keeps_every_claim_and_is_stable(items: list[Stand], count: Any) -> None:
    """Counting once loses no claim, and counting what is counted changes nothing."""
    once = counted(items, count)
    assert {(i.actor_id, i.topic_id, i.polarity) for i in once} == {(i.actor_id, i.topic_id, i.polarity) for i in items}
    assert counted(once, count) == once


@given(debates(), st.sampled_from(["days", "weeks", "months", "years"]), st.integers(1, 4))
def test_fixed_windows_are_a_partition(items: list[Stand], unit: Any, size: int) -> None:
    """Every dated stand that a window can hold is in exactly one of them, and windows touch."""
    found = list(windows(items, unit, size=size))
    inside = [item for window in found for item in window.stands]
    assert len(inside) <= len(items) - len(undated(items))
    assert sum(item.precision == "day" and item.stated_on is not None for item in items) <= len(inside)
    assert all((after.first - before.last).days == 1 for before, after in zip(found, found[1:], strict=False))


# Counting and time ----------------------------------------------------------------------------------------------

_DAYS = [date(2025, 3, 3), date(2025, 3, 9), date(2025, 3, 10), date(2025, 4, 1), date(2026, 3, 3)]


@pytest.mark.parametrize(
    ("count", "expected"), [("every", 6), ("document", 5), ("week", 4), ("month", 3), ("year", 2), ("range", 1)]
)
def test_duplicates(count: Any, expected: int) -> None:
    """The same claim in the first document twice, then on days of other weeks, months and years."""
    items = [say("A", "+", "T", f"d{i}", stated_on=day) for i, day in enumerate(_DAYS)]
    assert len(counted([items[0], *items], count)) == expected


def test_march_is_not_every_march() -> None:
    """The key of a month carries its year, and that of a week the year of the ISO calendar."""
    march = [say("A", "+", "T", "a", stated_on=date(year, 3, 3)) for year in (2024, 2025)]
    new_year = [say("A", "+", "T", "a", stated_on=day) for day in (date(2024, 12, 30), date(2025, 1, 5))]
    assert len(counted(march, "month")) == 2
    assert len(counted(new_year, "week")) == 1


def test_undated_stands_count_once_per_document() -> None:
    """What has no day has no month."""
    assert len(counted([say("A", "+", "T", doc) for doc in "aab"], "year")) == 2


def test_a_repeated_report_counts_once() -> None:
    """Agency copy in two outlets is one statement."""
    items = [say("A", "+", "T", "one", report="one"), say("A", "+", "T", "two", report="one")]
    assert (len(counted(items)), len(counted(items, "every"))) == (1, 2)


_LONG = "„Ohne einen bundesweiten Mietendeckel verlieren wir die Mitte unserer Städte“, sagte A."
_SHORT = "„Das wird so nichts werden“, sagte A."


@pytest.mark.parametrize(
    ("text", "day", "expected"),
    [(_LONG, date(2025, 3, 12), 1), (_LONG, date(2025, 4, 1), 2), (_SHORT, date(2025, 3, 4), 2), (_LONG, None, 2)],
)
def test_one_quotation_in_two_outlets_is_one_statement(text: str, day: date | None, expected: int) -> None:
    """From eight words on and within 14 days; an undated one cannot be told to be the same."""
    first = say("A", "+", "T", "one", stated_on=date(2025, 3, 4), quote="direct", evidence=(networks.Passage(text),))
    assert len(counted([first, replace(first, document="two", stated_on=day)])) == expected


def test_sliding_windows_overlap() -> None:
    """Three months long, every month: a stand is in up to three of them; a vague date only where it fits."""
    items = [say("A", "+", "T", stated_on=date(2025, 2, 10)), say("B", "+", "T", stated_on=date(2025, 4, 30))]
    vague = say("C", "+", "T", stated_on=date(2025, 4, 1), precision="year")
    found = list(windows([*items, vague], "months", size=3, step=1))
    assert [(str(w.first), str(w.last)) for w in found][:2] == [
        ("2025-01-01", "2025-03-31"),
        ("2025-02-01", "2025-04-30"),
    ]
    assert [[item.actor_id for item in w.stands] for w in found][:4] == [["A"], ["A", "B"], ["B"], ["B"]]
    assert not any(vague in window.stands for window in found)


def test_weeks_begin_on_monday() -> None:
    window = next(windows([say("A", "+", "T", stated_on=date(2025, 1, 1))], "weeks"))
    assert (window.first, window.last) == (date(2024, 12, 30), date(2025, 1, 5))


# Filters and levels ---------------------------------------------------------------------------------------------


def names(items: Iterable[Stand]) -> list[str]:
    return [item.actor_name for item in items]


def test_own_words_are_the_default() -> None:
    """What others attribute to an actor counts only on request."""
    assert {item.source_kind for item in select(debate())} == {"own"}
    kinds = {item.source_kind for item in select(debate(), Selection(attributed=True))}
    assert kinds == {"own", "attributed", "alleged"}


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(only={"polarity": "-", "topic_label": ["Mietendeckel"]}), ["Eigentümerverband", "Götz Überacker"]),
        (Selection(only={"outlet": ["Heideblatt"]}, without={"actor_type": ["person"]}), ["Städtetag"] * 2),
        (Selection(since=date(2024, 10, 1), until=date(2024, 10, 31)), ["Götz Überacker"]),
        (Selection(since=date(2024, 10, 2), until=date(2024, 12, 31)), []),
        (Selection(until=date(2024, 1, 1), undated=True), ["Mieterbund", "Mieterbund"]),
        (Selection(confidence=0.9), []),
    ],
)
def test_selection(selection: Selection, expected: list[str]) -> None:
    """Filters name fields; a stated month is inside a range only if all of it is."""
    assert names(select(debate(), selection)) == expected


def test_levels_of_actors_are_a_mapping() -> None:
    """A person's statement can count for the party, and the holder may depend on the day."""
    party = {"Ömer Yıldız": ("actor/Q2", "Eigentümerverband", "organisation")}
    found = regrouped(debate(), lambda item: party.get(item.actor_name))
    assert names(item for item in found if item.relation == "warns_of") == ["Eigentümerverband"]


def test_negated_topics_merge_with_flipped_polarity() -> None:
    """Demanding to do without X is being against X."""
    given_up = say("A", "+", "ohne X")
    (merged,) = merged_negations([given_up], {"ohne X": ("X", "X")})
    assert (merged.topic_id, merged.polarity) == ("X", "-")


def test_isolates() -> None:
    """Silent and lonely nodes come and go on request."""
    full = affiliation(debate())
    march = affiliation(select(debate(), Selection(since=date(2025, 3, 1), until=date(2025, 3, 31))))
    assert set(with_isolates(march, debate())) == set(full)
    assert set(without_isolates(with_isolates(march, debate()))) == set(march)
    assert "N" in congruence(HAND) and "N" not in without_isolates(congruence(HAND))


# Directed -------------------------------------------------------------------------------------------------------


def test_who_attacks_whom() -> None:
    """Criticism of an actor, and threats or promises made to one, are signed edges."""
    threat = replace(say("A", "+", "Zölle"), relation="threatens", addressee="B")
    demand = replace(say("A", "+", "Ruhe", "e"), relation="demands", addressee="B")
    graph = attacks([*debate(), threat, demand])
    assert graph.edges["actor/Q6", "actor/Q1"]["weight"] == -1
    assert dict(graph.edges["A", "actor/B"]) == {"weight": -1, "statements": 2, "attacking": 1, "neither": 1}


def test_who_attributes_what_to_whom() -> None:
    """The claimer points to the holder; what nobody is named for has no claimer."""
    graph = attributions(debate())
    assert [(graph.nodes[a]["label"], graph.nodes[b]["label"]) for a, b in graph.edges] == [
        ("Götz Überacker", "Städtetag")
    ]


# From positions -------------------------------------------------------------------------------------------------


def test_a_stand_carries_the_exact_words() -> None:
    """Marks hit the actor's and the topic's words, also behind an emoji."""
    by_name = {item.relation: item for item in debate()}
    (passage,) = by_name["warns_of"].evidence
    assert "🏘️" in passage.text
    assert [text for text, part in passage.pieces() if part] == ["Ömer Yıldız", "Klagewelle"]
    assert "".join(text for text, _ in passage.pieces()) == passage.text


def test_publication_never_stands_in_for_the_day_of_the_statement() -> None:
    """A past stance in a dated article keeps its own vague date; an undated leaflet stays undated."""
    past = next(item for item in debate() if item.in_force == "past")
    assert past.period == (date(2024, 10, 1), date(2024, 10, 31))
    assert past.published_on == date(2025, 4, 17)
    assert {item.document for item in undated(debate())} == {"flugblatt"}


def test_an_unlinked_position_gets_its_names_as_ids() -> None:
    """Networks work before anything is linked; case and Unicode form make no difference."""
    bare = replace(positions()[0], actor_id=None, actor_name="JUTTA  Brinkmo\u0308ller", topic_id=None)
    item = stand(bare, DOCUMENTS[bare.doc])
    assert (item.actor_id, item.topic_id) == ("actor/jutta brinkmöller", "topic/mietendeckel")
    assert not item.bilateral


def test_a_missing_document_is_named() -> None:
    with pytest.raises(InputError, match="expected the document 'elbkurier-mietendeckel' beside its position"):
        list(stands(positions(), {}))


def test_polarity_follows_from_the_relation() -> None:
    assert {(item.relation, item.polarity) for item in debate()} <= set(RELATIONS.items())
