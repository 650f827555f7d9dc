"""The code on the screen: this window's and the last one's, of this session and this purpose, and nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from curriculum.attendance.codes import ALPHABET, IN, LENGTH, OUT, WINDOW_MS, code_at, next_window_in_ms, purpose_of

KEY = b"a key of the server"
MOMENTS = st.integers(1_700_000_000_000, 1_900_000_000_000)


@given(MOMENTS, st.sampled_from([IN, OUT]))
def test_a_code_works_in_its_window_and_the_next_and_in_no_other(moment: int, purpose: str) -> None:
    code = code_at(KEY, "session", purpose, moment)

    assert purpose_of(KEY, "session", code, moment) == purpose
    assert purpose_of(KEY, "session", code, moment + WINDOW_MS) == purpose
    assert purpose_of(KEY, "session", code, moment + 2 * WINDOW_MS) is None
    assert purpose_of(KEY, "session", code, moment - WINDOW_MS) is None


@given(MOMENTS)
def test_a_code_lives_for_a_minute_at_most(moment: int) -> None:
    assert 0 < next_window_in_ms(moment) <= WINDOW_MS
    assert code_at(KEY, "s", IN, moment) == code_at(KEY, "s", IN, moment + next_window_in_ms(moment) - 1)


@given(MOMENTS)
def test_codes_differ_by_session_purpose_and_key(moment: int) -> None:
    code = code_at(KEY, "session", IN, moment)

    assert purpose_of(KEY, "another", code, moment) is None
    assert purpose_of(b"another key", "session", code, moment) is None
    assert code != code_at(KEY, "session", OUT, moment)


def test_codes_are_short_and_hold_no_letter_that_looks_like_another() -> None:
    codes = {code_at(KEY, "session", IN, window * WINDOW_MS) for window in range(2000)}

    assert len(codes) == 2000
    assert all(len(code) == LENGTH and set(code) <= set(ALPHABET) for code in codes)
    assert not set(ALPHABET) & set("0O1IL5S2ZBAEU")


def test_it_may_be_typed_in_small_letters_with_spaces() -> None:
    code = code_at(KEY, "session", IN, 0)

    assert purpose_of(KEY, "session", f" {code[:3].lower()}-{code[3:].lower()} ", 0) == IN
    assert purpose_of(KEY, "session", "é" * 500, 0) is None
    assert purpose_of(KEY, "session", "", 0) is None
