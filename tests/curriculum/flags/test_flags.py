"""What each flag finds and what it leaves alone."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curriculum.flags import Beat, SessionFacts, flags


def session(**changes: Any) -> SessionFacts:
    return SessionFacts(**{"opened_ms": 0, "beats": [], "words": 1000} | changes)


def beats(number: int, **facts: Any) -> list[Beat]:
    return [Beat(at_ms=30_000 * (place + 1), **{"active_ms": 30_000} | facts) for place in range(number)]


@pytest.mark.parametrize(
    ("key", "found", "left_alone"),
    [
        ("regular_beats", session(beats=beats(40, inputs=3)), session(beats=beats(39, inputs=3))),
        ("regular_beats", session(beats=beats(40)), session(beats=[*beats(20), Beat(0, 30_001), *beats(20)])),
        ("regular_beats", session(beats=beats(60, inputs=1)), session(beats=beats(60, inputs=0))),
        ("never_scrolled", session(beats=beats(20, scrolled=False)), session(beats=beats(19, scrolled=False))),
        ("never_scrolled", session(beats=beats(30, scrolled=False)), session(beats=[*beats(30, scrolled=False), *beats(1, scrolled=True)])),
        ("never_scrolled", session(beats=beats(30, scrolled=False)), session(beats=beats(30))),
        ("never_scrolled", session(beats=beats(30, scrolled=False)), session(beats=beats(30, scrolled=False), has_recording=True)),
        ("never_scrolled", session(beats=beats(30, scrolled=False)), session(beats=beats(30, scrolled=False), words=799)),
        ("impossible_pace", session(first_opened_ms=0, completed_ms=59_999), session(first_opened_ms=0, completed_ms=60_000)),
        ("impossible_pace", session(first_opened_ms=0, completed_ms=0), session(first_opened_ms=0, completed_ms=0, words=299)),
        ("impossible_pace", session(first_opened_ms=0, completed_ms=0), session(first_opened_ms=0)),
        ("instant_answers", session(answered_ms=[5_000, 5_999]), session(answered_ms=[5_000, 6_000])),
        ("instant_answers", session(answered_ms=[999]), session(answered_ms=[1_000])),
    ],
)
def test_a_flag_is_raised_at_its_limit_and_not_before(key: str, found: SessionFacts, left_alone: SessionFacts) -> None:
    flag = flags.get(key)

    facts = flag.look(found)

    assert facts is not None
    assert all(str(value) in flag.say(facts) for value in facts.values())
    assert flag.look(left_alone) is None


moments = st.integers(0, 10**9)
any_beat = st.builds(Beat, moments, st.integers(0, 90_000), st.none() | st.integers(0, 30), st.none() | st.booleans())
any_session = st.builds(
    SessionFacts, moments, st.lists(any_beat, max_size=60), st.integers(0, 5000), st.booleans(), st.none() | moments, st.none() | moments,
    st.lists(moments, max_size=5).map(sorted),
)  # fmt: skip


@given(any_session)
def test_no_session_breaks_a_flag_and_what_it_finds_can_be_said(facts: SessionFacts) -> None:
    for flag in flags:
        found = flag.look(facts)
        assert found is None or flag.say(found).endswith(".")


@given(st.lists(any_beat, min_size=1, max_size=60))
def test_people_who_vary_are_never_called_regular(some: list[Beat]) -> None:
    """Whatever the beats: with input that differs from one to the next, nothing is found."""
    varied = [Beat(beat.at_ms, beat.active_ms, place % 2 + 1, beat.scrolled) for place, beat in enumerate(some)]

    assert flags.get("regular_beats").look(session(beats=varied)) is None
