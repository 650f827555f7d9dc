"""A student moves to another cohort of the program: what they are exempt from there goes along (decision 83)."""

from typing import Any

from django.db import transaction

from assessments.models import Exemption
from lms.audit.api import record_event
from lms.core.clock import now


@transaction.atomic
def carry_exemptions(*, origin: Any, enrollment: Any, by: Any) -> list[Exemption]:
    """Make ``enrollment`` exempt from what its student is exempt from in ``origin``, with the reason given there; ``by`` moved them. The rows added.

    What was taken back in ``origin`` ends in a place that is taken up again; what ``origin`` never knew stays.
    """
    there = _newest(enrollment)
    added = []
    for page, row in _newest(origin).items():
        held = there.get(page)
        if row.is_exempt == (held.is_exempt if held else False):
            continue
        added.append(
            Exemption.objects.create(
                enrollment=enrollment, assessment=row.assessment, number=held.number + 1 if held else 1, is_exempt=row.is_exempt, reason=row.reason,
                decided_by=by.public_id, decided_at=now(),
            )
        )  # fmt: skip
        record_event(
            "assessments.exemption_carried" if row.is_exempt else "assessments.exemption_ended", by=by, subject_kind="enrollment",
            subject_id=enrollment.public_id, campus=enrollment.cohort.campus.slug,
            data={"assessment": row.assessment.title, "reason": row.reason, "cohort": enrollment.cohort.name},
        )  # fmt: skip
    return added


def _newest(place: Any) -> dict[int, Exemption]:
    """What holds in a place, by assessment."""
    return {row.assessment_id: row for row in Exemption.objects.filter(enrollment=place.pk).select_related("assessment").order_by("number")}
