"""Confirming who was there: what the instructor saw becomes a sheet that never changes, and whoever credits it is told."""

from typing import Any

from django.db import transaction

from curriculum.actions.plan_session import event_facts
from curriculum.models import AttendanceSheet, LiveSession
from curriculum.queries.attendance import SheetRow, attendance_rows, newest_sheet, seen_mark, settled_enrollments, sheet_rows
from curriculum.signals import attendance_confirmed
from lms.audit.api import record_event
from lms.core.access import require
from lms.core.canonical import canonical_json, sha256_hex
from lms.core.clock import now, to_ms
from lms.core.errors import Conflict
from lms.core.failpoints import failpoint


@transaction.atomic
def confirm_attendance(*, session: LiveSession, seen: str, by: Any) -> AttendanceSheet:
    """Confirm the rows whose mark is ``seen``; confirming the same rows again gives the sheet there is.

    A sheet confirmed before may gain people; a row that was credited stays as it is. Raises ``Conflict`` for a
    session that is cancelled or not over, for one's own hours, and when the rows are no longer those that were seen.
    """
    require(by, "curriculum.teach_session", session)
    locked = LiveSession.objects.select_for_update(of=("self",)).select_related("cohort__campus", "cohort__program").get(pk=session.pk)
    _refuse(locked, by)
    rows, before = attendance_rows(locked), newest_sheet(locked)
    facts = [row.facts for row in rows]
    if before is not None and sheet_rows(before) == facts:
        return before
    if seen_mark(rows) != seen:
        raise Conflict("Something was recorded since you opened this page. Look at the sheet again, then confirm it.", code="changed")
    if before is not None:
        _refuse_changed(before, rows)
    return _confirmed(locked, facts, before.version + 1 if before else 1, by)


def _refuse(session: LiveSession, by: Any) -> None:
    if session.is_cancelled:
        raise Conflict("This session was cancelled, so nobody was there.", code="cancelled")
    if now() < session.ends_at:
        raise Conflict("The session is not over yet. Confirm attendance when it has ended.", code="not_over")
    if session.cohort.closed_at is not None and session.cohort.closed_at <= session.starts_at:
        raise Conflict("The cohort was closed before this session, so nothing is credited for it.", code="cohort_closed")
    if session.cohort.enrollments.filter(student=by).exists():
        raise Conflict("You are a student of this cohort. Another instructor confirms its attendance.", code="own_hours")


def _refuse_changed(before: AttendanceSheet, rows: list[SheetRow]) -> None:
    """A credited row changes by a correction with a second person, never by a newer sheet."""
    credited = settled_enrollments(before.session)
    there = {row["enrollment"]: row for row in sheet_rows(before) if row["enrollment"] in credited}
    now_said = {row.enrollment.public_id: row.facts["present"] for row in rows}
    if any(now_said.get(enrollment) != row["present"] for enrollment, row in there.items()):
        raise Conflict("Attendance that was confirmed would change. Correct the entry of that student instead.", code="settled")


def _confirmed(session: LiveSession, rows: list[dict[str, Any]], version: int, by: Any) -> AttendanceSheet:
    moment = now()
    body = canonical_json(
        {
            "session": session.public_id, "version": version, "cohort": session.cohort.slug, "campus": session.cohort.campus.slug,
            "program": session.cohort.program.slug, "program_version": session.cohort.program_version, "number": session.number, "title": session.heading,
            "track": session.track, "kind": session.kind, "mode": session.mode, "topics": session.topics, "time_zone": session.cohort.campus.time_zone,
            "from": to_ms(session.starts_at), "to": to_ms(session.ends_at), "confirmed_at": to_ms(moment), "confirmed_by": by.public_id, "rows": rows,
        }
    ).decode()  # fmt: skip
    sheet = AttendanceSheet.objects.create(
        session=session, version=version, body=body, sha256=sha256_hex(body.encode()), confirmed_by=by.public_id, confirmed_at=moment
    )
    failpoint("attendance.after_sheet")
    present = sum(bool(row["minutes"]) for row in rows)
    record_event("curriculum.attendance_confirmed", by=by, **event_facts(session, version=version, present=present))
    attendance_confirmed.send(sender=AttendanceSheet, session=session, sheet=sheet)
    failpoint("attendance.before_commit")
    return sheet
