"""Live sessions of the demonstration: one that was held and confirmed, and one to come, through the same doors as real ones."""

from datetime import timedelta
from typing import Any

from curriculum.api import (
    adjust_presence,
    attendance_rows,
    check_with_code,
    code_at,
    confirm_attendance,
    modules_of,
    plan_session,
    presence_key,
    seen_mark,
    sessions_of,
    topics_of,
)
from lms.core.clock import now, to_ms

HELD_FOR = timedelta(minutes=90)


def live_sessions(cohort: Any, *, teacher: Any, enrollments: list[Any]) -> int:
    """Session 1 of the program, held last week with most of the cohort, and session 2 next week, once. Returns how many the cohort has."""
    if not sessions_of(cohort).exists() and _can_hold(cohort):
        evening = now().replace(hour=17, minute=0, second=0, microsecond=0)  # noon in New York: nobody studies by measure then
        held = _planned(cohort, 1, evening - timedelta(days=6), teacher)
        _planned(cohort, 2, evening + timedelta(days=8), teacher)
        _attended(held, enrollments, teacher)
    return sessions_of(cohort).count()


def _can_hold(cohort: Any) -> bool:
    """Another program than the starter one may have fewer sessions."""
    return all(_taught(cohort, number) for number in (1, 2)) and cohort.program.sessions.filter(number__in=(1, 2)).count() == 2


def _taught(cohort: Any, number: int) -> list[Any]:
    return [module for module in modules_of(cohort.program) if number in module.sessions and module.track == "law_and_skills"]


def _planned(cohort: Any, number: int, start: Any, teacher: Any) -> Any:
    program_session = cohort.program.sessions.get(number=number)
    modules = _taught(cohort, number)
    return plan_session(
        cohort=cohort, by=teacher, modules=modules, topics=topics_of(modules), number=number, title=program_session.title, track="law_and_skills",
        kind="law_contact", mode="hybrid", starts_at=start, ends_at=start + HELD_FOR, place="Library, room 12", link="https://video.example/pathway",
        instructor=teacher, prepare="Read the lessons of the module first. Bring one question that you want to ask.",
    )  # fmt: skip


def _attended(session: Any, enrollments: list[Any], teacher: Any) -> None:
    """Most come a little late by the code, one forgets to check out, one misses it."""
    for place, enrollment in enumerate(enrollments[:-1]):
        _check(session, enrollment, "in", place - 3)
        if place:
            _check(session, enrollment, "out", 88 + place % 4)
    if len(enrollments) > 1:
        forgot = enrollments[0]
        reason = "Stayed to the end and helped to put the chairs away."
        adjust_presence(session=session, enrollment=forgot, came_at=session.starts_at, left_at=session.ends_at, reason=reason, by=teacher)
    confirm_attendance(session=session, seen=seen_mark(attendance_rows(session)), by=teacher)


def _check(session: Any, enrollment: Any, purpose: str, minute: int) -> None:
    at = session.starts_at + timedelta(minutes=minute)
    code = code_at(presence_key(), session.public_id, purpose, to_ms(at))
    check_with_code(session=session, code=code, by=enrollment.student, at=at)
