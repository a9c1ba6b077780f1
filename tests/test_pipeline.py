"""Builds: from articles to a graph, again, after changes, after interruptions, with broken items among them."""

import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from pyoxigraph import NamedNode, Quad

import standpunkt
from standpunkt.errors import InputError, StoreError
from standpunkt.extract.documents import Problem
from standpunkt.graph import terms
from standpunkt.graph.queries import select
from standpunkt.graph.shapes import validate
from standpunkt.overview import overview
from standpunkt.pipeline import LOCK
from standpunkt.runs import Built
from tests.conftest import SAMPLES, Kept, build_samples, content

T = TypeVar("T")

TEXTS = {
    "limit": "Vogt lehnt Tempolimit ab\n3. März 2025\n\nVerkehrsministerin Anna Vogt lehnt ein Tempolimit auf Autobahnen ab. "
    "„Ein Tempolimit wird es mit mir nicht geben“, sagte Vogt am Montag in Berlin.\n",
    "maut": "Streit um die Maut\n5. März 2025\n\nDer Bund der Spediteure fordert eine Senkung der Maut. "
    "Finanzminister Jan Brock kritisierte die Forderung nach einer Senkung der Maut.\n",
    "rad": "Radfahrer wollen mehr Platz\n4. März 2025\n\nDer Verband der Radfahrer fordert ein Tempolimit auf Autobahnen. "
    "Vogt warnte vor einem Verbot von Verbrennern.\n",
}  # fmt: skip
AGENCY = (
    "Der Bürgermeister von Seebach, Tom Reuter, lehnt den Bau einer Umgehungsstraße ab. „Wir brauchen keine Straße, "
    "die unseren Wald zerschneidet und niemandem hilft“, sagte Reuter am Dienstag nach der Sitzung des Gemeinderats. "
    "Die Initiative Freie Fahrt fordert dagegen den Bau der Umgehungsstraße noch in diesem Jahr.\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three short articles in a folder."""
    return write(tmp_path / "artikel", **TEXTS)


def write(folder: Path, **texts: str) -> Path:
    """A folder with these texts as files."""
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    return folder


def build(*paths: Path, store: Path, **options: object) -> Built:
    """Build, with the options of a build."""
    return standpunkt.build(paths, store, standpunkt.BuildOptions(**options))  # type: ignore[arg-type]


def graph_of(file: Path) -> NamedNode:
    """The named graph of a file with one article."""
    return terms.graph_of(terms.document(standpunkt.Document(id="x", text="", source=str(file))))


def part(quads: Iterable[Quad], graph: NamedNode) -> set[Quad]:
    """The quads of one graph."""
    return {quad for quad in quads if quad.graph_name == graph}


# The samples --------------------------------------------------------------------------------------------------------


def test_the_samples_become_a_graph(samples: Kept) -> None:
    """Documents, positions, actors, topics and summaries are there, and the build told how many."""
    assert (samples.built.documents, samples.built.changed, samples.built.skipped) == (12, 12, 0)
    assert samples.built.undated == 0 and samples.built.problems == ()
    with standpunkt.Store.open(samples.path) as store:
        facts = overview(store)
        counts = select(store, "SELECT ?count { GRAPH g:summary { ?count a sp:Count } }")
        direct = select(store, "SELECT ?who { GRAPH g:direct { ?who sp:rejects ?what } }")
    assert facts["documents"] == 12 and facts["undated documents"] == 0
    assert 80 <= facts["positions"] <= samples.built.positions
    assert facts["actors"] >= 30 and facts["topics"] >= 30 and len(counts) >= 50 and len(direct) >= 10


def test_all_relations_but_rare_ones_are_found(samples: Kept) -> None:
    """The twelve relations all occur in the sample articles; nearly all of them are found."""
    with standpunkt.Store.open(samples.path) as store:
        found = {row["stance"] for row in select(store, "SELECT DISTINCT ?stance { ?position sp:stance ?stance }")}
    assert len(found) >= 10


def test_the_evidence_is_exactly_the_text_at_its_place(samples: Kept) -> None:
    """Every passage in the store is found at its offsets in its file, with what stands before and after."""
    query = """SELECT ?source ?start ?end ?exact ?prefix ?suffix { ?passage oa:hasSource/dc:source ?source ;
      oa:hasSelector [ oa:start ?start ; oa:end ?end ], [ oa:exact ?exact ; oa:prefix ?prefix ; oa:suffix ?suffix ] }"""
    with standpunkt.Store.open(samples.path) as store:
        rows = list(select(store, query))
    assert len(rows) >= 60
    for row in rows:
        text = Path(row["source"]).read_text("utf-8")
        start, end = int(row["start"]), int(row["end"])
        assert text[start:end] == row["exact"] and row["exact"].strip()
        assert text[:start].endswith(row["prefix"]) and text[end:].startswith(row["suffix"])


def test_every_position_has_evidence_and_links(samples: Kept) -> None:
    """No position without words, actor and topic."""
    query = """SELECT ?position { ?position a sp:Position
      FILTER(NOT EXISTS { ?position sp:evidence/oa:hasSelector/oa:exact ?words } || NOT EXISTS { ?position sp:actor ?who }
        || NOT EXISTS { ?position sp:topic|sp:target ?what }) }"""
    with standpunkt.Store.open(samples.path) as store:
        assert list(select(store, query)) == []


def test_the_samples_keep_the_rules_of_the_ontology(samples: Kept) -> None:
    """The shapes find no fault."""
    with standpunkt.Store.open(samples.path) as store:
        assert [str(fault) for fault in validate(store)] == []


def test_the_agency_copy_is_marked(samples: Kept) -> None:
    """One of the two papers that print the agency's report is named as a copy of the other."""
    copy, original = "2025-09-05_sueddeutscher-bote_zusagen", "2025-09-05_elbland-kurier_zusagen"
    assert samples.built.copies == {copy: original}
    query = "SELECT ?copy ?of { [ dct:identifier ?copy ] sp:sameReportAs [ dct:identifier ?of ] }"
    with standpunkt.Store.open(samples.path) as store:
        assert list(select(store, query)) == [{"copy": copy, "of": original}]


def test_a_second_build_changes_nothing(samples: Kept, tmp_path: Path) -> None:
    """Nothing is read again and the graph stays the same, triple by triple; not even the ledger grows."""
    store = Path(shutil.copytree(samples.path, tmp_path / "kg"))
    again = build_samples(store, sorted(SAMPLES.glob("*.txt")))
    assert (again.built.skipped, again.built.changed, again.built.positions) == (12, 0, 0)
    assert again.quads() == samples.quads()
    with standpunkt.Store.open(samples.path) as one, standpunkt.Store.open(store) as other:
        assert set(one) == set(other)


def test_the_order_of_files_does_not_matter(samples: Kept, tmp_path: Path) -> None:
    """The same articles in reverse give the same graph, copies included."""
    backwards = build_samples(tmp_path / "kg", sorted(SAMPLES.glob("*.txt"), reverse=True))
    assert backwards.quads() == samples.quads()


def test_topics_stay_when_documents_are_added(samples: Kept, tmp_path: Path) -> None:
    """What the later articles are about is the same after the earlier ones were added."""
    articles = sorted(SAMPLES.glob("*.txt"))
    query = "SELECT ?position ?what { GRAPH g:links { ?position sp:topic|sp:target ?what } }"

    def topics(kept: Kept) -> set[tuple[str, str]]:
        with standpunkt.Store.open(kept.path) as store:
            return {(row["position"], row["what"]) for row in select(store, query)}

    before = topics(build_samples(tmp_path / "kg", articles[6:]))
    grown = build_samples(tmp_path / "kg", articles)
    assert grown.built.skipped == 6 and len(before) >= 30
    assert before <= topics(grown)


# Changes ------------------------------------------------------------------------------------------------------------


def test_only_the_graph_of_a_changed_file_changes(folder: Path, tmp_path: Path) -> None:
    """The other documents' graphs stay; the new words are in, the old ones are gone."""
    build(folder, store=tmp_path / "kg")
    before = content(tmp_path / "kg")
    (folder / "maut.txt").write_text(TEXTS["maut"].replace("fordert", "verlangt"), "utf-8")
    built = build(folder, store=tmp_path / "kg")
    after = content(tmp_path / "kg")
    assert (built.documents, built.changed, built.skipped) == (3, 1, 2)
    changed = graph_of(folder / "maut.txt")
    documents = [graph_of(file) for file in folder.iterdir()]
    assert {graph for graph in documents if part(before, graph) != part(after, graph)} == {changed}
    assert "verlangt eine Senkung" in str(part(after, changed)) and "fordert eine" not in str(part(after, changed))


def test_a_date_that_is_taken_back_is_gone(tmp_path: Path) -> None:
    """A document counts as changed also when its record says less than before."""
    folder = write(tmp_path / "artikel", rat="Der Rat der Stadt lehnt ein Parkverbot ab.\n")
    table = tmp_path / "meta.csv"
    reading = standpunkt.ReadOptions(meta=table)
    table.write_text("file,date\nrat.txt,2025-03-03\n", "utf-8")
    assert build(folder, store=tmp_path / "kg", reading=reading).undated == 0
    table.write_text("file,date\nrat.txt,\n", "utf-8")
    built = build(folder, store=tmp_path / "kg", reading=reading)
    assert (built.changed, built.undated) == (1, 1)
    assert "2025-03-03" not in str(content(tmp_path / "kg"))


def test_an_added_file_is_the_only_one_read(folder: Path, tmp_path: Path) -> None:
    """A second build reads what is new, and the graph is that of one build of everything."""
    build(folder / "limit.txt", folder / "maut.txt", store=tmp_path / "kg")
    built = build(folder, store=tmp_path / "kg")
    assert (built.changed, built.skipped) == (1, 2)
    build(folder, store=tmp_path / "whole")
    assert content(tmp_path / "kg") == content(tmp_path / "whole")


def test_what_the_user_knows_better_takes_effect_without_reading_again(folder: Path, tmp_path: Path) -> None:
    """Corrections of actors change the links of documents that are known already, and can be taken back."""
    build(folder, store=tmp_path / "kg")
    before = content(tmp_path / "kg")
    corrections = tmp_path / "actors.toml"
    corrections.write_text('[[rename]]\nname = "Anna Vogt"\nto = "Anna Vogt-Lindner"\n', "utf-8")
    built = build(folder, store=tmp_path / "kg", actors=corrections)
    assert built.skipped == 3 and "Anna Vogt-Lindner" in str(content(tmp_path / "kg"))
    build(folder, store=tmp_path / "kg")
    assert content(tmp_path / "kg") == before


# Interruptions ------------------------------------------------------------------------------------------------------


def stopping(error: type[BaseException], label: str, after: int) -> Callable[[Iterable[T], str], Iterator[T]]:
    """A progress that breaks off in one stage when so many items have passed."""

    def progress(items: Iterable[T], stage: str) -> Iterator[T]:
        for number, item in enumerate(items):
            if stage == label and number == after:
                raise error
            yield item

    return progress


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
@pytest.mark.parametrize(("stage", "after"), [("reading", 2), ("linking", 0), ("linking", 1)])
def test_an_interrupted_build_goes_on(
    folder: Path, tmp_path: Path, error: type[BaseException], stage: str, after: int
) -> None:
    """What was finished is kept; the next build reads the rest only and ends with the same graph as an unbroken one."""
    finished = after if stage == "reading" else 3
    with pytest.raises(error):
        build(folder, store=tmp_path / "kg", progress=stopping(error, stage, after))
    with pytest.raises(StoreError, match="expected a finished build"):
        standpunkt.Store.open(tmp_path / "kg")
    built = build(folder, store=tmp_path / "kg")
    assert (built.skipped, built.changed) == (finished, 3 - finished)
    build(folder, store=tmp_path / "whole")
    assert content(tmp_path / "kg") == content(tmp_path / "whole")


def test_readers_keep_the_last_finished_build(folder: Path, tmp_path: Path) -> None:
    """A build that breaks off changes nothing for those who read."""
    build(folder / "limit.txt", store=tmp_path / "kg")
    before = content(tmp_path / "kg")
    with pytest.raises(KeyboardInterrupt):
        build(folder, store=tmp_path / "kg", progress=stopping(KeyboardInterrupt, "reading", 2))
    assert content(tmp_path / "kg") == before


def test_two_builds_at_once(folder: Path, tmp_path: Path) -> None:
    """The second one is told that somebody else writes."""
    with standpunkt.Store.write(tmp_path / "kg"), pytest.raises(StoreError, match="expected nobody else writing"):
        build(folder, store=tmp_path / "kg")


# Broken items -------------------------------------------------------------------------------------------------------


def test_broken_items_are_listed_and_the_rest_is_built(folder: Path, tmp_path: Path) -> None:
    """An empty file, a binary one and a malformed line cost only themselves."""
    (folder / "leer.txt").write_bytes(b"")
    (folder / "bild.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    (folder / "viele.jsonl").write_text(
        '{"text": "Der Rat der Stadt lehnt ein Parkverbot ab."}\n{"text": "kaputt\n{"text": "Die Stadt plant nichts."}\n',
        "utf-8",
    )
    told: list[Problem] = []
    built = build(folder, store=tmp_path / "kg", reading=standpunkt.ReadOptions(on_problem=told.append))
    assert built.documents == built.changed == 5
    assert built.problems == tuple(told)
    assert sorted(Path(problem.source).name for problem in told) == ["bild.txt", "leer.txt", "viele.jsonl"]
    assert all("expected" in problem.message and "\n" not in problem.message for problem in told)
    assert "Parkverbot" in str(content(tmp_path / "kg"))


def test_undated_documents_are_counted(folder: Path, tmp_path: Path) -> None:
    """No date is invented: neither the file's time nor today."""
    write(folder, ohne="Der Rat der Stadt lehnt ein Parkverbot ab.\n")
    assert build(folder, store=tmp_path / "kg").undated == 1
    with standpunkt.Store.open(tmp_path / "kg") as store:
        assert overview(store)["undated documents"] == 1
        rows = select(store, 'SELECT ?day { ?x dct:identifier "ohne" ; schema:datePublished ?day }')
    assert list(rows) == []


def test_nothing_at_all(tmp_path: Path) -> None:
    """An empty folder gives an empty graph that can be asked, and a problem."""
    (tmp_path / "leer").mkdir()
    built = build(tmp_path / "leer", store=tmp_path / "kg", reading=standpunkt.ReadOptions(on_problem=lambda _: None))
    assert built.documents == 0 and len(built.problems) == 1
    with standpunkt.Store.open(tmp_path / "kg") as store:
        assert overview(store)["positions"] == 0 and list(standpunkt.stands(store)) == []


@pytest.mark.parametrize("option", ["topics", "actors"])
def test_wrong_options_are_told_before_anything_is_read(folder: Path, tmp_path: Path, option: str) -> None:
    """A file that cannot be used ends the build at once and leaves no store."""
    (tmp_path / "falsch").write_text("<<<", "utf-8")
    for file in (tmp_path / "falsch", tmp_path / "fehlt"):
        with pytest.raises(InputError, match=f"expected .*{file.name}"):
            build(folder, store=tmp_path / "kg", **{option: file})
    with pytest.raises(InputError, match="expected a table with metadata"):
        build(folder, store=tmp_path / "kg", reading=standpunkt.ReadOptions(meta=tmp_path / "fehlt"))
    assert not (tmp_path / "kg").exists()


def test_a_damaged_lock_of_topics(folder: Path, tmp_path: Path) -> None:
    """The file that remembers topics says in one line that it is damaged, and nothing is lost."""
    build(folder, store=tmp_path / "kg")
    before = content(tmp_path / "kg")
    (tmp_path / "kg" / LOCK).write_text("{", "utf-8")
    with pytest.raises(InputError, match="expected the lock of topics"):
        build(folder, store=tmp_path / "kg")
    assert content(tmp_path / "kg") == before


# Copies -------------------------------------------------------------------------------------------------------------


def test_a_copy_counts_once(tmp_path: Path) -> None:
    """The copy is kept as a document, marked, and adds nothing to the counts and direct triples."""
    folder = write(tmp_path / "artikel", anzeiger=AGENCY)
    build(folder, store=tmp_path / "kg")
    before = content(tmp_path / "kg")
    write(folder, bote="Neues aus Seebach\n\n" + AGENCY)
    built = build(folder, store=tmp_path / "kg")
    after = content(tmp_path / "kg")
    assert built.copies == {"bote": "anzeiger"}
    assert len(part(after, graph_of(folder / "bote.txt"))) > 20
    assert any(quad.predicate == terms.SP.repeats for quad in after)
    for graph in (terms.SUMMARY, terms.DIRECT):
        assert part(before, graph) == part(after, graph) != set()


@pytest.mark.parametrize("names", [("anzeiger", "bote"), ("bote", "anzeiger")])
def test_the_earliest_copy_is_the_original(tmp_path: Path, names: tuple[str, str]) -> None:
    """Which file is read first does not decide which one counts."""
    folder = write(tmp_path / "artikel", anzeiger="5. März 2025\n\n" + AGENCY, bote="4. März 2025\n\n" + AGENCY)
    build(*(folder / f"{name}.txt" for name in names), store=tmp_path / "kg")
    query = "SELECT ?copy ?of { [ dct:identifier ?copy ] sp:sameReportAs [ dct:identifier ?of ] }"
    with standpunkt.Store.open(tmp_path / "kg") as store:
        assert list(select(store, query)) == [{"copy": "anzeiger", "of": "bote"}]


def test_a_text_that_is_no_copy_any_more(tmp_path: Path) -> None:
    """A copy that was rewritten stands for itself."""
    folder = write(tmp_path / "artikel", anzeiger=AGENCY, bote=AGENCY)
    assert build(folder, store=tmp_path / "kg").copies == {"bote": "anzeiger"}
    write(folder, bote=TEXTS["maut"])
    assert build(folder, store=tmp_path / "kg").copies == {}
    assert not any(quad.predicate == terms.SP.sameReportAs for quad in content(tmp_path / "kg"))


# Without a store ----------------------------------------------------------------------------------------------------


def test_positions_without_a_store(folder: Path) -> None:
    """The stages are ordinary functions: documents in, positions out, one document at a time."""
    pairs = list(standpunkt.positions(standpunkt.read([folder / "limit.txt"])))
    [(document, found)] = pairs
    assert document.id == "limit" and found
    first = next(position for position in found if "Autobahnen" in position.topic)
    assert (first.actor_name, first.stance, first.polarity) == ("Anna Vogt", "rejects", "-")
    assert first.evidence[0].of(document.text).strip() == (
        "Verkehrsministerin Anna Vogt lehnt ein Tempolimit auf Autobahnen ab."
    )
