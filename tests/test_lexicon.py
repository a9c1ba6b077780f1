"""The lexicon: every entry can be read, names a relation, and is found under every spelling."""

import pytest

from standpunkt.extract import lexicon
from standpunkt.extract.records import RELATIONS, InputError


@pytest.mark.parametrize(
    ("lemma", "prefix", "name"),
    [
        ("lehnen", "ab", "ab|lehnen"),
        ("ablehnen", "", "ab|lehnen"),
        ("fordern", "", "fordern"),
        ("fordern", "auf", "auf|fordern"),
        ("weigern", "", "sich weigern"),
    ],
)
def test_verbs_are_found_with_and_without_their_prefix(lemma: str, prefix: str, name: str) -> None:
    """A separated prefix and a prefix inside the word lead to the same entry."""
    assert name in [frame.name for frame in lexicon.verb_frames(lemma, prefix)]


def test_specific_entries_come_first() -> None:
    """ "in Frage stellen" is tried before the bare verb."""
    weights = [frame.weight for frame in lexicon.verb_frames("stellen")]
    assert weights == sorted(weights, reverse=True) and weights[0] > 0


@pytest.mark.parametrize(
    ("entry", "relation", "negated"),
    [
        ("unterstützen", "supports", "rejects"),
        ("planen", "commits", "rejects"),
        ("ausschließen", "rejects", "proposes"),
        ("bezweifeln", "doubts", "supports"),
        ("fordern", "demands", None),
        ("kritisieren", "criticises", None),
    ],
)
def test_negated_relations(entry: str, relation: str, negated: str | None) -> None:
    """What "nicht" makes of an entry."""
    plain = [frame for frame in lexicon.verb_frames(entry) if not frame.fixed]
    assert [frame.negated(relation) for frame in plain] == [negated]


def test_all_twelve_relations_have_entries() -> None:
    """The verbs alone cover every relation."""
    found = {slot.relation for frames in lexicon._verbs().values() for frame in frames for slot in frame.slots}
    assert found == set(RELATIONS)


def test_the_lexicon_is_broad() -> None:
    """Several hundred entries, as data."""
    assert len(lexicon._verbs()) > 350
    assert len(lexicon.table("nouns")["nouns"]) > 80


@pytest.mark.parametrize("word", ["vorgeschlagene", "geforderten", "kritisierter", "angekündigtes", "abgelehnte"])
def test_participles(word: str) -> None:
    """Declined participles lead to their verb."""
    assert lexicon.participle_frames(word)


def test_compounds_with_a_hyphen() -> None:
    """ "SPD-Forderung" is a Forderung; a longer plain compound is a word of its own."""
    assert lexicon.noun_frame("SPD-Forderung") == lexicon.noun_frame("Forderung")
    assert lexicon.noun_frame("Lohnforderung") is None


def test_evaluations() -> None:
    """Judging words have a relation, others none."""
    assert [lexicon.evaluation(word) for word in ("falsch", "richtig", "grün")] == ["criticises", "supports", None]


def test_every_entry_of_every_file_can_be_read() -> None:
    """No adjective, noun or verb of the tables breaks the reader."""
    for lemma in lexicon.table("nouns")["nouns"]:
        assert lexicon.noun_frame(lemma)
    for lemma in lexicon.table("adjectives")["adjectives"]:
        assert lexicon.adjective_frame(lemma)
    for relation in lexicon.table("evaluations")["relations"]:
        assert relation in RELATIONS


def test_a_wrong_relation_is_an_error_with_its_entry() -> None:
    """A typo in a table names the entry."""
    with pytest.raises(InputError, match="'loben'.*'suports'"):
        lexicon._frame("loben", {"suports": "akk"}, "saying")
