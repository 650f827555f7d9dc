"""Issuing the certificate of a completed track: once, frozen, resting on named entries."""

import io
import secrets
from typing import Any

import segno
from django.conf import settings
from django.db import transaction

from accreditation.dossier import ProgramRules, Training
from accreditation.models import Certificate, Entry, LedgerHead
from accreditation.queries.dossier import build_dossier
from accreditation.queries.hours import holders_of
from accreditation.queries.record import MODE_LABELS
from accreditation.requirements.completion import missing_of_training
from lms.audit.api import record_event
from lms.core.access import require
from lms.core.canonical import sha256_hex
from lms.core.clock import local_date, now
from lms.core.errors import Conflict, Invalid
from lms.core.failpoints import failpoint
from lms.core.typesetting import typeset
from lms.core.wording import day, hours
from lms.notices.api import notify


@transaction.atomic
def issue_certificate(*, enrollment: Any, track: str, by: Any) -> Certificate:
    """The certificate of ``enrollment`` for ``track``; the one there is, when it was issued before.

    Raises ``Invalid`` with everything that is still missing.
    """
    require(by, "accreditation.issue_certificate", enrollment)
    head = LedgerHead.objects.select_for_update().filter(student=enrollment.student.public_id).first()
    issued = Certificate.objects.filter(enrollment=enrollment.public_id, track=track).first()
    if issued is not None:
        return issued
    at = now()
    dossier = build_dossier(enrollment, local_date(at, enrollment.cohort.campus.time_zone))
    training = next((training for training in dossier.trainings if training.track == track), None)
    if training is None or head is None:
        raise Conflict("There is no such training on this student’s record.", code="no_training")
    missing = missing_for_certificate(training, dossier.candidate.legal_last_name, dossier.rules)
    if missing:
        raise Invalid(*missing, code="not_complete")
    return _issue(enrollment, training, dossier.candidate.legal_name, head, by, at)


def missing_for_certificate(training: Training, legal_last_name: str, rules: ProgramRules) -> list[str]:
    """What the program’s completion rule still asks for in this track, in sentences (domain reference, 8.4)."""
    unnamed = [] if legal_last_name else ["The legal name is not known; it stands on the certificate."]
    return unnamed + missing_of_training(training, rules)


def _issue(enrollment: Any, training: Training, name: str, head: LedgerHead, by: Any, at: Any) -> Certificate:
    code = secrets.token_urlsafe(24)
    number = f"PW-{at.year}-{secrets.token_hex(4).upper()}"
    facts = _facts(enrollment, training, name, number, code, local_date(at, enrollment.cohort.campus.time_zone))
    pdf = typeset("certificate", {**facts, "qr_svg": _qr(facts["verify_url"])}, at=at)
    places = holders_of([enrollment])
    entries = Entry.objects.filter(student=head.student, enrollment__in=list(places), track=training.track).order_by("seq")
    certificate = Certificate.objects.create(
        code=code, number=number, student=head.student, enrollment=enrollment.public_id, campus=enrollment.cohort.campus.slug, track=training.track,
        facts=facts, entries=[list(pair) for pair in entries.values_list("seq", "hash")], ledger_seq=head.seq, ledger_hash=head.hash,
        pdf=pdf, pdf_sha256=sha256_hex(pdf), issued_at=at, issued_by=by.public_id,
    )  # fmt: skip
    failpoint("certificate.before_commit")
    record_event(
        "accreditation.certificate_issued", by=by, subject_kind="enrollment", subject_id=enrollment.public_id, campus=enrollment.cohort.campus.slug,
        data={"number": number, "student": name},
    )  # fmt: skip
    notify(
        enrollment.student, "accreditation.certificate_issued", subject_line="Your certificate is ready",
        text=f"Your certificate for {training.title} was issued. You can download it from your record.", url="/record/", key=f"certificate:{number}",
    )  # fmt: skip
    return certificate


def _facts(enrollment: Any, training: Training, name: str, number: str, code: str, issued_on: Any) -> dict[str, Any]:
    dates = [day(date) for date in (training.first_date, training.last_date) if date]
    taken = [result for result in training.results if result.attempted]
    return {
        "provider": training.provider,
        "provider_address": training.provider_address,
        "name": name,
        "course": f"{training.title}: fundamentals of immigration law, procedure and practice" if training.is_fundamentals else training.title,
        "dates": " to ".join(dict.fromkeys(dates)),
        "hours": hours(training.minutes),
        "minutes": training.minutes,
        "modes": ", ".join(f"{MODE_LABELS[mode].lower()} {hours(minutes)}" for mode, minutes in sorted(training.minutes_by_mode.items())),
        "results": "; ".join(
            f"{result.title}: {result.percent} %, {'passed' if result.passed else 'not passed'} (pass mark {result.pass_percent} %)" for result in taken
        )
        or "No formal test",
        "issued": day(issued_on),
        "number": number,
        "verify_url": f"{settings.SITE_URL}/verify/{code}/",
        "signatory": "Program director",
        "topics": [{"title": topic.title, "hours": hours(topic.minutes), "minutes": topic.minutes} for topic in training.topics if topic.minutes],
    }


def _qr(url: str) -> str:
    file = io.BytesIO()
    segno.make(url, error="m").save(file, kind="svg", border=0, dark="#1E2430", xmldecl=False)
    return file.getvalue().decode()
