"""A mark was changed and an assessment is no longer passed: certificates of that place are flagged for a person to look at."""

from typing import Any

from django.db import transaction

from accreditation.actions.change_certificate import flag_certificate, note_event
from accreditation.models import Certificate, CertificateEventKind, RegradeFlag
from accreditation.queries.certificates import VALID, certificates_of, open_flags, standing_of
from assessments.api import counted_scores

REASON = "A question was corrected, and an assessment that this training needs is no longer passed."
WITHDRAWN = "The correction of a question that led to this was taken back, and the assessment is passed again."


@transaction.atomic
def flag_lost_pass(*, enrollment: Any, assessment: Any, fix: str = "") -> int:
    """``assessment`` is no longer passed in a place: flag its certificates; how many were. A person decides what follows.

    One that is flagged already is flagged once more only for another ``fix`` (its public id), so that each can withdraw its own.
    """
    if not assessment.required:
        return 0
    flagged = [certificate for certificate in _held(enrollment) if _is_news(certificate, fix)]
    for certificate in flagged:
        event = flag_certificate(certificate=certificate, reason=REASON)
        if fix:
            RegradeFlag.objects.create(event=event, fix=fix, assessment=assessment.pk)
    return len(flagged)


@transaction.atomic
def withdraw_flag(*, enrollment: Any, fix: str) -> int:
    """``fix`` was taken back: certificates of a place that only corrections of questions had flagged, this one among them, are valid again; how many.

    What a person flagged, or the correction of an entry did, stays; so does a flag while another correction still costs a pass.
    """
    withdrawn = [certificate for certificate in _held(enrollment) if _is_withdrawn(certificate, enrollment, fix)]
    for certificate in withdrawn:
        note_event(certificate, CertificateEventKind.REINSTATED, by="", reason=WITHDRAWN)
    return len(withdrawn)


def _held(enrollment: Any) -> list[Certificate]:
    return list(certificates_of([enrollment.student.public_id]).filter(enrollment=enrollment.public_id))


def _is_news(certificate: Certificate, fix: str) -> bool:
    if standing_of(certificate) == VALID:
        return True
    flags = open_flags(certificate)
    return bool(fix and flags) and all(flag is None or flag.fix != fix for flag in flags)


def _is_withdrawn(certificate: Certificate, enrollment: Any, fix: str) -> bool:
    flags = open_flags(certificate)
    known = [flag for flag in flags if flag is not None]
    if len(known) < len(flags) or all(flag.fix != fix for flag in known):
        return False
    return all(_is_passed(enrollment, flag.assessment) for flag in known)


def _is_passed(enrollment: Any, assessment: int) -> bool:
    counts = counted_scores([enrollment]).get((enrollment.pk, assessment))
    return counts is not None and counts.passed
