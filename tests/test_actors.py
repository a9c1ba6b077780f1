"""Actors: names as German writes them, the register, the reading of one document, the user's corrections."""

from datetime import date
from pathlib import Path

import pytest

from standpunkt.extract.actors import Linker
from standpunkt.extract.corrections import Corrections
from standpunkt.extract.gazetteer import Gazetteer
from standpunkt.extract.names import fold, is_role, nominative, same_person, sound, split_person, stem_key, strip_frame
from standpunkt.extract.records import Document, InputError, Position, Span

REGISTER = Gazetteer.load()


def document(text: str, on: date | None = None, name: str = "a") -> Document:
    return Document(id=name, text=text, source=f"{name}.txt", published_on=on)


def position(text: str, actor: str, *, last: bool = False, name: str | None = None) -> Position:
    start = text.rindex(actor) if last else text.index(actor)
    span = Span(start, start + len(actor))
    return Position(doc="a", evidence=(Span(0, len(text)),), actor=actor, actor_span=span, stance="rejects",
                    topic="Tempolimit", topic_spans=(span,), actor_name=name)  # fmt: skip


def linked(text: str, actor: str, *, on: date | None = None, last: bool = True) -> tuple[str | None, str | None]:
    [result] = Linker().link(document(text, on), [position(text, actor, last=last)])
    return result.actor_name, result.actor_id


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Selenskyj", "Zelensky"), ("Selenskij", "Selenskyj"), ("Lawrow", "Lavrov"), ("Medwedew", "Medvedev"),
        ("Tichanowskaja", "Tikhanovskaya"), ("Lukaschenko", "Lukashenko"),
    ],
)  # fmt: skip
def test_transliterations_sound_alike(one: str, other: str) -> None:
    """One Slavic name has many spellings in Latin letters."""
    assert sound(one) == sound(other)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Wladimir Selenskij", "Wolodymyr Selenskyj", True),
        ("Sergei Lawrow", "Sergej Lawrow", True),
        ("Michael Müller", "Peter Müller", False),
        ("Merz", "Friedrich Merz", False),
    ],
)
def test_full_names_are_one_person_or_not(one: str, other: str, same: bool) -> None:
    """A last name alone proves nothing."""
    assert same_person(one, other) is same


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("die Vereinten Nationen", "Vereinte Nationen"),
        ("des Kremls", "Kreml"),
        ("der Europäischen Kommission", "Europäische Kommission"),
        ("des Bundesverfassungsgerichtes", "Bundesverfassungsgericht"),
        ("Italiens", "Italien"),
        ("des Weißen Hauses", "Weißes Haus"),
    ],
)
def test_inflected_forms_meet_in_one_key(phrase: str, name: str) -> None:
    """Case and number do not part a name from itself."""
    assert stem_key(phrase) == stem_key(name)


@pytest.mark.parametrize(
    ("phrase", "heading"),
    [
        ("russische Außenministerium", "russisches Außenministerium"),
        ("baltischen Staaten", "baltische Staaten"),
        ("einige kleinere Parteien", "kleinere Parteien"),
        ("ukrainischen Präsidenten", "ukrainische Präsidenten"),
        ("Koalition aus 30 Ländern", "Koalition aus 30 Ländern"),
        ("sieben Länder", "sieben Länder"),
    ],
)
def test_descriptions_get_their_nominative(phrase: str, heading: str) -> None:
    """A list of actors shows no dative."""
    assert nominative(phrase) == heading


def test_frame_and_roles_come_off() -> None:
    """Article, quotation marks, bracketed party and titles are no part of a name."""
    assert strip_frame("die „Ministerpräsidentin Wiebke Thordsen“ (SM)").core == "Ministerpräsidentin Wiebke Thordsen"
    assert split_person("Ministerpräsidentin Wiebke Thordsen") == (("Ministerpräsidentin",), ("Wiebke", "Thordsen"))
    assert is_role("Generalsekretärs") and is_role("SPD-Chef") and not is_role("Thordsen")
    assert fold("  Élysée-Palast ") == "elysee palast"


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("russischen", "Q159"),
        ("US", "Q30"),
        ("Ungarns", "Q28"),
        ("bayerische", "Q980"),
        ("Kyjiw", "Q212"),
        ("Kiew", "Q212"),
    ],
)
def test_states_are_known_by_all_their_words(word: str, state: str) -> None:
    """Adjective, prefix, genitive, both spellings of a capital."""
    entry = REGISTER.state_of(word)
    assert entry is not None and entry.qid == state


def test_the_register_has_no_row_without_a_name() -> None:
    """A nameless row would match everything, a shared id would merge strangers."""
    assert all(entry.name for entry in REGISTER.entries.values())
    assert len(REGISTER.entries) > 7000


@pytest.mark.parametrize(
    ("text", "actor", "name"),
    [
        ("Kremlsprecher Arkadi Belosjorow warnte. Später sagte Belosjorow mehr.", "Belosjorow", "Arkadi Belosjorow"),
        ("Bundeskanzlerin Marlene Hoogstraat zögert. Die Kanzlerin wartet ab.", "Kanzlerin", "Marlene Hoogstraat"),
        ("Ministerin Svenja Quandahl sprach zuerst. Quandahls Plan fand Beifall.", "Quandahls", "Svenja Quandahl"),
        ("Der Schwede Pelle Lundmark lehnt das ab. Der Schwede drohte.", "Schwede", "Pelle Lundmark"),
        ("Die Rede hielt General Sonthi Boonyar. Nun will Sonthi verhandeln.", "Sonthi", "Sonthi Boonyar"),
        ("Der Verein Offene Netze Nord (ONN) klagt. Der ONN fordert mehr.", "ONN", "Offene Netze Nord"),
        ("Athen spart. Griechenland leidet. Die griechische Regierung und die Regierung", "Regierung", "griechische Regierung"),
    ],
)  # fmt: skip
def test_the_document_tells_the_full_name(text: str, actor: str, name: str) -> None:
    """Last names, roles, nationalities and abbreviations mean what the text said before."""
    assert linked(text, actor)[0] == name


@pytest.mark.parametrize(
    ("actor", "ident"),
    [
        ("NATO", "actor/Q7184"), ("Vereinten Nationen", "actor/Q1065"), ("SPD", "actor/Q49768"),
        ("Russlands", "actor/Q159"),        ("Wolodymyr Selenskij", "actor/Q3874799"), ("Bayern", "actor/Q980"),
    ],
)  # fmt: skip
def test_known_names_get_their_wikidata_id(actor: str, ident: str) -> None:
    """The id is the same in every document."""
    assert linked(f"Gestern lehnte {actor} das ab.", actor)[1] == ident


@pytest.mark.parametrize(
    ("on", "name"),
    [(date(2004, 3, 1), "Gerhard Schröder"), (date(2010, 3, 1), "Angela Merkel"), (date(2024, 3, 1), "Olaf Scholz")],
)
def test_an_office_means_its_holder_on_that_day(on: date, name: str) -> None:
    """ "Der Bundeskanzler" of 2004 is not the one of 2024."""
    assert linked("Der Bundeskanzler lehnte das im Bundestag ab.", "Bundeskanzler", on=on)[0] == name


@pytest.mark.parametrize(
    ("actor", "on", "name", "country"),
    [
        ("Macron", date(2025, 3, 1), "Emmanuel Macron", "actor/Q142"),
        ("Erdogan", date(2025, 3, 1), "Recep Tayyip Erdoğan", "actor/Q43"),
        ("Macron", date(2012, 3, 1), "Macron", None),
        ("Macron", None, "Macron", None),
        ("May", date(2018, 3, 1), "May", None),
    ],
)
def test_a_head_of_government_needs_no_country_while_in_office(
    actor: str, on: date | None, name: str, country: str | None
) -> None:
    """Before that day, without a day, and with a last name that many bear, nobody is meant."""
    text = f"Gestern lehnte {actor} das ab."
    linker = Linker()
    [result] = linker.link(document(text, on=on), [position(text, actor)])
    record = linker.actors[result.actor_id or ""]
    assert (record.name, record.country) == (name, country)


@pytest.mark.parametrize(
    ("actor", "name"),
    [
        ("Frankreichs Präsident Emmanuel Macron", "Emmanuel Macron"),
        ("Bayerns Innenminister Joachim Herrmann", "Joachim Herrmann"),
        ("Berliner Senatorin Anna Berg", "Anna Berg"),
    ],
)
def test_a_place_in_front_of_a_role_describes_it(actor: str, name: str) -> None:
    """The country belongs to the office, not to the name."""
    assert linked(f"Das lehnte {actor} ab.", actor)[0] == name


def test_an_office_without_a_date_stays_a_role() -> None:
    """Nothing is guessed: without a day nobody is meant."""
    assert linked("Der Bundeskanzler lehnte das im Bundestag ab.", "Bundeskanzler") == linked(
        "Das sagte der Bundeskanzler.", "Bundeskanzler"
    )


def test_berlin_is_a_land_among_laender_and_a_capital_among_capitals() -> None:
    """The company in the text decides."""
    linker = Linker()
    laender = "Hessen, Bayern und Berlin stimmten dagegen."
    capitals = "Paris und Warschau stimmten zu, Berlin lehnte ab."
    [land] = linker.link(document(laender), [position(laender, "Berlin")])
    [seat] = linker.link(document(capitals), [position(capitals, "Berlin")])
    assert land.actor_id == "actor/Q64" and seat.actor_id is not None
    assert linker.actors[seat.actor_id].metonym_of == "actor/Q183"


def test_metonyms_bring_their_state() -> None:
    """What a seat of government stands for is among the records."""
    linker, text = Linker(), "Moskau lehnte das ab."
    [result] = linker.link(document(text), [position(text, "Moskau")])
    assert result.actor_id is not None
    assert linker.actors[result.actor_id].type == "metonym" and "actor/Q159" in linker.actors


def test_unknown_actors_are_one_across_documents() -> None:
    """Case, hyphens and accents do not make two actors; different names do."""
    linker = Linker()
    texts = ["Der Verband Nord-Licht klagt.", "Der Verband Nord Licht klagt.", "Der Verband Süd-Licht klagt."]
    actors = ["Verband Nord-Licht", "Verband Nord Licht", "Verband Süd-Licht"]
    ids = [
        linker.link(document(text), [position(text, actor)])[0].actor_id
        for text, actor in zip(texts, actors, strict=True)
    ]
    assert ids[0] == ids[1] != ids[2]


def test_same_name_of_two_people_is_left_unlinked() -> None:
    """A wrong link is worse than none."""
    name, ident = linked("Der Abgeordnete Christian Schmidt sprach im Bundestag.", "Christian Schmidt")
    assert name == "Christian Schmidt" and ident is not None and not ident.startswith("actor/Q")


def test_a_person_dead_for_long_is_not_meant() -> None:
    """Two chancellors-to-be were called Gerhard Schröder; only one was of age in 2004."""
    text = "Gerhard Schröder sprach im Bundestag."
    assert linked(text, "Gerhard Schröder", on=date(2004, 5, 1))[1] == "actor/Q2530"


def test_names_of_an_earlier_stage_are_linked() -> None:
    """A pronoun that the extractor resolved arrives with its name."""
    text = "Er lehnte das ab."
    [result] = Linker().link(document(text), [position(text, "Er", name="Angela Merkel")])
    assert result.actor_id == "actor/Q567"


def test_a_pronoun_without_anybody_stays_open() -> None:
    """No antecedent, no actor."""
    assert linked("Er lehnte das ab.", "Er") == (None, None)


def test_corrections_merge_rename_and_link() -> None:
    """What the user says wins over everything."""
    corrections = Corrections.parse(
        '[[merge]]\ninto = "Nordbund"\nnames = ["Bund Nord"]\n'
        '[[rename]]\nname = "Südbund"\nto = "Bund Süd"\n'
        '[[link]]\nname = "Westbund"\nwikidata = "Q42"\n'
    )
    linker = Linker(corrections=corrections)
    found = {}
    for actor in ("Bund Nord", "Nordbund", "Südbund", "Westbund"):
        text = f"{actor} klagt."
        found[actor] = linker.link(document(text), [position(text, actor)])[0]
    assert found["Bund Nord"].actor_id == found["Nordbund"].actor_id
    assert found["Südbund"].actor_name == "Bund Süd"
    assert found["Westbund"].actor_id == "actor/Q42"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[[join]]\nname = "X"', r"expected \[\[merge\]\], \[\[rename\]\] or \[\[link\]\]"),
        ('[[link]]\nname = "X"', "without wikidata"),
        ('[[link]]\nname = "X"\nwikidata = "42"', "expected a Wikidata id such as Q58217"),
    ],
)
def test_wrong_corrections_are_named(text: str, message: str) -> None:
    """The message says which entry is wrong and what it should be."""
    with pytest.raises(InputError, match=message):
        Corrections.parse(text)


def test_missing_corrections_file(tmp_path: Path) -> None:
    """A file that is not there is an error, no file at all is none."""
    with pytest.raises(InputError, match="expected actor corrections"):
        Corrections.load(tmp_path / "none.toml")
    assert Corrections.load(None).name("X") is None


def test_restricted_rows_are_not_copied() -> None:
    """Of the CC BY-SA table only the link itself reaches the graph."""
    entry = next(entry for entry in REGISTER.entries.values() if entry.restricted)
    assert entry.record().aliases == () and entry.record().country is None


def test_offices_are_memberships_with_dates() -> None:
    """Who held what, from when to when, is in the record; the body is among the records too."""
    linker, text = Linker(), "Gerhard Schröder lehnte das im Bundestag ab."
    [result] = linker.link(document(text, date(2004, 5, 1)), [position(text, "Gerhard Schröder")])
    assert result.actor_id is not None
    held = {one.role: (one.since, one.until, one.organisation) for one in linker.actors[result.actor_id].memberships}
    assert held["Bundeskanzler"] == (date(1998, 10, 27), date(2005, 11, 22), "actor/Q183")
    assert "actor/Q183" in linker.actors


def test_media_are_no_actors() -> None:
    """Neither a known newspaper nor the outlet of the article itself holds a position."""
    text = "Die Frankfurter Rundschau und der Elbkurier lehnen das ab, die SPD auch."
    held = [position(text, actor) for actor in ("Frankfurter Rundschau", "Elbkurier", "SPD")]
    own = Document(id="a", text=text, source="a.txt", outlet="Elbkurier")
    assert [one.actor_name for one in Linker().link(own, held)] == ["SPD"]


def test_what_the_whole_text_showed_stays() -> None:
    """A second linking sees the evidence only; ids and persons of the first one are kept."""
    text = "Die Winzerin Jette Brink klagte in Berlin. Hessen und Bayern zögern. Berlin lehnte ab, Brink auch."
    land, person = Linker().link(
        document(text), [position(text, "Berlin", last=True), position(text, "Brink", last=True)]
    )
    sparse = " " * text.rindex("Berlin lehnte") + text[text.rindex("Berlin lehnte") :]
    again = Linker().link(document(sparse), [land, person])
    assert [one.actor_id for one in again] == [land.actor_id, person.actor_id]
    assert land.actor_id == "actor/Q64" and again[1].persons == ("Jette Brink",)
