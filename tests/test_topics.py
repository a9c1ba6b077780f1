"""Topics: what a phrase is about, what it negates, and one id for one issue."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from standpunkt.extract.clusters import Likeness, likeness
from standpunkt.extract.phrases import read
from standpunkt.extract.records import Document, InputError, Position, Span
from standpunkt.extract.scheme import Scheme
from standpunkt.extract.topics import TopicLinker


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("NATO-Truppen in der Ukraine", "Truppen der NATO in die Ukraine zu entsenden"),
        ("Truppen der NATO in der Ukraine", "die Stationierung von NATO-Soldaten in der Ukraine"),
        ("Truppenentsendung in die Ukraine", "Entsendung von Truppen in die Ukraine"),
        ("Sanktionen gegen Moskau", "neue Sanktionen gegen Russland"),
        ("NATO-Beitritt der Ukraine", "Mitgliedschaft Kiews in der NATO"),
        ("eine Reform der Schuldenbremse", "die geplante Reform der Schuldenbremse"),
        ("Verlängerung der Laufzeiten", "die Laufzeiten zu verlängern"),
        ("Laufzeitverlängerung", "Verlängerung von Laufzeiten"),
        ("Verbot von Einwegflaschen", "Einwegflaschen verbieten"),
        ("Auflösung des Parlaments", "das Parlament aufzulösen"),
        ("Besteuerung von Robotern", "Roboter zu besteuern"),
        ("Kürzung der Renten", "Rentenkürzung"),
        ("Erhöhung der Steuern", "Steuern zu erhöhen"),
        ("Kauf von russischem Öl", "russische Ölkäufe"),
    ],
)
def test_wordings_of_one_issue_have_one_key(one: str, other: str) -> None:
    """Articles, light verbs, compounds, synonyms and seats of government do not make another issue."""
    assert read(one).key == read(other).key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sanktionen gegen Russland", "Sanktionen gegen den Iran"),
        ("Verzicht auf die Wehrpflicht", "Wehrpflicht"),
        ("Klage gegen das Tempolimit", "Tempolimit"),
        ("Senkung der Stromsteuer", "Erhöhung der Stromsteuer"),
        ("Ausbau der Windkraft", "Abbau der Windkraft"),
        ("Import von Gas", "Export von Gas"),
        ("Truppen in Mali", "Truppen in Niger"),
        ("Zulassung des Mittels", "Entlassung des Ministers"),
    ],
)
def test_different_issues_have_different_keys(one: str, other: str) -> None:
    """A state, a negation, a lawsuit or an opposite is another issue."""
    assert read(one).key != read(other).key


@pytest.mark.parametrize(
    ("phrase", "base"),
    [
        ("Verzicht auf Gebietsabtretungen", "Gebietsabtretungen"),
        ("Ende der Ölgeschäfte", "Ölgeschäfte"),
        ("Abschaffung der Schuldenbremse in ihrer heutigen Form", "Schuldenbremse in ihrer heutigen Form"),
        ("keine Gebiete abzutreten", "Gebiete abtreten"),
        ("bei einem Waffenstillstand keine Gebiete abzutreten", "bei einem Waffenstillstand Gebiete abzutreten"),
        ("kein russisches Öl mehr zu kaufen", "russisches Öl mehr zu kaufen"),
        ("die Ölgeschäfte zu beenden", "Ölgeschäfte"),
        ("auf die Klage zu verzichten", "Klage"),
        ("das Verbot nicht durchzusetzen", "das Verbot durchsetzen"),
        ("Ausstieg aus der Kernenergie", "Kernenergie"),
        ("Nein zur Olympiabewerbung", "Olympiabewerbung"),
        ("noch die vollständige Abschaffung der Hundesteuer", "Hundesteuer"),
        ("Streichung der Zulagen", "Zulagen"),
        ("Stopp des Autobahnbaus", "Autobahnbaus"),
        ("aus der Förderung auszusteigen", "Förderung"),
    ],
)
def test_negations_are_found(phrase: str, base: str) -> None:
    """Only the removal of X or its absence negates X."""
    issue = read(phrase)
    assert issue.relation == "negation" and issue.base is not None
    assert issue.base.key == read(base).key


@pytest.mark.parametrize(
    "phrase",
    [
        "Zusicherungen, dass es keine weiteren Angriffe geben wird",
        "nicht nur die Renten, sondern auch die Löhne zu erhöhen",
        "Sicherheitsgarantien ohne Russland",
        "Kritik an den Plänen",
        "Senkung der Steuern",
        "Ende Mai geplantes Treffen",
        "Verschiebung des Verbots",
    ],
)
def test_what_does_not_negate(phrase: str) -> None:
    """A wrong negation would turn friends into enemies."""
    assert read(phrase).relation != "negation"


@pytest.mark.parametrize(
    ("phrase", "relation"),
    [
        ("Vorwurf der Aufrüstung", "accusation"),
        ("Klage gegen die Reform", "remedy"),
        ("Protest gegen das Gesetz", "remedy"),
    ],
)
def test_accusations_and_remedies_are_no_negations(phrase: str, relation: str) -> None:
    """They belong to an issue and never turn a polarity."""
    assert read(phrase).relation == relation


@pytest.mark.parametrize(
    ("phrase", "label"),
    [
        ("die möglichen Sanktionen", "Mögliche Sanktionen"),
        ("einen möglichen Einsatz der Bundeswehr", "Möglicher Einsatz der Bundeswehr"),
        ("Truppen in die Ukraine zu schicken", "Truppen in die Ukraine schicken"),
        ("Gebiete an Russland abzutreten", "Gebiete an Russland abtreten"),
        ("„Tempolimit“", "Tempolimit"),
        ("das begleitende Sicherheitsgesetz", "Begleitendes Sicherheitsgesetz"),
        ("dem neuen Vertrag", "Neuer Vertrag"),
        ("der geplanten Steuer", "Geplante Steuer"),
        ("die neuen Gesetze", "Neue Gesetze"),
        ("bestehende Masterplan", "Bestehender Masterplan"),
        ("auch den Ausbau der Radwege", "Ausbau der Radwege"),
    ],
)
def test_labels_read_like_headings(phrase: str, label: str) -> None:
    """Somebody has to read them in a legend."""
    assert read(phrase).label == label


def test_likeness_knows_things_from_states() -> None:
    """Two states on one thing are less alike than two wordings of one thing."""
    troops = read("Truppen in der Ukraine")
    assert likeness(troops, read("europäische Truppen in der Ukraine")) > likeness(
        troops, read("Sanktionen der Ukraine")
    )
    assert likeness(troops, troops) == 1.0


def test_the_first_of_equals_is_nearest() -> None:
    """The answer does not depend on chance."""
    index = Likeness(0.7)
    index.add("topic/a", read("Ausbau der Windkraft"))
    index.add("topic/b", read("Windkraft ausbauen"))
    assert index.nearest(read("Ausbau der Windkraft")) == "topic/a"
    assert index.nearest(read("Abbau von Braunkohle")) is None


def test_every_negation_of_the_scheme_has_a_plain_base() -> None:
    """No chains: what is negated negates nothing itself."""
    concepts = Scheme.load().concepts
    negations = [concept for concept in concepts.values() if concept.negation_of]
    assert len(negations) >= 8
    assert all(concepts[concept.negation_of].negation_of is None for concept in negations if concept.negation_of)


def test_every_concept_has_two_languages_and_known_relatives() -> None:
    """Labels in German and English; broader concepts exist; no two concepts share a wording."""
    scheme = Scheme.load()
    for concept in scheme.concepts.values():
        assert concept.label and concept.label_en
        assert set(concept.broader) | set(concept.alternative_to) <= set(scheme.concepts)
        for label in (concept.label, *concept.alt_labels):
            assert [found.id for found in scheme.named(label)] == [concept.id], label


def test_a_users_scheme_is_read(tmp_path: Path) -> None:
    """Any SKOS file in Turtle will do; its concepts keep their IRI as an exact match."""
    path = tmp_path / "own.ttl"
    path.write_text(
        "<http://example.org/1> a <http://www.w3.org/2004/02/skos/core#Concept> ;"
        ' <http://www.w3.org/2004/02/skos/core#prefLabel> "Radwegebau"@de .',
        encoding="utf-8",
    )
    [concept] = Scheme.load(path).named("der Radwegebau")
    assert concept.same_as == ("http://example.org/1",)
    path.write_text("no turtle", encoding="utf-8")
    with pytest.raises(InputError, match="expected a SKOS file in Turtle"):
        Scheme.load(path)


def position(text: str, topic: str) -> Position:
    start = text.index(topic)
    return Position(doc="a", evidence=(Span(0, len(text)),), actor="Sie", actor_span=Span(0, 3), stance="rejects",
                    topic=topic, topic_spans=(Span(start, start + len(topic)),))  # fmt: skip


def link(linker: TopicLinker, text: str, topic: str, name: str = "a") -> Position:
    [result] = linker.link(Document(id=name, text=text, source=f"{name}.txt", title="Streit"), [position(text, topic)])
    return result


def test_concepts_are_found_by_any_wording() -> None:
    """The scheme's label becomes the topic's."""
    text = "Sie lehnt die Entsendung von Truppen aus NATO-Staaten in die Ukraine ab."
    result = link(TopicLinker(), text, "Entsendung von Truppen aus NATO-Staaten in die Ukraine")
    assert (result.topic_id, result.topic_label) == ("topic/nato-truppen-ukraine", "NATO-Truppen in der Ukraine")


def test_a_short_label_needs_its_country() -> None:
    """ "Waffenstillstand" is another one in another war."""
    linker = TopicLinker()
    kiew = link(linker, "Sie lehnt in Kiew einen Waffenstillstand ab.", "Waffenstillstand")
    juba = link(linker, "Sie lehnt in Juba einen Waffenstillstand ab.", "Waffenstillstand")
    assert kiew.topic_id == "topic/waffenstillstand-ukraine" != juba.topic_id


def test_a_topic_that_is_an_actor_has_the_actors_id() -> None:
    """A stance about somebody is bilateral."""
    text = "Sie kritisiert die SPD. Auch Fraktionschefin Ayla Demirsoy griff sie an. Demirsoy schwieg."
    assert link(TopicLinker(), text, "SPD").topic_id == "actor/Q49768"
    person = link(TopicLinker(), text, "Demirsoy")
    assert person.topic_label == "Ayla Demirsoy" and str(person.topic_id).startswith("actor/")


def test_negations_point_to_their_base() -> None:
    """Both topics are among the records."""
    linker = TopicLinker()
    record = linker.topic("Verzicht auf die Radwegegebühr")
    assert record.negation_of is not None
    assert linker.topics[record.negation_of].label == "Radwegegebühr"


def test_pointers_stay_in_their_document() -> None:
    """ "Der Beschluss" of two articles is not one topic."""
    linker = TopicLinker()
    first = link(linker, "Sie lehnt den Beschluss ab.", "Beschluss", "a")
    second = link(linker, "Sie lehnt den Beschluss ab.", "Beschluss", "b")
    assert first.topic_id != second.topic_id and first.topic_label == "Beschluss (Streit)"


def test_ids_outlive_new_documents(tmp_path: Path) -> None:
    """The lock keeps every id whatever comes later, and the order of phrases does not matter."""
    phrases = ["Ausbau der Windkraft", "Ausbau der Windkraft in Hessen", "Windkraft ausbauen", "Rückbau der Gasnetze"]
    one, other = TopicLinker(), TopicLinker()
    one.learn(phrases)
    other.learn(reversed(phrases))
    assert [one.topic(phrase).id for phrase in phrases] == [other.topic(phrase).id for phrase in phrases]
    one.save(tmp_path / "topics.lock")
    later = TopicLinker(lock=tmp_path / "topics.lock")
    later.learn(["Abbau der Windkraft", "Ausbau der Wasserkraft"])
    assert [later.topic(phrase).id for phrase in phrases] == [one.topic(phrase).id for phrase in phrases]


def test_a_broken_lock_is_named(tmp_path: Path) -> None:
    """It must never be silently replaced."""
    path = tmp_path / "topics.lock"
    path.write_text(json.dumps([1, 2]), encoding="utf-8")
    with pytest.raises(InputError, match="expected the lock of topics"):
        TopicLinker(lock=path)


def test_a_pointer_gets_the_topic_of_its_article() -> None:
    """ "Das Gesetz" is what the headline is about, and keeps its label short."""
    text = "Sie will eine Zuckersteuer einführen. Der Verband lehnt das Gesetz ab. Er klagt."
    found = [position(text, "Zuckersteuer"), replace(position(text, "Gesetz"), actor="Verband")]
    found[1] = replace(found[1], evidence=(Span(38, 70),), actor_span=Span(42, 49))
    document = Document(id="a", text=text, source="a.txt", title="Streit über Zuckersteuer")
    one, other = TopicLinker().link(document, found)
    assert (one.topic_id, one.topic_label) == (other.topic_id, "Zuckersteuer")


def test_a_stance_about_an_actor_is_about_him() -> None:
    """ "Kritik an Merz" has Merz as its target, in every form of the name."""
    text = "Die SPD übt Kritik an Merz. Kanzler Friedrich Merz schwieg."
    assert str(link(TopicLinker(), text, "Merz").topic_id).startswith("actor/")
    assert link(TopicLinker(), text, "Friedrich Merz").topic_id == link(TopicLinker(), text, "Merz").topic_id


def test_broader_topics_are_named() -> None:
    """The narrowest topic that is contained in another is its broader one, in the scheme or not."""
    linker = TopicLinker()
    linker.learn(
        ["Radwegegebühr", "Reform der Radwegegebühr", "Reform der Radwegegebühr in Hessen", "Schuldenbremse in Hessen"]
    )
    by_label = {record.label: record for record in linker.topics.values()}
    reform = by_label["Reform der Radwegegebühr"]
    assert by_label["Reform der Radwegegebühr in Hessen"].broader == (reform.id,)
    assert reform.broader == (by_label["Radwegegebühr"].id,)
    assert by_label["Schuldenbremse in Hessen"].broader == ("topic/schuldenbremse",)


def test_a_negation_has_no_broader_topic() -> None:
    """It is no part of what it negates."""
    linker = TopicLinker()
    linker.learn(["Radwegegebühr", "Verzicht auf die Radwegegebühr in Hessen"])
    assert all(not record.broader for record in linker.topics.values() if record.negation_of)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Bau der Umgehungsstraße in Altdorf", "Bau der Umgehungsstraße in Neudorf", False),
        ("Ausbau der Windkraft", "Ausbau der Wasserkraft", False),
        ("Haushalt 2024", "Haushalt 2025", False),
        ("Sanktionen gegen Mali", "Sanktionen gegen Niger", False),
        ("Bau der Umgehungsstraße", "schneller Bau der Umgehungsstraße", True),
        ("Bau der Umgehungsstraße", "Bau der Umgehungstraße", True),
    ],
)
def test_what_is_one_topic_across_documents(one: str, other: str, same: bool) -> None:
    """Misspelt or graded it is the same; with another thing, place, year or state it is not."""
    linker = TopicLinker()
    assert (linker.topic(one).id == linker.topic(other).id) is same


def test_a_bare_noun_belongs_to_the_state_of_the_headline() -> None:
    """ "Neuwahlen" in Thailand and in Kanada are two topics, but one in two articles about Thailand."""
    linker = TopicLinker()
    text = "Sie lehnt Neuwahlen ab."

    def linked(name: str, title: str) -> Position:
        [found] = linker.link(Document(id=name, text=text, source=name, title=title), [position(text, "Neuwahlen")])
        return found

    thailand, again, canada = (
        linked("a", "Streit in Thailand"),
        linked("b", "Thailand wartet"),
        linked("c", "Kanada wählt"),
    )
    assert thailand.topic_id == again.topic_id != canada.topic_id
    assert thailand.topic_label == "Neuwahlen (Thailand)"


def test_a_corpus_gets_the_same_topics_in_any_order() -> None:
    """Surveying goes before linking, so that no order of files matters."""
    texts = ["Sie lehnt den Ausbau der Windkraft ab.", "Sie will, schnell den Ausbau der Windkraft."]
    topics = ["Ausbau der Windkraft", "schnell den Ausbau der Windkraft"]
    corpus = [
        (Document(id=topic, text=text, source=topic), [position(text, topic)])
        for text, topic in zip(texts, topics, strict=True)
    ]
    results = []
    for order in (corpus, corpus[::-1]):
        linker = TopicLinker()
        linker.survey(order)
        results.append({document.id: linker.link(document, found)[0].topic_id for document, found in order})
    assert results[0] == results[1]


EUROVOC = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<http://example.org/100> a skos:Concept ; skos:prefLabel "environment"@en , "Umwelt"@de , "environnement"@fr .
<http://example.org/200> a skos:Concept ; skos:broader <http://example.org/100> ;
  skos:prefLabel "water protection"@en , "Gewässerschutz"@de , "protection de l'eau"@fr ;
  skos:altLabel "Schutz der Flüsse"@de , "river protection"@en , "protection des rivières"@fr .
<http://example.org/300> a skos:Concept ; skos:prefLabel "peat"@en ; skos:altLabel "tourbe"@fr .
"""


def test_a_scheme_in_many_languages_is_used(tmp_path: Path) -> None:
    """German labels are linked, broader concepts come along, English stands beside; other languages are passed over."""
    path = tmp_path / "eurovoc.ttl"
    path.write_text(EUROVOC, encoding="utf-8")
    linker = TopicLinker(scheme=Scheme.load(path))
    record = linker.topic("Schutz der Flüsse")
    assert (record.label, record.label_en, record.same_as) == (
        "Gewässerschutz",
        "water protection",
        ("http://example.org/200",),
    )
    [broader] = record.broader
    assert linker.topics[broader].label == "Umwelt"
    assert linker.topic("protection des rivières").label != "Gewässerschutz"


def test_the_scheme_covers_fields_of_policy() -> None:
    """Short phrases of any debate find their concept."""
    linker = TopicLinker()
    cases = {
        "höherer Mindestlohn": "topic/mindestlohn", "Steuern zu senken": "topic/einkommensteuer",
        "Ausbau der Windkraft": "topic/windkraft", "aus der Kohle auszusteigen": "topic/kohleausstieg",
        "Einführung einer Impfpflicht": "topic/impfpflicht", "Studiengebühren einzuführen": "topic/studiengebuehren",
        "Begrenzung der Migration": "topic/obergrenze", "Glyphosat zu verbieten": "topic/glyphosatverbot",
        "mehr Wohnungen zu bauen": "topic/wohnungsbau", "Bürokratie abzubauen": "topic/verwaltungsmodernisierung",
    }  # fmt: skip
    assert {phrase: linker.topic(phrase).id for phrase in cases} == cases
