"""What is only supposed or asked: "falls er ablehnt", "Lehnt er ab, …", "ob er ablehnt", "Lehnt er ab?"."""

from spacy.tokens import Token

from standpunkt.extract.clauses import SUBJECTS, marker
from standpunkt.extract.lexicon import word_set
from standpunkt.extract.verbs import FINITE_TAGS, finite


def in_condition(token: Token) -> bool:
    """Whether a word stands in a clause that only supposes or asks something ("falls er ablehnt", "ob er ablehnt")."""
    for word in (token, *token.ancestors):
        if word.dep_ in ("advcl", "acl") and (marker(word) in _marks() or is_verb_first(word)):
            return True
        if marker(word) == "ob":
            return True
    return False


def is_verb_first(clause: Token) -> bool:
    """Whether a side clause opens with its finite verb, as conditions without "wenn" do ("Lehnt er ab, …")."""
    first = clause.left_edge
    if any(child.dep_ == "mark" and child.lower_ not in ("sollte", "sollten") for child in clause.children):
        return False
    opens = first.i == first.sent.start or first.nbor(-1).is_punct
    if not opens or clause.i > clause.head.i or not any(child.dep_ in SUBJECTS for child in clause.children):
        return False
    return first.lower_ in ("sollte", "sollten") or first == finite(clause) and first.tag_ in FINITE_TAGS


def is_question(token: Token) -> bool:
    """Whether a word stands in a question: the next mark that ends a sentence, here or in a quotation, is one."""
    closing = next((word for word in token.doc[token.i : token.sent.end] if word.text in "?.!"), None)
    return closing is not None and closing.text == "?"


def _marks() -> frozenset[str]:
    return word_set("speech", "condition", "marks")
