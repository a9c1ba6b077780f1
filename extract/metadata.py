"""What a plain text says about itself: title, date, outlet, author, address, kind, and where its body is.

Only what stands there is taken: a labelled line ("Datum: …"), a line that is nothing but a day, a byline, a headline.
Days inside the running text are never the day of publication, and a month is no day.

>>> found = find("Rat lehnt Steuer ab\\n3. März 2025\\n\\nDer Rat hat die Steuer am Montag abgelehnt.")
>>> found.title, str(found.published_on), found.outlet
('Rat lehnt Steuer ab', '2025-03-03', None)
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from standpunkt.extract.clues import SHORT, URL_LINE, Part, day_alone, is_host, kind_of, label, recognised
from standpunkt.extract.entries import entries
from standpunkt.extract.layout import Line, body, boilerplate, is_prose, split
from standpunkt.extract.records import Entry, Span
from standpunkt.extract.vocabulary import cues

Kind = Literal["article", "guest", "interview", "release", "speech"]

#: The head of a text is looked for in this many lines, its foot in this many.
_HEAD_LINES, _FOOT_LINES = 15, 8
_LONGEST_TITLE = 220
_RECORD = re.compile(rf"(?:{'|'.join(map(re.escape, cues('record')['text']))})(?:\s*:\s*|(?=[A-ZÄÖÜ„“\"»])|\s*\Z)")
_SALUTATION = re.compile(rf"(?:{'|'.join(cues('head')['salutations'])})\b", re.IGNORECASE)
_HEADING = re.compile(r"#{1,2}\s+")
_FENCE = "---"


@dataclass(frozen=True, slots=True)
class Found:
    """What `find` recognised; `outlet`, `author` and the rest are None where the text does not say."""

    body: tuple[Span, ...]
    title: str | None = None
    title_span: Span | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    published_on: date | None = None
    entries: tuple[Entry, ...] = ()
    kind: Kind = "article"


def find(text: str, *, title: str | None = None, published_on: date | None = None, export: bool = False) -> Found:
    """Read the head and the foot of `text`; a known `title` or day is looked for, not replaced.

    `export` tells that the text is one article of an archive's export, where the outlet stands on a line of its own
    above the day.
    """
    lines = split(text)
    start = _front_matter(lines)
    parts = [Part(line.span, _keyed(line)) for line in lines[:start]]
    head = lines[start : start + _HEAD_LINES]
    if export and (named := _outlet_line(head)):
        parts.append(Part(named.span, {"outlet": named.text}))
        head.remove(named)
    parts += _head(head, title)
    parts += _foot(lines[max(start, len(lines) - _FOOT_LINES) :])
    fields = _merged(parts)
    day = published_on or fields.pop("published_on", None) or fields.pop("updated_on", None)
    fields = {name: value for name, value in fields.items() if name not in ("published_on", "updated_on")}
    outside = [part.outside for part in parts] + list(boilerplate(lines[start:]))
    return Found(body=body(text, outside), published_on=day, entries=entries(lines, day), **fields)


def _merged(parts: Sequence[Part]) -> dict[str, Any]:
    """The first value of each field."""
    fields: dict[str, Any] = {}
    for part in parts:
        for name, value in part.fields.items():
            fields.setdefault(name, value)
    return fields


def _front_matter(lines: Sequence[Line]) -> int:
    """How many lines at the start are a block of keys between two fences (YAML front matter)."""
    if not lines or lines[0].text != _FENCE or lines[0].span.start > 0:
        return 0
    close = next((n for n, line in enumerate(lines[1:60], 1) if line.text in (_FENCE, "...")), None)
    return close + 1 if close else 0


def _keyed(line: Line) -> Mapping[str, Any]:
    """The fields in one line of front matter ("date: 2025-03-01")."""
    part = label(line)
    fields = dict(part.fields) if part else {}
    if isinstance(fields.get("title"), str):
        fields["title"] = fields["title"].strip("\"' ")
    fields.pop("title_span", None)
    return fields


def _head(lines: Sequence[Line], title: str | None) -> Iterator[Part]:
    """What the lines above the running text say, up to its second paragraph."""
    prose = labelled = 0
    has_title = any_text = False
    for number, line in enumerate(lines):
        if labelled and (match := _RECORD.match(line.text)):
            yield Part(Span(line.span.start, line.span.start + match.end()), {})
            any_text = True
        elif part := recognised(line):
            labelled += 1
            has_title = has_title or "title" in part.fields
            yield part
        elif title and line.text.casefold() == title.strip().casefold():
            yield Part(line.span, {"title": line.text, "title_span": line.span})
        elif not (title or has_title or any_text) and _is_headline(line, lines[number + 1 :]):
            has_title = True
            yield Part(line.span, _headline(line))
        else:
            any_text = True
            prose += is_prose(line)
            if prose == 2:
                return


def _is_headline(line: Line, following: Sequence[Line]) -> bool:
    """Whether the first line of a text is its headline: short, no sentence, with text below it."""
    text = line.text
    if len(text) > _LONGEST_TITLE or not following or not any(map(str.isalpha, text)):
        return False
    if text.endswith((".", ",", ":", ";")) or _SALUTATION.match(text):
        return False
    return not re.search(r"[.!?][\"“”»«]?\s+[A-ZÄÖÜ„»\"].*[.!?][\"“”»«]?\Z", text)


def _headline(line: Line) -> dict[str, Any]:
    """The title and its place, without the signs that mark it in Markdown."""
    mark = _HEADING.match(line.text)
    span = Span(line.span.start + (mark.end() if mark else 0), line.span.end)
    return {"title": line.text[mark.end() if mark else 0 :], "title_span": span}


def _foot(lines: Sequence[Line]) -> Iterator[Part]:
    """What the last lines say: source lines of archives, who led an interview, the address."""
    for line in lines[1:]:
        if len(line.text) > SHORT:
            continue
        part = label(line) or kind_of(line)
        if part and (
            part.fields.keys() - {"outlet", "author", "title", "title_span"} or not part.fields or _is_site(part)
        ):
            yield part
        elif URL_LINE.match(line.text):  # any link may stand here: it is no text, but not the article's address either
            yield Part(line.span, {})


def _is_site(part: Part) -> bool:
    """Whether the part names a web site as the source."""
    return is_host(part.fields.get("outlet", ""))


def _outlet_line(lines: Sequence[Line]) -> Line | None:
    """The outlet's name above the day in an export: the first line, or the second below the headline."""
    day = next((number for number, line in enumerate(lines[:6]) if day_alone(line)), 0)
    named = lines[day - 1] if day in (1, 2) else None
    return None if named is None or is_prose(named) or recognised(named) else named
