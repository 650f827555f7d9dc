"""The live sessions of the term: planned as the program's series, attended by the code, confirmed on the next day."""

from datetime import date, time, timedelta
from typing import Any

from curriculum.api import (
    attendance_rows,
    check_with_code,
    code_at,
    confirm_attendance,
    plan_series,
    presence_key,
    proposed_series,
    seen_mark,
    sessions_of,
)
from lms.core.clock import to_ms
from lms.core.telling import telling_of
from lms.site.demonstration.finished.graduate import Graduate

EVENING = time(18)  # on the campus's clocks


def plan_evenings(cohort: Any, *, first_on: date, teacher: Any) -> list[Any]:
    """The program's whole series, one evening a week from ``first_on`` on, in order of time."""
    series, faults = proposed_series(cohort, first_on=first_on, at=EVENING, minutes=90)
    if faults:
        raise RuntimeError(f"The demonstration’s evenings do not fit: {faults}")
    plan_series(cohort=cohort, series=series, mode="in_person", place="Library, room 12", link="", instructor=teacher, by=teacher)
    return list(sessions_of(cohort))


def hold(session: Any, graduates: list[Graduate]) -> None:
    """Everybody comes and stays to the end."""
    for graduate in graduates:
        _check(session, graduate, "in", session.starts_at + timedelta(minutes=graduate.minutes_late()))
    for graduate in graduates:
        _check(session, graduate, "out", session.ends_at + timedelta(minutes=1))


def confirm(session: Any, *, teacher: Any) -> None:
    with telling_of(session.ends_at + timedelta(hours=15)):
        confirm_attendance(session=session, seen=seen_mark(attendance_rows(session)), by=teacher)


def _check(session: Any, graduate: Graduate, purpose: str, at: Any) -> None:
    code = code_at(presence_key(), session.public_id, purpose, to_ms(at))
    with telling_of(at):
        check_with_code(session=session, code=code, by=graduate.enrollment.student)
