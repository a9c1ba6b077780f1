"""Words to pieces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standpunkt.extract.language import MODEL
from standpunkt.extract.pieces import MAX_PIECES, UNKNOWN, Pieces, normal

TOY = Pieces({UNKNOWN: 0.0, "▁": -2.0, "▁Frieden": -4.0, "▁Fried": -6.0, "en": -2.5, "s": -2.0, "F": -9.0})


@pytest.mark.parametrize(
    ("word", "space", "pieces"),
    [
        ("Frieden", True, ["▁Frieden"]),
        ("Friedens", True, ["▁Frieden", "s"]),
        ("s", False, ["s"]),
        ("Q", False, [UNKNOWN]),
        ("", True, [UNKNOWN]),
        ("Frie\u00adden", True, ["▁Frieden"]),
        ("\u200b", True, [UNKNOWN]),
    ],
)
def test_the_likeliest_pieces_win(word: str, space: bool, pieces: list[str]) -> None:
    assert [TOY.names[number] for number in TOY.segment(word, space)] == pieces


@given(st.text(max_size=200), st.booleans())
def test_every_word_has_between_one_and_the_most_pieces(word: str, space: bool) -> None:
    """Whatever a text contains, each word is represented."""
    assert 1 <= len(_shipped().segment(word, space)) <= MAX_PIECES


@given(st.from_regex(r"[A-Za-zÄÖÜäöüß]{1,18}", fullmatch=True))
def test_pieces_spell_the_word(word: str) -> None:
    pieces = _shipped()
    spelled = "".join(pieces.names[number] for number in pieces.segment(word, True))
    assert spelled.lstrip("▁") == word


@pytest.mark.parametrize(
    ("raw", "clean"), [("ﬁnden", "finden"), ("Re\u00adform", "Reform"), ("a\u2028b", "ab"), ("😀", "😀")]
)
def test_normal_form(raw: str, clean: str) -> None:
    assert normal(raw) == clean


def _shipped() -> Pieces:
    global _PIECES
    if _PIECES is None:
        _PIECES = Pieces.load(MODEL / "pieces.tsv")
    return _PIECES


_PIECES: Pieces | None = None
