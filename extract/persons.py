"""Who is a person: what a parsed document shows about the names in it, kept with the positions that use them.

A later linking sees only the words of the evidence, where a name alone does not tell a person from a body.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Doc, Span

from standpunkt.extract.lexicon import ends_like_actor
from standpunkt.extract.records import Position

#: Longer entities are no names but mistakes.
LONGEST = 5


def with_persons(doc: Doc, positions: Iterable[Position]) -> tuple[Position, ...]:
    """The positions with the full names of the people in the document whom their words name."""
    known, text = full_names(doc), doc.text
    return tuple(replace(position, persons=named(position, known, text)) for position in positions)


def full_names(doc: Doc) -> tuple[str, ...]:
    """The full names of the people in a parsed document, each once and not in the genitive."""
    names = dict.fromkeys(name for name in people(doc) if " " in name and name[0].isupper())
    last = {name.split()[-1] for name in names}
    return tuple(name for name in names if not (name.endswith("s") and name.split()[-1][:-1] in last))


def people(doc: Doc) -> Iterator[str]:
    """Every name of a person, full or not, as often and in the order in which the text has it."""
    return (_name_of(entity) for entity in doc.ents if entity.label_ == "PER" and len(entity) <= LONGEST)


def _name_of(entity: Span) -> str:
    """The words of a person's entity without what the tagger took along: "Kanzler Merz zu Beginn"."""
    start, end = 0, len(entity)
    while end > 1 and (entity[end - 1].pos_ == "NOUN" or entity[end - 1].text.islower()):
        end -= 1
    while start + 1 < end and ends_like_actor(entity[start].text):
        start += 1
    return bare(entity[start:end].text)


def bare(words: str) -> str:
    """A name without line breaks.

    >>> bare("Angela\\n Merkel")
    'Angela Merkel'
    """
    return " ".join(words.split())


def named(position: Position, persons: Iterable[str], text: str) -> tuple[str, ...]:
    """Which of the persons a position names, in full or by the last name, in its fields or its evidence."""
    fields = (position.actor_name, position.addressee, position.claimed_by, position.topic)
    words = set(
        re.findall(r"[\w-]+", " ".join([*filter(None, fields), *(span.of(text) for span in position.evidence)]))
    )
    return tuple(person for person in persons if {person.split()[-1], person.split()[-1] + "s"} & words)
