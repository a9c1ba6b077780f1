"""What a German actor phrase consists of: frame, roles, name; and when two spellings are one name.

Everything works on strings alone; what the names stand for is the gazetteer's business.

>>> strip_frame("der „Kremlsprecher Dmitri Peskow“ (CDU)")
Frame(core='Kremlsprecher Dmitri Peskow', brackets=('CDU',))
>>> split_person("Kremlsprecher Dmitri Peskow")
(('Kremlsprecher',), ('Dmitri', 'Peskow'))
>>> sound("Selenskyj") == sound("Zelensky")
True
>>> nominative("russische Außenministerium")
'russisches Außenministerium'
"""

import hashlib
import re
import tomllib
import unicodedata
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

LEXICON = Path(__file__).parent / "lexicon" / "actors"

#: Inflectional endings of nouns and adjectives, longest first.
ENDINGS = ("ern", "en", "em", "er", "e", "n")

#: Letters and groups that transliterations of one Slavic name write differently, in order of application.
SOUNDS = tuple(
    (re.compile(pattern), value)
    for pattern, value in (
(r"schtsch|shch", "s"), (r"tsch|tch|ch$", "c"), (r"sch|sh|zh|ž", "s"), (r"kh|ch", "h"),
        (r"[iyj]*[yj]+[iyj]*|i+", "i"), (r"v", "w"), (r"ts", "z"), (r"z", "s"), (r"ck|q", "k"), (r"ph", "f"),
        (r"ei(?=$|\s)", "i"), (r"(.)\1+", r"\1"),
    )
)  # fmt: skip

#: An inflected adjective: long enough to be none of the small words.
ADJECTIVE = re.compile(r"^[^\W\d]{3,}[^\W\de]e[nmrs]?$|^[\w-]+(isch|lich|ig)e[nmrs]?$|^(neu|alt|hoh|gut)e[nmrs]?$")


class Frame(NamedTuple):
    """A phrase without article and quotation marks, and what stood in brackets (a party, an abbreviation)."""

    core: str
    brackets: tuple[str, ...] = ()


@cache
def words(table: str) -> Any:
    """One table of ``words.toml``: a set for plain lists, a mapping for mappings, else the list as it is."""
    values = _vocabulary()[table]
    if isinstance(values, dict):
        return MappingProxyType(values)
    return frozenset(values) if all(isinstance(value, str) for value in values) else values


@cache
def _vocabulary() -> dict[str, Any]:
    return tomllib.loads((LEXICON / "words.toml").read_text(encoding="utf-8"))


@cache
def _role_endings() -> tuple[str, ...]:
    return tuple(words("role_endings"))


@cache
def _given_classes() -> dict[str, str]:
    return {name: group[0] for group in words("same_given_names") for name in group}


class _Folding(dict[int, str]):
    """What each letter becomes; filled as letters turn up."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        if letter not in "äöü":
            letter = unicodedata.normalize("NFD", letter)[0]
            letter = " " if letter in "-‐‑–\u00a0" else letter
            letter = letter if letter.isalnum() or letter in " +&/" else ""
        self[code] = letter
        return letter


_FOLDING = _Folding()


def fold(text: str) -> str:
    """`text` for comparison: case, ß, hyphens, dots, quotation marks and accents do not count; umlauts do.

    >>> fold("Franz-Josef  Jung"), fold("Élysée"), fold("Große Koalition")
    ('franz josef jung', 'elysee', 'grosse koalition')
    """
    return " ".join(unicodedata.normalize("NFC", text).casefold().translate(_FOLDING).split())


@cache
def stem(word: str) -> str:
    """The folded word without its inflectional endings (genitive s and one more); three letters always stay.

    >>> [stem(word) for word in ("vereinten", "kremls", "italiens", "rates", "rotes", "usa")]
    ['vereint', 'kreml', 'itali', 'rat', 'rot', 'usa']
    """
    word = _without_s(word)
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return _without_s(word[: -len(ending)])
    return word


def _without_s(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 4 else word


def stem_key(text: str) -> str:
    """A key under which all inflected forms of a phrase meet."""
    return " ".join(stem(word) for word in fold(text).split() if word not in words("articles"))


@cache
def sound(name: str) -> str:
    """A key under which the usual transliterations of one name meet (Lawrow, Lavrov)."""
    key = fold(name)
    for pattern, value in SOUNDS:
        key = pattern.sub(value, key)
    return key


def same_person(one: str, other: str) -> bool:
    """Whether two full names are spellings of one: same last name by sound, given names alike.

    >>> same_person("Wladimir Selenskij", "Wolodymyr Selenskyj"), same_person("Peter Müller", "Michael Müller")
    (True, False)
    """
    first, second = one.split(), other.split()
    if len(first) < 2 or len(second) < 2 or sound(first[-1]) != sound(second[-1]):
        return False
    return _given(first[0]) == _given(second[0])


def _given(name: str) -> str:
    return _given_classes().get(fold(name), sound(name))


def strip_frame(text: str) -> Frame:
    """`text` without leading articles, quotation marks and bracketed additions, which are kept apart."""
    brackets = tuple(part.strip() for part in re.findall(r"[(\[]([^)\]]*)[)\]]", text))
    core = re.sub(r"\s*[(\[][^)\]]*[)\]]", "", text)
    core = re.sub(r"[„“”\"»«‚‘]", "", core).strip(" ,;:.–-") if not core.strip().endswith(".") else core
    core = re.sub(r"[„“”\"»«‚‘]", "", core).strip()
    parts = core.split()
    while len(parts) > 1 and parts[0].lower() in words("articles"):
        parts = parts[1:]
    return Frame(" ".join(parts), brackets)


def is_role(word: str) -> bool:
    """Whether a word names an office, function, title or kind of body rather than a person.

    >>> is_role("Kremlsprecher"), is_role("SPD-Chef"), is_role("Dr."), is_role("Peskow")
    (True, True, True, False)
    """
    low = word.lower().rstrip(".,")
    if low in words("titles") or low in words("role_adjectives"):
        return True
    return any(low.removesuffix(ending).endswith(_role_endings()) for ending in ("", "s", "n", "nen"))


def is_body_noun(word: str) -> bool:
    """Whether a word is a common noun for a body: "Partei", "Umweltschutzorganisation", not "Sprecher".

    >>> is_body_noun("Umweltschutzorganisation"), is_body_noun("Parteien"), is_body_noun("Sprecher")
    (True, False, False)
    """
    key = fold(word).removesuffix("s")
    return key.endswith(tuple(words("body_endings"))) or key.removesuffix("e").endswith(tuple(words("body_endings")))


def split_person(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The roles in front of a name and the name: the trailing capitalised words with particles between them."""
    parts = text.split()
    cut = len(parts)
    while cut and not is_role(parts[cut - 1]) and _may_be_name(parts[cut - 1]):
        cut -= 1
    while cut < len(parts) and parts[cut].lower() in words("articles") and parts[cut].islower():
        cut += 1
    return tuple(parts[:cut]), tuple(part.strip(",") for part in parts[cut:])


def _may_be_name(word: str) -> bool:
    return word[:1].isupper() or word.lower() in words("particles") or word.startswith(("al-", "el-"))


def is_pronoun(text: str) -> bool:
    """Whether a mention is only a pronoun."""
    return text.lower() in words("pronouns")


def nominative(text: str) -> str:
    """A described actor in the form a list would give it: quantifiers off, adjectives in the nominative."""
    parts = text.split()
    while len(parts) > 1 and (parts[0].lower() in words("quantifiers") or _is_number(parts)):
        parts = parts[1:]
    head = next((index for index, part in enumerate(parts) if part[:1].isupper() or part[:1].isdigit()), None)
    if not head or not all(ADJECTIVE.search(part) and part not in words("uninflected") for part in parts[:head]):
        return " ".join(parts)
    ending = strong_ending(parts[head]) or "e"
    return " ".join([re.sub(r"e[nmrs]?$", ending, part) for part in parts[:head]] + parts[head:])


def _is_number(parts: list[str]) -> bool:
    """Whether a phrase begins with a figure that only says how many: "1.500 Menschen", not "75 Prozent"."""
    return bool(re.fullmatch(r"\d[\d.,]*", parts[0])) and parts[1][:1].isupper() and parts[1] not in words("measures")


def strong_ending(noun: str) -> str:
    """How an adjective ends in front of a noun in the nominative singular; nothing where its gender is not known."""
    return {"m": "er", "f": "e", "n": "es"}.get(gender(noun), "")


@cache
def gender(noun: str) -> str:
    """ "m", "f" or "n", as a noun in the singular shows it by its end; nothing where no end is known."""
    ends = [end for end in words("genders") if noun.lower().endswith(end)]
    return str(words("genders")[max(ends, key=len)]) if ends else ""


def name_id(name: str) -> str:
    """The id of an actor known by name only: the same in every document and on every machine."""
    return "actor/" + hashlib.sha256(fold(name).encode()).hexdigest()[:16]
