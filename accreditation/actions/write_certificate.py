"""Writing a certificate: the PDF as it will always be, the signed data beside and inside it, and the row that keeps both."""

import io
import secrets
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import segno
from django.conf import settings
from django.db.models import Count, Max

from accreditation.actions.sign_credential import sign_credential
from accreditation.credentials import LENGTH, StatusEntry, Wording, achievement_credential, attached, certificate_facts
from accreditation.dossier import Training
from accreditation.models import Certificate, CertificateTemplate, Entry, LedgerHead, Signatory
from accreditation.queries.credential_keys import issuer_address, status_list_address
from accreditation.queries.hours import holders_of
from accreditation.queries.record import MODE_LABELS
from lms.core.canonical import sha256_hex
from lms.core.clock import local_date
from lms.core.failpoints import failpoint
from lms.core.typesetting import typeset

BY_RULE = "pathway"
FULL = LENGTH // 2  # places given of one list; the other half keeps drawing a free one quick


@dataclass(frozen=True)
class Ground:
    """What a certificate is written from: the training as it stands, the name, the chain's locked head, the words and who signs.

    ``exam`` is the slug of the final examination that the rules name.
    """

    enrollment: Any
    training: Training
    name: str
    head: LedgerHead
    template: CertificateTemplate | None
    wording: Wording
    signatory: Signatory
    exam: str = ""


def write_certificate(ground: Ground, *, by: Any, at: datetime, replaces: Certificate | None = None) -> Certificate:
    """The certificate, in the caller's transaction. ``by``: the person, or ``None`` when a rule issues it."""
    code, number = secrets.token_urlsafe(24), f"PW-{at.year}-{secrets.token_hex(4).upper()}"
    facts = _facts(ground, number, code, at, replaces)
    body = typeset("certificate", {**facts, "qr_svg": _qr(facts["verify_url"])}, at=at)
    status_list, status_index = _place_in_list()
    status = StatusEntry(status_list_address(status_list), status_index)
    document = achievement_credential(facts, issuer=issuer_address(), status=status, body=body, issued_at=at)
    credential = sign_credential(document, at)
    pdf = attached(body, credential)
    enrollment, head = ground.enrollment, ground.head
    certificate = Certificate.objects.create(
        code=code, number=number, student=head.student, enrollment=enrollment.public_id, campus=enrollment.cohort.campus.slug, track=ground.training.track,
        facts=facts, entries=_entries(ground), ledger_seq=head.seq, ledger_hash=head.hash, pdf=pdf, pdf_sha256=sha256_hex(pdf), issued_at=at,
        issued_by=by.public_id if by else BY_RULE, edition=replaces.edition + 1 if replaces else 1, replaces=replaces, template=ground.template,
        credential=credential.decode(), status_list=status_list, status_index=status_index,
        valid_until=date.fromisoformat(facts["valid_until"]) if facts["valid_until"] else None,
    )  # fmt: skip
    failpoint("certificate.before_commit")
    return certificate


def _facts(ground: Ground, number: str, code: str, at: datetime, replaces: Certificate | None) -> dict[str, Any]:
    cohort = ground.enrollment.cohort
    zone = cohort.campus.time_zone
    return certificate_facts(
        ground.training, ground.wording, name=ground.name, number=number, verify_url=f"{settings.SITE_URL}/verify/{code}/",
        issued_on=local_date(at, zone), signatory=ground.signatory, mode_labels=MODE_LABELS,
        achievement=f"{settings.SITE_URL}/learn/{cohort.program.slug}/?version={cohort.program_version}&track={ground.training.track}",
        ledger=(ground.head.seq, ground.head.hash), replaces=(replaces.number, local_date(replaces.issued_at, zone)) if replaces else None,
        exam=ground.exam,
    )  # fmt: skip


def _entries(ground: Ground) -> list[list[Any]]:
    """Number and hash of every entry of the track in this place and those it goes on from."""
    places = list(holders_of([ground.enrollment]))
    entries = Entry.objects.filter(student=ground.head.student, enrollment__in=places, track=ground.training.track).order_by("seq")
    return [list(pair) for pair in entries.values_list("seq", "hash")]


def _place_in_list() -> tuple[int, int]:
    """A free place in the newest status list, drawn at random so that neighbors in it say nothing about each other."""
    newest = Certificate.objects.aggregate(number=Max("status_list"))["number"] or 1
    given = Certificate.objects.filter(status_list=newest).aggregate(count=Count("pk"))["count"]
    number = newest if given < FULL else newest + 1
    while True:
        place = secrets.randbelow(LENGTH)
        if not Certificate.objects.filter(status_list=number, status_index=place).exists():
            return number, place


def _qr(url: str) -> str:
    file = io.BytesIO()
    segno.make(url, error="m").save(file, kind="svg", border=0, dark="#1E2430", xmldecl=False)
    return file.getvalue().decode()
