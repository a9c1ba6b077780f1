"""Lines of printed pages joined to paragraphs.

>>> paragraphs(["Rat lehnt ab\\nDer Rat hat die Steuer abge-\\nlehnt, sagte die Ministerin.\\n- 1 -"])
['Rat lehnt ab', 'Der Rat hat die Steuer abgelehnt, sagte die Ministerin.']
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from statistics import median

#: A running head stands on at least this many pages.
_FEWEST_PAGES = 3
_PAGE_NUMBER = re.compile(r"\W*(?:Seite\s*)?\d{1,4}(?:\s*(?:/|von)\s*\d{1,4})?\W*", re.IGNORECASE)
_STOP = re.compile(r"[.!?:…][\"“”»«)]*\Z")
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u00ad]\Z")


def paragraphs(pages: Sequence[str]) -> list[str]:
    """The paragraphs on the pages, without running heads and page numbers, words rejoined at line ends."""
    lines = [line for page in _without_heads(pages) for line in page]
    long = median(map(len, filter(None, lines))) if any(lines) else 0
    return [text for text in _joined(lines, long * 0.8) if text]


def _without_heads(pages: Sequence[str]) -> Iterator[list[str]]:
    """The lines of each page without those that recur at the top or bottom of the pages."""
    split = [[line.strip() for line in page.splitlines()] for page in pages]
    edges = Counter(_shape(line) for lines in split for line in {*filter(None, lines[:2]), *filter(None, lines[-2:])})
    running = {shape for shape, count in edges.items() if count >= max(_FEWEST_PAGES, len(pages) / 2)}
    for lines in split:
        last = len(lines) - 1
        yield [line for n, line in enumerate(lines) if not (_is_edge(n, last) and _is_furniture(line, running))]


def _shape(line: str) -> str:
    """The line with its numbers made equal."""
    return re.sub(r"\d+", "0", line)


def _is_edge(number: int, last: int) -> bool:
    return number < 2 or number > last - 2


def _is_furniture(line: str, running: set[str]) -> bool:
    return bool(line) and (_shape(line) in running or _PAGE_NUMBER.fullmatch(line) is not None)


def _joined(lines: Iterable[str], long: float) -> Iterator[str]:
    """Lines put together until a blank line or the end of a paragraph; the end of a page is none."""
    text = last = ""
    for line in lines:
        if not line or (last and _ends(last, line, long)):
            yield text
            text = ""
        text, last = _appended(text, line), line
    yield text


def _ends(last: str, line: str, long: float) -> bool:
    """Whether a paragraph ends between two lines: the upper one is short, and complete or followed by a capital."""
    return len(last) < long and (bool(_STOP.search(last)) or (line[:1].isupper() and not last.endswith((",", "-"))))


def _appended(text: str, line: str) -> str:
    """`line` added to `text`; a word hyphenated at the line end is put together unless a capital follows."""
    if not text or not line:
        return text or line
    if _HYPHEN.search(text) and not line.startswith(("und ", "oder ", "bzw")):
        return (text[:-1] if line[:1].islower() else text) + line
    return f"{text} {line}"
