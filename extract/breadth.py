"""Broader and narrower: "Reform der Schuldenbremse in Hessen" is part of "Reform der Schuldenbremse".

>>> from standpunkt.extract.phrases import read
>>> breadth = Breadth()
>>> breadth.add("topic/1", read("Schuldenbremse"))
>>> breadth.add("topic/2", read("Reform der Schuldenbremse"))
>>> breadth.broader("topic/3", read("die Schuldenbremse in Hessen zu reformieren"))
('topic/2',)
>>> breadth.broader("topic/2", read("Reform der Schuldenbremse"))
('topic/1',)
"""

from collections.abc import Iterator
from itertools import combinations

from standpunkt.extract.clusters import DISTINCT
from standpunkt.extract.phrases import Issue

#: Issues that name more are whole sentences: what they contain is chance.
LARGEST = 6


class Breadth:
    """Topics by what they name."""

    def __init__(self) -> None:
        self._naming: dict[tuple[str, ...], str] = {}

    def add(self, topic: str, issue: Issue) -> None:
        """Make a topic findable as a broader one; what negates, accuses or only points has no parts."""
        if not issue.relation and not issue.pointer and any(map(_thing, issue.atoms)):
            self._naming.setdefault(issue.atoms, topic)

    def broader(self, topic: str, issue: Issue) -> tuple[str, ...]:
        """The topics of which an issue names all and more, only the narrowest of them."""
        if issue.relation or issue.pointer or len(issue.atoms) > LARGEST:
            return ()
        found = [atoms for atoms in _parts(issue.atoms) if self._naming.get(atoms, topic) != topic]
        narrowest = [atoms for atoms in found if not any(set(atoms) < set(other) for other in found)]
        return tuple(sorted({self._naming[atoms] for atoms in narrowest}))


def _parts(atoms: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for size in range(len(atoms) - 1, 0, -1):
        yield from combinations(atoms, size)


def _thing(atom: str) -> bool:
    return atom[0] != "." and not DISTINCT.fullmatch(atom)
