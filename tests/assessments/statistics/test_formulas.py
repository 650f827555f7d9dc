"""The formulas, against the textbook’s in slow exact arithmetic, and at the ends of what can happen."""

from collections.abc import Sequence
from fractions import Fraction
from math import isfinite, isnan, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.statistics import Sheet, SheetBuilder, figures_of, flags_of, histogram, reliability
from assessments.statistics.answers import Groups, OptionTally, thirds
from assessments.statistics.timing import Timer

Row = Sequence[Fraction | None]
marks = st.fractions(min_value=0, max_value=3, max_denominator=6)
answers = st.integers(0, 1).map(Fraction)


def tables(mark: st.SearchStrategy[Fraction | None], *, fewest: int = 1) -> st.SearchStrategy[list[list[Fraction | None]]]:
    widths = st.integers(fewest, 5)
    return widths.flatmap(lambda width: st.lists(st.lists(mark, min_size=width, max_size=width), min_size=fewest, max_size=9))


def sheet_of(rows: Sequence[Row], points: int = 3) -> Sheet:
    """Rows are attempts; ``None`` stands where a question was not asked."""
    builder = SheetBuilder()
    for attempt, row in enumerate(rows):
        for question, mark in enumerate(row):
            if mark is not None:
                builder.add(attempt, question, mark.numerator, mark.denominator, points)
    return builder.sheet()


def mean(values: Sequence[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def covariance(xs: Sequence[Fraction], ys: Sequence[Fraction]) -> Fraction:
    return mean([(x - mean(xs)) * (y - mean(ys)) for x, y in zip(xs, ys, strict=True)])


@given(tables(marks))
def test_facility_is_the_mean_share(rows: list[list[Fraction]]) -> None:
    figures = figures_of(sheet_of(rows))

    for question, told in figures.items():
        assert told.facility.value == pytest.approx(float(mean([row[question] / 3 for row in rows])))


@given(tables(marks, fewest=2))
def test_discrimination_is_the_correlation_with_the_other_questions(rows: list[list[Fraction]]) -> None:
    figures = figures_of(sheet_of(rows))

    for question, told in figures.items():
        own, rest = [row[question] for row in rows], [sum(row, Fraction(0)) - row[question] for row in rows]
        spread = covariance(own, own) * covariance(rest, rest)
        assert told.discrimination.is_told == bool(spread)
        if told.discrimination.value is not None:
            assert told.discrimination.value == pytest.approx(float(covariance(own, rest)) / sqrt(spread), abs=1e-9)


@given(tables(marks, fewest=2))
def test_alpha_is_that_of_cronbach(rows: list[list[Fraction]]) -> None:
    told = reliability(sheet_of(rows)).alpha

    width, totals = len(rows[0]), [sum(row, Fraction(0)) for row in rows]
    spread = covariance(totals, totals)
    assert told.is_told == bool(spread)
    if told.value is not None:
        of_items = sum((covariance(column, column) for column in zip(*rows, strict=True)), Fraction(0))
        assert told.value == pytest.approx(float(Fraction(width, width - 1) * (1 - of_items / spread)), rel=1e-6, abs=1e-9)


@given(tables(answers, fewest=2))
def test_alpha_of_right_and_wrong_is_kuder_and_richardsons_formula_20(rows: list[list[Fraction]]) -> None:
    told = reliability(sheet_of(rows, points=1)).alpha

    if told.value is not None:
        width, totals = len(rows[0]), [sum(row, Fraction(0)) for row in rows]
        pq = sum((mean(column) * (1 - mean(column)) for column in zip(*rows, strict=True)), Fraction(0))
        assert told.value == pytest.approx(float(Fraction(width, width - 1) * (1 - pq / covariance(totals, totals))), rel=1e-6, abs=1e-9)


@given(tables(st.none() | marks))
def test_whatever_was_drawn_every_figure_is_a_number_or_a_reason(rows: list[list[Fraction | None]]) -> None:
    rows = [row for row in rows if any(mark is not None for mark in row)]
    sheet = sheet_of(rows)

    found = reliability(sheet)
    told = [found.alpha, found.error, found.spread, *(figure for one in figures_of(sheet).values() for figure in (one.facility, one.discrimination))]

    for figure in told:
        assert (figure.value is not None and isfinite(figure.value)) or figure.why_not
        assert figure.value is None or not isnan(figure.value)
    assert sum(cell.count for cell in histogram(sheet)) == len(rows)


@given(tables(marks, fewest=2))
def test_the_standard_error_is_never_more_than_the_spread(rows: list[list[Fraction]]) -> None:
    found = reliability(sheet_of(rows))

    if found.error.value is not None and found.spread.value is not None:
        assert found.error.value <= found.spread.value + 1e-12


def test_what_cannot_be_told_says_why() -> None:
    one = sheet_of([[Fraction(1), Fraction(0)]])
    same = sheet_of([[Fraction(1), Fraction(2)]] * 4)
    alone = sheet_of([[Fraction(1)], [Fraction(0)]])

    assert reliability(one).alpha.why_not == "It takes at least two attempts."
    assert figures_of(one)[0].discrimination.why_not == "Only one attempt was asked this question."
    assert reliability(same).alpha.why_not == "Everybody has the same score."
    assert figures_of(same)[0].discrimination.why_not == "Everybody has the same mark in this question."
    assert reliability(alone).alpha.why_not == "It takes at least two questions."
    assert figures_of(alone)[0].discrimination.why_not == "The question stood alone, so there is nothing to compare it with."


def test_drawn_questions_are_compared_among_those_who_were_asked() -> None:
    sheet = sheet_of([[Fraction(3), None, Fraction(3)], [None, Fraction(0), Fraction(0)], [Fraction(0), None, Fraction(1)]])

    assert not sheet.is_complete
    assert [figures.answers for figures in figures_of(sheet).values()] == [2, 3, 1]


def test_a_score_on_the_border_of_two_bins_belongs_to_the_upper_one() -> None:
    counted = histogram(sheet_of([[Fraction(3, 10)], [Fraction(29, 100)], [Fraction(3)]], points=1 * 3))

    assert [cell.count for cell in counted] == [1, 1, 0, 0, 0, 0, 0, 0, 0, 1]


@given(st.lists(st.integers(0, 4), min_size=1, max_size=30))
def test_equal_scores_stand_in_the_same_third(scores: list[int]) -> None:
    found = thirds(sheet_of([[Fraction(score)] for score in scores], points=4))

    by_score = {number: scores[number] for number in range(len(scores))}
    assert not found.top & found.bottom
    assert bool(found.top) == bool(found.bottom) == (not found.why_not)
    for group in (found.top, found.bottom):
        assert {number for number, score in by_score.items() if score in {by_score[n] for n in group}} == set(group)
    if found.top:
        assert min(len(found.top), len(found.bottom)) >= len(scores) // 3
        assert min(by_score[n] for n in found.top) > max(by_score[n] for n in found.bottom)


def test_a_key_that_only_the_weak_choose_is_suspect() -> None:
    tally = OptionTally()
    for choice, groups in {"a": Groups(6, 0, 5), "b": Groups(9, 5, 0), "": Groups(1, 0, 0)}.items():
        tally.add([choice] if choice else [], groups)
    rows = tally.rows(["a", "b", "c"], {"a": True})
    figures = figures_of(sheet_of([[Fraction(1), Fraction(0)]] * 3 + [[Fraction(0), Fraction(1)]] * 3, points=1))[0]

    assert [(row.answer, row.count, row.top_share, row.bottom_share) for row in rows] == [("a", 6, 0.0, 1.0), ("b", 9, 1.0, 0.0), ("c", 0, 0, 0), ("", 1, 0, 0)]
    assert [flag.key for flag in flags_of(figures, rows)] == ["key_suspect", "misleading", "attracts_the_strong"]


def test_few_attempts_raise_no_flag() -> None:
    figures = figures_of(sheet_of([[Fraction(0), Fraction(1)]] * 4, points=1))

    assert [flags_of(one) for one in figures.values()] == [[], []]


def test_hard_easy_and_blunt_questions_are_flagged() -> None:
    rows = [[Fraction(int(n == 0)), Fraction(1), Fraction(n % 2), Fraction(int(n > 3))] for n in range(8)]

    keys = {question: [flag.key for flag in flags_of(figures)] for question, figures in figures_of(sheet_of(rows, points=1)).items()}

    assert keys[0] == ["misleading", "too_hard"]
    assert keys[1] == ["too_easy"]
    assert keys[2] == ["misleading"]


def test_time_belongs_to_the_answer_that_was_saved_alone() -> None:
    timer = Timer()
    timer.start("one", 0)
    for question, moment in [("a", 20), ("b", 50), ("a", 60), ("c", 70), ("d", 70.2)]:
        timer.save(question, moment)
    timer.start("two", 100)
    timer.save("a", 140)
    timer.save("b", 9000)

    assert {question: figure.value for question, figure in timer.medians().items()} == {"a": 35.0, "b": 30.0}


def test_an_alpha_of_nothing_is_nothing_and_has_a_standard_error() -> None:
    """Two questions that have nothing to do with each other: every combination of marks once. Alpha is exactly 0."""
    builder = SheetBuilder()
    for person in range(6):
        builder.add(person, "a", person % 3, 3, 1)
        builder.add(person, "b", person % 2, 1, 5)

    found = reliability(builder.sheet())

    assert found.alpha.value == 0
    assert found.error.value == found.spread.value
