"""A slip of spelling is forgiven; another number, letter or section never is."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.questions.spelling import edits_forgiven, fixed_words, within_edits


@pytest.mark.parametrize(
    ("given_text", "edits"),
    [("asylum", 0), ("asylm", 1), ("assylum", 1), ("asylun", 1), ("asylmu", 1), ("saylum", 1), ("asilm", 2), ("asylee", 2), ("parole", None), ("aslm", None)],
)
def test_edits_are_counted_up_to_the_tolerance(given_text: str, edits: int | None) -> None:
    assert edits_forgiven("asylum", given_text, 2) == edits


def test_without_tolerance_only_the_same_text_is_taken() -> None:
    assert edits_forgiven("asylum", "asylum", 0) == 0
    assert edits_forgiven("asylum", "asylun", 0) is None


@pytest.mark.parametrize(("wanted", "given_text"), [("ina", "ins"), ("visa", "vise"), ("visas", "visa"), ("t visa"[:4], "t vis")])
def test_texts_under_five_characters_are_never_forgiven(wanted: str, given_text: str) -> None:
    assert edits_forgiven(wanted, given_text, 2) is None


@pytest.mark.parametrize(
    ("wanted", "given_text"),
    [
        ("form g-28", "form g-38"),
        ("form g-28", "form g-82"),
        ("form g-28", "form g28"),
        ("8 cfr 1292.12", "8 cfr 129.212"),
        ("8 cfr 1292.12", "8 cfr 1292.1"),
        ("section 8", "section"),
        ("150 days", "15 days"),
        ("five years", "nine years"),
        ("the first year", "the fifth year"),
        ("twenty-one", "twenty-two"),
        ("part ii", "part iii"),
        ("part ii", "part i"),
        ("u visas", "t visas"),
        ("u visas", "visas"),
        ("½ of it", "¼ of it"),
        ("2² metres", "2³ metres"),
        ("clause (b)", "clause (c)"),
    ],
)
def test_another_number_or_letter_is_never_forgiven(wanted: str, given_text: str) -> None:
    assert edits_forgiven(wanted, given_text, 2) is None
    assert edits_forgiven(given_text, wanted, 2) is None


@pytest.mark.parametrize(("wanted", "given_text"), [("one year", "one yaer"), ("form g-28", "from g-28"), ("u visas", "u vsias"), ("part ii.", "prat ii")])
def test_the_words_around_a_number_may_hold_a_slip(wanted: str, given_text: str) -> None:
    assert edits_forgiven(wanted, given_text, 2) is not None


def test_fixed_words_are_numbers_in_any_writing_and_single_letters() -> None:
    assert fixed_words("The U visa, Part IV of 8 CFR 214.14(a), twenty-one days, don't mix civil") == ["u", "iv", "8", "214.14(a)", "twenty", "one", "mix"]


@given(st.text("abc", max_size=9), st.text("abc", max_size=9), st.integers(0, 2))
def test_the_walk_agrees_with_the_textbook_table(one: str, other: str, most: int) -> None:
    assert within_edits(one, other, most) == (distance_by_table(one, other) <= most)


@given(st.text("ab 1é", max_size=12), st.text("ab 1é", max_size=12), st.integers(0, 2))
def test_forgiving_is_the_same_in_both_directions(one: str, other: str, most: int) -> None:
    assert edits_forgiven(one, other, most) == edits_forgiven(other, one, most)


def test_long_texts_cost_next_to_nothing() -> None:
    wanted, sent = "ab" * 250, "ba" * 250
    started = time.process_time()

    for _ in range(200):
        within_edits(wanted, sent, 2)

    assert time.process_time() - started < 3  # the textbook table needs some 50 s for this


def distance_by_table(one: str, other: str) -> int:
    """Optimal string alignment distance, the slow and plain way."""
    rows = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for i in range(len(one) + 1):
        for j in range(len(other) + 1):
            if not i or not j:
                rows[i][j] = i or j
                continue
            rows[i][j] = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (one[i - 1] != other[j - 1]))
            if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
                rows[i][j] = min(rows[i][j], rows[i - 2][j - 2] + 1)
    return rows[-1][-1]
