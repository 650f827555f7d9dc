"""Ledger drafts for tests: quiet, valid, and easy to vary."""

from datetime import date
from typing import Any

from accreditation.ledger.append import append
from accreditation.ledger.body import Draft


def draft(**changes: Any) -> Draft:
    """A credit of 30 measured minutes of one lesson; give fields to change."""
    facts: dict[str, Any] = {
        "student": "student-1",
        "kind": "credit",
        "category": "law_self_study",
        "minutes": 30,
        "source_kind": "lesson",
        "source_id": "lesson-1",
        "title": "Who may represent an immigrant",
        "mode": "self_paced",
        "occurred_from": date(2026, 9, 14),
        "occurred_to": date(2026, 9, 14),
        "enrollment": "enrollment-1",
        "track": "law_and_skills",
        "evidence": {"kind": "note"},
        "idempotency": ("active-time-1", 0, 1_800_000),
    }
    facts.update(changes)
    facts.setdefault("topics", {"ethics_upl": facts["minutes"]})
    return Draft(**facts)


def append_hours(enrollment: Any, minutes: int, **changes: Any) -> Any:
    """Credit a place with minutes of ethics; gives the entry."""
    cohort = enrollment.cohort
    about = {"student": enrollment.student.public_id, "enrollment": enrollment.public_id, "cohort": cohort.slug, "campus": cohort.campus.slug}
    return append(draft(minutes=minutes, idempotency=(enrollment.public_id, minutes), **{**about, **changes})).entry
