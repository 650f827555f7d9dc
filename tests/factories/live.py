"""A live session of the small course's cohort, and its attendance, made through the real doors."""

from datetime import UTC, datetime, timedelta
from typing import Any

from accreditation.models import Entry
from curriculum.actions.adjust_presence import adjust_presence
from curriculum.actions.confirm_attendance import confirm_attendance
from curriculum.actions.plan_session import plan_session
from curriculum.models import AttendanceSheet, Cohort, Enrollment, LiveSession
from curriculum.queries.attendance import attendance_rows, seen_mark
from lms.people.models import User

EVENING = datetime(2026, 10, 1, 22, 0, tzinfo=UTC)  # 6 pm in New York


def live_session(cohort: Cohort, by: User, **changes: Any) -> LiveSession:
    """A session of 90 minutes in a room; give fields to change."""
    facts: dict[str, Any] = {
        "number": 1, "title": "First", "track": "law_and_skills", "kind": "law_contact", "mode": "in_person", "starts_at": EVENING,
        "ends_at": EVENING + timedelta(minutes=90), "place": "Hall B", "topics": {"ethics_upl": 2, "asylum": 1},
    }  # fmt: skip
    facts.update(changes)
    return plan_session(cohort=cohort, by=by, **facts)


def was_there(session: LiveSession, enrollment: Enrollment, by: User, start: float, end: float) -> None:
    """Say that the student was there between two minutes of the session."""
    came, left = (session.starts_at + timedelta(minutes=minute) for minute in (start, end))
    adjust_presence(session=session, enrollment=enrollment, came_at=came, left_at=left, reason="I saw them.", by=by)


def confirmed(session: LiveSession, by: User) -> AttendanceSheet:
    """Confirm what the sheet says now."""
    return confirm_attendance(session=session, seen=seen_mark(attendance_rows(session)), by=by)


def entry_of(session: LiveSession, enrollment: Enrollment) -> Entry:
    return Entry.objects.get(source_id=session.public_id, enrollment=enrollment.public_id, kind="credit")
