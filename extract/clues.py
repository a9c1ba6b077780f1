"""What single lines at the head or foot of a text say: labels, days, bylines, kinds of text.

>>> clue = recognised(split("Quelle: Morgenblatt vom 2.12.2024, S. 1")[0])
>>> clue.fields["outlet"], str(clue.fields["published_on"])
('Morgenblatt', '2024-12-02')
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from standpunkt.extract.dates import DAY, TIME, WEEKDAY, parse_date
from standpunkt.extract.entries import STAMP
from standpunkt.extract.layout import Line, split
from standpunkt.extract.records import Span
from standpunkt.extract.vocabulary import cues, whole

#: Longer lines carry no metadata, whatever they begin with.
SHORT = 300

_LABELS = cues("labels")
_HOST = r"(?:https?://)?(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,12}(?:/\S*)?"
_DATED = rf"(?:{WEEKDAY})?{DAY}"
#: What a value must look like where no colon parts it from its label ("Quellewww.beispiel.de").
_TYPED = {"published_on": _DATED, "updated_on": _DATED, "outlet": rf"{_HOST}\s*\Z", "url": r"https?://\S+\s*\Z"}
_COLON = {
    field: re.compile(rf"(?:{'|'.join(labels)})\s*[:|]\s*(?P<value>\S.*)", re.IGNORECASE)
    for field, labels in _LABELS.items()
}
_GLUED = {
    field: re.compile(rf"(?:{'|'.join(_LABELS[field])})\s*:?\s*(?P<value>{typed}.*)", re.IGNORECASE)
    for field, typed in _TYPED.items()
}
_STAMP = re.compile(
    rf"(?:^|\s)(?:{'|'.join(_LABELS['updated_on'] + _LABELS['published_on'])})\s*:?\s*"
    rf"(?P<day>{_DATED})(?:[,;|·•\s–-]+(?:um\s+)?{TIME})?\s*\Z",
    re.IGNORECASE,
)
_TICKER = re.compile(r"\+\+\s*(?P<title>[^+\s](?:[^+]*[^+\s])?)\s*\+\+")
_PLACE_AND_DAY = re.compile(
    rf"[A-ZÄÖÜ][\w./-]+(?: [A-ZÄÖÜ(][\w./)-]+){{0,3}}, (?:den |am )?(?P<day>(?i:{_DATED}))\s*\Z"
)
_PRINTED = re.compile(
    rf"(?P<outlet>[^\W\d_][^:;!?]{{1,60}}?),?\s+(?:vom\s+)?(?P<day>{_DATED})(?P<page>(?:,?\s*(?:Nr|Ausgabe|Heft|S|Seite)\b\.?[^,]{{0,30}})*)\s*\Z",
    re.IGNORECASE,
)
_TOKEN = r"[A-ZÄÖÜÉ][\w'’.-]*"
_NAME = rf"{_TOKEN}(?: (?:{'|'.join(cues('head')['particles'])}|{_TOKEN})){{0,4}} {_TOKEN}"
_BYLINE = re.compile(rf"(?:Von|von|By|VON) (?P<author>{_NAME}(?:(?:, | und | & ){_NAME}){{0,4}})(?:, {_TOKEN})?\s*\Z")
_SECTION = whole(cues("head")["lines"])
_KINDS = {kind: [whole([cue]) for cue in patterns] for kind, patterns in cues("kinds").items()}
URL_LINE = re.compile(r"https?://\S+\Z")


class Part(NamedTuple):
    """What one line says: the place that is no text, and the fields it gives."""

    outside: Span
    fields: Mapping[str, Any]


def has_head(text: str) -> bool:
    """Whether a text opens with metadata: a labelled line, a day or a byline among its first eight lines."""
    return any(label(line) or day_alone(line) or _byline(line) for line in split(text[:4_000])[:8])


def host(address: str) -> str:
    """The name of the site in an address or host name: "https://www.beispiel.de/a" is "beispiel.de"."""
    return re.sub(r"\A(?:https?://)?(?:www\.)?", "", address.strip().lower()).split("/")[0].split(":")[0]


def is_host(name: str) -> bool:
    """Whether a name is a site's host or address ("www.beispiel.de") rather than words."""
    return len(name) <= SHORT and re.fullmatch(_HOST, name.strip(), re.IGNORECASE) is not None


def recognised(line: Line) -> Part | None:
    """What a line of the head says if it is none of title and text."""
    if len(line.text) > SHORT:
        return None
    return next((part for recognise in _RECOGNISERS if (part := recognise(line))), None)


def label(line: Line) -> Part | None:
    """A labelled line ("Datum: 3.1.2026", "Quellewww.beispiel.de")."""
    if len(line.text) > SHORT:
        return None
    for field, pattern in _GLUED.items():
        if match := pattern.fullmatch(line.text):
            return _valued(line, field, match["value"])
    for field, pattern in _COLON.items():
        if (match := pattern.fullmatch(line.text)) and (part := _valued(line, field, match["value"])):
            return part
    return None


def _valued(line: Line, field: str, value: str) -> Part | None:
    """The labelled line as fields, if the value is of the kind that the field needs."""
    value = value.strip()
    if field in ("published_on", "updated_on"):
        day = parse_date(value)
        return Part(line.span, {field: day}) if day else None
    if field == "url":
        return Part(line.span, {"url": value}) if URL_LINE.match(value) else None
    if field == "outlet":
        return Part(line.span, _source(value))
    if field == "title":
        place = line.text.rindex(value) + line.span.start
        return Part(line.span, {"title": value, "title_span": Span(place, place + len(value))})
    return Part(line.span, {} if field == "ignored" else {field: value})


def _source(value: str) -> dict[str, Any]:
    """Outlet and day of a source ("Morgenblatt vom 2.12.2024, S. 1", "www.beispiel.de")."""
    if match := _PRINTED.fullmatch(value):
        return {"outlet": match["outlet"].strip(), "published_on": parse_date(match["day"])}
    if is_host(value):
        return {"outlet": host(value)} | ({"url": value} if "://" in value else {})
    return {"outlet": value}


def _stamp(line: Line) -> Part | None:
    """A line that ends in its state of news ("… Stand: 2.12.2024, 5:32 Uhr"), with the headline in front if any."""
    match = _STAMP.search(line.text)
    if not match:
        return None
    fields: dict[str, Any] = {"updated_on": parse_date(match["day"])}
    ticker = _TICKER.search(line.text[: match.start()])
    start, end = ticker.span("title") if ticker else (0, len(line.text[: match.start()].rstrip()))
    if end > start:
        fields["title"] = line.text[start:end]
        fields["title_span"] = Span(line.span.start + start, line.span.start + end)
    return Part(line.span, fields)


def day_alone(line: Line) -> Part | None:
    """A line that is nothing but a day, a place and a day, or a printed paper's name, day and page."""
    match = STAMP.match(line.text) or _PLACE_AND_DAY.match(line.text)
    if match:
        return Part(line.span, {"published_on": parse_date(match["day"])})
    printed = _PRINTED.fullmatch(line.text)
    return Part(line.span, _source(line.text)) if printed and printed["page"] else None


def _byline(line: Line) -> Part | None:
    """A line that is nothing but "Von" and names."""
    match = _BYLINE.match(line.text)
    return Part(line.span, {"author": match["author"]}) if match else None


def kind_of(line: Line) -> Part | None:
    """A line that names the kind of text ("Ein Gastbeitrag von …", "Pressemitteilung")."""
    for kind, patterns in _KINDS.items():
        for pattern in patterns:
            if match := pattern.match(line.text):
                author = match.groupdict().get("author")
                return Part(line.span, {"kind": kind} | ({"author": author.strip()} if author else {}))
    return None


def _bare(line: Line) -> Part | None:
    """A section name or an address on a line of its own."""
    if URL_LINE.match(line.text):
        return Part(line.span, {"url": line.text})
    return Part(line.span, {}) if _SECTION.match(line.text) else None


_RECOGNISERS: tuple[Callable[[Line], Part | None], ...] = (_stamp, label, day_alone, _byline, kind_of, _bare)
