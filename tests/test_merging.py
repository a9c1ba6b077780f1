"""One item for one position: repetitions, headlines, criticism beside rejection."""

from standpunkt.extract.merging import merged
from standpunkt.extract.records import Position, Span


def position(
    topic: str, stance: str = "rejects", *, at: int = 0, actor: str = "Anna Berger", sure: float = 0.5
) -> Position:
    """A position whose evidence starts at a place."""
    return Position(doc="a", evidence=(Span(at, at + 50),), actor=actor, actor_span=Span(at, at + 5), stance=stance,
                    topic=topic, topic_spans=(Span(at + 10, at + 20),), confidence=sure)  # fmt: skip


def test_a_repeated_position_keeps_both_passages() -> None:
    """The surer wording stays first."""
    [one] = merged([position("neue Steuer"), position("die neue Steuer", at=100, sure=0.9)])
    assert one.evidence == (Span(100, 150), Span(0, 50))


def test_other_topics_actors_and_directions_stay_apart() -> None:
    """Only the same stance of the same actor is merged."""
    rows = [position("neue Steuer"), position("alte Brücke"), position("neue Steuer", actor="Karl Weber"),
            position("neue Steuer", "supports")]  # fmt: skip
    assert len(merged(rows)) == 4


def test_criticism_beside_rejection_is_rejection() -> None:
    """In one passage the stronger relation counts."""
    [one] = merged([position("neue Steuer", "criticises", sure=0.9), position("neue Steuer")])
    assert one.stance == "rejects"


def test_a_headline_is_told_by_its_article() -> None:
    """The surname and other words in the headline are the same position."""
    rows = [position("Abgabe", actor="Berger"), position("neue Steuer", at=100)]
    [one] = merged(rows, title=Span(0, 60))
    assert one.actor == "Anna Berger" and Span(0, 50) in one.evidence


def test_a_headline_without_its_like_stays() -> None:
    """What only the headline says is kept."""
    assert len(merged([position("Abgabe", actor="Weber")], title=Span(0, 60))) == 1
