"""Certificates: issued by coordinators, downloaded by their owner, checked by anyone."""

import re
from typing import Any

from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accreditation.actions.issue_certificate import issue_certificate
from accreditation.models import Certificate
from accreditation.queries.certificates import certificate_with_code, entries_behind, status_of
from accreditation.queries.hours import reversed_seqs
from curriculum.api import enrollment_called
from lms.audit.api import record_disclosure
from lms.core import access
from lms.core.errors import Invalid, TooMany

CODE = re.compile(r"^[A-Za-z0-9_-]{32}$")
CHECKS_PER_MINUTE = 60


@access.public
@require_safe
@never_cache
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """The present status of a certificate, with the least that proves it. Malformed and unknown codes get the same answer."""
    _limit(request.META.get("REMOTE_ADDR", ""))
    certificate = certificate_with_code(code) if CODE.match(code) else None
    response = render(
        request,
        "accreditation/verify.html",
        {"certificate": certificate, "status": status_of(certificate) if certificate else ""},
        status=200 if certificate else 404,
    )
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "no-store"
    return response


def _limit(address: str) -> None:
    key = f"verify:{address}"
    cache.add(key, 0, timeout=60)
    if cache.incr(key) > CHECKS_PER_MINUTE:
        raise TooMany("Too many certificates were checked from here in a minute. Wait a moment and try again.")


@access.may("accreditation.view_certificate", subject=lambda number: Certificate.objects.filter(number=number).first())
@require_safe
def foundations(request: HttpRequest, certificate: Certificate) -> HttpResponse:
    """Every entry the certificate rests on, with the revision that was studied."""
    record_disclosure(viewer=request.user, owner=certificate.student, what="Entries of a certificate", purpose="Explaining", campus=certificate.campus)
    own = certificate.student == request.user.public_id
    entries_at = reverse("record:record") + "entries/" if own else reverse("cohorts:student", args=[certificate.enrollment]) + "entries/"
    context = {"certificate": certificate, "entries": entries_behind(certificate), "reversed": reversed_seqs(certificate.student), "entries_at": entries_at}
    return render(request, "accreditation/foundations.html", context)


@access.may("accreditation.view_certificate", subject=lambda number: Certificate.objects.filter(number=number).first())
@require_safe
def download(request: HttpRequest, certificate: Certificate) -> HttpResponse:
    """The PDF exactly as it was issued."""
    record_disclosure(viewer=request.user, owner=certificate.student, what="Certificate", purpose="Download", campus=certificate.campus)
    response = HttpResponse(bytes(certificate.pdf), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="certificate-{certificate.number}.pdf"'
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@access.may("accreditation.issue_certificate", subject=lambda enrollment, track: _place(enrollment, track))
@require_POST
def issue(request: HttpRequest, place: "Place") -> HttpResponse:
    """Issue the certificate of one track, or say what is still missing."""
    try:
        certificate = issue_certificate(enrollment=place.enrollment, track=place.track, by=request.user)
        messages.success(request, f"Certificate {certificate.number} is issued.")
    except Invalid as refused:
        messages.error(request, f"Not yet: {refused.sentence}")
    return redirect("cohorts:student", enrollment=place.enrollment.public_id)


class Place:
    """A track of an enrollment."""

    def __init__(self, enrollment: Any, track: str) -> None:
        self.enrollment = enrollment
        self.track = track
        self.campus_id = enrollment.campus_id


def _place(enrollment: str, track: str) -> Place | None:
    found = enrollment_called(enrollment)
    return Place(found, track) if found else None
