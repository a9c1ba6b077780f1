"""When a stance was stated: what the words beside its verb say about time, measured against the day of publication.

Nothing is invented: without a date of publication only written-out dates count, and a stance of the past ("hatte
zuvor betont") has no date unless the text gives one.
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from spacy.tokens import Token

from standpunkt.extract.cases import feature
from standpunkt.extract.lexicon import table, word_set
from standpunkt.extract.records import Basis, Document, InForce, Precision, Span
from standpunkt.extract.verbs import auxiliaries

_MONTHS = "|".join(table("polarity")["months"]["names"])
_WEEKDAYS = "|".join(table("polarity")["weekdays"])
_DAY = re.compile(rf"\b(\d{{1,2}})\.\s*({_MONTHS}|\d{{1,2}}\.)\s*((?:19|20)\d\d)?")
_MONTH = re.compile(rf"\b[Ii]m (?:\w+ )?({_MONTHS})(?: ((?:19|20)\d\d))?(?= \||$)")
#: A year in which something was said; behind these prepositions it is rather a deadline ("bis 2035").
_YEAR = re.compile(r"(?<!bis )(?<!ab )(?<!für )(?<!nach )(?<!vor )(?<!von )\b((?:19|20)\d\d)\b")
_WEEKDAY = re.compile(rf"\b(?:[Aa]m|[Vv]om|[Vv]ergangenen|[Dd]iesen) (?:\w+ )?({_WEEKDAYS})")
_RELATIVE = re.compile(r"\b(heute|gestern|vorgestern)\b", re.IGNORECASE)
_BACK = {"heute": 0, "gestern": 1, "vorgestern": 2}


class Stated(NamedTuple):
    """The day, month or year of a stance, how exactly and from what it is known, and whether it still holds."""

    on: date | None = None
    precision: Precision | None = None
    basis: Basis | None = None
    in_force: InForce = "current"


def published(document: Document, at: int) -> date | None:
    """The day a place of a document was published: that of its liveblog entry, else of the document."""
    for entry in document.entries:
        if entry.span.start <= at < entry.span.end:
            return entry.published_on
    return document.published_on


def stated(verbs: Iterable[Token], topic: tuple[Span, ...], published_on: date | None) -> Stated:
    """When a stance was stated, from the adjuncts of its predicate and of the verb of saying above it.

    Dates inside the `topic` belong to the thing at issue, not to the stance.
    """
    verbs = list(verbs)
    text = " | ".join(_adjuncts(verbs, topic))
    past = any(is_past(verb) for verb in verbs)
    written = written_date(text, published_on)
    if written is not None:
        return Stated(*written, "explicit", "past" if past else "current")
    day = spoken_day(text, published_on) if published_on else None
    if past:
        return Stated(day, "day", "weekday", "past") if day else Stated(in_force="past")
    if published_on is None:
        return Stated()
    return Stated(day, "day", "weekday") if day else Stated(published_on, "day", "publication")


def _adjuncts(verbs: Iterable[Token], topic: tuple[Span, ...]) -> Iterable[str]:
    for verb in verbs:
        for child in verb.children:
            words = verb.doc[child.left_edge.i : child.right_edge.i + 1]
            place = Span(words.start_char, words.end_char)
            if child.dep_ not in ("obl", "advmod", "nmod", "obj") or any(place.overlaps(s) for s in topic):
                continue
            if not _is_of_topic(child, topic):
                yield words.text


def _is_of_topic(child: Token, topic: tuple[Span, ...]) -> bool:
    """Whether a time belongs to what is wanted: right behind an indefinite object ("eine Sitzung am Montag")."""
    first = child.left_edge
    if not first.i or not any(span.end == first.nbor(-1).idx + len(first.nbor(-1)) for span in topic):
        return False
    before = first.nbor(-1)
    return (
        before.pos_ == "NOUN"
        and before.dep_ == "obj"
        and not any(feature(word, "Definite") == "Def" for word in before.children)
    )


def is_past(predicate: Token) -> bool:
    """Whether a stance lies before what the text reports: pluperfect or "früher", "damals" beside the verb."""
    pluperfect = any(
        aux.lower_ in ("hatte", "hatten", "war", "waren") and aux.dep_ == "aux" for aux in auxiliaries(predicate)
    )
    adverbs, phrases = word_set("polarity", "past", "adverbs"), word_set("polarity", "past", "phrases")
    return pluperfect or any(
        child.lower_ in adverbs if child.dep_ == "advmod" else _text(child) in phrases for child in predicate.children
    )


def _text(head: Token) -> str:
    """The words of a phrase in lower case."""
    return " ".join(word.lower_ for word in head.subtree)


def written_date(text: str, published_on: date | None = None) -> tuple[date, Precision] | None:
    """A date written out in a text; a missing year is that of publication, or the one before.

    What lies behind the day of publication cannot be when something was said, and is none.

    >>> written_date("am 3. März 2025"), written_date("im Mai 2024"), written_date("am 3. März")
    ((datetime.date(2025, 3, 3), 'day'), (datetime.date(2024, 5, 1), 'month'), None)
    """
    found = _found_date(text, published_on)
    return None if found is None or (published_on and found[0] > published_on) else found


def _found_date(text: str, published_on: date | None) -> tuple[date, Precision] | None:
    if day := _DAY.search(text):
        found = _day(day, published_on)
        if found is not None:
            return found, "day"
    if (month := _MONTH.search(text)) and (month[2] or published_on):
        return _month(month, published_on), "month"
    if year := _YEAR.search(text):
        return date(int(year[1]), 1, 1), "year"
    return None


def _month(match: re.Match[str], published_on: date | None) -> date:
    """The first day of a month; without a year that of the last such month up to publication."""
    number = _month_number(match[1])
    if match[2] or published_on is None:
        return date(int(match[2]), number, 1)
    return date(published_on.year - (number > published_on.month), number, 1)


def _day(match: re.Match[str], published_on: date | None) -> date | None:
    month, day = _month_number(match[2]), int(match[1])
    if match[3]:
        return _date(int(match[3]), month, day)
    if published_on is None:
        return None
    found = _date(published_on.year, month, day)
    return found if found is None or found <= published_on else _date(published_on.year - 1, month, day)


def _month_number(name: str) -> int:
    names = table("polarity")["months"]["names"]
    return names.index(name) + 1 if name in names else int(name.rstrip("."))


def _date(year: int, month: int, day: int) -> date | None:
    """A date, or None for one that no calendar has."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def spoken_day(text: str, published_on: date) -> date | None:
    """The last such day up to publication: "am Dienstag", "gestern".

    >>> spoken_day("am Dienstag", date(2025, 3, 6)), spoken_day("gestern", date(2025, 3, 6))
    (datetime.date(2025, 3, 4), datetime.date(2025, 3, 5))
    """
    if relative := _RELATIVE.search(text):
        return published_on - timedelta(days=_BACK[relative[1].lower()])
    if weekday := _WEEKDAY.search(text):
        number = table("polarity")["weekdays"][weekday[1]]
        return published_on - timedelta(days=(published_on.weekday() - number) % 7)
    return None
