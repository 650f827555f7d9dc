"""Issuing the certificate of a completed track: once, frozen, resting on named entries."""

from datetime import datetime
from typing import Any

from django.db import transaction

from accreditation.actions.tell_certificate import tell_issued
from accreditation.actions.write_certificate import Ground, write_certificate
from accreditation.models import Certificate, LedgerHead
from accreditation.queries.certificate_conditions import missing_for_certificate
from accreditation.queries.certificate_settings import missing_from_settings, signatory_on, template_of, wording_of
from accreditation.queries.certificates import current_certificate
from accreditation.queries.dossier import build_dossier
from lms.audit.api import record_event
from lms.core.access import require
from lms.core.clock import local_date, now
from lms.core.errors import Conflict, Forbidden, Invalid
from lms.core.failpoints import failpoint


@transaction.atomic
def issue_certificate(*, enrollment: Any, track: str, by: Any = None) -> Certificate:
    """The certificate of ``enrollment`` for ``track``; the one there is, when it was issued before.

    ``by``: the person who issues it, or ``None`` for the rule of the track's template (a receiver may call it; twice gives the same
    one). Raises ``Invalid`` with everything that is still missing, ``Conflict`` without such a training or such a rule, and
    ``Forbidden`` for one's own certificate.
    """
    if by is not None:
        require(by, "accreditation.issue_certificate", enrollment)
        refuse_own(enrollment.student.public_id, by)
    head = LedgerHead.objects.select_for_update().filter(student=enrollment.student.public_id).first()
    issued = current_certificate(enrollment.public_id, track)
    if issued is not None:
        return issued
    at = now()
    ground = ground_for(enrollment, track, head, at)
    if by is None and not ground.wording.by_rule:
        raise Conflict("Certificates of this track are issued by a person, not by rule.", code="not_by_rule")
    certificate = write_certificate(ground, by=by, at=at)
    failpoint("certificate.before_telling")
    record_event(
        "accreditation.certificate_issued", by=by, subject_kind="enrollment", subject_id=enrollment.public_id, campus=certificate.campus,
        data={"number": certificate.number, "student": ground.name},
    )  # fmt: skip
    tell_issued(certificate, enrollment.student)
    return certificate


def refuse_own(student: str, by: Any) -> None:
    """Nobody issues, revokes or replaces their own certificate."""
    if by.public_id == student:
        raise Forbidden("This is your own certificate. Ask another coordinator.")


def ground_for(enrollment: Any, track: str, head: LedgerHead | None, at: datetime) -> Ground:
    """What a certificate of the track would be written from today; raises ``Invalid`` with everything that is missing."""
    campus, program = enrollment.cohort.campus, enrollment.cohort.program.public_id
    today = local_date(at, campus.time_zone)
    dossier = build_dossier(enrollment, today)
    training = next((training for training in dossier.trainings if training.track == track), None)
    if training is None or head is None:
        raise Conflict("There is no such training on this student’s record.", code="no_training")
    template, signatory = template_of(campus, program, track), signatory_on(campus, program, today)
    wording = wording_of(template, campus)
    missing = missing_for_certificate(training, dossier.candidate.legal_last_name, dossier.rules) + missing_from_settings(wording, signatory)
    if missing or signatory is None:
        raise Invalid(*missing, code="not_complete")
    return Ground(enrollment, training, dossier.candidate.legal_name, head, template, wording, signatory, dossier.rules.exam)
