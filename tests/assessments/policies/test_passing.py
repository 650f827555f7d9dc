"""Pass marks with exact fractions, all of which must hold; and which attempt counts."""

from dataclasses import dataclass
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from assessments.policies.passing import (
    AVERAGE,
    BEST,
    FIRST,
    LAST,
    OVERALL,
    SECTION,
    TOPIC,
    Mark,
    Part,
    PassRules,
    averaged,
    counting,
    is_passed,
    overall_of,
    parts_of,
)  # fmt: skip

marks = st.builds(
    lambda points, maximum, section, topics: Mark(None if points is None else points * maximum, maximum, section, tuple(topics)),
    st.none() | st.fractions(0, 1, max_denominator=9), st.integers(1, 10), st.sampled_from(["a", "b"]), st.sets(st.sampled_from(["law", "ethics"])),
)  # fmt: skip
percents = st.integers(1, 100)
rules = st.builds(PassRules, percents, st.dictionaries(st.sampled_from(["a", "b"]), percents), st.dictionaries(st.sampled_from(["law", "ethics"]), percents))


@given(st.lists(marks))
def test_points_of_any_size_are_summed_exactly(asked: list[Mark]) -> None:
    assert overall_of(asked, PassRules(70)).points == sum((mark.points for mark in asked if mark.points is not None), Fraction(0))


@dataclass(frozen=True)
class Scored:
    name: str
    share: Fraction
    passed: bool


def test_seventy_percent_is_seventy_percent() -> None:
    reached = [Mark(Fraction(7, 3), 3), Mark(Fraction(7, 3), 3), Mark(Fraction(7, 3), 4)]

    assert overall_of(reached, PassRules(70)).holds
    assert not overall_of([*reached[:2], Mark(Fraction(7, 3) - Fraction(1, 10**12), 4)], PassRules(70)).holds


def test_every_pass_mark_must_hold() -> None:
    asked = [Mark(Fraction(9), 10, "a", ("law",)), Mark(Fraction(1), 2, "b", ("law", "ethics"))]

    for needed, passes in (
        (PassRules(80), True), (PassRules(80, {"b": 50}), True), (PassRules(80, {"b": 51}), False), (PassRules(80, {}, {"ethics": 60}), False),
        (PassRules(80, {"a": 90, "b": 50}, {"law": 83}), True), (PassRules(80, {}, {"law": 84}), False),
    ):  # fmt: skip
        assert is_passed(overall_of(asked, needed), parts_of(asked, needed)) is passes, needed


def test_what_was_not_asked_cannot_be_failed_but_nothing_at_all_is_no_pass() -> None:
    needed = PassRules(70, {"b": 100}, {"ethics": 100})

    assert is_passed(overall_of([Mark(Fraction(1), 1, "a")], needed), parts_of([Mark(Fraction(1), 1, "a")], needed))
    assert not is_passed(overall_of([], needed), parts_of([], needed))


@given(st.lists(marks, min_size=1, max_size=6), rules)
def test_sections_add_up_to_the_whole_and_more_rules_never_pass_more(asked: list[Mark], needed: PassRules) -> None:
    overall, parts = overall_of(asked, needed), parts_of(asked, needed)

    sections = [part for part in parts if part.kind == SECTION]
    assert sum(part.points for part in sections) == overall.points
    assert sum(part.maximum for part in sections) == overall.maximum
    assert {part.name for part in parts if part.kind == TOPIC} == set(needed.topics)
    assert not is_passed(overall, parts) or overall.holds


@given(st.lists(st.tuples(st.fractions(0, 1), st.booleans()), min_size=1, max_size=5))
def test_which_attempt_counts(facts: list[tuple[Fraction, bool]]) -> None:
    scores = [Scored(str(number), share, passed) for number, (share, passed) in enumerate(facts)]

    best = counting(scores, BEST)

    assert counting(scores, FIRST) is scores[0]
    assert counting(scores, LAST) is scores[-1]
    assert best.passed == any(score.passed for score in scores)
    assert best.share == max(score.share for score in scores if score.passed == best.passed)
    assert counting(scores, AVERAGE) is scores[-1]


@given(st.lists(st.tuples(st.fractions(0, 1, max_denominator=20), st.integers(1, 30)), min_size=1, max_size=5))
def test_the_average_is_the_mean_of_shares_however_many_points_each_attempt_had(facts: list[tuple[Fraction, int]]) -> None:
    mean = averaged([Part(OVERALL, "", share * maximum, maximum, 70) for share, maximum in facts])

    assert mean.share == sum((share for share, _ in facts), Fraction(0)) / len(facts)
    assert mean.maximum == facts[-1][1]
