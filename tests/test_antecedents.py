"""Whom pronouns and bare roles point back to, by the words of the text alone."""

from collections.abc import Sequence
from datetime import date

import pytest

from standpunkt.extract.gazetteer import Gazetteer
from standpunkt.extract.reading import Reading
from standpunkt.extract.records import Span

REGISTER = Gazetteer.load()


def meant(text: str, words: str, on: date | None = None, persons: Sequence[str] = ()) -> str | None:
    """The name of whom the last occurrence of some words means."""
    start = text.rindex(words)
    actor = Reading(text, on, REGISTER, persons=persons).actor(words, Span(start, start + len(words)))
    return actor.name if actor else None


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("Anna Berg traf Jan Holm. Sie lehnte das ab.", "Sie", "Anna Berg"),
        ("Anna Berg traf Jan Holm. Er lehnte das ab.", "Er", "Jan Holm"),
        ("Jan Holm sagte zu. Mit Olaf Zander sprach niemand. Er lehnte das ab.", "Er", "Jan Holm"),
        ("Der Verband der Winzer klagt. Er fordert mehr Geld.", "Er", "Verband der Winzer"),
        ("Die SPD im Bundestag zögert. Nun fordert sie ein Gesetz.", "sie", "SPD"),
        ("Die linken Gruppen zogen los. Sie forderten Frieden.", "Sie", "linke Gruppen"),
        ("Anna Berg (SPD) und Jan Holm (CDU) klagen. Sie fordern ein Urteil.", "Sie", "Anna Berg"),
        ("Jan Holm rief: „Das Gesetz von Olaf Zander ist falsch.“ Er lehnte alles ab.", "Er", "Jan Holm"),
        ("„Wir lehnen das alles ab“, sagte Jan Holm. Olaf Zander schwieg.", "Wir", "Jan Holm"),
        ("Es regnete. Sie lehnte das ab.", "Sie", None),
        ("Anna Berg trat an. Sie war lange krank. Die Partei litt. Sie lehnte das ab.", "Sie", "Anna Berg"),
        ("Anna Berg trat an. Sie ist seit Mai Vorsitzende. Sie lehnte das ab.", "Sie", "Anna Berg"),
        ("Anna Berg sprach lange. Als scheidende Ministerin lehnte sie das ab.", "sie", "Anna Berg"),
        ("Jan Holm klagte. Der 50-Jährige traf Olaf Zander. Er lehnte das ab.", "Er", "Jan Holm"),
        ("Sein Gegner Olaf Zander, so Jan Holm weiter, sei krank. Er lehnte das ab.", "Er", "Jan Holm"),
        ("Der frühere Gefährte des Grafen, Jan Holm, sprach. Er lehnte das ab.", "Er", "Jan Holm"),
        ("Olaf Zanders Leute zogen los. Jan Holm sprach mit ihnen. Er lehnte das ab.", "Er", "Jan Holm"),
        ("Die Muslime im Land klagten. Sie forderten Respekt.", "Sie", "Muslime"),
    ],
)
def test_pronouns(text: str, word: str, name: str | None) -> None:
    """Gender, number, subjects and quotations decide."""
    assert meant(text, word) == name


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Gestern sprach Julia Brink. Die Ministerin lehnte das ab.", "Ministerin", "Julia Brink"),
        ("Der Chef des Verbands der Winzer, Olaf Zander, sprach. Der Chef lehnte ab.", "Chef", "Olaf Zander"),
        ("Julia Brink, Sprecherin der Winzer, kam. Die Sprecherin lehnte ab.", "Sprecherin", "Julia Brink"),
        ("Vom Pariser Bürgermeister Jean Morel kam nichts. Der Pariser Bürgermeister schwieg.", "Pariser Bürgermeister",
         "Jean Morel"),
        ("Die Stiftung Nordlicht klagt. Die Stiftung will Geld.", "Stiftung", "Nordlicht"),
        ("Minister Olaf Zander ging. Jan Holm kam. Der Minister lehnte ab.", "Minister", "Olaf Zander"),
        ("Außenminister Olaf Zander ging. Der Innenminister lehnte ab.", "Innenminister", "Innenminister"),
        ("Die NATO-Staaten berieten. Danach lehnten die Staaten ab.", "Staaten", "NATO-Staaten"),
        ("Die NATO-Staaten berieten. Danach lehnten 26 Staaten ab.", "Staaten", "Staaten"),
        ("Der Bundestag tagt. Die AfD-Fraktion lehnte ab.", "AfD-Fraktion", "AfD-Bundestagsfraktion"),
        ("Bundestag und Landtag tagen. Die AfD-Fraktion lehnte ab.", "AfD-Fraktion", "AfD-Fraktion"),
        ("Ein Bundeswehrmajor klagte. Der Major lehnte ab.", "Major", "Bundeswehrmajor"),
        ("Das Bundesverfassungsgericht urteilte. Heute lehnten die Richter ab.", "Richter", "Bundesverfassungsgericht"),
        ("Der Ratspräsident Jean Morel (Luxemburg) kam. Der luxemburgische Ratspräsident ging.",
         "luxemburgische Ratspräsident", "Jean Morel"),
        ("Olaf Zander sprach. Die Anwältin Zanders klagte. Die Anwältin lehnte ab.", "Anwältin", "Anwältin"),
    ],
)  # fmt: skip
def test_roles_and_kinds(text: str, words: str, name: str) -> None:
    """A role is that of whom the text called so, else of the last person who can bear it; a kind is the body so called."""
    assert meant(text, words) == name


def test_a_bare_head_of_government_is_that_of_the_land_the_text_is_about() -> None:
    """By the document's day."""
    text = "In Niedersachsen wird gespart. Niedersachsens Schulen leiden. Der Ministerpräsident lehnte das ab."
    assert meant(text, "Ministerpräsident", date(2016, 3, 1)) == "Stephan Weil"
    assert meant(text, "Ministerpräsident", date(2011, 3, 1)) == "David McAllister"


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("Quandu Abimba Zerkal sprach. Er lehnte das ab.", "Er", "Quandu Abimba Zerkal"),
        ("Gestern kam Quandu Abimba Zerkal. Quandu sprach. Er lehnte das ab.", "Er", "Quandu Abimba Zerkal"),
        ("Alle warten auf Q.Y. Zerkal. Q.Y. Zerkal sprach. Er lehnte das ab.", "Er", "Q.Y. Zerkal"),
    ],
)
def test_who_is_known_to_be_a_person_is_one(text: str, word: str, name: str) -> None:
    """Names that no list has, where a parse has found them: at the beginning of a sentence, in full, by the first word."""
    assert meant(text, word, persons=[name]) == name
    assert meant(text, word) != name
