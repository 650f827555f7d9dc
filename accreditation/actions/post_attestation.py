"""Crediting what a student stated and a coordinator approved (hours.md, section 1)."""

from typing import Any

from accreditation.actions.post_lesson import common_facts, nominal_entry
from accreditation.ledger.append import Posted, append
from accreditation.ledger.body import Draft
from accreditation.ledger.topics import split_range
from accreditation.queries.attested import attested_minutes
from curriculum.api import lesson_facts
from lms.vault.api import open_text


def post_attestation(*, attestation: Any, decision: Any) -> Posted | None:
    """Post the minutes as the student's own record, approved by the coordinator; ``None`` where the lesson is not, or was not, credited by measured time.

    A lesson credited by its stated minutes posts those on completion; the statement only counts toward its minimum share.
    Each minute's topic is that of the lesson's stated minutes up to here, as with measured time.
    """
    enrollment, facts = attestation.enrollment, lesson_facts(attestation.snapshot)
    if facts.credit_mode != "measured" or nominal_entry(enrollment, facts.lesson) is not None:
        return None
    student = enrollment.student.public_id
    before = attested_minutes(student, [enrollment.public_id], facts.lesson)
    return append(
        Draft(
            **common_facts(enrollment, facts),
            minutes=attestation.minutes,
            topics=split_range(before, before + attestation.minutes, facts.topics),
            source_id=facts.lesson,
            content_revision=attestation.snapshot.public_id,
            content_sha256=attestation.snapshot.sha256,
            occurred_from=attestation.studied_on,
            occurred_to=attestation.studied_on,
            evidence={"kind": "attestation", "id": attestation.public_id, "sha256": attestation.sha256},
            recorded_by=student,
            approved_by=decision.decided_by.public_id,
            reason=open_text(student, bytes(attestation.sealed_reason)),
            idempotency=("attestation", attestation.public_id),
        )
    )
