"""Which phrases of one document are about one issue."""

import pytest

from standpunkt.extract.context import Mention, groups, model
from standpunkt.extract.phrases import read
from standpunkt.extract.records import Span


def mentions(*phrases: str, actors: str = "", together: bool = False) -> list[Mention]:
    """Phrases in sentences of their own, 200 letters apart; each is held by another actor unless named by a letter."""
    found = []
    for number, phrase in enumerate(phrases):
        start = 0 if together else 200 * number
        name = actors[number] if actors else f"Partei {number}"
        span = Span(start + 20 * number, start + 20 * number + len(phrase))
        found.append(Mention(read(phrase), span, name, Span(start, start + 190)))
    return found


@pytest.mark.parametrize(
    ("title", "phrases", "together"),
    [
        ("Streit um die Zuckersteuer", ["Einführung einer Zuckersteuer", "Gesetz"], True),
        ("Streit um die Zuckersteuer", ["Einführung einer Zuckersteuer", "Zuckersteuer"], True),
        ("Land verbietet Laubbläser", ["Verbot von Laubbläsern", "Verbot"], True),
        ("Stadtrat schließt Hallenbad", ["Schließung des Hallenbads", "Beschluss des Stadtrats"], True),
        ("Stadtrat schließt Hallenbad", ["Schließung des Hallenbads", "Kürzung der Renten"], False),
        ("Haushalt beschlossen", ["Senkung der Stromsteuer", "Erhöhung der Tabaksteuer"], False),
    ],
)
def test_what_is_one_issue_in_an_article(title: str, phrases: list[str], together: bool) -> None:
    """Short words and pointers mean what was named before; another thing stays another thing."""
    assert (len(groups(mentions(*phrases), title)) == 1) is together


def test_what_one_actor_says_in_one_breath_is_two_things() -> None:
    """ "Sie fordert A und B": nobody says the same twice in a sentence."""
    phrases = ["Ausbau der Radwege", "Ausbau der Gehwege in der Altstadt"]
    assert len(groups(mentions(*phrases, actors="aa", together=True), "Verkehr")) == 2


def test_two_concepts_are_never_one() -> None:
    """What the scheme tells apart stays apart, however alike the words are."""
    one, other = mentions("Treffen der Minister", "Treffen der Minister")
    assert groups([one._replace(concept="topic/a"), other._replace(concept="topic/b")], "") == [(0,), (1,)]
    assert groups([one._replace(concept="topic/a"), other._replace(concept="topic/a")], "") == [(0, 1)]


def test_a_negation_is_not_joined_with_what_it_negates() -> None:
    """They are opposites; only `sp:negationOf` may connect them."""
    assert len(groups(mentions("Verzicht auf die Radwegegebühr", "Radwegegebühr"), "Radwegegebühr")) == 2


def test_a_pointer_never_means_an_actor() -> None:
    """A stance about somebody is no measure."""
    actor, pointer = mentions("Umweltverband", "Vorschlag")
    assert groups([actor._replace(concept="actor/x"), pointer], "") == [(0,), (1,)]


def test_pointers_without_a_target_stay_together() -> None:
    """One noun means one thing in an article."""
    assert groups(mentions("Vorschlag", "Entwurf", "Vorschlag"), "") == [(0, 2), (1,)]


def test_nothing_is_grouped_from_nothing() -> None:
    """A document may have no positions."""
    assert groups([], "") == []


def test_the_order_of_the_list_does_not_matter() -> None:
    """Places in the text count, not the order in which positions were found."""
    given = mentions("Einführung einer Zuckersteuer", "Gesetz", "Kürzung der Renten", "Zuckersteuer")
    forward = {frozenset(given[one].issue.label for one in group) for group in groups(given, "Zuckersteuer")}
    given = given[::-1]
    assert forward == {frozenset(given[one].issue.label for one in group) for group in groups(given, "Zuckersteuer")}


def test_the_weights_say_what_a_reader_expects() -> None:
    """More alike is more probable; what is said in one breath, less."""
    joining, pointing = model()
    assert joining.weights["letters"] > 0 > joining.weights["one breath"]
    assert pointing.weights["in title"] > 0 > pointing.weights["one breath"]
