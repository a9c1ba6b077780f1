"""The words of a topic: which part of the text states it, without what only introduces it.

Leading articles, prepositions, "dass" and quotation marks go; relative clauses, brackets and side clauses are cut.
What is left may be in several pieces.
"""

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from standpunkt.extract.cases import preposition
from standpunkt.extract.clauses import is_label, is_predicate, marker
from standpunkt.extract.lexicon import words
from standpunkt.extract.negation import replaced
from standpunkt.extract.patterns import Argument
from standpunkt.extract.quotations import MARKS
from standpunkt.extract.records import Span
from standpunkt.extract.verbs import is_infinitive

_CUT = frozenset({"parataxis", "discourse", "vocative"})
_DEMONSTRATIVES = frozenset(
    "der die das den dem des ein eine einen einem einer eines dieser diese dieses diesen diesem "
    "jener jene jenes jenen".split()
)
_SIDE = frozenset("weil damit da während obwohl nachdem bevor wenn falls sofern um indem so sodass denn ohne".split())
_DENIALS = frozenset({"nicht", "nie", "niemals", "keinesfalls"})
_AROUND = frozenset({"nsubj", "aux", "cop", "mark", "cc", "expl", "aux:pass", "discourse"})
#: Pieces that stand further apart than this many tokens stay apart.
GAP = 2


def topics(argument: Argument) -> tuple[tuple[Span, ...], ...]:
    """The wordings of the topics that an argument names: one for each part that could stand alone.

    "fordert, A zu senken und B zu erhöhen" are two topics, a mere enumeration of nouns is one.
    """
    heads = parts(argument)
    return tuple(spans(argument._replace(head=head), alone=len(heads) > 1) for head in heads)


def parts(argument: Argument) -> list[Token]:
    """The heads of the coordinated topics of an argument."""
    head = argument.head
    if argument.pattern in ("willed", "clause", "rest"):
        return [head]
    conjuncts = [child for child in head.children if child.dep_ == "conj"]
    other = replaced(head)
    if other is not None:
        return [other]
    if any(word.lower_ == "sondern" for child in conjuncts for word in child.children):
        return [head, *conjuncts]
    if argument.pattern == "noun":
        conjuncts = [child for child in conjuncts if not _has_subject(child)]
    elif _is_clause(head):
        return [head, *(child for child in conjuncts if is_predicate(child) and _alike(child, head))]
    if conjuncts and all(_stands_alone(word) for word in (head, *conjuncts)):
        return [head, *conjuncts]
    return [head]


def _alike(child: Token, head: Token) -> bool:
    return is_infinitive(child) == is_infinitive(head)


def _stands_alone(noun: Token) -> bool:
    """Whether a noun brings its own article, preposition or attribute, so that it names an issue by itself."""
    own = {child.dep_ for child in noun.children}
    return noun.pos_ in ("NOUN", "PROPN") and bool(own & {"det", "case"}) and bool(own & {"nmod", "amod", "acl"})


def spans(argument: Argument, *, alone: bool = False) -> tuple[Span, ...]:
    """The pieces of text that state a topic; `alone` leaves out what is coordinated with its head."""
    head = argument.head
    if argument.pattern == "willed":
        return willed(head)
    if argument.pattern == "rest":
        return pieces(_rest(head))
    if argument.pattern == "clause":
        return pieces(_stated(head))
    clausal = argument.pattern == "inf" or _is_clause(head) and argument.pattern != "noun"
    tokens = list(_clause(head) if clausal else _phrase(head))
    if alone:
        others = {word for child in head.children if child.dep_ == "conj" for word in child.subtree}
        tokens = [token for token in tokens if token not in others]
    if argument.beyond is not None:
        tokens += _clause(argument.beyond)
    dropped = set(argument.without.subtree) if argument.without is not None else set()
    return pieces(token for token in tokens if token not in dropped)


def _is_clause(head: Token) -> bool:
    return is_predicate(head) and head.dep_ not in ("obj", "obl", "nmod", "nsubj", "nsubj:pass")


def _phrase(head: Token) -> Iterator[Token]:
    """A noun phrase: its head with modifiers, without relative clauses and brackets."""
    yield from _kept(head, top=True)


def _kept(token: Token, *, top: bool = False) -> Iterator[Token]:
    yield token
    for child in token.children:
        if child.dep_ == "case" and top or child.dep_ in _CUT or _is_relative(child) or _is_side(child):
            continue
        if child.dep_ == "cop" or (child.dep_ in ("nsubj", "cop", "advcl") and top and token.pos_ != "VERB"):
            continue
        if child.dep_ == "conj" and (is_predicate(child) and not is_predicate(token) or top and _has_subject(child)):
            continue
        if top and child.dep_ == "advmod" and _before_preposition(child, token):
            continue
        if child.dep_ == "conj" and top and {preposition(child), preposition(token)} == {"für", "gegen"}:
            continue
        yield from _kept(child)


def _has_subject(child: Token) -> bool:
    return any(word.dep_ == "nsubj" for word in child.children)


def _before_preposition(child: Token, token: Token) -> bool:
    """Whether a word only sets off a phrase: the "nur" of "nur für höhere Löhne"."""
    return any(word.dep_ == "case" and word.i > child.i for word in token.children)


def _is_relative(child: Token) -> bool:
    """Whether a clause is a relative one; "zu" infinitives and "dass" clauses of a noun belong to it."""
    if child.dep_ != "acl" or child.tag_ in ("ADJA", "VVPP") and child.i < child.head.i:
        return False
    return not is_infinitive(child) and marker(child) not in ("dass", "ob")


def _is_source(child: Token) -> bool:
    """Whether a phrase names whose word something is: "laut Polizei", "nach Ansicht der Gewerkschaft"."""
    if child.dep_ not in ("obl", "nmod"):
        return False
    framing = words("speech", "framing")
    before = preposition(child)
    return (
        before in framing["prepositions"]
        or before in ("nach", "aus")
        and (child.lower_ in framing["sources"] or child.lower_ in framing["views"])
    )


def _is_side(child: Token) -> bool:
    if _is_source(child):
        return True
    if child.dep_ == "advcl" and marker(child) in _SIDE:
        return True
    if child.dep_ in ("advcl", "acl") and any(word.tag_ == "PWAV" or word.lower_ == "was" for word in child.children):
        return True
    return child.dep_ in ("xcomp", "acl", "conj", "ccomp") and marker(child) in ("um", "ohne")


def _clause(head: Token) -> Iterator[Token]:
    """A clause without its conjunction and side clauses; an infinitive or a willed act without subject."""
    yield head
    for child in head.children:
        if child.dep_ in ("mark",) and child.lower_ != "zu" or child.dep_ in _CUT or _is_side(child):
            continue
        if child.dep_ == "conj" and is_predicate(child):
            continue
        yield from _kept(child)


def _rest(first: Token) -> Iterator[Token]:
    """All words from one on to the next mark, without a denial."""
    for word in first.doc[first.i : first.sent.end]:
        if word.is_punct:
            return
        if word.lower_ not in _DENIALS:
            yield word


def _stated(head: Token) -> Iterator[Token]:
    """A whole clause with its subject, without the verbs that only modify it."""
    yield head
    for child in head.children:
        if child.dep_ in ("aux", "mark", "cc", "conj", "parataxis", "punct", "expl") or _is_side(child):
            continue
        if is_label(child, head):
            continue
        if child.lower_ not in _DENIALS:
            yield from _kept(child)


def willed(verb: Token) -> tuple[Span, ...]:
    """The act that the subject of a verb wants to do: the verb with its objects, without subject and modal."""
    tokens = [verb]
    for child in verb.children:
        if (
            child.dep_ in _AROUND
            or _is_side(child)
            or child.lower_ in _DENIALS
            or preposition(child) in words("speech", "framing")["prepositions"]
            or child.dep_ in ("advcl", "parataxis", "conj", "punct")
            or _is_time(child)
        ):
            continue
        if child.dep_ == "advmod" and child.i < verb.i and child.pos_ == "ADV":
            continue
        tokens.extend(_kept(child))
    return pieces(tokens)


def _is_time(child: Token) -> bool:
    times = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag", "Woche", "Jahr", "Monat")
    return child.dep_ == "obl" and child.lemma_ in times


def pieces(tokens: Iterable[Token]) -> tuple[Span, ...]:
    """The runs of neighbouring words among `tokens`, trimmed; small gaps of punctuation are closed."""
    ordered = sorted(set(tokens), key=lambda token: token.i)
    runs: list[list[Token]] = []
    for token in ordered:
        if runs and _joined(runs[-1][-1], token):
            runs[-1].append(token)
        else:
            runs.append([token])
    trimmed = (trim(run) for run in runs)
    return tuple(Span(run[0].idx, run[-1].idx + len(run[-1])) for run in trimmed if run and _says_something(run))


def _joined(left: Token, right: Token) -> bool:
    between = left.doc[left.i + 1 : right.i]
    return len(between) <= GAP and all(token.is_punct or token.is_space for token in between)


def _says_something(run: list[Token]) -> bool:
    return any(token.pos_ in ("NOUN", "PROPN", "VERB", "ADJ", "PRON", "NUM", "X", "AUX", "ADV") for token in run)


def trim(run: list[Token]) -> list[Token]:
    """A run without articles, conjunctions and marks at its beginning and marks at its end."""
    start, end = 0, len(run)
    while start < end and (_is_mark(run[start]) or _introduces(run[start]) and start + 1 < end):
        start += 1
    # A bracket that is opened and not closed is no part of the words: "Paris (dpa".
    opened = [at for at in range(start, end) if run[at].text in "(["]
    if opened and not any(word.text in ")]" for word in run[opened[-1] : end]):
        end = opened[-1]
    while end > start and _is_mark(run[end - 1]):
        end -= 1
    return run[start:end]


def _is_mark(token: Token) -> bool:
    return token.is_punct or token.is_space or token.text in MARKS


def _introduces(token: Token) -> bool:
    """Whether a word only opens a phrase: an article, a demonstrative, "dass", a coordinator."""
    if token.lower_ in _DEMONSTRATIVES and token.dep_ == "det":
        return True
    return token.lower_ in ("dass", "daß", "ob") or token.dep_ == "cc"
