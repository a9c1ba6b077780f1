"""What the words mean: the ontology, the stance scheme, topics, actors and shapes, as Turtle files.

>>> path("standpunkt.ttl").name
'standpunkt.ttl'
>>> "stances.ttl" in names()
True
"""

from pathlib import Path

_HERE = Path(__file__).resolve().parent


def path(name: str) -> Path:
    """Where the Turtle file `name` lies, for example ``shapes.ttl``; `FileNotFoundError` if there is none."""
    found = _HERE / name
    if not found.is_file():
        raise FileNotFoundError(f"expected one of {', '.join(names())} (got {name!r})")
    return found


def names() -> tuple[str, ...]:
    """The Turtle files of this folder, sorted; the examples are not among them."""
    return tuple(sorted(file.name for file in _HERE.glob("*.ttl")))
