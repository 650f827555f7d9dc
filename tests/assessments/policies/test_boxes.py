"""Leitner's boxes: up by one when right, back to the first when wrong."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from assessments.policies.boxes import DAYS, FIRST, LAST, box_after, due_on


@given(st.lists(st.booleans(), max_size=20))
def test_a_box_is_as_high_as_the_last_run_of_right_answers(answers: list[bool]) -> None:
    box = None
    for right in answers:
        box = box_after(box, right=right)

    run = next((number for number, right in enumerate(reversed(answers)) if not right), len(answers))
    assert box == (None if not answers else min(FIRST + run, LAST))


def test_what_was_missed_is_due_the_same_day_and_what_is_known_later_and_later() -> None:
    today = date(2026, 10, 1)

    assert due_on(FIRST, today) == today
    assert [DAYS[box] for box in sorted(DAYS)] == sorted(set(DAYS.values()))
