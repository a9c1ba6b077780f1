"""The parts of the model's making that read and measure; the training itself needs torch and runs by `make model`."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standpunkt.extract.lemmas import Edit, apply
from standpunkt.extract.tokens import make_tokenizer
from training import treebanks
from training.entities import read_columns
from training.evaluate import running_text
from training.lemmas import edit, learn

CONLLU = """# text = Der US-Präsident kam zum Gipfel.
1\tDer\tder\tDET\tART\tCase=Nom\t4\tdet\t_\t_
2\tUS\tUS\tPROPN\tNE\t_\t4\tcompound\t_\tSpaceAfter=No
3\t-\t-\tPUNCT\t$(\t_\t4\tpunct\t_\tSpaceAfter=No
4\tPräsident\tPräsident\tNOUN\tNN\tCase=Nom\t5\tnsubj\t_\t_
5\tkam\tkommen\tVERB\tVVFIN\t_\t0\troot\t_\t_
6-7\tzum\t_\t_\t_\t_\t_\t_\t_\t_
6\tzu\tzu\tADP\tAPPR\t_\t8\tcase\t_\t_
7\tdem\tder\tDET\tART\tCase=Dat\t8\tdet\t_\t_
8\tGipfel\tGipfel\tNOUN\tNN\tCase=Dat\t5\tobl\t_\tSpaceAfter=No
9\t.\t.\tPUNCT\t$.\t_\t5\tpunct\t_\t_

"""


@pytest.fixture
def sentence(tmp_path: Path) -> treebanks.Sentence:
    file = tmp_path / "baum.conllu"
    file.write_text(CONLLU, "utf-8")
    (only,) = treebanks.read(file)
    return only


def test_trees_are_read_as_spacy_cuts_words(sentence: treebanks.Sentence) -> None:
    """Contractions and hyphen compounds are one word, and every arc still leads to the right head."""
    assert [(word.form, word.head, word.relation) for word in sentence] == [
        ("Der", 1, "det"), ("US-Präsident", 2, "nsubj"), ("kam", -1, "root"), ("zum", 4, "case"), ("Gipfel", 2, "obl"), (".", 2, "punct"),
    ]  # fmt: skip


def test_a_compound_with_two_heads_outside_keeps_the_root(tmp_path: Path) -> None:
    """Annotators sometimes hang the parts of a compound on different words; the sentence must not lose its root."""
    file = tmp_path / "baum.conllu"
    rows = ["Chefin Chefin NOUN NN _ 2 nsubj", "wird werden AUX VAFIN _ 5 cop", "CDU CDU PROPN NE _ 2 xcomp",
            "- - PUNCT $( _ 5 punct", "Frau Frau NOUN NN _ 0 root", "Weber Weber PROPN NE _ 3 appos"]  # fmt: skip
    inside = {3: "SpaceAfter=No", 4: "SpaceAfter=No"}
    lines = ("\t".join([str(n), *row.split(), "_", inside.get(n, "_")]) for n, row in enumerate(rows, 1))
    file.write_text("\n".join(lines) + "\n\n", "utf-8")
    (sentence,) = treebanks.read(file)
    assert [(word.form, word.head) for word in sentence] == [("Chefin", 1), ("wird", 2), ("CDU-Frau", -1), ("Weber", 2)]


def test_a_contraction_keeps_the_case_of_its_article(sentence: treebanks.Sentence) -> None:
    assert (sentence[3].lemma, sentence[3].feats) == ("zu", {"Case": "Dat"})


def test_entities_come_with_plausible_spaces(tmp_path: Path) -> None:
    file = tmp_path / "namen.tsv"
    file.write_text("1\tAnna\tB-PER\tO\n2\tWeber\tI-PER\tO\n3\t,\tO\tO\n4\tBonn\tB-LOCderiv\tO\n\n", "utf-8")
    (window,) = read_columns(file, form=1, tag=2)
    assert (window.tags, window.spaces) == (("B-PER", "I-PER", "O", "O"), (True, False, True, True))


def test_running_text_knows_where_sentences_start(sentence: treebanks.Sentence) -> None:
    ((text, starts),) = running_text([sentence, sentence], size=5, seed=0)
    assert [text[start:].split()[0] for start in sorted(starts)] == ["Der", "Der"]


@pytest.mark.parametrize(
    ("form", "base", "change"),
    [("lehnt", "lehnen", Edit(1, "en")), ("Haus", "Haus", Edit(0, "")), ("ist", "sein", Edit(3, "sein"))],
)
def test_edits(form: str, base: str, change: Edit) -> None:
    assert edit(form, base) == change


def test_rules_reach_unknown_compounds() -> None:
    table = learn(
        [("zeitungen", "zeitung", 1), ("regierungen", "regierung", 1), ("ordnungen", "ordnung", 1), ("tage", "tag", 1)]
    )
    assert apply("verfassungsordnungen", table) == "verfassungsordnung"


@given(st.dictionaries(st.text("abcn", min_size=1, max_size=6), st.text("abcn", min_size=1, max_size=6), max_size=40))
def test_every_learned_pair_is_right_again(pairs: dict[str, str]) -> None:
    """Whatever the list, exceptions are kept as whole words."""
    table = learn((form, base, 1) for form, base in pairs.items())
    assert {form: apply(form, table) for form in pairs} == pairs


def test_the_tokenizer_agrees_with_the_treebanks(sentence: treebanks.Sentence) -> None:
    text = "".join(word.form + " " * word.space_after for word in sentence).strip()
    assert [token.text for token in make_tokenizer()(text)] == [word.form for word in sentence]
