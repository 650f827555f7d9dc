"""From a code on a screen to a sheet that never changes."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from curriculum.actions.adjust_presence import adjust_presence, set_missing_ends
from curriculum.actions.change_session import cancel_session
from curriculum.actions.confirm_attendance import confirm_attendance
from curriculum.actions.enroll import close_cohort, withdraw_student
from curriculum.actions.record_presence import check_with_code, mark_presence, presence_key
from curriculum.attendance.codes import code_at
from curriculum.models import AttendanceSheet, Enrollment, EnrollmentStep, LiveSession, PresenceAdjustment, PresenceEvent
from curriculum.queries.attendance import attendance_rows, own_presence, recorded_spans, seen_mark, sheet_facts
from lms.core.canonical import sha256_hex
from lms.core.clock import to_ms
from lms.core.errors import Conflict, Forbidden, Invalid
from lms.people.models import Membership, User
from tests.factories.course import enrolled_since, enrolled_student, member
from tests.factories.live import EVENING, confirmed, live_session, was_there

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(enrollment: Enrollment, teacher: User) -> LiveSession:
    return live_session(enrollment.cohort, teacher)


def at(minute: float) -> datetime:
    return EVENING + timedelta(minutes=minute)


def check(session: LiveSession, student: User, purpose: str, minute: float) -> PresenceEvent:
    code = code_at(presence_key(), session.public_id, purpose, to_ms(at(minute)))
    return check_with_code(session=session, code=code, by=student, at=at(minute))


def row_of(session: LiveSession, enrollment: Enrollment) -> Any:
    return next(row for row in attendance_rows(session) if row.enrollment == enrollment)


def test_each_coming_lasts_until_the_next_going(enrollment: Enrollment, session: LiveSession) -> None:
    for purpose, minute in (("in", -5), ("in", 20), ("out", 30), ("out", 40), ("in", 60), ("out", 80), ("in", 85)):
        check(session, enrollment.student, purpose, minute)

    row = row_of(session, enrollment)

    assert (row.presence.minutes, row.presence.late_minutes, row.presence.early_minutes, row.how) == (50, 0, 10, ("code",))
    assert PresenceEvent.objects.count() == 7


def test_without_check_out_nothing_counts_until_an_instructor_says_so(enrollment: Enrollment, teacher: User, session: LiveSession) -> None:
    check(session, enrollment.student, "in", 12)
    assert (row_of(session, enrollment).lacks_out, row_of(session, enrollment).presence.minutes) == (True, 0)

    assert set_missing_ends(session=session, reason="I saw them leave last.", by=teacher) == 1

    row = row_of(session, enrollment)
    assert (row.presence.minutes, row.presence.late_minutes, row.adjusted) == (78, 12, True)
    assert set_missing_ends(session=session, reason="Again.", by=teacher) == 0


@pytest.mark.parametrize(
    ("purpose", "minute", "says"),
    [("in", -15.1, "opens 15 minutes"), ("in", 90, "closed when"), ("out", -1, "opens when"), ("out", 120, "closed 30 minutes")],
)
def test_codes_out_of_time_are_refused(enrollment: Enrollment, session: LiveSession, purpose: str, minute: float, says: str) -> None:
    with pytest.raises(Conflict, match=says):
        check(session, enrollment.student, purpose, minute)


@pytest.mark.parametrize(("purpose", "minute"), [("in", -15), ("in", 89.9), ("out", 0), ("out", 119.9)])
def test_codes_in_time_are_taken(enrollment: Enrollment, session: LiveSession, purpose: str, minute: float) -> None:
    assert check(session, enrollment.student, purpose, minute).kind == purpose


def test_a_code_of_a_minute_ago_or_of_another_session_is_refused(enrollment: Enrollment, teacher: User, session: LiveSession) -> None:
    other = live_session(enrollment.cohort, teacher, number=None)
    old = code_at(presence_key(), session.public_id, "in", to_ms(at(1)))
    foreign = code_at(presence_key(), other.public_id, "in", to_ms(at(2)))

    for code in (old, foreign, "", "no code"):
        with pytest.raises(Invalid, match="no longer on the screen"):
            check_with_code(session=session, code=code, by=enrollment.student, at=at(2))


def test_only_who_has_an_active_place_checks_in(enrollment: Enrollment, teacher: User, session: LiveSession) -> None:
    coordinator = member("coordinator@north.example", "coordinator", enrollment.cohort.campus)
    stranger = enrolled_student("south", "student@south.example").student
    left = enrolled_student(email="left@north.example")
    withdraw_student(enrollment=left, by=coordinator, reason="Moved away.")

    for person in (teacher, stranger, left.student):
        with pytest.raises(Conflict, match="no active place"):
            check(session, person, "in", 1)
    close_cohort(cohort=enrollment.cohort, by=coordinator)
    with pytest.raises(Conflict, match="no active place"):
        check(LiveSession.objects.get(pk=session.pk), User.objects.get(pk=enrollment.student_id), "in", 1)


def test_nobody_checks_in_to_a_cancelled_session(enrollment: Enrollment, teacher: User, session: LiveSession) -> None:
    cancelled = cancel_session(session=session, reason="Snow.", by=teacher)

    with pytest.raises(Conflict, match="cancelled"):
        check(cancelled, enrollment.student, "in", 1)


def test_an_instructor_clicks_for_a_phone_that_does_not_work(
    enrollment: Enrollment,
    teacher: User,
    session: LiveSession,
    clock: Callable[[datetime], None],
) -> None:
    for kind, minute in (("in", 3), ("out", 89)):
        clock(at(minute))
        mark_presence(session=session, enrollment=enrollment, kind=kind, by=teacher)

    assert row_of(session, enrollment).presence.minutes == 86
    with pytest.raises(Forbidden):
        mark_presence(session=session, enrollment=enrollment, kind="in", by=enrollment.student)
    with pytest.raises(Invalid):
        mark_presence(session=session, enrollment=enrolled_student("south", "s@south.example"), kind="in", by=teacher)


def test_nobody_sets_or_confirms_their_own_hours(enrollment: Enrollment, session: LiveSession) -> None:
    Membership.objects.create(user=enrollment.student, campus=enrollment.cohort.campus, role="instructor")
    both = User.objects.get(pk=enrollment.student_id)

    for act in (lambda: was_there(session, enrollment, both, 0, 90), lambda: confirmed(session, both)):
        with pytest.raises(Conflict, match=r"own presence|student of this cohort"):
            act()


@pytest.mark.parametrize(
    ("came", "left", "reason", "says"),
    [
        (0, 90, " ", "Say why"), (30, 20, "x", "leave before they came"), (0, None, "x", "both times"), (91, 95, "x", "outside the session"),
        (-30, -10, "x", "outside the session"),
    ],
)  # fmt: skip
def test_times_that_cannot_be_are_refused(
    enrollment: Enrollment,
    teacher: User,
    session: LiveSession,
    came: int,
    left: int | None,
    reason: str,
    says: str,
) -> None:
    with pytest.raises(Invalid, match=says):
        adjust_presence(session=session, enrollment=enrollment, came_at=at(came), left_at=None if left is None else at(left), reason=reason, by=teacher)


def test_the_newest_word_of_an_instructor_counts_and_cannot_exceed_the_session(enrollment: Enrollment, teacher: User, session: LiveSession) -> None:
    check(session, enrollment.student, "in", 0)
    was_there(session, enrollment, teacher, -60, 300)
    assert row_of(session, enrollment).presence.minutes == 90

    adjust_presence(session=session, enrollment=enrollment, came_at=None, left_at=None, reason="It was somebody else.", by=teacher)

    assert (row_of(session, enrollment).presence.minutes, row_of(session, enrollment).lacks_out) == (0, False)
    assert PresenceAdjustment.objects.count() == 2


def test_the_sheet_says_who_was_there_under_its_hash(enrollment: Enrollment, teacher: User, session: LiveSession) -> None:
    absent = enrolled_student(email="absent@north.example")
    was_there(session, enrollment, teacher, 5, 90)

    sheet = confirmed(session, teacher)

    facts = sheet_facts(sheet)
    assert sha256_hex(sheet.body.encode()) == sheet.sha256
    assert {row["enrollment"]: row["minutes"] for row in facts["rows"]} == {enrollment.public_id: 85, absent.public_id: 0}
    assert (facts["version"], facts["from"], facts["to"], facts["time_zone"]) == (1, to_ms(at(0)), to_ms(at(90)), "America/New_York")
    assert enrollment.student.email not in sheet.body
    assert enrollment.student.legal_last_name not in sheet.body


def test_only_what_was_seen_is_confirmed(enrollment: Enrollment, teacher: User, session: LiveSession) -> None:
    seen = seen_mark(attendance_rows(session))
    was_there(session, enrollment, teacher, 0, 90)

    with pytest.raises(Conflict, match="since you opened"):
        confirm_attendance(session=session, seen=seen, by=teacher)
    assert not AttendanceSheet.objects.exists()


def test_after_confirmation_codes_are_refused_and_the_forgotten_may_be_added(enrollment: Enrollment, teacher: User, session: LiveSession) -> None:
    forgotten = enrolled_student(email="late@north.example")
    was_there(session, enrollment, teacher, 0, 90)
    confirmed(session, teacher)

    for student in (enrollment.student, forgotten.student):
        with pytest.raises(Conflict, match="confirmed already"):
            check(session, student, "out", 100)
    was_there(session, forgotten, teacher, 0, 30)

    assert confirmed(session, teacher).version == 2


def test_a_student_who_had_left_before_is_not_on_the_sheet_and_one_who_left_after_is(enrollment: Enrollment, teacher: User, session: LiveSession) -> None:
    before, after = enrolled_student(email="before@north.example"), enrolled_student(email="after@north.example")
    for place, minute in ((before, -60), (after, 600)):
        Enrollment.objects.filter(pk=place.pk).update(state="withdrawn", ended_at=at(minute))

    assert [row.enrollment for row in attendance_rows(session)] == [enrollment, after]


@pytest.mark.parametrize("table", ["presenceevent", "presenceadjustment", "attendancesheet"])
@pytest.mark.parametrize("statement", ["UPDATE curriculum_{} SET id = id", "DELETE FROM curriculum_{}"])
def test_the_database_refuses_to_change_what_is_written_once(
    enrollment: Enrollment,
    teacher: User,
    session: LiveSession,
    table: str,
    statement: str,
) -> None:
    check(session, enrollment.student, "in", 0)
    was_there(session, enrollment, teacher, 0, 90)
    confirmed(session, teacher)

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table))


def test_a_sheet_costs_the_same_queries_for_one_student_and_for_three(enrollment: Enrollment, teacher: User, session: LiveSession) -> None:
    check(session, enrollment.student, "in", 0)
    with CaptureQueriesContext(
        connection,
    ) as one:
        attendance_rows(session, teacher)
    for number in range(2):
        other = enrolled_student(email=f"student{number}@north.example")
        check(session, other.student, "in", 1)
        was_there(session, other, teacher, 1, 80)

    with CaptureQueriesContext(connection) as three:
        attendance_rows(session, teacher)

    assert len(one) == len(three)


def test_own_row_says_the_same_as_the_sheet(enrollment: Enrollment, session: LiveSession) -> None:
    check(session, enrollment.student, "in", 4)
    check(session, enrollment.student, "out", 70)

    own = own_presence(session, enrollment)

    assert own is not None
    assert own.facts == row_of(session, enrollment).facts


moments = st.integers(0, 30)


@settings(deadline=None)
@given(events=st.lists(st.tuples(st.sampled_from(["in", "out"]), moments), max_size=12))
def test_presence_is_every_instant_between_a_coming_and_the_next_going(events: list[tuple[str, int]]) -> None:
    goings = [minute for kind, minute in events if kind == "out"]
    expected: set[int] = set()
    for kind, minute in events:
        if kind == "in":
            expected |= set(range(minute, min((going for going in goings if going > minute), default=minute)))

    recorded = [PresenceEvent(kind=kind, at=at(minute)) for kind, minute in sorted(events, key=lambda event: event[1])]
    spans = recorded_spans(recorded)

    assert {minute for minute in range(31) if any(start <= to_ms(at(minute)) < end for start, end in spans)} == expected
    assert all(earlier[1] < later[0] for earlier, later in pairwise(spans))


class TestTheTimeOfAPlace:
    """Nobody is credited for being there while they had no place (HR-10)."""

    def test_a_place_given_after_the_session_is_not_on_its_sheet(self, enrollment: Enrollment, session: LiveSession) -> None:
        enrolled_since(enrollment, at(90))
        assert attendance_rows(session) == []

        enrolled_since(enrollment, at(89))
        assert [row.enrollment for row in attendance_rows(session)] == [enrollment]

    def test_presence_is_cut_to_the_time_of_the_place(self, enrollment: Enrollment, teacher: User, session: LiveSession) -> None:
        enrolled_since(enrollment, at(20))
        was_there(session, enrollment, teacher, 0, 90)
        assert row_of(session, enrollment).presence.minutes == 70

    def test_a_place_left_and_taken_up_again_leaves_a_gap(self, enrollment: Enrollment, teacher: User, session: LiveSession) -> None:
        EnrollmentStep.objects.bulk_create(
            EnrollmentStep(student=enrollment.student, cohort=enrollment.cohort, at=at(minute), from_state=before, to_state=after, reason="Why.")
            for minute, before, after in ((30, "active", "withdrawn"), (50, "withdrawn", "active"))
        )
        was_there(session, enrollment, teacher, 0, 90)

        own = own_presence(session, enrollment)

        assert row_of(session, enrollment).presence.minutes == 70
        assert own is not None
        assert own.presence.minutes == 70


def test_a_confirmed_row_that_earned_nothing_may_change_in_a_later_sheet(enrollment: Enrollment, teacher: User, session: LiveSession) -> None:
    other = live_session(enrollment.cohort, teacher, number=None)
    was_there(other, enrollment, teacher, 0, 60)
    confirmed(other, teacher)
    was_there(session, enrollment, teacher, 0, 30)  # all of it credited elsewhere
    confirmed(session, teacher)
    assert not row_of(session, enrollment).settled

    was_there(session, enrollment, teacher, 0, 90)
    confirmed(session, teacher)

    assert row_of(session, enrollment).settled
    with pytest.raises(Conflict, match="correcting the entry"):
        was_there(session, enrollment, teacher, 0, 10)
