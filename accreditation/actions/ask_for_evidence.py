"""Asking a student for a document."""

from datetime import date
from typing import Any

from django.db import transaction

from accreditation.actions.tell_evidence import tell_asked
from accreditation.evidence_kinds import evidence_kinds
from accreditation.models import EvidenceRequest
from lms.audit.api import record_event
from lms.core.access import require
from lms.core.clock import local_date, now
from lms.core.errors import Invalid


@transaction.atomic
def ask_for_evidence(*, enrollment: Any, kind: str, due_on: date | None, by: Any) -> EvidenceRequest:
    """Ask the student of ``enrollment`` for one; asking again is a reminder, and goes out at most once a campus day.

    Raises ``Invalid`` for a document that students do not hand in and for a day that is over, ``Forbidden`` for who may not ask.
    """
    require(by, "accreditation.keep_documents", enrollment)
    if kind not in evidence_kinds or "student" not in evidence_kinds.get(kind).added_by:
        raise Invalid("Students do not hand in this kind of document.", code="not_theirs")
    campus, student = enrollment.cohort.campus, enrollment.student
    today = local_date(now(), campus.time_zone)
    if due_on is not None and due_on < today:
        raise Invalid("That day is over. Choose a later one, or none.", code="day_over")
    facts = {"student": student.public_id, "campus": campus.slug, "kind": kind}
    asked = EvidenceRequest.objects.create(**facts, due_on=due_on, asked_by=by.public_id, asked_at=now())
    data = {"kind": evidence_kinds.get(kind).title}
    record_event("accreditation.evidence_asked", by=by, subject_kind="person", subject_id=student.public_id, campus=campus.slug, data=data)
    tell_asked(asked, student, today)
    return asked
