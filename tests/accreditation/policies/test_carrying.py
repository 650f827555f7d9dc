"""What comes along of one account's minutes when it is merged: never the same minute twice, never more than fits into a day, nothing lost without a reason."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from accreditation.policies.carrying import MOST_A_DAY, MOST_STUDY_A_DAY, Credited, what_comes_along
from curriculum.attendance.intervals import Span, joined, overlaps, whole_minutes

DAY = date(2026, 10, 1)
MINUTE = 60_000
MIDNIGHT = int(datetime(2026, 10, 1, tzinfo=UTC).timestamp() * 1000)


def on_clock(seq: int, *minutes: tuple[int, int], source: str = "") -> Credited:
    """Study between these minutes of the day."""
    spans = tuple((MIDNIGHT + start * MINUTE, MIDNIGHT + end * MINUTE) for start, end in minutes)
    return Credited(seq, whole_minutes(spans), ("lesson", source or f"lesson {seq}"), f"Lesson {seq}", DAY, DAY, spans, is_study=True)


def stated(seq: int, minutes: int, *, title: str = "", first: date = DAY, last: date = DAY, is_study: bool = False) -> Credited:
    return Credited(seq, minutes, ("assessment", f"{title} {seq}"), title or f"Quiz {seq}", first, last, None, is_study)


def test_the_worked_example() -> None:
    share = what_comes_along([on_clock(1, (600, 660))], [on_clock(2, (630, 720))])[0]

    assert (share.minutes, share.why) == (60, "The rest was credited to the kept account at the same time of day.")


def test_the_same_source_comes_along_with_nothing() -> None:
    share = what_comes_along([on_clock(1, (600, 610), source="one")], [on_clock(2, (700, 720), source="one")])[0]

    assert (share.minutes, share.spans, share.why) == (0, (), "The kept account was credited for the same: its entry 1.")


def test_the_same_name_on_one_day_is_the_same_thing_where_no_clock_tells_them_apart() -> None:
    next_day = date(2026, 10, 2)
    merged = [stated(2, 30, title="first session "), stated(3, 30, title="first session", first=next_day, last=next_day)]

    assert [share.minutes for share in what_comes_along([stated(1, 30, title="First session")], merged)] == [0, 30]


def test_two_entries_of_the_other_account_about_one_source_both_come_along() -> None:
    merged = [on_clock(1, (0, 10), source="one"), on_clock(2, (20, 30), source="one")]

    assert [share.minutes for share in what_comes_along([], merged)] == [10, 10]


def test_what_a_reversed_entry_had_taken_is_not_released() -> None:
    share = what_comes_along([], [on_clock(1, (0, 30))], taken=[(MIDNIGHT, MIDNIGHT + 10 * MINUTE)])[0]

    assert share.minutes == 20


def test_a_day_holds_ten_hours_of_study_and_sixteen_of_everything() -> None:
    studied = what_comes_along([stated(1, 590, is_study=True)], [stated(2, 30, is_study=True)])
    everything = what_comes_along([stated(1, 950)], [stated(2, 30)])

    assert [studied[0].minutes, everything[0].minutes] == [10, 10]
    assert "more than fits into its days" in studied[0].why


minute_spans = st.lists(st.tuples(st.integers(0, 500), st.integers(1, 60)).map(lambda pair: (pair[0], pair[0] + pair[1])), min_size=1, max_size=4)


def apart(groups: list[list[tuple[int, int]]], first_seq: int) -> list[Credited]:
    """Entries of one account: no instant is in two of them, as its own ledger holds."""
    found: list[Credited] = []
    for number, group in enumerate(groups):
        one = on_clock(first_seq + number, *joined(group))
        if not any(overlaps(one.spans or (), other.spans or ()) for other in found):
            found.append(one)
    return found


@given(st.lists(minute_spans, max_size=5), st.lists(minute_spans, max_size=5))
def test_on_the_clock_both_accounts_together_are_the_union(kept_groups: list[list[Span]], merged_groups: list[list[Span]]) -> None:
    kept, merged = apart(kept_groups, 1), apart(merged_groups, 100)

    shares = what_comes_along(kept, merged)

    union = whole_minutes(span for one in [*kept, *merged] for span in one.spans or ())
    if union <= MOST_STUDY_A_DAY:
        assert sum(one.minutes for one in kept) + sum(share.minutes for share in shares) == union
    assert not any(overlaps(share.spans or (), one.spans or ()) for share in shares for one in kept)


entries = st.builds(
    lambda seq, minutes, offset, length, is_study: stated(
        seq, minutes, first=DAY + timedelta(days=offset), last=DAY + timedelta(days=offset + length), is_study=is_study
    ),
    st.integers(1, 10_000), st.integers(1, 700), st.integers(0, 3), st.integers(0, 2), st.booleans(),
)  # fmt: skip


def fits(held: list[Credited]) -> bool:
    """Whether every stretch of days has room for what lies within it."""
    return all(_holds(held, first, last) for first in {one.first for one in held} for last in {one.last for one in held} if first <= last)


def _holds(held: list[Credited], first: date, last: date) -> bool:
    inside, days = [one for one in held if first <= one.first and one.last <= last], (last - first).days + 1
    return sum(one.minutes for one in inside) <= MOST_A_DAY * days and sum(one.minutes for one in inside if one.is_study) <= MOST_STUDY_A_DAY * days


@given(st.lists(entries, max_size=4, unique_by=lambda one: one.seq), st.lists(entries, max_size=4, unique_by=lambda one: one.seq))
def test_days_that_fit_before_fit_afterwards_in_any_order_of_the_kept(kept: list[Credited], merged: list[Credited]) -> None:
    if not fits(kept):
        return

    shares = what_comes_along(kept, merged)

    come = {share.seq: share for share in shares}
    held = kept + [Credited(one.seq, come[one.seq].minutes, one.source, one.title, one.first, one.last, None, one.is_study) for one in merged]
    assert fits(held)
    assert all(0 <= come[one.seq].minutes <= one.minutes for one in merged)
    assert all(come[one.seq].why for one in merged if come[one.seq].minutes < one.minutes)
    assert [share.minutes for share in what_comes_along(list(reversed(kept)), merged)] == [share.minutes for share in shares]
