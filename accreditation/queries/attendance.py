"""What attendance earned: on the sheet of a session, in an entry's explanation, and beside measured study."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from accreditation.models import Entry
from accreditation.models.entry import Kind, SourceKind
from curriculum.api import Credit, Span, joined, live_session_called, whole_minutes
from lms.core.clock import from_ms
from lms.core.wording import hours


def credit_of_session(viewer: Any, session: Any) -> dict[str, Credit]:
    """By enrollment, the entry that a session's attendance earned; with its page, where corrections begin, for who may open it."""
    entries = Entry.objects.filter(source_kind=SourceKind.LIVE_SESSION, source_id=session.public_id, kind=Kind.CREDIT).order_by(
        "pk"
    )  # of two accounts, the one kept
    may_open = viewer is not None and viewer.has_perm("accreditation.view_board", session)
    return {enrollment: _credit(enrollment, seq, minutes, may_open) for enrollment, seq, minutes in entries.values_list("enrollment", "seq", "minutes")}


def _credit(enrollment: str, seq: int, minutes: int, may_open: bool) -> Credit:
    url = reverse("cohorts:entry", kwargs={"enrollment": enrollment, "seq": seq}) if may_open else ""
    return Credit(f"Entry {seq}, {hours(minutes)}", url)


def credited_by_attendance(student: str) -> list[Span]:
    """Every span that attendance was credited for, whatever became of its entry since."""
    found = Entry.objects.filter(student=student, source_kind=SourceKind.LIVE_SESSION, kind=Kind.CREDIT).values_list("evidence", flat=True)
    return joined((start, end) for evidence in found for start, end in evidence.get("credited", []))


def attendance_explained(entry: Entry) -> dict[str, Any]:
    """The evidence of an attendance entry in words: the sheet, when the student was there, what was credited elsewhere before."""
    evidence = entry.evidence
    session = live_session_called(evidence["session"])
    present = [(start, end) for start, end in evidence["present"]]
    return {
        "kind": "attendance", "session": session, "sheet_version": evidence["sheet_version"], "sheet_sha256": evidence["sheet_sha256"],
        "present": _pieces(present), "minutes_present": whole_minutes(present), "elsewhere": evidence["elsewhere"],
        "zone": session.cohort.campus.time_zone if session else "UTC",
    }  # fmt: skip


def _pieces(spans: list[Span]) -> list[tuple[datetime, datetime]]:
    return [(from_ms(start), from_ms(end)) for start, end in spans]
