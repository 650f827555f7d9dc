"""Telling people about documents: who may verify one, and what became of it. Notices say neither names nor what a document holds."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from accreditation.evidence_kinds import evidence_kinds
from accreditation.models import Evidence, EvidenceRequest
from lms.core.wording import day
from lms.notices.api import notify
from lms.people.api import User, administrators, campus_called, holders_of, person_called


def tell_waiting(evidence: Evidence) -> None:
    """A second person is wanted: whoever may verify it on the campus, or else who looks after all of them."""
    title = evidence_kinds.get(evidence.kind).title
    for person in _verifiers(evidence):
        notify(
            person, "accreditation.evidence_waiting", subject_line=f"A document waits to be verified: {title}",
            text="Somebody handed in a document. A second person looks at it; you may be that person.",
            url=reverse("evidence:document", args=[evidence.public_id]), key=f"evidence-waiting:{evidence.public_id}",
        )  # fmt: skip


def _verifiers(evidence: Evidence) -> Iterable[User]:
    concerned = [evidence.uploaded_by, evidence.student]
    campus = campus_called(evidence.campus)
    found = list(holders_of(campus.pk, *evidence_kinds.get(evidence.kind).verifiers).exclude(public_id__in=concerned)) if campus else []
    return found or administrators().exclude(public_id__in=concerned)


def tell_decided(evidence: Evidence, number: int, *, verified: bool) -> None:
    """To the student it is about and to whoever handed it in; the reason stands on the page, not here."""
    title = evidence_kinds.get(evidence.kind).title
    subject = f"Verified: {title}" if verified else f"Not accepted: {title}"
    text = (
        "A second person looked at your document and verified it."
        if verified
        else "A second person looked at your document. The page says why, and what to do."
    )
    for public_id in sorted({evidence.student, evidence.uploaded_by} - {""}):
        person = person_called(public_id)
        if person is not None:
            page = "documents:document" if public_id == evidence.student else "evidence:document"
            key = f"evidence-decided:{evidence.public_id}:{number}"
            url = reverse(page, args=[evidence.public_id])
            notify(person, "accreditation.evidence_decided", subject_line=subject, text=text, url=url, key=key)


def tell_asked(asked: EvidenceRequest, student: Any, day_asked: Any) -> None:
    """To the student, at most once a day for each kind of document."""
    title = evidence_kinds.get(asked.kind).title
    by = f" It is needed by {day(asked.due_on)}." if asked.due_on else ""
    notify(
        student, "accreditation.evidence_asked", subject_line=f"Please hand in: {title}",
        text=f"Your coordinator asks you for this document.{by} The page says what it should show and takes your file.",
        url=reverse("documents:add", args=[asked.kind]), key=f"evidence-asked:{asked.kind}:{day_asked.isoformat()}",
    )  # fmt: skip
