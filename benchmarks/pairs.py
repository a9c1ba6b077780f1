"""How many of the bundled minimal pairs are read right, by phenomenon: `python -m benchmarks.pairs [PHENOMENON …]`.

`tests/minimal_pairs/*.toml` holds German sentences with the positions that a careful reader finds in them; the first
file explains the format. A sentence is *right* if the positions found and the expected ones can be matched one to one
and none is left over on either side (but those opened by "?"). Two positions match if

* the actor is the same: the words of one name are among those of the other (the resolved name where there is one);
* the polarity is the same: the relations of one polarity are not told apart here;
* the topics overlap: half of their content words, by Dice's coefficient, or all expected words in a topic of at most
  twice their number (or six words);
* every further field of the expectation holds ("condition=…": half of the words; "none": empty).
"""

import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import permutations
from pathlib import Path
from typing import Any, NamedTuple

from standpunkt.extract.actors import Linker
from standpunkt.extract.entries import entries, split
from standpunkt.extract.language import load
from standpunkt.extract.records import RELATIONS, Document, Position, Span
from standpunkt.pipeline import positions_of

PAIRS = Path(__file__).resolve().parents[1] / "tests" / "minimal_pairs"
#: Words that say nothing of what a topic is about.
_SMALL = frozenset(
    "der die das den dem des ein eine einen einem einer eines und oder in im an am auf zu zum zur für gegen von vom "
    "mit nach es sich soll".split()
)
_ENDINGS = ("innen", "ern", "en", "er", "es", "em", "e", "n", "s")


class Expected(NamedTuple):
    """A position that a sentence holds, with the fields that must be right beside it."""

    actor: str
    relation: str
    topic: str
    fields: tuple[tuple[str, str], ...] = ()
    optional: bool = False


class Case(NamedTuple):
    """A sentence (or two) with what is expected of it."""

    phenomenon: str
    document: Document
    expected: tuple[Expected, ...]


class Verdict(NamedTuple):
    """A case, what was found in it, and whether that is right."""

    case: Case
    found: tuple[Position, ...]
    right: bool


def report() -> Mapping[str, tuple[int, int]]:
    """For every phenomenon how many sentences are read right, and how many there are."""
    right = Counter(verdict.case.phenomenon for verdict in verdicts() if verdict.right)
    return {name: (right[name], count) for name, count in Counter(case.phenomenon for case in cases()).items()}


@cache
def verdicts() -> tuple[Verdict, ...]:
    """Every sentence read by the real pipeline and judged."""
    found = tuple(cases())
    linker = Linker()
    parsed = load().pipe([case.document.text for case in found])
    read = [positions_of(case.document, doc, linker) for case, doc in zip(found, parsed, strict=True)]
    return tuple(
        Verdict(case, positions, is_right(case.expected, positions))
        for case, positions in zip(found, read, strict=True)
    )


# Reading the files ---------------------------------------------------------------------------------------------------


def cases(folder: Path = PAIRS) -> Iterator[Case]:
    """All sentences of all files, in order."""
    for path in sorted(folder.glob("*.toml")):
        table = tomllib.loads(path.read_text("utf-8"))
        for number, pair in enumerate(table["pair"]):
            options = {key: value for key, value in (table | pair).items() if key not in ("pair", "sentences")}
            for place, (text, *expected) in enumerate(pair["sentences"]):
                document = _document(f"{path.stem}-{number + 1}{'ab'[place]}", text, options)
                yield Case(path.stem, document, tuple(map(expectation, expected)))


def _document(name: str, text: str, options: Mapping[str, Any]) -> Document:
    published = options.get("published")
    published = None if published == "none" else published
    return Document(
        id=name,
        text=text,
        source=name,
        title_span=Span(0, len(text)) if options.get("title") else None,
        kind=options.get("kind", "article"),
        author=options.get("author"),
        published_on=published,
        entries=entries(split(text), published) if options.get("liveblog") else (),
    )


def expectation(line: str) -> Expected:
    """The position that a line expects.

    >>> expectation("? Kiew | rejects | Waffenruhe | source_kind=own").fields
    (('source_kind', 'own'),)
    """
    actor, relation, topic, *fields = (cell.strip() for cell in line.split("|"))
    assert relation in RELATIONS, f"expected a relation, got {relation!r} in {line!r}"
    pairs = tuple((key, value) for key, _, value in (field.partition("=") for field in fields))
    return Expected(actor.removeprefix("? "), relation, topic, pairs, optional=actor.startswith("?"))


# Judging -------------------------------------------------------------------------------------------------------------


def is_right(expected: Sequence[Expected], found: Sequence[Position]) -> bool:
    """Whether positions and expectations match one to one, with nothing left over."""
    needed = sum(not one.optional for one in expected)
    if not needed <= len(found) <= len(expected):
        return False
    return any(
        all(map(matches, chosen, found)) and all(one.optional for one in expected if one not in chosen)
        for chosen in permutations(expected, len(found))
    )


def matches(expected: Expected, position: Position) -> bool:
    """Whether a position is the expected one."""
    return (
        same_actor(expected.actor, position)
        and position.polarity == RELATIONS[expected.relation]
        and same_words(expected.topic, position.topic)
        and all(_holds(key, value, getattr(position, key)) for key, value in expected.fields)
    )


def same_actor(expected: str, position: Position) -> bool:
    """Whether the words of one name are among those of the other."""
    wanted, have = content(expected), content(position.actor_name or position.actor)
    return bool(wanted and have) and (wanted <= have or have <= wanted)


def same_words(expected: str, found: str) -> bool:
    """Whether two wordings share half of their content words, or the first is contained in the second."""
    wanted, have = content(expected), content(found)
    if not wanted or not have:
        return False
    alike = 2 * len(wanted & have) >= (len(wanted) + len(have)) / 2
    return alike or wanted <= have and len(have) <= max(6, 2 * len(wanted))


def _holds(key: str, value: str, found: Any) -> bool:
    if value == "none":
        return found is None
    if key in ("condition", "claimed_by"):
        return found is not None and same_words(value, found)
    return str(found) == value


@cache
def content(text: str) -> frozenset[str]:
    """The stems of the words that count in a name or topic.

    >>> sorted(content("der Grünen")), sorted(content("Kosten zu übernehmen"))
    (['grün'], ['kost', 'übernehm'])
    """
    words = re.findall(r"\w+", text.casefold())
    return frozenset(map(_stem, (word for word in words if word not in _SMALL)))


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending)
    return word


# Telling -------------------------------------------------------------------------------------------------------------


def _line(position: Position) -> str:
    fields = ("source_kind", "claimed_by", "condition", "stated_on", "in_force", "quote")
    told = ", ".join(f"{key}={getattr(position, key)}" for key in fields if getattr(position, key) is not None)
    name = position.actor_name or position.actor
    return f"{name} | {position.stance} | {position.topic} ({position.extractor}; {told})"


def main() -> None:
    """Print the share of each phenomenon, and the sentences read wrong of those that are named."""
    for name, (right, count) in report().items():
        print(f"{name:<14}{right:4}/{count:<4}{right / count:6.2f}")
    for case, found, right in verdicts():
        if case.phenomenon in sys.argv[1:] and not right:
            print(f"\n{case.document.id}: {case.document.text}")
            for one in case.expected:
                print("   expected", " | ".join([one.actor, one.relation, one.topic, *map("=".join, one.fields)]))
            for position in found:
                print("   found   ", _line(position))


if __name__ == "__main__":
    main()
