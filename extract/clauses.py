"""Finding one's way in a German clause: subjects, objects, prefixes, negation, mood and who acts in a passive.

The functions read a parse with Universal Dependencies labels (see `standpunkt.extract.language`) and forgive the
usual slips of a parser: they look for the case and the place of a word where its label may be wrong.
"""

from spacy.tokens import Token

from standpunkt.extract.lexicon import ends_like_actor, table

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "sb", "csubj", "csubj:pass"})
PREPOSITIONS = {
    "fürs": "für", "am": "an", "ans": "an", "aufs": "auf", "beim": "bei", "durchs": "durch", "im": "in", "ins": "in",
    "vom": "von", "vorm": "vor", "zum": "zu", "zur": "zu", "übers": "über", "ums": "um", "gegens": "gegen",
}  # fmt: skip
#: Adverbs that parsers take for prepositions.
NO_PREPOSITIONS = frozenset("unterdessen indessen inzwischen derweil dagegen hingegen zudem außerdem daraufhin".split())
MODALS = frozenset({"wollen", "sollen", "müssen", "können", "dürfen", "mögen", "möchten"})
#: First halves of double conjunctions, which a parser may take for prepositions.
PAIRS = frozenset({"weder", "sowohl", "entweder"})
FINITE = frozenset({"VVFIN", "VAFIN", "VMFIN"})
KONJUNKTIV_II = frozenset("würde würden würdest könnte könnten wäre wären hätte hätten dürfte dürften".split())


#: Prepositions of the one who acts in a passive clause.
AGENTS = frozenset({"von", "durch", "seitens", "vonseiten"})


def feature(token: Token, name: str) -> str:
    """A morphological feature of a word ("Case", "Mood"), or nothing."""
    return next(iter(token.morph.get(name, [])), "")


def prefix(verb: Token) -> str:
    """The separated prefix of a verb ("lehnt … ab" → "ab"), or nothing."""
    found = next((child.lower_ for child in verb.children if child.dep_ == "compound:prt"), "")
    return found or _stray_prefix(verb)


def _stray_prefix(verb: Token) -> str:
    """The prefix that a parser gave to an infinitive between a finite verb and its end ("lehnt es, …, ab")."""
    if verb.tag_ not in ("VVFIN", "VVIMP"):
        return ""
    for child in verb.children:
        if child.i > verb.i and is_infinitive(child):
            for word in child.children:
                if word.dep_ == "compound:prt" and word.i > child.i:
                    return word.lower_
    return ""


def preposition(token: Token) -> str:
    """The preposition a word stands behind, without its article ("zur" → "zu"), or nothing."""
    for child in token.children:
        tagged = child.tag_ in ("APPR", "APPRART") and child.i < token.i and child.dep_ not in ("cc", "det")
        if (child.dep_ == "case" or tagged) and child.lower_ not in NO_PREPOSITIONS | PAIRS:
            return PREPOSITIONS.get(child.lower_, child.lower_)
    return ""


def case(token: Token) -> str:
    """The case of a phrase ("Nom", "Gen", "Dat", "Acc"): what its article leaves no doubt about, else the tagger's."""
    articles = [child for child in token.children if child.dep_ == "det" and child.i < token.i]
    for article in articles:
        if article.tag_ in ("ART", "PPOSAT", "PDAT", "PIAT") and (sure := _sure_case(article.lower_)):
            return sure
    for word in (token, *(child for child in token.children if child.dep_ in ("det", "amod"))):
        found = feature(word, "Case")
        if found:
            return found
    return ""


def _sure_case(article: str) -> str:
    """The case that the ending of an article leaves no doubt about ("dem", "einem", "des", "eines"), or nothing."""
    if article.endswith("em"):
        return "Dat"
    return "Gen" if article == "des" or article.endswith(("ines", "eres", "hres", "keines")) else ""


def auxiliaries(verb: Token) -> list[Token]:
    """The auxiliary and modal verbs of a verb or predicate, in order; also those of its infinitive's governor."""
    found = [child for child in verb.children if child.dep_ in ("aux", "aux:pass", "cop")]
    return sorted(found, key=lambda token: token.i)


def modals(verb: Token) -> list[str]:
    """The lemmas of the modal verbs over a verb."""
    found = [aux.lemma_ for aux in auxiliaries(verb) if aux.lemma_ in MODALS or aux.tag_.startswith("VM")]
    if verb.dep_ in ("xcomp", "ccomp") and verb.head.lemma_ in MODALS and verb.tag_ in ("VVINF", "VAINF"):
        found.append(verb.head.lemma_)
    return ["wollen" if lemma in ("mögen", "möchten") else lemma for lemma in found]


def finite(verb: Token) -> Token:
    """The finite verb of the clause whose predicate is `verb`: itself or the first finite auxiliary."""
    for word in (*auxiliaries(verb), verb):
        if feature(word, "VerbForm") == "Fin" or word.tag_ in FINITE:
            return word
    return verb


def is_predicate(token: Token) -> bool:
    """Whether a word heads a clause: a verb, or anything with a copula."""
    return token.pos_ in ("VERB", "AUX") or any(child.dep_ == "cop" for child in token.children)


def is_infinitive(verb: Token) -> bool:
    """Whether a verb is an infinitive with "zu" ("zu fordern", "abzulehnen")."""
    if verb.tag_ == "VVIZU" or verb.tag_ == "VVINF" and verb.lower_.replace("zu", "", 1) == verb.lemma_ != verb.lower_:
        return True
    return any(child.tag_ == "PTKZU" or _is_zu(child) for child in verb.children)


def _is_zu(child: Token) -> bool:
    return child.lower_ == "zu" and child.dep_ in ("mark", "aux", "advmod") and child.pos_ in ("PART", "ADP")


def is_subjunctive(verb: Token) -> bool:
    """Whether the clause of a verb stands in the Konjunktiv ("sei", "habe", "werde", "müsse")."""
    return feature(finite(verb), "Mood") == "Sub"


def is_hypothetical(verb: Token) -> bool:
    """Whether a clause only says what could or would be ("könnte ablehnen", "würde fordern")."""
    return finite(verb).lower_ in KONJUNKTIV_II


def is_passive(verb: Token) -> bool:
    """Whether a clause is in the passive ("wird gefordert", "wurde abgelehnt")."""
    labels = {child.dep_ for child in verb.children}
    if any(aux.lemma_ == "haben" for aux in auxiliaries(verb)):
        return False
    if labels & {"aux:pass", "nsubj:pass", "csubj:pass"}:
        return True
    return verb.tag_ == "VVPP" and any(aux.lemma_ == "werden" for aux in auxiliaries(verb))


def is_dynamic(verb: Token) -> bool:
    """Whether a passive tells of an act ("wird abgelehnt", "ist gebilligt worden"), not of a state."""
    return any(aux.lemma_ == "werden" for aux in auxiliaries(verb))


def is_question(token: Token) -> bool:
    """Whether a word stands in a question: the next mark that ends a sentence, here or in a quotation, is one."""
    closing = next((word for word in token.doc[token.i : token.sent.end] if word.text in "?.!"), None)
    return closing is not None and closing.text == "?"


def subject(verb: Token) -> Token | None:
    """The subject of a predicate, also where it is shared, controlled or taken up by a relative pronoun.

    "Er kam und forderte …": a conjunct without subject takes that of the verb before it. "… bat, zu helfen" has the
    subject of its governor. A relative pronoun gives way to the noun it stands for.
    """
    seen: set[int] = set()
    while verb.i not in seen:
        seen.add(verb.i)
        found = own_subject(verb)
        if found is not None:
            return antecedent(found, verb)
        if verb.dep_ == "acl" and not is_infinitive(verb):
            return verb.head if verb.tag_ in ("VVPP", "ADJA") else None
        if verb.dep_ in ("conj", "xcomp", "parataxis", "advcl") and is_predicate(verb.head):
            if verb.dep_ in ("parataxis", "advcl") and not is_infinitive(verb):
                return None
            verb = verb.head
        elif verb.dep_ in ("ccomp", "csubj") and is_infinitive(verb):
            verb = verb.head
        else:
            return None
    return None


def own_subject(verb: Token) -> Token | None:
    """The subject that stands in the verb's own clause."""
    found = [child for child in verb.children if child.dep_ in ("nsubj", "nsubj:pass", "sb")]
    if found:
        agreeing = [child for child in found if _agrees(child, verb)] or found
        if len(found) > 1:
            return max(agreeing, key=_rank)
        return _person_before(found[0], verb) or _behind_article(found[0], verb) or _rather(found[0], verb)
    if unlike := _nominative(verb):
        return unlike
    for aux in auxiliaries(verb):
        for child in aux.children:
            if child.dep_ in ("nsubj", "nsubj:pass"):
                return child
    if not is_passive(verb) and verb.pos_ == "VERB" and verb.dep_ != "conj":
        objects = [child for child in verb.children if child.dep_ == "obj" and child.pos_ in ("NOUN", "PROPN")]
        if len(objects) > 1 and case(objects[0]) == "Nom":
            return objects[0]
        stray = next((child for child in verb.children if _is_stray_subject(child)), None)
        if stray is not None and finite(verb).tag_ in ("VVFIN", "VAFIN", "VMFIN"):
            return stray
    if is_passive(verb):
        # Nominative and accusative often look the same; a passive verb has no object.
        return next((child for child in verb.children if child.dep_ == "obj" and child.tag_ != "PRF"), None)
    return None


def _nominative(verb: Token) -> Token | None:
    """The object in the nominative, or led by "weder", of an active finite verb that seems to have no subject."""
    if verb.dep_ == "conj" or feature(verb, "VerbForm") != "Fin" or feature(verb, "Mood") == "Imp":
        return None
    for child in verb.children:
        if child.dep_ == "obj" and feature(child, "Case") == "Nom" and _rank(child)[0]:
            return child
        if child.dep_ == "obl" and any(word.lower_ in PAIRS for word in child.children) and not preposition(child):
            return child
    return None


def _person_before(subject: Token, verb: Token) -> Token | None:
    """The role with a name that opens the clause, where the parser took the object behind the verb for the subject."""
    if subject.i < verb.i or subject.ent_type_ == "PER" or subject.pos_ == "PRON":
        return None
    for child in verb.children:
        if child.i < verb.i and _is_stray_subject(child) and any(word.ent_type_ == "PER" for word in child.children):
            return child
    return None


def _behind_article(subject: Token, verb: Token) -> Token | None:
    """The actor right behind an article that was taken for a relative pronoun (", die Arbeitgeber verlangen")."""
    if subject.tag_ != "PRELS":
        return None
    return next((child for child in verb.children if child.i == subject.i + 1 and _is_stray_subject(child)), None)


def _is_stray_subject(child: Token) -> bool:
    """Whether an actor in the nominative without preposition was taken for an adverbial ("CSU-Chef Weber hat …")."""
    if child.dep_ not in ("obl", "dep") or preposition(child) or child.pos_ not in ("NOUN", "PROPN"):
        return False
    return case(child) in ("Nom", "") and bool(_rank(child)[0])


def _rank(token: Token) -> tuple[int, int]:
    """How likely a nominative is the subject rather than an object of the same form: pronouns, then actors."""
    if token.lower_ == "es":
        return -1, -token.i
    if token.tag_ == "PPER":
        return 2, -token.i
    return int(bool(token.ent_type_) or ends_like_actor(token.lemma_) or ends_like_actor(token.text)), -token.i


def _agrees(token: Token, verb: Token) -> bool:
    """Whether a word can be the subject of a verb by its number: "die Pläne lehnt die Partei ab"."""
    plural = any(child.dep_ == "conj" for child in token.children) or token.tag_ in ("PRELS", "PIS")
    number = feature(finite(verb), "Number")
    return plural or not number or feature(token, "Number") in ("", number)


def _rather(subject: Token, verb: Token) -> Token:
    """An "object" in the nominative that can act, where the word taken for the subject cannot."""
    if _rank(subject)[0] or subject.tag_ in ("PRELS", "PIS", "PDS", "PPER"):
        return subject
    for child in verb.children:
        if child.dep_ == "obj" and feature(child, "Case") == "Nom" and _rank(child)[0]:
            return child
    return subject


def antecedent(token: Token, verb: Token) -> Token:
    """What a relative pronoun stands for; any other word unchanged."""
    if token.tag_ not in ("PRELS", "PRELAT"):
        return token
    clause = verb
    while clause.dep_ == "conj":
        clause = clause.head
    if clause.dep_ in ("acl", "acl:relcl") and clause.head.pos_ in ("NOUN", "PROPN", "PRON"):
        return clause.head
    return _noun_before(token) or token


def _noun_before(pronoun: Token) -> Token | None:
    """The nearest noun before the comma of a relative clause that agrees with its pronoun in number and gender."""
    for word in reversed(pronoun.doc[max(pronoun.sent.start, pronoun.i - 8) : pronoun.i]):
        if word.pos_ in ("NOUN", "PROPN") and all(
            feature(word, name) in ("", feature(pronoun, name)) or not feature(pronoun, name)
            for name in ("Number", "Gender")
        ):
            return word
        if word.pos_ in ("VERB", "AUX"):
            return None
    return None


def agent(verb: Token) -> Token | None:
    """Who acts in a passive clause: "von der SPD", "durch die Opposition", "seitens der Union"."""
    candidates = [child for child in verb.children if child.dep_ in ("obl:agent", "obl", "nmod")]
    candidates.sort(key=lambda child: child.dep_ != "obl:agent")
    for child in candidates:
        if preposition(child) in AGENTS:
            return child
    for child in verb.children:
        if child.dep_ in ("obj", "nsubj", "nsubj:pass"):
            for deeper in child.children:
                word = preposition(deeper)
                behind = child.i < deeper.i < verb.i and _rank(deeper)[0] > 0
                if word in ("von", "durch") and behind or word in AGENTS and deeper.i < child.i:
                    return deeper
    return None


def marker(verb: Token) -> str:
    """The word that opens a subordinate clause ("dass", "ob", "wenn"), lower case, or nothing."""
    return next((child.lower_ for child in verb.children if child.dep_ == "mark" and child.lower_ != "zu"), "")


def is_label(head: Token, predicate: Token) -> bool:
    """Whether a colon parts a phrase from the verb behind it: "Neue Zölle: Verband lehnt Plan ab"."""
    return any(word.text == ":" for word in head.doc[head.i + 1 : predicate.i])


def is_meeting(token: Token) -> bool:
    """Whether an act is only a journey, a talk or a meeting, the announcement of which takes no side."""
    lists = table("polarity")["meetings"]
    if token.pos_ in ("VERB", "AUX"):
        before = prefix(token)
        return (f"{before}|{token.lemma_}" if before else token.lemma_) in lists["verbs"]
    return token.lemma_ in lists["nouns"]
