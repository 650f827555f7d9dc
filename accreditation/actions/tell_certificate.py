"""Telling people about a certificate: the holder always, the campus's coordinators when somebody has to look at it."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from accreditation.models import Certificate, CertificateEvent, CertificateEventKind
from lms.notices.api import notify
from lms.people.api import User, administrators, campus_called, holders_of, person_called

TO_HOLDER = {
    CertificateEventKind.FLAGGED: (
        "Your certificate is under review",
        "Something it rests on was changed. Your program looks at it; you need not do anything.",
    ),
    CertificateEventKind.REVOKED: ("Your certificate was withdrawn", "It proves nothing any more. Its page says why; ask your coordinator what you can do."),
    CertificateEventKind.REINSTATED: ("Your certificate is valid again", "It was looked at, and it stands as it was issued."),
}


def tell_issued(certificate: Certificate, holder: Any) -> None:
    """The new certificate, and what it takes the place of."""
    replaced = certificate.facts["replaces"]
    text = f"Your certificate for {certificate.facts['course']} was issued. You can download it from your record."
    notify(
        holder, "accreditation.certificate_issued", subject_line="Your certificate is ready",
        text=f"{text} It replaces {replaced}." if replaced else text, url=page_of(certificate), key=f"certificate:{certificate.number}",
    )  # fmt: skip


def tell_changed(certificate: Certificate, event: CertificateEvent) -> None:
    """A change of status: to the holder, and a flag to the coordinators too. Of a superseded one the new certificate tells."""
    said = TO_HOLDER.get(CertificateEventKind(event.kind))
    holder = person_called(certificate.student)
    if said and holder:
        _tell(holder, certificate, event, *said)
    if event.kind == CertificateEventKind.FLAGGED:
        for person in _coordinators(certificate, event):
            text = "Something that a student’s certificate rests on was changed. Look at it, and say that it stands, revoke it or issue it anew."
            _tell(person, certificate, event, f"Certificate {certificate.number} needs a look", text)


def page_of(certificate: Certificate) -> str:
    return reverse("record:about_certificate", args=[certificate.number])


def _coordinators(certificate: Certificate, event: CertificateEvent) -> Iterable[User]:
    """Those of the campus, but for the holder and whoever caused it; administrators where there is none."""
    concerned = [certificate.student, event.by]
    campus = campus_called(certificate.campus)
    found = list(holders_of(campus.pk, "coordinator").exclude(public_id__in=concerned)) if campus else []
    return found or administrators().exclude(public_id__in=concerned)


def _tell(person: Any, certificate: Certificate, event: CertificateEvent, subject_line: str, text: str) -> None:
    notify(
        person, "accreditation.certificate_changed", subject_line=subject_line, text=text, url=page_of(certificate), key=f"certificate-event:{event.pk}"
    )  # fmt: skip
