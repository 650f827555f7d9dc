"""Crediting a confirmed sheet: for each student who was there, one entry of the minutes that nothing else has credited (hours.md, section 3)."""

from datetime import date
from typing import Any

from accreditation.ledger.append import append
from accreditation.ledger.body import Draft
from accreditation.ledger.elsewhere import Row, there_first
from accreditation.ledger.topics import split_range
from accreditation.models import Entry, LedgerHead
from accreditation.models.entry import Kind, SourceKind
from curriculum.api import enrollment_called, joined, sheet_facts, whole_minutes, without
from lms.core.canonical import GENESIS
from lms.core.clock import from_ms, local_date
from lms.core.failpoints import failpoint

CHAIN = ("seq", "kind", "evidence", "occurred_from", "occurred_to")


def post_attendance(*, sheet: Any) -> list[Entry]:
    """Post what the sheet earns and the ledger does not hold yet; posting it again changes nothing.

    A student who has an entry of this session keeps it, whatever a newer sheet says: it changes by a correction only. Less than
    a minute posts nothing. Runs in the transaction of the confirmation.
    """
    facts = sheet_facts(sheet)
    entries = []
    for row in sorted(facts["rows"], key=lambda row: row["student"]):  # heads are locked in one order, so two sheets never wait for each other
        if row["minutes"]:
            entry = _post(sheet, facts, row)
            entries += [entry] if entry is not None else []
            failpoint("attendance.between_entries")
    return entries


def _post(sheet: Any, facts: dict[str, Any], row: dict[str, Any]) -> Entry | None:
    student = row["student"]
    LedgerHead.objects.get_or_create(student=student, defaults={"hash": GENESIS})
    LedgerHead.objects.select_for_update().get(student=student)
    source = {"source_kind": SourceKind.LIVE_SESSION, "source_id": facts["session"], "enrollment": row["enrollment"]}
    if Entry.objects.filter(kind=Kind.CREDIT, **source).exists():  # of the place, so also from before its accounts were merged
        return None
    enrollment = enrollment_called(row["enrollment"])
    assert enrollment is not None  # a place is kept for good
    chain: list[Row] = list(Entry.objects.filter(student=student).order_by("seq").values(*CHAIN))
    present = joined((start, end) for start, end in row["present"])
    taken = there_first(enrollment.student_id, present, chain)
    credited = without(present, [span for spans in taken.values() for span in spans])
    minutes = whole_minutes(credited)
    if not minutes:
        return None
    evidence = {
        "kind": "attendance", "session": facts["session"], "sheet_version": facts["version"], "sheet_sha256": sheet.sha256,
        "present": row["present"], "credited": [list(span) for span in credited], "elsewhere": sorted(taken),
    }  # fmt: skip
    return append(_draft(sheet, facts, row, enrollment, minutes, evidence)).entry


def _draft(sheet: Any, facts: dict[str, Any], row: dict[str, Any], enrollment: Any, minutes: int, evidence: dict[str, Any]) -> Draft:
    first, last = _days(facts)
    return Draft(
        student=row["student"], kind=Kind.CREDIT.value, category=facts["kind"], minutes=minutes, topics=split_range(0, minutes, facts["topics"]),
        source_kind=SourceKind.LIVE_SESSION.value, source_id=facts["session"], title=facts["title"], provider=enrollment.cohort.campus.name, mode=facts["mode"],
        occurred_from=first, occurred_to=last, program=facts["program"], program_version=facts["program_version"], track=facts["track"],
        enrollment=row["enrollment"], cohort=facts["cohort"], campus=facts["campus"], evidence=evidence, recorded_by=facts["confirmed_by"],
        idempotency=("attendance", sheet.sha256),
    )  # fmt: skip


def _days(facts: dict[str, Any]) -> tuple[date, date]:
    """The session's dates on the campus's clocks."""
    return local_date(from_ms(facts["from"]), facts["time_zone"]), local_date(from_ms(facts["to"] - 1), facts["time_zone"])
