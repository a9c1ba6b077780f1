"""The German pipeline with the real model: what it promises, and every odd text it may meet."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from standpunkt.extract.language import load
from standpunkt.extract.records import ModelError


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load()


def relations(doc: Doc) -> set[tuple[str, str, str]]:
    return {(token.text, token.dep_, token.head.text) for token in doc}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Die Ministerin lehnt den Vorschlag ab.", {("Ministerin", "nsubj", "lehnt"), ("Vorschlag", "obj", "lehnt"), ("ab", "compound:prt", "lehnt")}),
        ("Der Plan wurde von der Opposition kritisiert.", {("Plan", "nsubj:pass", "kritisiert"), ("wurde", "aux:pass", "kritisiert")}),
        ("Der Sprecher sagte, die Regierung sei gegen neue Schulden.", {("Sprecher", "nsubj", "sagte")}),
        ("Berlin fordert mehr Geld für die Bahn.", {("Berlin", "nsubj", "fordert"), ("Geld", "obj", "fordert")}),
    ],
)  # fmt: skip
def test_who_does_what(nlp: Language, text: str, expected: set[tuple[str, str, str]]) -> None:
    """Subjects, objects, particles and passives of plain sentences."""
    assert expected <= relations(nlp(text))


@pytest.mark.parametrize(
    ("text", "word", "mood"),
    [
        ("Er sagte, das sei falsch.", "sei", "Sub"),
        ("Sie betonte, man müsse handeln.", "müsse", "Sub"),
        ("Das ist falsch.", "ist", "Ind"),
    ],
)
def test_reported_speech_is_konjunktiv(nlp: Language, text: str, word: str, mood: str) -> None:
    assert [token.morph.get("Mood", []) for token in nlp(text) if token.text == word] == [[mood]]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Am 26. November tagt der Rat. Danach spricht Dr. Weber.", ["Am 26. November tagt der Rat.", "Danach spricht Dr. Weber."]),
        ("Das gilt z. B. für Bayern. Auch Hessen ist dafür.", ["Das gilt z. B. für Bayern.", "Auch Hessen ist dafür."]),
        ("Rat lehnt Steuer ab\n\nDer Rat hat die Steuer abgelehnt.", ["Rat lehnt Steuer ab", "Der Rat hat die Steuer abgelehnt."]),
        ("„Wir sind dagegen.“ Das sagte die Ministerin.", ["„Wir sind dagegen.“", "Das sagte die Ministerin."]),
        ("Das war 2024. Seitdem ist nichts geschehen.", ["Das war 2024.", "Seitdem ist nichts geschehen."]),
    ],
)  # fmt: skip
def test_sentences(nlp: Language, text: str, sentences: list[str]) -> None:
    """Ordinals, abbreviations, headlines, quotations, years."""
    assert [sentence.text.strip() for sentence in nlp(text).sents] == sentences


def test_entities(nlp: Language) -> None:
    doc = nlp("Bundeskanzlerin Renate Vossberg traf in Brüssel Vertreter der NATO und der SPD.")
    assert {("Renate Vossberg", "PER"), ("Brüssel", "LOC"), ("NATO", "ORG")} <= {(e.text, e.label_) for e in doc.ents}


ODD = [
    "", " ", "\n\n\n", "\t \u2028 ", ".", "„", "😀🇩🇪👩‍👩‍👧", "\u00ad", "\u200b\u200d", "\x00\x01", "a" * 5_000, "ä" * 200,
    "Ре́зня в Сребренице и 中文 mixed مع العربية.", "Re\u00adgie\u00adrung lehnt ab.", "»Nein«, sagte sie. ›Nie.‹ \"Ja\" 'so' “x” ”y” ‚z‘",
    "``So'' ‟neu” „alt‟ ‛x’ «Ja» ‹nein› 「中」 『文』 ´y´ ''z'' ″5″ 〝w〟.", "„“”»«›‹'\"‚‘’" * 50, "🇺🇦" * 300, "Mi\u00adnis\u00adter\u00adin " * 200,
    "wort " * 3_000, "." * 1_000, "\ufeffTitel\nText.", "A\r\nB\rC\u2029D",
]  # fmt: skip


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_odd_texts_keep_every_character(nlp: Language, text: str) -> None:
    """No crash, offsets right, every token has a head in its own sentence."""
    check(nlp(text), text)


def check(doc: Doc, text: str) -> None:
    assert doc.text == text
    assert all(text[token.idx : token.idx + len(token)] == token.text for token in doc)
    for sentence in doc.sents:
        roots = [token for token in sentence if token.head.i == token.i]
        assert len(roots) >= 1
        assert all(sentence.start <= token.head.i < sentence.end for token in sentence)


@given(st.text(alphabet=st.sampled_from("aB ä.,„“\n😀-1:!?“\"'\u00ad\u2028( )"), max_size=300))
@settings(max_examples=30, deadline=None)
def test_any_text_is_analysed(text: str) -> None:
    check(load()(text), text)


def test_company_changes_nothing(nlp: Language) -> None:
    """A document is analysed the same whether alone or among others: a graph does not depend on the order of files."""
    texts = [f"Die Stadt Nummer {n} lehnt den Plan ab, sagte ein Sprecher." * (n % 7) for n in range(40)]
    together = list(nlp.pipe(texts))
    assert [doc.text for doc in together] == texts
    assert [doc.to_json() for doc in together[:15]] == [nlp(text).to_json() for text in texts[:15]]


def test_preset_sentences_are_kept(nlp: Language) -> None:
    """Whoever brings sentence starts keeps them."""
    words = ["Ja", "Nein", "Doch", "."]
    doc = Doc(nlp.vocab, words, sent_starts=[True, True, False, False])
    analysed = next(iter(nlp.pipe([doc])))
    assert [sentence.text for sentence in analysed.sents] == ["Ja", "Nein Doch ."]


def test_a_missing_model_is_one_clear_line(tmp_path) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ModelError, match="expected the language model in .*, found none: reinstall"):
        load(model=tmp_path)
