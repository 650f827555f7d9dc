"""What an auditor does by their link: looking, which is logged for each student, and verifying the ledger."""

from dataclasses import dataclass
from typing import Any

from accreditation.ledger.verify import Verification, verify_each
from accreditation.models import Anchor, Audit
from accreditation.queries.hours import entries_of
from lms.audit.api import record_disclosures, record_event


def record_look(audit: Audit, places: list[Any], what: str) -> None:
    """Write down that the recipient of ``audit`` saw ``what`` of these students (34 CFR 99.32)."""
    owners = [place.student.public_id for place in places]
    record_disclosures(viewer=audit.public_id, owners=owners, what=what, purpose=audit.purpose, recipient=audit.shown_to[:200], campus=audit.campus)


@dataclass(frozen=True)
class Verified:
    """The answer of “Verify this ledger” for one student: the head of their chain, and how it compares."""

    place: Any
    answer: Verification
    head: str


def verify_for_audit(*, audit: Audit, places: list[Any]) -> tuple[list[Verified], Anchor | None]:
    """Verify the whole chains of these students, with everything their entries rest on; and the newest anchor."""
    record_look(audit, places, "Verification of the ledger")
    by_student = {place.student.public_id: place for place in places}
    found = []
    for student, answer in verify_each(by_student):
        head = entries_of(student).values_list("hash", flat=True).first() or ""
        found.append(Verified(by_student[student], answer, head))
    facts = {"audit": audit.label, "result": "all holds" if all(one.answer.ok for one in found) else "something does not hold"}
    record_event("accreditation.audit_verified", by=None, subject_kind="audit", subject_id=audit.public_id, campus=audit.campus, data=facts)
    return found, Anchor.objects.last()
