"""The server's clock jumps by an hour and back, the campus changes its hours, a leap day comes: no elapsed time is negative, deadlines stand (QZ-18)."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from accreditation.ledger.append import append
from accreditation.ledger.verify import verify
from accreditation.policies.days import add_years
from assessments.actions.give_accommodation import Given, give_accommodation
from assessments.actions.pause_attempt import pause_attempt, resume_attempt
from assessments.actions.save_responses import save_responses
from assessments.actions.start_attempt import start_attempt
from assessments.actions.submit_attempt import close_if_overdue, submit_attempt
from assessments.models import AssessmentPage, Attempt
from assessments.policies.timing import break_taken
from assessments.queries.pauses import break_left
from curriculum.api import hear, new_token, newest_snapshot
from curriculum.models import Enrollment, LessonPage
from lms.core.clock import end_of_day, iso_ms, local_date
from lms.core.errors import Conflict
from lms.jobs.actions.lease import claim
from lms.jobs.api import enqueue, recover_jobs, run_job
from lms.jobs.models import Job
from lms.people import session_ends
from tests.factories.clock import Clock, stand_still
from tests.factories.course import enrolled_student, member
from tests.factories.ledger import draft
from tests.factories.quizzes import load_quiz

HOUR = timedelta(hours=1)
TERM = (date(2026, 9, 1), date(2026, 12, 31))
NEW_YORK = "America/New_York"
jumps = pytest.mark.parametrize("jump", [HOUR, -HOUR], ids=["an hour ahead", "an hour back"])


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return stand_still(monkeypatch)


@pytest.fixture
def place(clock: Clock, tmp_path: Path, db: None) -> Enrollment:
    load_quiz(tmp_path, time_limit_minutes=90)
    return enrolled_student()


def begin(place: Enrollment) -> Attempt:
    return start_attempt(assessment=AssessmentPage.objects.get(), enrollment=place, by=place.student)


def fresh(attempt: Attempt) -> Attempt:
    return Attempt.objects.select_related("assessment", "enrollment__cohort__campus", "enrollment__student").get(pk=attempt.pk)


@jumps
def test_a_clock_that_jumps_and_comes_back_moves_no_deadline(place: Enrollment, clock: Clock, jump: timedelta) -> None:
    attempt = begin(place)
    end = attempt.ends_at

    for number, shift in enumerate((timedelta(minutes=10), jump, timedelta(minutes=5), -jump, timedelta(minutes=5))):
        clock.shift(shift)
        save_responses(attempt=fresh(attempt), form={"q1": ["true"]}, key=f"save-{number}", by=place.student)

    clock.shift(timedelta(minutes=69))
    assert (fresh(attempt).ends_at, close_if_overdue(fresh(attempt))) == (end, False)
    clock.shift(timedelta(minutes=3))
    assert close_if_overdue(fresh(attempt))
    assert fresh(attempt).submitted_at == end


@jumps
def test_a_submission_is_taken_whatever_the_clock_says_and_never_before_the_start(place: Enrollment, clock: Clock, jump: timedelta) -> None:
    """Set back after the start, the clock is before it: the attempt took no time, and not less."""
    attempt = begin(place)
    clock.shift(jump)

    done = submit_attempt(attempt=fresh(attempt), by=place.student)

    assert done.submitted_at is not None
    assert done.submitted_at - done.started_at == max(jump, timedelta(0))
    assert verify().ok


@jumps
def test_a_break_gives_and_takes_no_more_than_was_given(place: Enrollment, clock: Clock, jump: timedelta) -> None:
    ines = member("coordinator@north.example", "coordinator", place.cohort.campus)
    give_accommodation(enrollment=place, assessment=None, given=Given(100, 15, 0, *TERM), reason="R", by=ines)
    attempt = begin(place)
    end = attempt.ends_at
    assert end is not None

    pause_attempt(attempt=fresh(attempt), by=place.student)
    clock.shift(jump)
    resume_attempt(attempt=fresh(attempt), by=place.student)

    now_ends = fresh(attempt).ends_at
    assert now_ends is not None
    assert timedelta(0) <= now_ends - end <= timedelta(minutes=15)
    assert timedelta(0) <= break_left(fresh(attempt)) <= timedelta(minutes=15)


@given(st.lists(st.tuples(st.integers(0, 10_000), st.none() | st.integers(0, 10_000), st.integers(0, 900)), max_size=5), st.integers(0, 10_000))
def test_breaks_never_took_less_than_nothing(pauses: list[tuple[int, int | None, int]], at: int) -> None:
    def moment(second: int) -> datetime:
        return datetime(2026, 11, 1, tzinfo=UTC) + timedelta(seconds=second)

    told = [(moment(since), None if to is None else moment(to), timedelta(seconds=most)) for since, to, most in pauses]

    taken = break_taken(told, moment(at))

    assert timedelta(0) <= taken <= sum((most for _, _, most in told), timedelta(0))


@jumps
def test_study_is_never_negative_and_never_more_than_was_studied(place: Enrollment, clock: Clock, jump: timedelta) -> None:
    lesson = LessonPage.objects.first()
    assert lesson is not None
    snapshot = newest_snapshot(lesson.pk)
    assert snapshot is not None
    token = new_token(place, lesson, snapshot)
    hear(token=token, kind="open", seq=0, active_ms=0, visible=True)
    credited = [0]
    for number in range(1, 9):
        clock.shift(timedelta(seconds=30) + {3: jump, 6: -jump}.get(number, timedelta(0)))
        with suppress(Conflict):  # an hour ahead, the session was left alone for too long
            credited.append(hear(token=token, kind="beat", seq=number, active_ms=30_000, visible=True).credited_ms)

    assert credited == sorted(credited)
    assert credited[-1] <= 8 * 30_000


@jumps
def test_a_job_is_done_once_in_effect(db: None, clock: Clock, jump: timedelta) -> None:
    """Ahead, its lease seems over and another worker takes it; the first finds out. Back, nothing happens until the clock is there again."""
    job = enqueue("notices.mail_notice", {"notice": "none"}, by=None, key="k")
    first = claim(job.public_id)
    assert first is not None

    clock.shift(jump)
    recover_jobs()
    run_job(job.public_id)
    state = Job.objects.get().state
    clock.shift(-jump)

    assert state == ("done" if jump > timedelta(0) else "running")
    if state == "running":
        first.finish({})
    assert Job.objects.get().state == "done"


@jumps
def test_the_ledger_verifies_with_entries_of_a_clock_that_jumped(db: None, clock: Clock, jump: timedelta) -> None:
    for number, shift in enumerate((timedelta(0), jump, -jump)):
        clock.shift(shift)
        append(draft(idempotency=("jump", number)))

    assert verify().ok


@jumps
def test_a_session_that_met_a_jump_ends_in_its_time(clock: Clock, jump: timedelta) -> None:
    session: dict[str, Any] = {}
    clock.shift(jump)
    session_ends.begin(session)
    clock.shift(-jump)
    session_ends.note_activity(session)

    clock.shift(timedelta(minutes=settings.SESSION_IDLE_MINUTES))
    assert session_ends.why_over(session)


@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2026, 3, 8), 23), (date(2026, 11, 1), 25), (date(2028, 2, 29), 24), (date(2026, 6, 1), 24)],
    ids=["clocks go forward", "clocks go back", "leap day", "a usual day"],
)
def test_a_deadline_of_a_day_is_its_last_instant_on_the_campus(day: date, hours: int) -> None:
    end = end_of_day(day, NEW_YORK)

    assert end - end_of_day(day - timedelta(days=1), NEW_YORK) == timedelta(hours=hours)
    assert (local_date(end - timedelta(milliseconds=1), NEW_YORK), local_date(end, NEW_YORK)) == (day, day + timedelta(days=1))


@pytest.mark.parametrize("start", [datetime(2026, 11, 1, 5, 30, tzinfo=UTC), datetime(2026, 3, 8, 6, 30, tzinfo=UTC)], ids=["clocks go back", "forward"])
def test_ninety_minutes_are_ninety_minutes_while_the_campus_changes_its_hours(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, db: None, start: datetime
) -> None:
    clock = stand_still(monkeypatch, start)
    load_quiz(tmp_path, time_limit_minutes=90)
    place = enrolled_student()
    Enrollment.objects.update(enrolled_at=start - timedelta(days=1))
    attempt = begin(place)
    assert attempt.ends_at is not None

    assert attempt.ends_at - attempt.started_at == timedelta(minutes=90)
    shown = attempt.ends_at.astimezone(ZoneInfo(NEW_YORK))
    assert iso_ms(shown) == iso_ms(attempt.ends_at)
    clock.now = attempt.ends_at
    assert not close_if_overdue(fresh(attempt))


@pytest.mark.parametrize(
    ("day", "years", "same"),
    [(date(2028, 2, 29), 4, date(2032, 2, 29)), (date(2028, 2, 29), 3, date(2031, 2, 28)), (date(2028, 2, 29), 6, date(2034, 2, 28))],
)
def test_years_after_a_leap_day_end_on_a_day_there_is(day: date, years: int, same: date) -> None:
    assert add_years(day, years) == same
