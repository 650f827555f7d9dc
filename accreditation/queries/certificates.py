"""Certificates and their present status."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import OuterRef, QuerySet, Subquery

from accreditation.models import Certificate, CertificateEvent, CertificateEventKind, Entry, RegradeFlag
from lms.core.clock import now
from lms.vault.api import Unreadable, open_text

VALID, EXPIRED, FLAGGED, REVOKED, SUPERSEDED = "valid", "expired", "flagged", "revoked", "superseded"
LONGEST_CODE = 40


def with_status(certificates: QuerySet[Certificate], before: datetime | None = None) -> QuerySet[Certificate]:
    """Each certificate with ``newest_event``: the kind of the newest event (recorded ``before`` then), or none."""
    return certificates.annotate(newest_event=_newest_kind(before))


def standing_as(certificates: QuerySet[Certificate], *kinds: str) -> QuerySet[Certificate]:
    """Those whose newest event is one of ``kinds``, as ``with_status`` gives them."""
    return certificates.annotate(newest_event=_newest_kind()).filter(newest_event__in=kinds)


def _newest_kind(before: datetime | None = None) -> Subquery:
    events = CertificateEvent.objects.filter(certificate=OuterRef("pk"))
    if before is not None:
        events = events.filter(at__lt=before)
    return Subquery(events.order_by("-pk").values("kind")[:1])


def standing_of(certificate: Certificate) -> str:
    """What events made of it: ``valid``, ``flagged``, ``revoked`` or ``superseded``; for a certificate of ``with_status``. Time alone changes nothing."""
    event = getattr(certificate, "newest_event", None)
    return VALID if event in (None, CertificateEventKind.REINSTATED) else str(event)


def status_of(certificate: Certificate, on: date | None = None) -> str:
    """Its standing, or ``expired`` for a valid one whose last day (UTC) is before ``on`` (today)."""
    standing = standing_of(certificate)
    is_over = certificate.valid_until is not None and certificate.valid_until < (on or now().date())
    return EXPIRED if standing == VALID and is_over else standing


def open_flags(certificate: Certificate) -> list[RegradeFlag | None]:
    """Its flags since it was last valid, the newest first; ``None`` for one that no correction of a question raised. None of a revoked one."""
    flags = []
    for event in CertificateEvent.objects.filter(certificate=certificate).select_related("regrade").order_by("-pk"):
        if event.kind != CertificateEventKind.FLAGGED:
            break
        flags.append(getattr(event, "regrade", None))
    return flags


def certificate_with_code(code: str) -> Certificate | None:
    """The certificate a public link names. An unknown code and one that cannot be one cost the same query and give the same ``None``."""
    asked = code if len(code) <= LONGEST_CODE and code.isascii() and code.isprintable() else "-" * LONGEST_CODE
    return with_status(Certificate.objects.filter(code=asked).select_related("public_credential", "replaced_by")).first()


def certificate_numbered(number: str) -> Certificate | None:
    """The certificate of a number, with its status and what it replaces or is replaced by."""
    return with_status(Certificate.objects.filter(number=number).select_related("replaces", "replaced_by", "public_credential")).first()


def certificates_of(students: Iterable[str], before: datetime | None = None) -> QuerySet[Certificate]:
    """Every certificate of some students, every edition, in the order of issue; those issued ``before`` then, as they stood then."""
    found = Certificate.objects.filter(student__among=students)
    return with_status(found if before is None else found.filter(issued_at__lt=before), before)


def current_certificates(enrollments: Iterable[str]) -> dict[tuple[str, str], Certificate]:
    """By place and track, the edition that none replaces; in one query."""
    found = with_status(Certificate.objects.filter(enrollment__in=list(enrollments))).defer("pdf", "entries", "credential").order_by("edition")
    return {(certificate.enrollment, certificate.track): certificate for certificate in found}


def current_certificate(enrollment: str, track: str) -> Certificate | None:
    return with_status(Certificate.objects.filter(enrollment=enrollment, track=track)).order_by("-edition").first()


def entries_behind(certificate: Certificate) -> QuerySet[Entry]:
    """The entries the certificate rests on, as it names them, oldest first."""
    return Entry.objects.filter(student=certificate.student, seq__in=[seq for seq, _ in certificate.entries]).order_by("seq")


def history_of(certificate: Certificate) -> list[tuple[CertificateEvent, str]]:
    """What happened to it, oldest first, with the reason in words; empty words once the holder's texts were erased."""
    return [(event, _reason(certificate, event)) for event in CertificateEvent.objects.filter(certificate=certificate)]


def _reason(certificate: Certificate, event: CertificateEvent) -> str:
    if event.sealed_reason is None:
        return event.reason
    try:
        return open_text(certificate.student, bytes(event.sealed_reason))
    except Unreadable:
        return ""


def withdrawn_places(status_list: int) -> list[int] | None:
    """The places of revoked and superseded certificates in a status list; ``None`` for a list that no certificate is on."""
    on_it = Certificate.objects.filter(status_list=status_list)
    if not on_it.exists():
        return None
    gone = standing_as(on_it, CertificateEventKind.REVOKED, CertificateEventKind.SUPERSEDED)
    return [place for place in gone.values_list("status_index", flat=True) if place is not None]
