"""What on a page is the article: lines, the boilerplate around them, and the body that remains.

>>> page = "Der Rat stimmt zu. Die Länder begrüßen den Beschluss.\\n\\nAnzeige\\n\\nSchreibe einen Kommentar\\nErster!"
>>> [span.of(page) for span in body(page, boilerplate(split(page)))]
['Der Rat stimmt zu. Die Länder begrüßen den Beschluss.']
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from standpunkt.extract.records import Span
from standpunkt.extract.vocabulary import cues, whole

_LINE = re.compile(r"\S(?:[^\r\n]*\S)?")
_CUES = cues("boilerplate")
_SINGLE = whole([*_CUES["line"], r"[=\-_*~#+]{3,}"])
_BOX = whole(_CUES["box"])
_END = whole(_CUES["end"])
_SENTENCE = whole([rf"(?:{'|'.join(_CUES['sentence'])})[.!]?"])
_STOPS = tuple('.!?…"“”»«)')
#: Longer lines are running text; only the cues that open the rest of a page are looked for in them.
_CUE_LINE = 200
#: The last sentence of a page is looked for in this many characters.
_TAIL = 400
_BREAK = re.compile(r"[.!?]\s+")


class Line(NamedTuple):
    """A line that is not blank, without the blanks around it."""

    span: Span
    text: str


def split(text: str) -> list[Line]:
    """The lines of `text` that are not blank, with their places."""
    return [Line(Span(*match.span()), match[0]) for match in _LINE.finditer(text)]


def is_prose(line: Line) -> bool:
    """Whether the line is running text rather than a headline, a link or a caption."""
    return len(line.text) > _CUE_LINE or (len(line.text) >= 40 and line.text.endswith(_STOPS))


def boilerplate(lines: Sequence[Line]) -> Iterator[Span]:
    """The places of what surrounds an article: advertising marks, link boxes, comment boxes, disclaimers."""
    seen_prose = in_box = False
    for number, line in enumerate(lines):
        if seen_prose and _END.match(line.text):
            yield Span(line.span.start, lines[-1].span.end)
            lines = lines[:number]
            break
        short = len(line.text) <= _CUE_LINE
        opens_box = short and bool(_BOX.match(line.text))
        in_box = opens_box or (in_box and not is_prose(line))
        if in_box or (short and (_SINGLE.match(line.text) or _END.match(line.text))):
            yield line.span
        else:
            seen_prose = seen_prose or is_prose(line)
    yield from _last_sentences(lines)


def _last_sentences(lines: Sequence[Line]) -> Iterator[Span]:
    """The closing sentence of the last paragraph if it only sends the reader elsewhere."""
    last = next((line for line in reversed(lines) if is_prose(line)), None)
    if not last:
        return
    near = last.text[-_TAIL:]
    breaks = [match.end() for match in _BREAK.finditer(near)]
    start = breaks[-1] if breaks else 0
    if (breaks or len(last.text) <= _TAIL) and _SENTENCE.match(near, start):
        yield Span(last.span.end - len(near) + start, last.span.end)


def body(text: str, outside: Iterable[Span]) -> tuple[Span, ...]:
    """The parts of `text` that lie in no span of `outside`, without blanks at their ends; all of it if none is left."""
    return tuple(_gaps(text, sorted(outside))) or tuple(_gaps(text, []))


def _gaps(text: str, outside: Sequence[Span]) -> Iterator[Span]:
    position = 0
    for span in [*outside, Span(len(text), len(text))]:
        if position < span.start and (part := trimmed(text, position, span.start)):
            yield part
        position = max(position, span.end)


def trimmed(text: str, start: int, end: int) -> Span | None:
    """The range without the blanks at its ends; None if nothing else is in it."""
    part = text[start:end]
    inner = part.strip()
    lead = len(part) - len(part.lstrip())
    return Span(start + lead, start + lead + len(inner)) if inner else None
