"""Certificates and their present status."""

from collections.abc import Iterable

from django.db.models import OuterRef, QuerySet, Subquery

from accreditation.models import Certificate, CertificateEvent, CertificateEventKind, Entry, RegradeFlag

VALID = "valid"


def with_status(certificates: QuerySet[Certificate]) -> QuerySet[Certificate]:
    """Each certificate with ``newest_event``: the kind of the newest event, or none."""
    newest = CertificateEvent.objects.filter(certificate=OuterRef("pk")).order_by("-pk").values("kind")[:1]
    return certificates.annotate(newest_event=Subquery(newest))


def status_of(certificate: Certificate) -> str:
    """``valid``, ``flagged`` or ``revoked``, for a certificate of ``with_status``."""
    event = getattr(certificate, "newest_event", None)
    return VALID if event in (None, "reinstated") else str(event)


def open_flags(certificate: Certificate) -> list[RegradeFlag | None]:
    """Its flags since it was last valid, the newest first; ``None`` for one that no correction of a question raised. None of a revoked one."""
    flags = []
    for event in CertificateEvent.objects.filter(certificate=certificate).select_related("regrade").order_by("-pk"):
        if event.kind != CertificateEventKind.FLAGGED:
            break
        flags.append(getattr(event, "regrade", None))
    return flags


def certificate_with_code(code: str) -> Certificate | None:
    """The certificate a public link names; the same ``None`` for a malformed code and an unknown one."""
    return with_status(Certificate.objects.filter(code=code)).first()


def certificates_of(students: Iterable[str]) -> QuerySet[Certificate]:
    return with_status(Certificate.objects.filter(student__in=list(students)))


def entries_behind(certificate: Certificate) -> QuerySet[Entry]:
    """The entries the certificate rests on, as it names them, oldest first."""
    return Entry.objects.filter(student=certificate.student, seq__in=[seq for seq, _ in certificate.entries]).order_by("seq")
