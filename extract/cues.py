"""Cues: the words that show that somebody speaks, who it is, and which words are what he says."""

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from standpunkt.extract.cases import feature, preposition
from standpunkt.extract.clauses import is_predicate, marker
from standpunkt.extract.holders import possessor
from standpunkt.extract.lexicon import Frame, split_prefix, table, verb_frames, word_set
from standpunkt.extract.records import Span
from standpunkt.extract.stretches import Stretch, in_rows, subtree
from standpunkt.extract.subjects import agent, doer, subject
from standpunkt.extract.verbs import finite, is_infinitive, is_passive, is_subjunctive, prefix
from standpunkt.extract.voices import voice

_CLAUSES = frozenset({"ccomp", "xcomp", "csubj", "csubj:pass", "parataxis", "acl", "advcl", "obj"})
_OPEN = frozenset({"parataxis", "advcl", "acl", "obj"})


def is_cue(token: Token) -> bool:
    """Whether a word can show that somebody speaks or thinks."""
    if is_verb(token):
        return is_saying(token) or lexicon_names(token) & word_set("speech", "saying", "more") != set()
    if token.pos_ == "NOUN":
        return is_saying_noun(token)
    if token.lemma_ in table("speech")["opinion"]["adjectives"]:
        return any(child.dep_ in ("cop", "ccomp", "aux:pass") for child in token.children)
    return token.lemma_ in table("speech")["opinion"]["nouns"]


def is_verb(token: Token) -> bool:
    """Whether a word is a verb, by its class or by its tag."""
    return token.pos_ in ("VERB", "AUX") or token.tag_.startswith("VV")


def is_saying(verb: Token) -> bool:
    """Whether a verb reports a speech act, so that its quotation or clause may take a stance."""
    if lexicon_names(verb) & (word_set("speech", "saying", "verbs") | _unseparated()):
        return True
    return has_speech_frame(verb)


def has_speech_frame(verb: Token) -> bool:
    """Whether an entry of the stance lexicon for a speech act fits a verb with the words beside it."""
    frames = (frame for frame in verb_frames(verb.lemma_, prefix(verb)) if frame.form == "reported")
    return any(_is_complete(frame, verb) for frame in frames)


def _is_complete(frame: Frame, verb: Token) -> bool:
    """Whether the words that an entry asks for stand beside the verb."""
    if not frame.fixed:
        return not frame.reflexive or any(child.tag_ == "PRF" for child in verb.children)
    beside = {word for child in verb.children for word in (child.lower_, child.lemma_.lower())}
    deeper = {word.lower_ for child in verb.children for word in child.children}
    has_reflexive = any(child.tag_ == "PRF" for child in verb.children)
    return has_reflexive >= frame.reflexive and set(frame.fixed) <= beside | deeper


def lexicon_names(verb: Token) -> set[str]:
    """The ways in which the lexicon may write a verb with its separated prefix."""
    before = prefix(verb)
    return {f"{before}|{verb.lemma_}", before + verb.lemma_} if before else {verb.lemma_, *_separated(verb.lemma_)}


@cache
def _unseparated() -> frozenset[str]:
    return frozenset("".join(split_prefix(verb)) for verb in word_set("speech", "saying", "verbs"))


@cache
def _bars() -> dict[str, str]:
    """Separable verbs as one word, each as the lexicon writes it."""
    listed = frozenset().union(*table("speech")["saying"].values())
    return {"".join(split_prefix(verb)): verb for verb in listed if "|" in verb}


def _separated(lemma: str) -> tuple[str, ...]:
    return (_bars()[lemma],) if lemma in _bars() else ()


def is_saying_noun(token: Token) -> bool:
    """Whether a noun announces what is said ("der Vorwurf, …"), also at the end of a compound."""
    speech = table("speech")
    last = token.lemma_.rsplit("-", 1)[-1]
    return last in speech["opinion"]["nouns"] or last in _saying_nouns() or last.lower().endswith(_noun_endings())


@cache
def _saying_nouns() -> frozenset[str]:
    return word_set("speech", "nouns", "saying")


@cache
def _noun_endings() -> tuple[str, ...]:
    return tuple(noun.lower() for noun in _saying_nouns() if len(noun) > 5)


# Who speaks ------------------------------------------------------------------------------------------------------


def speaker_of(cue: Token) -> Span | None:
    """Who says what a cue introduces; None where nobody is named ("es wurde berichtet, …")."""
    if cue.pos_ == "NOUN":
        return _owner(cue)
    if is_passive(cue) and cue.lemma_ != "zitieren":
        return voice(agent(cue))
    found = subject(cue) or _follower(cue)
    if found is None or found.lower_ in ("es", "das", "dies"):
        return voice(_place(cue))
    return voice(found)


def _follower(cue: Token) -> Token | None:
    """A pronoun right behind the cue, which is its subject whatever the parser thinks: "sagte dieser"."""
    return next((word for word in following(cue, 1) if word.tag_ in ("PDS", "PPER")), None)


def following(token: Token, reach: int) -> Iterator[Token]:
    """The words behind one in its sentence, at most so many."""
    for word in token.doc[token.i + 1 : token.i + 1 + reach]:
        if word.is_sent_start:
            return
        yield word


def _owner(noun: Token) -> Span | None:
    """Whose word a noun is: its possessor, else the subject of the verb it stands with."""
    owner = possessor(noun)
    if owner is None and any(child.dep_ == "cop" for child in noun.children):
        owner = subject(noun)
    if owner is None and is_verb(noun.head) and noun.dep_ in ("obj", "obl", "xcomp", "nmod"):
        owner = doer(noun.head)
    return voice(owner) if owner != noun else None


def _place(verb: Token) -> Token | None:
    """Where "es heißt": "in dem Bericht", "aus der Partei"."""
    places = (child for child in verb.children if preposition(child) in ("in", "aus", "von", "bei", "seitens", "auf"))
    return next((place for place in places if place.pos_ in ("NOUN", "PROPN") and place.ent_type_ != "LOC"), None)


# What is said ----------------------------------------------------------------------------------------------------


def said(cue: Token) -> Iterator[Stretch]:
    """What is said: the object clauses of a cue, those in a row as one, or the clause the cue is put into."""
    contents = [content for child in _clauses(cue) if (content := _content(child, cue))]
    if contents:
        yield from in_rows(cue.doc, contents)
    elif is_inserted(cue):
        content = subtree(clause_head(cue), without=[cue])
        if content is not None:
            yield content


def _content(clause: Token, cue: Token) -> Stretch | None:
    content = subtree(clause, without=_resumed(clause))
    # What follows "…, sagte X" belongs to the cue, whatever the parser thinks.
    return content.before(cue.i) if content is not None and clause.i < cue.i else content


def _clauses(cue: Token) -> Iterator[Token]:
    """The heads of the clauses that a cue brings along, also by a correlate ("davon aus, dass")."""
    found = [*cue.children, *_correlated(cue)]
    if cue.pos_ == "NOUN":
        found += _beside(cue)
    clauses = [child for child in found if child.dep_ in _CLAUSES and _is_clause(child) and _is_said(child, cue)]
    yield from clauses or _behind(cue)


def _behind(cue: Token) -> Iterator[Token]:
    """The clause in the Konjunktiv right behind a subordinate clause that ends with a cue, wherever a parser hung it.

    "…, der betonte, er gehöre keiner Partei an", "…, bei dem sie gesagt hatte, sie habe …"
    """
    comma = next((word for word in cue.doc[cue.i + 1 : cue.sent.end] if word.dep_ not in ("aux", "aux:pass")), None)
    if cue.dep_ not in ("acl", "advcl") or comma is None or comma.text != "," or comma.i + 1 >= cue.sent.end:
        return
    head = comma.nbor(1)
    while head.head != head and head.head.left_edge.i >= comma.i:
        head = head.head
    if head.dep_ in ("parataxis", "ccomp") and is_predicate(head) and is_subjunctive(head) and not marker(head):
        yield head


def _correlated(cue: Token) -> Iterator[Token]:
    for child in cue.children:
        if child.tag_ in ("PAV", "PROAV") or child.lower_ in ("es", "das"):
            yield from child.children


def _beside(noun: Token) -> Iterator[Token]:
    """Clauses behind a noun that hang elsewhere: on its attribute, or on the verb of "die Theorie auf, dass"."""
    for word in noun.subtree:
        if word != noun:
            yield from (child for child in word.children if child.i > noun.right_edge.i or child.left_edge.i > word.i)
    if is_verb(noun.head) and not is_cue(noun.head) and noun.dep_ in ("obj", "obl", "nsubj"):
        yield from (child for child in noun.head.children if child.i > noun.i and _is_next(noun, child))


def _is_next(noun: Token, clause: Token) -> bool:
    """Whether only the rest of the verb stands between a noun and a clause."""
    between = noun.doc[noun.right_edge.i + 1 : clause.left_edge.i]
    return all(word.is_punct or word == noun.head or word.dep_ == "compound:prt" for word in between)


def _resumed(clause: Token) -> list[Token]:
    """Conjuncts in the indicative of a clause in the Konjunktiv: the text itself goes on ("…, und lehnte ab")."""
    if not is_subjunctive(clause):
        return []
    conjuncts = (child for child in clause.children if child.dep_ == "conj" and is_verb(child))
    return [one for one in conjuncts if feature(finite(one), "Mood") == "Ind"]


def _is_clause(head: Token) -> bool:
    return is_predicate(head) or is_verb(head) or bool(marker(head)) or is_infinitive(head)


def _is_said(child: Token, cue: Token) -> bool:
    mark = marker(child)
    if mark in ("dass", "ob", "daß"):
        return not _is_consequence(child)
    if any(word.tag_ in ("PRELS", "PRELAT") for word in child.children) or mark:
        return False
    if is_infinitive(child):
        return child.dep_ != "advcl" and is_set_off(child)
    if is_subjunctive(child):
        return True
    if not _is_finite(child) or cue.pos_ == "NOUN" or child.dep_ in _OPEN and child.i > cue.i:
        return False
    return is_saying(cue) and (child.i < cue.i or child.dep_ == "ccomp")


def _is_consequence(clause: Token) -> bool:
    """ "so dass": what follows from something is not what is said."""
    mark = next(child for child in clause.children if child.dep_ == "mark")
    return mark.i > 0 and mark.nbor(-1).lower_ == "so"


def _is_finite(clause: Token) -> bool:
    return feature(finite(clause), "VerbForm") == "Fin" or finite(clause).tag_.endswith("FIN")


def is_set_off(clause: Token) -> bool:
    """Whether a comma parts a clause from what is before: "fordert, … zu", not "droht zu scheitern"."""
    first = clause.left_edge
    return first.text in (",", ":", "„") or first.i > 0 and first.nbor(-1).text in (",", ":", "„")


def is_inserted(cue: Token) -> bool:
    """Whether a cue is put into or behind what is said: "…, sagte X", "wie X mitteilte, …"."""
    if cue.dep_ == "parataxis" and is_predicate(cue.head) and cue.i > cue.head.left_edge.i:
        return not is_subjunctive(cue)  # "…, sie habe das angegeben" is itself said
    return cue.dep_ == "advcl" and opens_with_wie(cue)


def opens_with_wie(cue: Token) -> bool:
    """ "wie X mitteilte": what the clause hangs on is said."""
    opens = next(iter(sorted(cue.children, key=lambda child: child.i)), None)
    return marker(cue) == "wie" or opens is not None and opens.lower_ == "wie"


def clause_head(token: Token) -> Token:
    """The head of the clause a word hangs on."""
    head = token.head
    while not is_predicate(head) and head.dep_ not in ("ROOT", "ccomp", "parataxis") and head.head is not head:
        head = head.head
    return head


def top(token: Token) -> Token:
    """The head of the noun phrase a word stands in."""
    while token.dep_ in ("det", "amod", "flat", "compound", "appos", "nummod") and token.head is not token:
        token = token.head
    return token
