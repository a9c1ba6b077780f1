"""Stances that follow from what somebody says: demands in modal verbs, judgements, announcements, warnings.

"Die Regierung müsse handeln", said by A, makes A demand it; "das sei ein Fehler" makes A criticise it. Only the
main clauses of a statement speak for its speaker.
"""

from collections.abc import Iterator

from spacy.tokens import Span as Words
from spacy.tokens import Token

from standpunkt.extract.actor_words import is_actor
from standpunkt.extract.candidate import Candidate
from standpunkt.extract.clauses import is_predicate, marker
from standpunkt.extract.judgements import predication
from standpunkt.extract.lexicon import evaluation, said_frame, verb_frames, word_set, words
from standpunkt.extract.negation import negator
from standpunkt.extract.patterns import Argument, find
from standpunkt.extract.polarity import is_meeting
from standpunkt.extract.subjects import doer, own_subject, subject
from standpunkt.extract.supposing import in_condition, is_question
from standpunkt.extract.verbs import auxiliaries, finite, is_passive, lexicon_form, modals, prefix

#: The entry of an announcement, which counts only for the speaker and whom he speaks for.
ANNOUNCED = "werden"
#: Subjects that stand for the speaker inside his own words.
SELVES = frozenset({"ich", "wir", "man", "er", "sie"})
#: Judgements that an adjective passes in passing; praise is mostly mere description ("gute Wünsche").
COLOURS = frozenset({"criticises", "rejects", "warns_of"})
#: Relations whose verb alone, before a colon or quotation, already takes a stance toward what is said.
TELLING = frozenset({"criticises", "demands", "warns_of", "rejects", "proposes", "commits", "threatens", "supports"})


def implied(content: Words, cue: Token | None) -> Iterator[Candidate]:
    """The stances of a speaker that the clauses of `content` imply; `holder` is left open for the speaker."""
    found = False
    for predicate in main_predicates(content):
        for candidate in _of_clause(predicate):
            found = True
            yield candidate
    for noun in content:
        if noun.pos_ == "NOUN" and (seen := _said(noun)) is not None:
            found = True
            yield seen
    if cue is not None and not found:
        yield from _of_cue(cue, content)
        found = True
    if not found:
        yield from _coloured(content)


def _said(noun: Token) -> Candidate | None:
    """ "die Notwendigkeit, Druck auszuüben": a noun that says what its speaker sees."""
    frame = said_frame(noun.lemma_)
    if frame is None or is_question(noun) or in_condition(noun):
        return None
    for slot in frame.slots:
        topic = find(noun, slot.patterns) or (find(noun.head, ("inf",)) if "inf" in slot.patterns else None)
        if topic is not None and topic.head != noun:
            denied = any(child.lower_.startswith("kein") for child in noun.children) or negator(noun.head) is not None
            relation = frame.negated(slot.relation) if denied else slot.relation
            return Candidate(noun, relation, topic, None, frame.name, "reported", prior=0.5) if relation else None
    return None


def _coloured(content: Words) -> Iterator[Candidate]:
    """ "die unnötigen Warnungen", "ein beschämender Handel": a noun that a judging adjective colours."""
    for word in content:
        relation = evaluation(word.lemma_) if word.dep_ == "amod" and word.head.pos_ == "NOUN" else None
        if relation in COLOURS:
            yield Candidate(
                word.head,
                relation,
                Argument(word.head, "noun", without=word),
                None,
                f"{word.lemma_} …",
                "reported",
                prior=0.4,
            )


def main_predicates(content: Words) -> Iterator[Token]:
    """The heads of the main clauses of a stretch of text, with their conjuncts."""
    for token in content:
        if is_predicate(token) and _is_main(token, content):
            yield token


def _is_main(token: Token, content: Words) -> bool:
    if token.dep_ == "ROOT" or not content.start <= token.head.i < content.end:
        return True
    if token.dep_ in ("conj", "parataxis"):
        return is_predicate(token.head) and _is_main(token.head, content)
    return False


def _of_clause(predicate: Token) -> Iterator[Candidate]:
    if is_question(predicate) or is_asked(predicate):
        return
    judgement = predication(predicate)
    if judgement is not None:
        yield Candidate(
            predicate, judgement.relation, judgement.topic, None, f"sein {judgement.words}", "reported", prior=0.55
        )
        return
    readings = (_modal, _needed, _valued, _ruled_out, _announced)
    demanded = next(filter(None, (reading(predicate) for reading in readings)), None)
    if demanded is not None:
        yield demanded


def is_asked(predicate: Token) -> bool:
    """Whether a clause only says what somebody asks or leaves open: "ob …", "wer …", "wie … könnte"."""
    if marker(predicate) == "ob":
        return True
    opens = predicate.left_edge if not predicate.left_edge.is_punct else predicate.left_edge.nbor(1)
    return predicate.dep_ != "ROOT" and opens.tag_ in ("PWAV", "PWS", "PWAT")


def _is_asked(predicate: Token) -> bool:
    """Whether a verb of demanding stands over a clause: "Der Bund soll zahlen, fordern die Länder"."""
    frames = verb_frames(predicate.head.lemma_, prefix(predicate.head))
    return any(slot.relation == "demands" for frame in frames for slot in frame.slots)


def _modal(predicate: Token) -> Candidate | None:
    """ "müsse", "solle", "dürfe nicht" with any subject: what the speaker wants or refuses."""
    over = modals(predicate)
    own = own_subject(predicate)
    if not over or own is None or own.lower_ in ("ich",):
        return None
    if finite(predicate).lower_ in word_set("speech", "modality", "hearsay") and not _is_asked(predicate):
        return None
    denied = negator(predicate) is not None
    if denied and over[0] == "können" and not is_passive(predicate):
        return None
    table = words("evaluations", "denied_modals" if denied else "modals")
    for relation, lemmas in table.items():
        if over[0] in lemmas:
            topic = Argument(predicate, "willed" if own.lower_ in ("wir", "man") else "clause")
            return Candidate(predicate, relation, topic, None, f"{over[0]}{' nicht' * denied}", "reported", prior=0.55)
    return None


def _needed(predicate: Token) -> Candidate | None:
    """ "wir brauchen Hilfe", "es bedarf einer Reform", "es gibt keinen Grund, …": what is asked for or denied."""
    name = lexicon_form(predicate)
    patterns = words("evaluations", "needs").get(name)
    topic = find(predicate, tuple(patterns.split())) if patterns else None
    if topic is None or "können" in modals(predicate):
        return None
    word = negator(predicate)
    relation = "rejects" if word is not None else "demands"
    return Candidate(predicate, relation, _undenied(topic, word), None, name, "reported", prior=0.55)


def _undenied(topic: Argument, negation: Token | None) -> Argument:
    """A topic without the "keine" that stands before it."""
    return topic._replace(without=negation) if negation is not None and negation.head == topic.head else topic


def _valued(predicate: Token) -> Candidate | None:
    """ "schade der Wirtschaft", "bedrohe den Frieden": a verb that values its subject."""
    own = own_subject(predicate)
    if own is None or own.lower_ in SELVES or is_passive(predicate):
        return None
    name = lexicon_form(predicate)
    for relation, lemmas in words("evaluations", "verbs").items():
        if name in lemmas:
            if negator(predicate) is not None:
                relation = words("evaluations", "negated")[relation]
            if relation:
                return Candidate(predicate, relation, Argument(own, "subj"), None, name, "reported", prior=0.45)
    return None


def _ruled_out(predicate: Token) -> Candidate | None:
    """ "mit uns wird es keine Steuer geben": what the speaker says there will not be."""
    own, word = own_subject(predicate), negator(predicate)
    future = any(aux.lemma_ == "werden" for aux in auxiliaries(predicate))
    if predicate.lemma_ != "geben" or own is None or own.lower_ != "es" or word is None or not future:
        return None
    topic = find(predicate, ("akk",))
    if topic is None:
        return None
    return Candidate(predicate, "rejects", _undenied(topic, word), None, "nicht geben", "reported", prior=0.5)


def _announced(predicate: Token) -> Candidate | None:
    """ "wir werden …", "Russland werde nicht …": what the speaker, or whom he speaks for, is going to do."""
    who = subject(predicate)
    future = any(aux.lemma_ == "werden" and aux.dep_ == "aux" for aux in auxiliaries(predicate))
    if not future or who is None or predicate.tag_ not in ("VVINF", "VVIZU"):
        return None
    itself = who.lower_ in SELVES
    if is_meeting(predicate):
        return None
    if not itself and not is_actor(who):
        return None
    relation = "rejects" if negator(predicate) is not None else "commits"
    holder = None if itself else who
    return Candidate(predicate, relation, Argument(predicate, "willed"), holder, ANNOUNCED, "reported", prior=0.5)


def _of_cue(cue: Token, content: Words) -> Iterator[Candidate]:
    """ "kritisierte: „…“": the verb takes the stance, what is said shows toward what."""
    for frame in verb_frames(cue.lemma_, prefix(cue)):
        if frame.form != "reported" or frame.fixed or frame.reflexive or not frame.slots:
            continue
        slot = frame.slots[0]
        if slot.relation not in TELLING or find(cue, slot.patterns):
            return
        topic = _main_topic(content, slot.relation)
        if topic is not None:
            announced = any(word.text == ":" for word in content.doc[cue.i + 1 : content.start])
            holder = doer(cue) if announced else None
            yield Candidate(cue, slot.relation, topic, holder, frame.name, "reported", prior=0.5)
        return


def _main_topic(content: Words, relation: str) -> Argument | None:
    """What a statement is about: its first subject, or the whole clause where something is demanded."""
    for predicate in main_predicates(content):
        own = own_subject(predicate)
        if relation in ("demands", "proposes", "commits", "threatens", "warns_of"):
            return Argument(predicate, "clause")
        if own is not None:
            return Argument(own, "subj")
    return None
