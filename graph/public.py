"""What may be published: quotations cut to a length that quotation law bears, private persons without their names."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from .stands import ACTOR_PREFIXES, Mark, Passage, Stand

#: Characters of a document that one position may quote, the signs of omission included.
QUOTED_CHARACTERS = 300

_LINKED = re.compile("(?:" + "|".join(map(re.escape, ACTOR_PREFIXES)) + r")Q\d+")


def published(items: Iterable[Stand]) -> list[Stand]:
    """The stands as they may be shown in public.

    Persons who are linked to nothing (private persons, as far as can be known) become "Person 1", "Person 2", …
    wherever their names occur, and all quotations of one position together have at most 300 characters.
    """
    items = list(items)
    private = sorted({(i.actor_id, i.actor_name) for i in items if i.actor_type == "person" and not linked(i.actor_id)})
    numbers = {name: number for number, name in enumerate(dict.fromkeys(name for name, _ in private), 1)}
    names = [(_pattern(name), f"Person {numbers[key]}") for key, name in private]
    ids = {key: f"actor/person-{number}" for key, number in numbers.items()}
    return [_cut(_masked(item, names, ids)) for item in items]


def linked(actor_id: str) -> bool:
    """Whether the actor is somebody known (has a Wikidata id)."""
    return bool(_LINKED.fullmatch(actor_id))


def _pattern(name: str) -> re.Pattern[str]:
    """The name, or its last word alone, with a genitive s, as a whole word and in any case."""
    words = name.split()
    choices = "|".join(r"\s+".join(map(re.escape, part)) for part in (words, words[-1:]))
    return re.compile(rf"\b(?:{choices})(?=s?\b)", re.IGNORECASE)


_TEXTS = ("actor_name", "topic_label", "claimed_by", "addressee", "condition", "title")


def _masked(item: Stand, names: list[tuple[re.Pattern[str], str]], ids: dict[str, str]) -> Stand:
    """The stand without the names; an address that spells one out is left away."""
    changes: dict[str, Any] = {}
    for pattern, mask in names:
        for field in _TEXTS:
            text = changes.get(field, getattr(item, field))
            changes[field] = pattern.sub(mask, text) if text else text
        evidence = changes.get("evidence", item.evidence)
        changes["evidence"] = tuple(_without(passage, pattern, mask) for passage in evidence)
        if pattern.search(re.sub(r"[\W_]+", " ", item.url or "")):
            changes["url"] = None
    changes |= {field: ids.get(getattr(item, field), getattr(item, field)) for field in ("actor_id", "topic_id")}
    return replace(item, **changes)


def _without(passage: Passage, pattern: re.Pattern[str], mask: str) -> Passage:
    """The passage with each name replaced, and the marks moved along."""
    text, marks = passage
    for match in reversed(list(pattern.finditer(text))):
        text = text[: match.start()] + mask + text[match.end() :]
        marks = tuple(_moved(mark, match.span(), len(mask)) for mark in marks)
    return Passage(text, marks)


def _moved(mark: Mark, cut: tuple[int, int], length: int) -> Mark:
    """The mark after the characters in `cut` were replaced by `length` others."""
    shift = length - (cut[1] - cut[0])
    start = mark.start if mark.start <= cut[0] else max(cut[0], mark.start + shift)
    end = mark.end + shift if mark.end >= cut[1] else min(mark.end, cut[0] + length)
    return mark._replace(start=start, end=max(start, end))


def _cut(item: Stand) -> Stand:
    """The stand with at most `QUOTED_CHARACTERS` of evidence, the main passage first."""
    left = QUOTED_CHARACTERS
    kept: list[Passage] = []
    for passage in item.evidence:
        if left >= 40 or not kept:
            kept.append(excerpt(passage, left))
            left -= len(kept[-1].text)
    return replace(item, evidence=tuple(kept))


def excerpt(passage: Passage, limit: int = QUOTED_CHARACTERS) -> Passage:
    """At most `limit` characters of a passage around its marks, cut between words, with signs of omission.

    >>> excerpt(Passage("Er sagte gestern, das Land lehne den Vertrag ab.", (Mark(33, 44, "topic"),)), 24)
    Passage(text='… lehne den Vertrag ab.', marks=(Mark(start=8, end=19, part='topic'),))
    """
    text = passage.text
    if len(text) <= limit:
        return passage
    start, end = _window(passage, limit - 4)
    head, tail = "… " if start else "", " …" if end < len(text) else ""
    shift = len(head) - start
    inside = [mark for mark in passage.marks if start <= mark.start and mark.end <= end]
    marks = tuple(mark._replace(start=mark.start + shift, end=mark.end + shift) for mark in inside)
    return Passage(head + text[start:end] + tail, marks)


def _window(passage: Passage, room: int) -> tuple[int, int]:
    """The stretch of at most `room` characters, from the beginning if all marks fit, else around the first ones."""
    text, marks = passage
    last = max((mark.end for mark in marks), default=0)
    start = 0 if last <= room else max(0, min(last - room, min(mark.start for mark in marks)))
    if last - start < room:
        start = min(start, max(0, len(text) - room))
    while 0 < start < len(text) and not text[start - 1].isspace():
        start += 1
    end = min(len(text), start + room)
    if len(text) - start <= room + 2:
        return start, len(text)
    shorter = text.rfind(" ", start, end + 1)
    return start, shorter if shorter > start else end
