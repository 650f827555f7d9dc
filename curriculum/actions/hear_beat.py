"""Hearing what a lesson page reports: the server's clock, one locked row of running state per student (hours.md, section 1)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from curriculum.models import ContentSnapshot, Enrollment, LessonPage, StudySession, StudyState
from curriculum.models.beat_rows import write_beat
from curriculum.policies import policies
from curriculum.policies.log import NOT_ENROLLED, credited_ms_of, extend_lines
from curriculum.queries.beat_state import locked_state
from curriculum.queries.release import NOT_OPEN
from curriculum.queries.snapshots import lesson_facts
from lms.core.canonical import GENESIS, canonical_json
from lms.core.clock import from_ms, iso_ms, local_date, now, to_ms
from lms.core.errors import Conflict, Forbidden, Invalid
from lms.core.failpoints import failpoint
from lms.core.models import new_public_id

POLICY = "active-time-1"
SESSION_ENDS_AFTER_MS = 10 * 60_000


@dataclass(frozen=True)
class Token:
    """What the server vouched for when it made the page: who studies which content. Everything an ``open`` says comes from here."""

    session: str
    student: int
    student_id: str
    enrollment: int
    enrollment_id: str
    lesson: int
    lesson_id: str
    snapshot: int
    snapshot_id: str
    expected_minutes: int
    time_zone: str

    @property
    def activity(self) -> str:
        return f"{self.enrollment_id}/{self.lesson_id}"


def new_token(enrollment: Enrollment, lesson: LessonPage, snapshot: ContentSnapshot) -> Token:
    """The facts of one page load, with a fresh session id."""
    return Token(
        new_public_id(), enrollment.student_id, enrollment.student.public_id, enrollment.pk, enrollment.public_id, lesson.pk, lesson.public_id,
        snapshot.pk, snapshot.public_id, lesson_facts(snapshot).minutes, enrollment.cohort.campus.time_zone,
    )  # fmt: skip


@dataclass(frozen=True)
class Heard:
    """The answer to a beat: what the activity has earned so far, in milliseconds, and whether this beat was credited or why not."""

    credited_ms: int
    reason: str | None


@dataclass(frozen=True)
class Noticed:
    """What the page noticed while a beat's time accrued: seconds with input, and whether it scrolled. For flags only; never for credit."""

    inputs: int
    scrolled: bool


@transaction.atomic
def hear(
    *, token: Token, kind: str, seq: int, active_ms: int, visible: bool, impersonated: bool = False, at: datetime | None = None, noticed: Noticed | None = None
) -> Heard:
    """Accept one ``open`` or ``beat``, advance the student's state and keep the event for the log.

    A first beat with a valid token also opens. Raises ``Conflict`` (session_ended) ten minutes after the session's last
    event, and ``Invalid`` for a seq the log cannot hold. A retry of an acknowledged beat is answered and credits nothing.
    ``noticed`` is kept in the log and never looked at by the policy. ``at`` is for histories made by the server itself (the demonstration); no door passes one.
    """
    if not (0 <= seq < 2**31 and 0 <= active_ms < 2**31):
        raise Invalid("The page sent a number out of range. Reload the lesson.", code="malformed")
    state, may_study = _locked_state(token, local_date(at or now(), token.time_zone))
    at_ms = max(to_ms(at or now()), state.last_at_ms)
    policy = policies.get(POLICY).load_state(state.policy_state) if state.policy_state else policies.get(POLICY)()
    opened = _opens(token, at_ms, policy.latest_event_ms(token.session))
    events = [open_event(token, at_ms, impersonated=impersonated)] if opened else []
    if kind == "beat":
        events.append(beat_event(token, seq, at_ms, active_ms, visible, noticed))
    if not may_study:
        events = [{**event, NOT_ENROLLED: True} for event in events]
    intervals = [interval for event in events if NOT_ENROLLED not in event for interval in policy.feed(event, at_ms)]
    _keep(state, token.time_zone, events, intervals, policy.dump_state(forget_sessions_before_ms=at_ms - SESSION_ENDS_AFTER_MS), at_ms)
    failpoint("beat.before_commit")
    credited = credited_ms_of(state.credited.get(token.activity, []))
    reason = NOT_ENROLLED if events and NOT_ENROLLED in events[-1] else None
    return Heard(credited, reason or next((interval.reason for interval in reversed(intervals) if interval.reason), None))


def _locked_state(token: Token, today: date) -> tuple[StudyState, bool]:
    """The student's locked state, and whether study in this enrollment is credited now; one query for both.

    Raises ``Forbidden`` while the lesson is closed to the student.
    """
    names = {"student": token.student, "enrollment": token.enrollment, "lesson": token.lesson}
    state: Any = locked_state(**names, today=today)
    if state is None:
        StudyState.objects.get_or_create(student_id=token.student, defaults={"head_hash": GENESIS})
        state = locked_state(**names, today=today)
    if not state.is_open:
        raise Forbidden(NOT_OPEN, code="not_open")
    return state, bool(state.may_study)


def _opens(token: Token, at_ms: int, latest_ms: int | None) -> bool:
    """Whether this event opens its session. ``latest_ms`` is what the policy remembers; only what it forgot is looked up."""
    if latest_ms is None:
        at = from_ms(at_ms)
        session = StudySession.objects.filter(public_id=token.session).first()
        if session is None:
            names = {"student_id": token.student, "enrollment_id": token.enrollment, "lesson_id": token.lesson, "snapshot_id": token.snapshot}
            StudySession.objects.create(public_id=token.session, opened_at=at, last_event_at=at, **names)
            return True
        latest_ms = to_ms(session.last_event_at)
    if at_ms - latest_ms > SESSION_ENDS_AFTER_MS:
        raise Conflict("This study session has ended. The page opens a new one.", code="session_ended")
    return False


def open_event(token: Token, at_ms: int, *, impersonated: bool) -> dict[str, Any]:
    """What the log keeps of a page that was opened at ``at_ms``."""
    return {
        "user": token.student_id, "session": token.session, "seq": 0, "at": iso_ms(from_ms(at_ms)), "kind": "open", "activity": token.activity,
        "revision": token.snapshot_id, "expected_minutes": token.expected_minutes, "impersonated": impersonated, "timezone": token.time_zone,
    }  # fmt: skip


def beat_event(token: Token, seq: int, at_ms: int, active_ms: int, visible: bool, noticed: Noticed | None) -> dict[str, Any]:
    """What the log keeps of a beat that came at ``at_ms``."""
    event = {
        "user": token.student_id, "session": token.session, "seq": seq, "at": iso_ms(from_ms(at_ms)), "kind": "beat",
        "active_ms": active_ms, "visible": visible,
    }  # fmt: skip
    return event | {"inputs": noticed.inputs, "scrolled": noticed.scrolled} if noticed else event


def _keep(state: StudyState, time_zone: str, events: list[dict[str, Any]], intervals: list[Any], policy_state: Any, at_ms: int) -> None:
    lines = []
    for event in events:
        state.last_ordinal += 1
        lines.append((state.last_ordinal, canonical_json(event).decode()))
    extend_lines(state.credited, intervals, time_zone)
    state.policy_state = policy_state
    state.last_at_ms = at_ms
    write_beat(state, lines)
