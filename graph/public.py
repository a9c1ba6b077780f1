"""What may be published: quotations cut to a length that quotation law bears, private persons without their names."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from .stands import ACTOR_PREFIXES, Mark, Passage, Stand

#: Characters of a document that one position may quote, the signs of omission included.
QUOTED_CHARACTERS = 300

_WORD = re.compile(r"[^\W_]+")
_LINKED = re.compile("(?:" + "|".join(map(re.escape, ACTOR_PREFIXES)) + r")Q\d+")


def published(items: Iterable[Stand]) -> list[Stand]:
    """The stands as they may be shown in public.

    Persons who are linked to nothing (private persons, as far as can be known) become "Person 1", "Person 2", …
    wherever their names occur, whether they hold a position or are only mentioned in the words that prove one, and
    all quotations of one position together have at most 300 characters.
    """
    items = list(items)
    private = _private(items)
    masks = {name: f"Person {number}" for number, name in enumerate(private, 1)}
    ids = {key: f"actor/{masks[name].lower().replace(' ', '-')}" for name, keys in private.items() for key in keys}
    index = _Index(masks, {_last(item.actor_name) for item in items if linked(item.actor_id)})
    return [_cut(_masked(item, index.names(item), ids)) for item in items]


def _private(items: Iterable[Stand]) -> dict[str, set[str]]:
    """The private persons by name, with the ids they have as actors and targets."""
    found: dict[str, set[str]] = {}
    public = set()
    for item in items:
        for key, name in ((item.actor_id, item.actor_name), (item.topic_id, item.topic_label)):
            if linked(key):
                public.add(name)
            elif name in item.persons or key == item.actor_id and item.actor_type == "person":
                found.setdefault(name, set()).add(key)
        for name in item.persons:
            found.setdefault(name, set())
    return {name: found[name] for name in sorted(found) if name not in public}


class _Index:
    """The private names by their last words; `famous` are last names that somebody known bears."""

    def __init__(self, masks: Mapping[str, str], famous: Collection[str]) -> None:
        self._famous = famous
        self._names: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for name, mask in masks.items():
            self._names[(_WORD.findall(name.casefold()) or [name])[-1]].append((name, mask))

    def names(self, item: Stand) -> list[tuple[re.Pattern[str], str]]:
        """What to replace in a stand: full names first, then last names; a famous one only where it was meant."""
        spoken = [getattr(item, field) or "" for field in (*_TEXTS, "url")] + [one.text for one in item.evidence]
        words = {word for text in spoken for word in _WORD.findall(text.casefold())}
        found = [pair for word in sorted(words | {word.removesuffix("s") for word in words}) for pair in self._of(word)]
        here = {item.actor_name, *item.persons}
        last = [(_last(name), mask) for name, mask in found if name in here or _last(name) not in self._famous]
        full = [(_pattern(name, re.IGNORECASE), mask) for name, mask in found]
        return full + [(_pattern(form), mask) for word, mask in last for form in dict.fromkeys((word, word.upper()))]

    def _of(self, word: str) -> list[tuple[str, str]]:
        return self._names.get(word, [])


def _last(name: str) -> str:
    return (name.split() or [name])[-1]


def linked(actor_id: str) -> bool:
    """Whether the actor is somebody known (has a Wikidata id)."""
    return bool(_LINKED.fullmatch(actor_id))


@cache
def _pattern(name: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """The name as whole words, with a genitive s or without."""
    words = r"\s+".join(map(re.escape, name.split()))
    return re.compile(rf"(?<!\w){words}(?=s?(?!\w))", flags)


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
        if re.search(pattern.pattern, re.sub(r"[\W_]+", " ", item.url or ""), re.IGNORECASE):
            changes["url"] = None
    changes["persons"] = ()
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
