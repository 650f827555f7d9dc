"""The officer's review of a packet: what was confirmed so far."""

import json

from accreditation.models import Application, OfficerReview
from lms.vault.api import Unreadable, open_text


def open_review_of(application: Application) -> OfficerReview | None:
    return OfficerReview.objects.filter(application=application, outcome=OfficerReview.Outcome.OPEN).first()


def accepted_in(review: OfficerReview) -> dict[str, str]:
    """The officer's reasons by key of the checklist; empty once the student's texts were erased."""
    if not review.sealed_accepted:
        return {}
    try:
        reasons: dict[str, str] = json.loads(open_text(review.student, bytes(review.sealed_accepted)))
    except Unreadable:
        return {}
    return reasons
