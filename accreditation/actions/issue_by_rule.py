"""Issuing what a program's rule says is due, without a person: called when a program is completed, and by the daily sweep."""

from typing import Any

from accreditation.actions.issue_certificate import issue_certificate
from accreditation.models import Certificate
from accreditation.queries.certificate_settings import templates_by_track
from accreditation.queries.certificates import current_certificates
from lms.core.errors import Conflict, Invalid


def issue_by_rule(*, enrollment: Any) -> list[Certificate]:
    """Certificates that were issued now, of the tracks whose template says so and whose completion rule holds; none the second time."""
    templates = templates_by_track(enrollment.cohort.campus, enrollment.cohort.program.public_id)
    issued = current_certificates([enrollment.public_id])
    due = [track for track, template in sorted(templates.items()) if template.by_rule and (enrollment.public_id, track) not in issued]
    return [certificate for track in due if (certificate := issued_if_complete(enrollment, track)) is not None]


def issued_if_complete(enrollment: Any, track: str, by: Any = None) -> Certificate | None:
    """The certificate, or ``None`` while something is missing: the next time the facts change, it is asked again."""
    try:
        return issue_certificate(enrollment=enrollment, track=track, by=by)
    except (Invalid, Conflict):
        return None
