"""Which mark counts: any order of events, undone or not; and what the writer writes agrees with the fold."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from assessments.grading.fold import Event, Standing, may_follow, standing_of
from assessments.models.grade import JUDGED

MACHINE = ("automatic", "late_answer")
points = st.integers(0, 5).map(Fraction)
machine = st.builds(Event, st.sampled_from(MACHINE), points)
judged = st.builds(Event, st.sampled_from(JUDGED), points)
fix = st.builds(Event, st.just("fix"), points, st.integers(1, 3))
undo = st.builds(Event, st.just("undo"), points, st.integers(1, 3))
histories = st.lists(st.one_of(machine, judged, fix, undo), max_size=12)


def event(kind: str, given: int, fix: int | None = None) -> Event:
    return Event(kind, Fraction(given), fix)


def counted(*events: Event) -> int | None:
    present = standing_of(events).present
    return None if present is None else int(present.points)


def test_examples_of_the_module() -> None:
    automatic, fixed, manual, back = event("automatic", 0), event("fix", 2, 1), event("manual", 1), event("undo", 0, 1)

    assert [counted(automatic, fixed), counted(automatic, fixed, back), counted(automatic, manual, fixed), counted(automatic, fixed, manual, back)] == [
        2,
        0,
        1,
        1,
    ]
    later, later_back = event("fix", 3, 2), event("undo", 2, 2)
    assert counted(automatic, fixed, later, later_back, back) == 0
    assert [counted(automatic, fixed, later, back), counted(automatic, fixed, later, back, later_back)] == [3, 0]
    assert counted() is None


@given(histories, judged, st.lists(st.one_of(machine, fix, undo), max_size=8))
def test_no_machine_displaces_a_person(before: list[Event], mark: Event, after: list[Event]) -> None:
    assert standing_of([*before, mark, *after]).present == mark


@given(histories, judged)
def test_a_person_always_can(before: list[Event], mark: Event) -> None:
    assert standing_of([*before, mark]).present == mark


@given(histories, points)
def test_undo_restores_what_counted_before(before: list[Event], given: Fraction) -> None:
    present = standing_of(before).present

    after = standing_of([*before, Event("fix", given, 9), Event("undo", given, 9)])

    assert after.present == present


@given(histories, st.lists(fix, max_size=3))
def test_undo_of_a_fix_that_does_not_count_changes_nothing(before: list[Event], later: list[Event]) -> None:
    standing = standing_of([*before, *later])

    assert standing.can_undo(99) is False
    assert standing.after(event("undo", 0, 99)) is standing


@given(judged | machine, st.permutations([1, 2, 3]), st.permutations([1, 2, 3]))
def test_fixes_undone_in_any_order_leave_what_counted_before_them(first: Event, made: list[int], taken_back: list[int]) -> None:
    fixes = [event("fix", number, number) for number in made]

    assert standing_of([first, *fixes, *(event("undo", 0, number) for number in taken_back)]).present == first


@given(histories)
def test_what_the_writer_would_write_has_the_present_mark_in_its_newest_row(history: list[Event]) -> None:
    standing, rows = Standing(), []
    for one in history:
        if one.kind == "undo":
            if standing.can_undo(one.fix) and (left := standing.without(one.fix).present) is not None:
                rows.append(Event("undo", left.points, one.fix))
                standing = standing.after(rows[-1])
        elif may_follow(standing.present, one.kind):
            rows.append(one)
            standing = standing.after(one)

    folded = standing_of(rows)

    assert folded == standing
    assert (folded.present.points if folded.present else None) == (rows[-1].points if rows else None)
