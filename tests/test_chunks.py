"""Chunks: bites that end where a sentence surely ends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standpunkt.extract.chunks import MAX_PIECES, MAX_WORDS, chunks, is_hard_wrapped, line_starts
from standpunkt.extract.tokens import make_tokenizer

tokenizer = make_tokenizer()


def words_of(text: str):  # type: ignore[no-untyped-def]
    doc = tokenizer(text)
    return doc, [token for token in doc if not token.is_space]


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("Rat lehnt ab\nDer Rat hat abgelehnt.", ["Rat", "Der"]),
        ("Rat lehnt ab\n\n\nDer Rat", ["Rat", "Der"]),
        ("Rat lehnt ab\r\nDer Rat", ["Rat", "Der"]),
        ("Ein Satz. Noch einer.", ["Ein"]),
    ],
)
def test_line_ends_are_sentence_ends(text: str, starts: list[str]) -> None:
    """Headlines need no full stop; inside a line the model decides."""
    doc, words = words_of(text)
    assert [word.text for word, forced in zip(words, line_starts(doc, words), strict=True) if forced] == starts


def test_typeset_lines_are_no_sentences() -> None:
    text = "Die Ministerin sagte am Montag in Berlin vor der Presse,\nsie werde dem Entwurf nur dann zustimmen, wenn die\nLänder mehr Geld bekämen und der Bund zugleich für\nalle Kosten der Reform einstehe.\n"
    assert is_hard_wrapped(text)
    doc, words = words_of(text)
    assert sum(line_starts(doc, words)) == 1


def test_chunks_end_behind_sentences() -> None:
    doc, words = words_of("Der Rat lehnt das ab. „Wir sind dagegen.“ " * 30)
    cut = list(chunks(words, line_starts(doc, words), [1] * len(words)))
    assert len(cut) > 1
    assert all(words[chunk.end - 1].text in (".", "“") for chunk in cut)


@given(st.lists(st.integers(1, 24), min_size=0, max_size=600), st.data())
def test_chunks_are_a_partition_within_limits(sizes: list[int], data: st.DataObject) -> None:
    """Nothing is lost, nothing read twice, whatever the text."""
    marks = data.draw(st.lists(st.sampled_from(["wort", ".", "Wort", "“"]), min_size=len(sizes), max_size=len(sizes)))
    doc, words = words_of(" ".join(marks))
    sizes = sizes[: len(words)]
    cut = list(chunks(words, line_starts(doc, words), sizes))
    assert [n for chunk in cut for n in range(chunk.start, chunk.end)] == list(range(len(words)))
    for chunk in cut:
        assert chunk.end - chunk.start <= MAX_WORDS
        assert chunk.end - chunk.start == 1 or sum(sizes[chunk.start : chunk.end]) <= MAX_PIECES
        assert len(chunk.hard) == chunk.end - chunk.start
