"""What is released when: later never shows less, and nothing of the key comes before its time."""

from dataclasses import fields, replace

from hypothesis import given
from hypothesis import strategies as st

from assessments.policies.phases import (
    AFTER_CLOSE,
    AFTER_PASS,
    AFTER_RELEASE,
    AFTER_SUBMIT,
    DURING,
    NEVER,
    NOTHING,
    PARTS,
    Moment,
    Shown,
    is_come,
    shown_at,
)  # fmt: skip

CONDITIONS = [field.name for field in fields(Moment)]
settings = st.fixed_dictionaries({part: st.sampled_from([DURING, AFTER_SUBMIT, AFTER_PASS, AFTER_CLOSE, AFTER_RELEASE, NEVER]) for part in PARTS})
moments = st.sets(st.sampled_from(CONDITIONS)).map(lambda come: Moment(**dict.fromkeys(come, True)))


@given(settings, moments, st.sampled_from(CONDITIONS))
def test_what_comes_later_never_shows_less(chosen: dict[str, str], moment: Moment, more: str) -> None:
    later = replace(moment, left=True) if more == "submitted" else replace(moment, **{more: True})
    later = replace(later, submitted=True) if more == "submitted" else later

    before, after = shown_at(chosen, moment), shown_at(chosen, later)

    assert [part for part in PARTS if getattr(before, part) and not getattr(after, part)] == []


@given(settings, moments)
def test_each_part_waits_for_what_it_names(chosen: dict[str, str], moment: Moment) -> None:
    shown = shown_at(chosen, moment)

    for part in PARTS:
        assert not getattr(shown, part) or is_come(chosen[part], moment)
        assert chosen[part] != NEVER or not getattr(shown, part)


def test_nothing_is_shown_before_the_attempt_is_submitted_unless_its_page_was_left_for_good() -> None:
    everything = Moment(graded=True, over=True, closed=True, released=True)

    for setting in (DURING, AFTER_SUBMIT, AFTER_PASS, AFTER_CLOSE, AFTER_RELEASE):
        assert shown_at(dict.fromkeys(PARTS, setting), everything) == NOTHING
    assert shown_at(dict.fromkeys(PARTS, DURING), Moment(left=True)) == Shown(response=True, marks=True, key=True, explanation=True)


def test_score_marks_and_comments_wait_until_every_mark_is_there() -> None:
    at_once = dict.fromkeys(PARTS, AFTER_SUBMIT)

    assert shown_at(at_once, Moment(left=True, submitted=True)) == Shown(response=True, key=True, explanation=True)
