"""Words are found in any script, whatever their case and accents, and marked as written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.search import Piece, excerpt, folded, has_all, marked, words_of


@pytest.mark.parametrize(
    ("written", "searched"),
    [
        ("naïve café", "naive"),
        ("naive", "NAÏVE"),
        ("cafe\u0301", "café"),
        ("Größe", "grosse"),
        ("GRÖSSE", "größe"),
        ("Сыпь на щеках", "сыпь"),
        ("ёлка", "елка"),
        ("Εξάνθημα στο πρόσωπο", "εξανθημα"),
        ("ΠΡΌΣΩΠΟΣ", "πρόσωπος"),
        ("kaşıntı", "kasinti"),
        ("KAŞINTI", "kaşıntı"),
        ("İlaç", "ilac"),
        ("żółty", "zolty"),
        ("Smørre inn", "smorre"),
        ("حَسَّاسِيَّة", "حساسية"),  # vowel marks
        ("発疹がある", "発疹"),
        ("ﾋﾌ", "ヒフ"),  # half and full width
        ("가려움", "가려움"),
        ("ผื่น", "ผื่น"),
        ("खुजली", "खुजली"),
        ("grandma’s cream", "grandma's"),
    ],
)
def test_letters_of_other_scripts_and_accents_are_found(written: str, searched: str) -> None:
    assert has_all(written, words_of(searched))
    assert "".join(piece.text for piece in marked(written, words_of(searched)) if piece.is_found)


@pytest.mark.parametrize(
    ("written", "searched"), [("खुजली", "खाजली"), ("ผื่น", "ผัน"), ("сыпь", "сипь"), ("50", "5%")]
)
def test_other_letters_are_other_words(written: str, searched: str) -> None:
    assert not has_all(written, words_of(searched))


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", ()),
        (" \t ", ()),
        ('"', ()),
        ('""', ()),
        ("itch", ("itch",)),
        ("Itch  at itch NIGHT", ("itch", "at", "night")),
        ('"Slept well" itch', ("slept well", "itch")),
        ('"Slept well', ("slept", "well")),
        ("100% a_b 'c'", ("100%", "a_b", "'c'")),
        ("発疹\u3000かゆい", ("発疹", "かゆい")),
    ],
)
def test_words_of_a_query(query: str, words: tuple[str, ...]) -> None:
    assert words_of(query) == words


def test_each_word_must_be_there() -> None:
    assert has_all("Red cheeks after the bath", ("bath", "cheek"))
    assert not has_all("Red cheeks after the bath", ("bath", "chin"))


def said(pieces: tuple[Piece, ...]) -> str:
    return "".join(f"[{piece.text}]" if piece.is_found else piece.text for piece in pieces)


def test_the_words_are_marked_as_they_were_written() -> None:
    assert said(marked("Größe: cafe\u0301, CAFÉ.", ("grosse", "cafe"))) == (
        "[Größe]: [cafe\u0301], [CAFÉ]."
    )
    assert said(marked("nothing", ("itch",))) == "nothing"
    assert said(marked("itchy itch", ("itch", "itchy"))) == "[itchy] [itch]"


LONG = "start " + "a b c " * 40 + "itch " + "d e f " * 40 + "cream " + "g h i " * 40 + "end"


def test_a_long_text_is_cut_round_its_words() -> None:
    text = said(excerpt(LONG, ("itch", "cream")))
    assert text.count("…") == 3
    assert "[itch]" in text
    assert "[cream]" in text
    assert len(text) < 250


def test_a_text_without_the_words_is_cut_after_its_beginning() -> None:
    assert said(excerpt(LONG, ("nowhere",))).startswith("start a b c")
    assert len(said(excerpt(LONG, ("nowhere",)))) < 60
    assert said(excerpt("short", ("nowhere",))) == "short"
    assert excerpt("", ("nowhere",)) == ()


@given(st.text(), st.text(max_size=8))
def test_marking_loses_nothing_and_marks_what_is_found(text: str, query: str) -> None:
    words = words_of(query)
    pieces = marked(text, words)
    assert "".join(piece.text for piece in pieces) == text
    assert folded(text) == "".join(map(folded, text))
    if len(words) == 1:
        assert any(piece.is_found for piece in pieces) == has_all(text, words)
    shown = "".join(piece.text for piece in excerpt(text * 20, words))
    assert len(shown) < 3 * (2 * 50 + len(text) + 3) + 40
