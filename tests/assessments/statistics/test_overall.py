"""The overall result: an exact weighted mean; what is exempt, open or dropped takes no part."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from assessments.statistics.overall import Result, overall

shares = st.fractions(min_value=0, max_value=1, max_denominator=12)
results = st.builds(Result, st.integers(0, 5), st.sampled_from(["", "quizzes", "cases"]), st.none() | shares, st.booleans())
drops = st.dictionaries(st.sampled_from(["quizzes", "cases"]), st.integers(0, 4))


def test_the_worked_example() -> None:
    quizzes = [Result(1, "quizzes", Fraction(percent, 100)) for percent in (50, 80, 60)]

    found = overall([*quizzes, Result(2, "", Fraction(9, 10))], {"quizzes": 1})

    assert (found.share, found.weight, found.statuses) == (Fraction(4, 5), 4, ["dropped", "counts", "counts", "counts"])


@given(st.lists(results, max_size=8), drops)
def test_it_lies_between_the_results_that_count(rows: list[Result], dropping: dict[str, int]) -> None:
    found = overall(rows, dropping)

    counting = [row.share for row, status in zip(rows, found.statuses, strict=True) if status == "counts" and row.share is not None]
    assert (found.share is None) == (not counting)
    if found.share is not None:
        assert min(counting) <= found.share <= max(counting)


@given(st.lists(results, max_size=8), drops)
def test_a_group_drops_its_lowest_and_never_its_last(rows: list[Result], dropping: dict[str, int]) -> None:
    found = overall(rows, dropping)

    for group in ("quizzes", "cases"):
        in_group = [(row.share, status) for row, status in zip(rows, found.statuses, strict=True) if row.group == group and status in ("counts", "dropped")]
        gone = [share for share, status in in_group if status == "dropped" and share is not None]
        kept = [share for share, status in in_group if status == "counts" and share is not None]
        assert len(gone) == (min(dropping.get(group, 0), len(in_group) - 1) if in_group else 0)
        assert not gone or max(gone) <= min(kept)


@given(st.lists(results, max_size=8), drops)
def test_an_exemption_takes_no_part(rows: list[Result], dropping: dict[str, int]) -> None:
    without = [row for row in rows if not row.is_exempt]

    assert overall(rows, dropping).share == overall(without, dropping).share


def test_nothing_open_makes_it_final() -> None:
    assert overall([Result(1, "", Fraction(1)), Result(1, "", None, is_exempt=True)], {}).is_final
    assert not overall([Result(1, "", Fraction(1)), Result(1, "", None)], {}).is_final
