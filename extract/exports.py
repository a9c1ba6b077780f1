"""Files that hold many articles: exports of press archives (Nexis, Genios, Factiva).

>>> export = "1 von 2 DOKUMENTEN\\n\\nErster\\n\\nText.\\n\\n2 von 2 DOKUMENTEN\\n\\nZweiter\\n\\nText.\\n"
>>> [span.of(export).split() for span in articles(export)]
[['Erster', 'Text.'], ['Zweiter', 'Text.']]
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from standpunkt.extract.clues import has_head
from standpunkt.extract.layout import Line, split, trimmed
from standpunkt.extract.records import Span
from standpunkt.extract.vocabulary import cues, whole

_CUES = cues("exports")
_BEGIN = whole(_CUES["begin"])
_END = whole(_CUES["end"], re.NOFLAG)
_RULE = whole(_CUES["rule"])
_LONGEST_SEAM = 120


def articles(text: str) -> list[Span]:
    """The places of the articles in an export, seams excluded; empty if `text` is one plain article."""
    seams = [line for line in split(text) if len(line.text) <= _LONGEST_SEAM]
    return _counted(text, seams) or _closed(text, seams) or _ruled(text, seams)


def _counted(text: str, seams: Sequence[Line]) -> list[Span]:
    """Articles under lines that count them ("3 von 25 DOKUMENTEN"), if they count on with one total."""
    begins = [line for line in seams if _BEGIN.match(line.text)]
    counts = [tuple(map(int, re.findall(r"\d+", line.text)[:2])) for line in begins]
    rising = all(earlier[0] < later[0] for earlier, later in zip(counts, counts[1:], strict=False))
    if not counts or not rising or len({total for _, total in counts}) > 1 or counts[-1][0] > counts[-1][1]:
        return []
    if len(counts) == 1 and text[: begins[0].span.start].strip():  # one such line inside a text counts something else
        return []
    return list(_between(text, [begin.span for begin in begins], first=begins[0].span.end))


def _closed(text: str, seams: Sequence[Line]) -> list[Span]:
    """Articles above closing lines ("End of Document")."""
    return list(_between(text, [line.span for line in seams if _END.match(line.text)]))


def _ruled(text: str, seams: Sequence[Line]) -> list[Span]:
    """Articles between ruled lines, if each of them has a head of its own."""
    parts = list(_between(text, [line.span for line in seams if _RULE.match(line.text)]))
    return parts if len(parts) > 1 and all(has_head(part.of(text)) for part in parts) else []


def _between(text: str, seams: Iterable[Span], first: int = 0) -> Iterator[Span]:
    """The parts of `text` from `first` on that lie between the seams; none if there is no seam."""
    seams = list(seams)
    position = first
    for seam in [*seams, Span(len(text), len(text))] if seams else []:
        if seam.start >= position and (part := trimmed(text, position, seam.start)):
            yield part
        position = max(position, seam.end)
