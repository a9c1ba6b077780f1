"""One position, one item: the same stance of the same actor in headline, lead and quotation is kept once."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from standpunkt.extract.records import Position, Span

#: Share of common words from which two wordings are one topic, and how many passages prove a position at most.
ALIKE, PASSAGES = 0.6, 5
_Same = Callable[[Position, Position], bool]
_Joined = Callable[[Position, Position], Position]
_SMALL = frozenset(
    "der die das den dem des ein eine einen einem einer eines und oder in im an am auf zu zum zur für von vom".split()
)


def merged(positions: Iterable[Position], title: Span | None = None) -> tuple[Position, ...]:
    """The positions with repetitions folded into the surest one, in the order of the text.

    What the headline at `title` says in other words is the same position if the article has one of the same actor
    and direction.
    """
    kept: list[Position] = []
    late: list[Position] = []
    for position in positions:
        if title is not None and position.evidence[0].overlaps(title):
            late.append(position)
        else:
            _keep(position, kept, _same, _joined)
    for headline in late:
        _keep(headline, kept, _retold, _announced)
    return tuple(sorted(kept, key=lambda position: (position.evidence[0], position.actor_span, position.topic_spans)))


def _keep(position: Position, kept: list[Position], same: _Same, joined: _Joined) -> None:
    """Put a position among those that are kept: into the first that says the same, else on its own."""
    at = next((at for at, other in enumerate(kept) if same(position, other)), None)
    if at is None:
        kept.append(position)
    else:
        kept[at] = joined(kept[at], position)


def _same(one: Position, other: Position) -> bool:
    if _actor(one) != _actor(other) or one.polarity != other.polarity:
        return False
    if one.stance != other.stance and not set(one.evidence) & set(other.evidence):
        return False
    left, right = _words(one.topic), _words(other.topic)
    common = len(left & right)
    if one.stance == other.stance and common and common == min(len(left), len(right)):
        # "Waffen", "Waffen für die Ukraine": the headline says shorter what the article says in full.
        return True
    return bool(common) and 2 * common / (len(left) + len(right)) >= ALIKE


def _retold(headline: Position, other: Position) -> bool:
    """Whether an article tells at length what its headline says: the same actor (or only its surname), the same way."""
    one, two = set(_actor(headline).split()), set(_actor(other).split())
    return headline.polarity == other.polarity and bool(one & two) and (one <= two or two <= one)


def _announced(told: Position, headline: Position) -> Position:
    """The position that an article tells at length, proved by its headline too."""
    return replace(told, evidence=(*told.evidence, headline.evidence[0])[:PASSAGES])


def _actor(position: Position) -> str:
    return (position.actor_name or position.actor).casefold()


def _words(topic: str) -> frozenset[str]:
    return frozenset(word for word in re.findall(r"\w+", topic.casefold()) if word not in _SMALL)


def _joined(one: Position, other: Position) -> Position:
    """The surer of two, with the passages of both; criticism beside rejection is rejection."""
    best, rest = (other, one) if other.confidence > one.confidence else (one, other)
    evidence: list[Span] = list(dict.fromkeys((*best.evidence, *rest.evidence)))[:PASSAGES]
    stance = "rejects" if {one.stance, other.stance} == {"criticises", "rejects"} else best.stance
    return replace(best, evidence=tuple(evidence), stance=stance)
