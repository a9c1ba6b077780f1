"""Who is a person: what a parsed document shows about the names in it, kept with the positions that use them.

A later linking sees only the words of the evidence, where a name alone does not tell a person from a body.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Doc

from standpunkt.extract.records import Position

#: Longer entities are no names but mistakes.
LONGEST = 5


def with_persons(doc: Doc, positions: Iterable[Position]) -> tuple[Position, ...]:
    """The positions with the full names of the people in the document whom their words name."""
    known, text = tuple(dict.fromkeys(_full_names(doc))), doc.text
    return tuple(replace(position, persons=named(position, known, text)) for position in positions)


def _full_names(doc: Doc) -> Iterator[str]:
    for entity in doc.ents:
        words = entity.text.split()
        if entity.label_ == "PER" and 1 < len(words) <= LONGEST and words[0][:1].isupper():
            yield " ".join(words)


def named(position: Position, persons: Iterable[str], text: str) -> tuple[str, ...]:
    """Which of the persons a position names, in full or by the last name, in its fields or its evidence."""
    fields = (position.actor_name, position.addressee, position.claimed_by, position.topic)
    words = set(
        re.findall(r"[\w-]+", " ".join([*filter(None, fields), *(span.of(text) for span in position.evidence)]))
    )
    return tuple(person for person in persons if {person.split()[-1], person.split()[-1] + "s"} & words)
