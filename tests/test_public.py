"""What may be published: the graph of the sample articles knows each private person once and names none in public."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

import standpunkt
from standpunkt.extract.records import InputError
from standpunkt.files import write
from standpunkt.graph.public import linked, published
from standpunkt.graph.reading import stands
from standpunkt.graph.stands import Passage, Stand
from tests.conftest import Kept

ACTORS = "SELECT ?actor ?kind ?name { GRAPH g:actors { ?actor a ?kind ; skos:prefLabel ?name } }"
#: An invented person of the sample articles whom other sentences mention by the last name only.
NAMES = ("Belosjorow", "Thordsen", "Valcourt", "Wyhowenko", "Dragunin")


def actors(samples: Kept) -> Iterator[tuple[str, str, str]]:
    with standpunkt.Store.open(samples.path) as store:
        rows = store.query(ACTORS)
        assert isinstance(rows, ox.QuerySolutions)
        for row in rows:
            yield row["actor"].value, row["kind"].value.rpartition("/")[2], row["name"].value


def private(samples: Kept) -> set[str]:
    return {name for actor, kind, name in actors(samples) if kind == "Person" and not linked(actor)}


def item(name: str, words: str, **changes: object) -> Stand:
    base = Stand(
        actor_id=f"actor/{name.lower()}", actor_name=name, topic_id="topic/x", topic_label="Tempolimit",
        relation="rejects", polarity="-", document="a", actor_type="group", evidence=(Passage(words),),
    )  # fmt: skip
    return replace(base, **changes)  # type: ignore[arg-type]


def test_no_private_person_is_two_actors(samples: Kept) -> None:
    """Linking again from the evidence alone takes nobody for somebody else."""
    people = private(samples)
    assert len(people) > 15
    for name in people:
        assert len({actor for actor, _, other in actors(samples) if other == name}) == 1, name


@pytest.mark.parametrize("target", ["page.html", "net.gexf", "net.graphml", "net.edges.csv", "net.nodes.csv"])
def test_nothing_published_names_a_private_person(samples: Kept, tmp_path: Path, target: str) -> None:
    """Neither page nor network has the name or last name of anybody whom nobody knows."""
    with standpunkt.Store.open(samples.path) as store:
        names = private(samples) | {name for one in stands(store) for name in one.persons}
        text = write(store, tmp_path / target, public=True).read_text("utf-8")
        plain = write(store, tmp_path / f"plain-{target}").read_text("utf-8")
    assert [name for name in names if " " in name and name in text] == []
    assert [name for name in NAMES if name in text] == [] and all(name in plain for name in NAMES[:2])


def test_rdf_is_not_published(samples: Kept, tmp_path: Path) -> None:
    """The whole graph has every name; the message says what can be published."""
    with standpunkt.Store.open(samples.path) as store, pytest.raises(InputError, match="expected a page, a network"):
        write(store, tmp_path / "all.ttl", public=True)
    assert not (tmp_path / "all.ttl").exists()


def test_people_in_the_evidence_are_masked_too() -> None:
    """Whoever the words mention, holder of a position or not."""
    words = "Die Bäckerin Karla Musterfeld klagte, die Freilandpartei lehne das ab. Musterfelds Laden steht leer."
    [shown] = published([item("Freilandpartei", words, persons=("Karla Musterfeld",))])
    assert shown.evidence[0].text.count("Person 1") == 2 and "Musterfeld" not in repr(shown)


def test_a_last_name_that_somebody_known_bears_stays_with_him() -> None:
    """A private person of the same last name does not take it from a politician."""
    known = item("Bodo Ramelow", "Bodo Ramelow sprach. Ramelow lehnt das ab.", actor_id="actor/Q9", actor_type="person")
    stranger = item("Jette Ramelow", "Jette Ramelow rief, Ramelow sei müde.", actor_type="person")
    first, second = published([known, stranger])
    assert first.evidence == known.evidence
    assert not re.search("Ramelow", second.evidence[0].text)


def test_a_correction_that_links_somebody_makes_him_public() -> None:
    """Whom the user linked is known, even where a document alone knew nothing of him."""
    words = "Alma Rautenberg lehnt das ab."
    linked_now = item("Alma Rautenberg", words, actor_id="actor/Q77", persons=("Alma Rautenberg",))
    [shown] = published([linked_now])
    assert shown.evidence[0].text == words
