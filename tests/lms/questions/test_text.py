"""What written answers may hold, when two of them are the same, and how their words are counted."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.questions.errors import InvalidResponse
from lms.questions.text import clean_text, count_words, folded, in_one_line


def test_text_is_kept_as_written_but_for_line_ends_and_unicode_form() -> None:
    assert clean_text(" Cafe\u0301\r\n\ttwo\rthree ", most=100) == " Café\n\ttwo\nthree "


@pytest.mark.parametrize("value", [None, True, 3, 1.5, b"x", ["x"], {"x": "y"}])
def test_anything_but_text_is_refused(value: object) -> None:
    with pytest.raises(InvalidResponse, match="must be text"):
        clean_text(value, most=100)


@pytest.mark.parametrize("text", ["a\0b", "\ud800", "😀\ude00"])
def test_what_no_database_holds_is_refused(text: str) -> None:
    with pytest.raises(InvalidResponse, match="cannot be stored"):
        clean_text(text, most=100)


def test_too_long_a_text_is_told_its_length_and_the_limit() -> None:
    with pytest.raises(InvalidResponse) as refused:
        clean_text("x" * 1234, most=1000)

    assert refused.value.sentence == "This answer is too long: it has 1,234 characters, and at most 1,000 fit. Shorten it and save again."


def test_bytes_are_counted_in_utf_8() -> None:
    assert clean_text("ñ" * 5, most=10, unit="bytes") == "ñ" * 5
    with pytest.raises(InvalidResponse, match="it has 12 bytes, and at most 10 fit"):
        clean_text("ñ" * 6, most=10, unit="bytes")


def test_a_text_that_grows_by_its_unicode_form_is_measured_afterwards() -> None:
    growing = "\u0958" * 5  # each becomes two characters in NFC

    with pytest.raises(InvalidResponse, match="it has 10 characters"):
        clean_text(growing, most=9)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=50))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean_text(text, most=500)

    assert clean_text(once, most=500) == once


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("G-28", "g-28"),
        ("  form   G-28\n", "FORM G-28"),
        ("G–28", "G-28"),
        ("G\u201128", "G-28"),
        ("a\u00a0year", "a year"),
        ("asy\u00adlum\u200b", "asylum"),
        ("don’t", "don't"),
        ("“fear”", '"fear"'),
        ("٢٨", "28"),
        ("２８", "28"),
        ("Cafe\u0301", "café"),
        ("STRASSE", "straße"),
    ],
)
def test_texts_that_read_the_same_are_the_same(one: str, other: str) -> None:
    assert folded(one, case_sensitive=False) == folded(unicodedata.normalize("NFC", other), case_sensitive=False)


@pytest.mark.parametrize(("one", "other"), [("asylum", "аsylum"), ("G28", "G-28"), ("10²", "102"), ("café", "cafe"), ("l", "1"), ("O", "0")])
def test_texts_that_only_look_alike_stay_different(one: str, other: str) -> None:
    assert folded(one, case_sensitive=False) != folded(other, case_sensitive=False)


def test_case_counts_when_asked() -> None:
    assert folded("INA", case_sensitive=True) != folded("ina", case_sensitive=True)


@given(st.text(max_size=40), st.booleans())
def test_folding_twice_changes_nothing(text: str, case_sensitive: bool) -> None:
    once = folded(text, case_sensitive=case_sensitive)

    assert folded(once, case_sensitive=case_sensitive) == once


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        (" \n\t ", 0),
        ("She fled.", 2),
        ("don't - well-founded …", 2),
        ("8 CFR 1292.1(a)", 3),
        ("INA § 208", 2),
        ("Él huyó en 2019", 4),
        ("هربت من بلدها", 3),
        ("她逃走了", 4),
        ("彼女はBIAへ", 5),
    ],
)
def test_words_are_counted_as_word_processors_do(text: str, words: int) -> None:
    assert count_words(text) == words


@given(st.lists(st.sampled_from(["fear", "8", "a.b", "—", "她"]), max_size=20))
def test_words_of_a_text_are_those_of_its_parts(parts: list[str]) -> None:
    assert count_words(" ".join(parts)) == sum(count_words(part) for part in parts)


def test_a_long_text_is_cut_in_one_line() -> None:
    line = in_one_line("word \n" * 100, most=20)

    assert line == "word word word word…"
    assert in_one_line("short\ntext", most=20) == "short text"
