"""The stance lexicon: which verbs, nouns, adjectives and judgements say what, and where their topic stands.

The tables are the files ``verbs.toml``, ``nouns.toml``, ``adjectives.toml``, ``evaluations.toml``, ``speech.toml``,
``polarity.toml`` and ``holders.toml`` in ``lexicon/``; their first lines explain how to read and correct them.

>>> [frame] = verb_frames("lehnen", "ab")
>>> frame.name, frame.slots[0].relation, frame.slots[0].patterns
('ab|lehnen', 'rejects', ('akk', 'dass', 'inf'))
>>> noun_frame("SPD-Forderung").name
'Forderung'
"""

import tomllib
from collections import defaultdict
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from standpunkt.extract.records import RELATIONS, InputError, Quote

#: How the form of a stance is called by the section its entry stands in.
FORMS: dict[str, Quote] = {"saying": "reported", "attitude": "none", "act": "none", "nouns": "none"}
OPTIONS = ("to", "holder", "not", "needs", "unless", "by")


class Slot(NamedTuple):
    """One reading of an entry: the relation it stands for if its topic is found at one of `patterns`."""

    relation: str
    patterns: tuple[str, ...]


class Frame(NamedTuple):
    """A lexicon entry: the words it consists of and its readings.

    `fixed` are the words that must stand beside the head word, `reflexive` and `denied` ask for "sich" and for a
    negation (which is thereby used up). `addressee` and `holder` are patterns; `negation` is the relation that a
    negated entry stands for, "" for none at all, None for the general rule. `needs` is a verb that must stand above,
    `unless` a pattern that must not be filled ("verurteilt … zu drei Jahren"), `by` the kind of subject it asks for.
    """

    name: str
    form: Quote
    slots: tuple[Slot, ...]
    fixed: tuple[str, ...] = ()
    reflexive: bool = False
    denied: bool = False
    addressee: str | None = None
    holder: str = "subj"
    negation: str | None = None
    needs: str | None = None
    unless: str | None = None
    by: str | None = None

    def negated(self, relation: str) -> str | None:
        """The relation that `relation` becomes under a negation; None if nothing is left of it."""
        turned = words("polarity", "negated")[relation] if self.negation is None else self.negation
        return turned or None

    @property
    def weight(self) -> int:
        """How much of its surroundings the entry fixes: the more, the better it fits."""
        return 2 * len(self.fixed) + self.reflexive + self.denied + (self.needs is not None)


@cache
def table(name: str) -> dict[str, Any]:
    """One file of the lexicon by its stem."""
    return tomllib.loads(files("standpunkt.extract").joinpath(f"lexicon/{name}.toml").read_text("utf-8"))


@cache
def words(name: str, section: str) -> Any:
    """One section of a file, as it is written there."""
    return table(name)[section]


@cache
def word_set(name: str, section: str, key: str) -> frozenset[str]:
    """One word list of a section, as a set."""
    return frozenset(table(name)[section][key])


@cache
def _verbs() -> dict[tuple[str, str], tuple[Frame, ...]]:
    frames = defaultdict(list)
    for section in ("saying", "attitude", "act"):
        for key, entry in table("verbs")[section].items():
            frame = _frame(key, entry, section)
            prefix, lemma = split_prefix(key.split()[-1])
            frames[lemma, prefix].append(frame)
            if prefix:
                frames[prefix + lemma, ""].append(frame)
    return {key: tuple(sorted(found, key=lambda frame: -frame.weight)) for key, found in frames.items()}


def split_prefix(verb: str) -> tuple[str, str]:
    """The separable prefix and the rest of a verb written with a bar.

    >>> split_prefix("ab|lehnen"), split_prefix("fordern")
    (('ab', 'lehnen'), ('', 'fordern'))
    """
    prefix, bar, lemma = verb.rpartition("|")
    return prefix, lemma


def verb_frames(lemma: str, prefix: str = "") -> tuple[Frame, ...]:
    """The entries of a verb, the most specific first; `prefix` is its separated particle."""
    return _verbs().get((lemma, prefix), ())


_UNSTRESSED = ("be", "ge", "er", "ver", "zer", "ent", "emp", "miss", "wider", "hinter", "unter", "über")


@cache
def _participles() -> dict[str, str]:
    """Past participles of the verbs without fixed words, each with the verb as the lexicon writes it."""
    verbs = [key for section in FORMS if section != "nouns" for key in table("verbs")[section] if " " not in key]
    strong: dict[str, str] = table("verbs")["participles"]
    return {participle(verb): verb for verb in verbs} | strong


def participle(verb: str) -> str:
    """The participle of a weak verb.

    >>> participle("fordern"), participle("an|kündigen"), participle("kritisieren"), participle("verlangen")
    ('gefordert', 'angekündigt', 'kritisiert', 'verlangt')
    """
    before, rest = split_prefix(verb)
    stem = rest.removesuffix("n").removesuffix("e")
    ending = "et" if stem.endswith(("t", "d")) else "t"
    bare = rest.endswith("ieren") or rest.startswith(_UNSTRESSED)
    return before + ("" if bare else "ge") + stem + ending


def participle_frames(word: str) -> tuple[Frame, ...]:
    """The entries of the verb whose declined participle a word is ("vorgeschlagene" → "vor|schlagen")."""
    low = word.lower()
    for ending in ("e", "en", "er", "es", "em", ""):
        verb = _participles().get(low.removesuffix(ending)) if low.endswith(ending) else None
        if verb:
            before, lemma = split_prefix(verb)
            return verb_frames(lemma, before)
    return ()


@cache
def noun_frame(lemma: str) -> Frame | None:
    """The entry of a noun; of a compound with a hyphen ("SPD-Forderung") that of its last part."""
    entries = table("nouns")["nouns"]
    head = lemma.rsplit("-", 1)[-1]
    if head not in entries and head[:1].islower():
        head = head.capitalize()
    return _frame(head, entries[head], "nouns") if head in entries else None


@cache
def said_frame(lemma: str) -> Frame | None:
    """The entry of a noun that carries its speaker's stance ("die Notwendigkeit, …")."""
    entry = table("nouns")["said"].get(lemma)
    return _frame(lemma, entry, "nouns") if entry else None


@cache
def adjective_frame(lemma: str) -> Frame | None:
    """The entry of a predicative adjective."""
    entry = table("adjectives")["adjectives"].get(lemma.lower())
    return _frame(lemma.lower(), entry, "attitude") if entry else None


@cache
def evaluation(lemma: str) -> str | None:
    """The relation that a judging adjective or noun expresses toward what it is said of."""
    for relation, members in table("evaluations")["relations"].items():
        if lemma in members or any(
            lemma.endswith(word.lower()) for word in members if word[0].isupper() and len(word) > 5
        ):
            return str(relation)
    return None


def valued(lemma: str) -> str | None:
    """The relation of a word that is in `evaluation` or, more loosely, praises or blames."""
    return evaluation(lemma) or {"+": "supports", "-": "criticises"}.get(_valued().get(lemma, ""))


@cache
def _valued() -> dict[str, str]:
    """The words of ``valued.tsv`` with their sign."""
    lines = files("standpunkt.extract").joinpath("lexicon/valued.tsv").read_text("utf-8").splitlines()
    return dict(line.split("\t") for line in lines if not line.startswith("#"))


def ends_like_actor(word: str) -> bool:
    """Whether a noun is, or ends like, a word for actors.

    >>> ends_like_actor("Außenministerin"), ends_like_actor("Lage")
    (True, False)
    """
    low = word.lower()
    return low in _endings() or low.endswith(_long_endings())


@cache
def _endings() -> frozenset[str]:
    return frozenset(table("holders")["lists"]["endings"])


@cache
def _long_endings() -> tuple[str, ...]:
    return tuple(ending for ending in _endings() if len(ending) > 3)


def _frame(key: str, entry: dict[str, str], section: str) -> Frame:
    *before, _ = key.split()
    slots = tuple(Slot(name, tuple(value.split())) for name, value in entry.items() if name not in OPTIONS)
    for slot in slots:
        if slot.relation not in RELATIONS:
            raise InputError(f"the lexicon entry {key!r} must name one of the relations (got {slot.relation!r})")
    return Frame(
        name=key,
        form=FORMS[section],
        slots=slots,
        fixed=tuple(word.lower() for word in before if word not in ("sich", "nicht")),
        reflexive="sich" in before,
        denied=any(word == "nicht" or word.startswith("kein") or word == "nichts" for word in before),
        addressee=entry.get("to"),
        holder=entry.get("holder", "subj"),
        negation=entry.get("not"),
        needs=entry.get("needs"),
        unless=entry.get("unless"),
        by=entry.get("by"),
    )
