"""A score with gains is the score that the changed marks would have: overall, by section, by topic, and whether it passes."""

from datetime import UTC, datetime
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from assessments.policies.passing import Mark, PassRules, is_passed, overall_of, parts_of
from assessments.queries.gains import Gain, with_gains
from assessments.queries.results import AttemptScore

AT = datetime(2026, 10, 1, tzinfo=UTC)
SECTIONS, TOPICS = ["", "Facts", "Law"], ["asylum", "ethics"]
points = st.fractions(min_value=0, max_value=3, max_denominator=6)
marks = st.builds(
    Mark, points=points | st.none(), maximum=st.integers(0, 4), section=st.sampled_from(SECTIONS), topics=st.lists(st.sampled_from(TOPICS), unique=True)
)
percents = st.integers(0, 100)
rules = st.builds(
    PassRules, percent=percents, sections=st.dictionaries(st.sampled_from(SECTIONS[1:]), percents), topics=st.dictionaries(st.sampled_from(TOPICS), percents)
)


def score_of(of: list[Mark], needed: PassRules, *, graded: bool) -> AttemptScore:
    overall, parts = overall_of(of, needed), parts_of(of, needed)
    return AttemptScore("a", 1, 1, overall.points, overall.maximum, graded and is_passed(overall, parts), AT, needed.percent, parts, "best", graded)


@given(st.lists(marks, min_size=1, max_size=6), rules, st.booleans(), st.data())
def test_a_score_with_gains_is_the_score_of_the_changed_marks(of: list[Mark], needed: PassRules, graded: bool, data: st.DataObject) -> None:
    changed, gains = [], []
    for mark in of:
        new = data.draw(points | st.none())
        if new is None:  # this answer is left as it is
            changed.append(mark)
            continue
        changed.append(Mark(new, mark.maximum, mark.section, mark.topics))
        gains.append(Gain(new - (mark.points or Fraction(0)), mark.section, mark.topics))
    assert with_gains(score_of(of, needed, graded=graded), gains) == score_of(changed, needed, graded=graded)
