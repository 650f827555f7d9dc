"""What fits into days: the rule against a schedule that is really made, minute by minute."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from accreditation.queries.day_room import MOST_A_DAY, Held, overfull, why_overfull

MONDAY = date(2026, 10, 5)


def on(first: int, last: int, minutes: int) -> Held:
    return Held(MONDAY + timedelta(days=first), MONDAY + timedelta(days=last), minutes)


def test_a_day_holds_sixteen_hours() -> None:
    assert overfull([on(0, 0, 900)], on(0, 0, 60)) is None
    assert overfull([on(0, 0, 900)], on(0, 0, 61)) == on(0, 0, 900)


def test_a_course_over_two_days_goes_around_a_full_one() -> None:
    assert overfull([on(0, 0, 960)], on(0, 1, 960)) is None
    assert overfull([on(0, 0, 960)], on(0, 1, 961)) == on(0, 1, 960)


def test_what_lies_beyond_counts_through_a_course_that_reaches_there() -> None:
    held = [on(1, 2, 960), on(2, 2, 960)]

    assert overfull(held, on(0, 1, 961)) == on(0, 2, 1920)


def test_reversed_minutes_make_room_again() -> None:
    assert overfull([on(0, 0, 960), on(0, 0, -960)], on(0, 0, 960)) is None


def test_the_sentence_says_what_is_there_and_what_there_is_room_for() -> None:
    assert why_overfull([on(0, 0, 900)], on(0, 0, 61)) == ("On Oct 5, 2026, 15 h are credited already; a day has room for 16 h, so 1 h 1 min more do not fit.")
    assert why_overfull([], on(0, 1, 2000)) == "33 h 20 min are more than fits: 2 days have room for 32 h. Check the minutes and the dates."
    assert why_overfull([], on(0, 0, 1)) == ""


def can_be_scheduled(held: list[Held]) -> bool:
    """Each day goes to what ends first: if anything can be left over, this leaves nothing over."""
    left = {number: one.minutes for number, one in enumerate(held)}
    for offset in range(8):
        day, room = MONDAY + timedelta(days=offset), MOST_A_DAY
        for number in sorted(left, key=lambda number: held[number].last):
            if held[number].first <= day <= held[number].last:
                taken = min(room, left[number])
                left[number] -= taken
                room -= taken
    return not any(left.values())


spans = st.tuples(st.integers(0, 5), st.integers(0, 2), st.integers(1, 2000)).map(lambda facts: on(facts[0], facts[0] + facts[1], facts[2]))


@given(st.lists(spans, max_size=6), spans)
def test_new_minutes_fit_exactly_when_they_can_be_spread_over_the_days(wanted: list[Held], new: Held) -> None:
    held: list[Held] = []
    for one in wanted:
        if can_be_scheduled([*held, one]):
            held.append(one)

    assert (overfull(held, new) is None) == can_be_scheduled([*held, new])
