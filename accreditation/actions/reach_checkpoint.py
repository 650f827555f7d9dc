"""Points of a matter: a student says that one is reached, and the attorney gives feedback on it."""

from typing import Any

from django.db import IntegrityError, transaction

from accreditation.actions.tell_practice import tell_feedback
from accreditation.confidentiality.refusing import refuse_identifiers
from accreditation.models import Checkpoint, Matter, MatterStudent, SupervisingAttorney
from accreditation.models.matter import CheckpointKind
from lms.audit.api import record_event
from lms.core.clock import now
from lms.core.errors import Conflict, Forbidden, Invalid
from lms.people.api import MailedLink
from lms.vault.api import seal_text


@transaction.atomic
def reach_checkpoint(*, matter: Matter, kind: str, by: Any) -> Checkpoint:
    """Mark a point as reached; marking it again changes nothing. Raises ``Forbidden`` without a place in the matter, ``Invalid`` for no such point."""
    if not MatterStudent.objects.filter(matter=matter, student=by.public_id, ended_at__isnull=True).exists():
        raise Forbidden("You have no place in this matter.")
    if kind not in CheckpointKind.values:
        raise Invalid("Choose a point from the list.")
    try:
        with transaction.atomic():
            point = Checkpoint.objects.create(matter=matter, student=by.public_id, kind=kind, reached_at=now())
    except IntegrityError:
        return Checkpoint.objects.get(matter=matter, student=by.public_id, kind=kind)
    facts = {"code": matter.code, "point": point.get_kind_display()}
    record_event("accreditation.checkpoint_reached", by=by, subject_kind="person", subject_id=by.public_id, campus=matter.campus, data=facts)
    return point


@transaction.atomic
def give_feedback(*, point: Checkpoint, text: str, attorney: SupervisingAttorney, link: MailedLink) -> Checkpoint:
    """Feedback on a point, once. Raises ``Forbidden`` for another's matter, ``Conflict`` when there is some, ``Invalid`` and ``Identifying``."""
    if point.matter.attorney_id != attorney.pk or link.subject != attorney.public_id or link.email != attorney.email:
        raise Forbidden("Another attorney supervises this matter.")
    locked = Checkpoint.objects.select_for_update(of=("self",)).select_related("matter").get(pk=point.pk)
    if locked.feedback_by:
        raise Conflict("There is feedback on this point already.", code="answered")
    words = text.strip()
    if not words or len(words) > 2000:
        raise Invalid("Write a sentence, at most 2,000 characters.")
    refuse_identifiers(words)
    locked.sealed_feedback, locked.feedback_by, locked.feedback_at = seal_text(locked.student, words), attorney.public_id, now()
    locked.save(update_fields=["sealed_feedback", "feedback_by", "feedback_at"])
    tell_feedback(locked)
    return locked
