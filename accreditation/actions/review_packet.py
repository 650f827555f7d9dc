"""An authorized officer reads a packet: confirms each point, returns it with a reason, or marks it ready to file."""

import json
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from accreditation.actions.move_application import move_application
from accreditation.models import Application, OfficerReview
from accreditation.packets.reading import reading_of
from accreditation.policies.checklist import changed_ticks, kept_ticks, open_points, standing_ticks
from accreditation.queries.reviews import accepted_in, open_review_of
from accreditation.rules.applications import prepared_by
from lms.audit.api import record_event
from lms.core.access import require
from lms.core.clock import iso_ms, now
from lms.core.errors import Conflict, Invalid
from lms.vault.api import seal_text

NOT_YOURS = "A packet is reviewed by an authorized officer who neither prepared it nor is the candidate."
MOST = 1000


@transaction.atomic
def keep_review(*, application: Application, ticked: Mapping[str, str], accepted: dict[str, str], by: Any) -> OfficerReview:
    """Keep what the officer has confirmed so far; what is no longer ticked is taken out. Raises ``Forbidden``, or ``Conflict``.

    ``ticked`` says of each point which fingerprint (``CheckItem.read``) the officer's page showed: that was read, whatever stands there now.
    """
    review = _open_review(application, by)
    if any(len(reason) > MOST for reason in accepted.values()):
        raise Invalid(f"A reason has at most {MOST:,} characters.")
    reads = reading_of(application).reads
    review.ticks = kept_ticks(review.ticks, ticked, reads, iso_ms(now()))
    reasons = {key: reason.strip() for key, reason in sorted(accepted.items()) if key in reads and reason.strip()}
    review.sealed_accepted = seal_text(review.student, json.dumps(reasons)) if reasons else None
    review.save(update_fields=["ticks", "sealed_accepted"])
    return review


@transaction.atomic
def return_packet(*, application: Application, reason: str, by: Any) -> OfficerReview:
    """Give the packet back to the coordinator; the reason is kept with the step."""
    review = _open_review(application, by)
    move_application(application=application, move="return", note=reason, by=by)
    return _decided(review, OfficerReview.Outcome.RETURNED, by)


@transaction.atomic
def mark_ready(*, application: Application, by: Any) -> OfficerReview:
    """Say that it can be filed; raises ``Invalid`` with what is still open, and with what is not any more what was read."""
    review = _open_review(application, by)
    reading = reading_of(application)
    findings = {item.key: item.state for item in reading.items if item.state}
    still_open = open_points([*reading.reads], findings, standing_ticks(review.ticks, reading.reads), accepted_in(review))
    if still_open:
        titles, changed = {item.key: item.title for item in reading.items}, changed_ticks(review.ticks, reading.reads)
        raise Invalid(*(f"{'Changed since you read it' if key in changed else 'Still open'}: {titles[key]}." for key in still_open))
    review.contents = reading.contents
    review.save(update_fields=["contents"])
    return _decided(review, OfficerReview.Outcome.READY, by)


@transaction.atomic
def take_over(*, application: Application, by: Any) -> OfficerReview:
    """Read it in place of another officer, from the beginning: what they confirmed was their word."""
    locked = _lockable(application, by)
    found = open_review_of(locked)
    if found is None or found.officer == by.public_id:
        return _open_review(locked, by)
    found.officer, found.ticks, found.sealed_accepted = by.public_id, {}, None
    found.save(update_fields=["officer", "ticks", "sealed_accepted"])
    data = {"application": locked.public_id, "outcome": "taken over", "ticks": []}
    record_event("accreditation.packet_reviewed", by=by, subject_kind="person", subject_id=locked.student, campus=locked.campus, data=data)
    return found


def _lockable(application: Application, by: Any) -> Application:
    locked = Application.objects.select_for_update().get(pk=application.pk)
    require(by, "accreditation.review_application", locked, sentence=NOT_YOURS)
    if locked.state != "ready_for_ao":
        raise Conflict("This packet is not with the authorized officer now.", code="not_here")
    return locked


def _open_review(application: Application, by: Any) -> OfficerReview:
    """The review that is being kept, locked; begun by whoever opens it first."""
    locked = _lockable(application, by)
    found = open_review_of(locked)
    if found is None:
        return _begun(locked, by)
    if found.officer != by.public_id:
        raise Conflict("Another officer is reading this packet.", code="being_read")
    return found


def _begun(application: Application, by: Any) -> OfficerReview:
    try:
        with transaction.atomic():
            return OfficerReview.objects.create(
                application=application, student=application.student, prepared_by=prepared_by(application), officer=by.public_id, opened_at=now()
            )
    except IntegrityError:
        raise Conflict("Another officer is reading this packet.", code="being_read") from None


def _decided(review: OfficerReview, outcome: OfficerReview.Outcome, by: Any) -> OfficerReview:
    review.outcome, review.decided_at = outcome, now()
    review.save(update_fields=["outcome", "decided_at"])
    data = {"application": review.application.public_id, "outcome": outcome.label.lower(), "ticks": sorted(review.ticks)}
    campus = review.application.campus
    record_event("accreditation.packet_reviewed", by=by, subject_kind="person", subject_id=review.student, campus=campus, data=data)
    return review
