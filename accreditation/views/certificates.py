"""Certificates to their holder and the people of the campus: downloaded, explained, issued, looked at, decided about."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accreditation.actions.change_certificate import change_certificate
from accreditation.actions.issue_certificate import issue_certificate
from accreditation.actions.reissue_certificate import reissue_certificate
from accreditation.actions.share_credential import share_credential
from accreditation.forms.certificates import CertificateDecisionForm
from accreditation.models import Certificate
from accreditation.queries.certificates import EXPIRED, FLAGGED, REVOKED, VALID, certificate_numbered, certificates_of, entries_behind, history_of, status_of
from accreditation.queries.hours import reversed_seqs
from accreditation.views.verification import credential_file
from curriculum.api import enrollment_called
from lms.audit.api import record_disclosure
from lms.core import access
from lms.core.errors import Conflict, Invalid, NotFound, Refusal
from lms.people.api import names_of

REISSUE = "reissue"
DECISIONS = {
    FLAGGED: "Put it under review",
    REVOKED: "Revoke it: it proves nothing any more",
    "reinstated": "It stands as it was issued",
    REISSUE: "Issue it anew from the record of today, such as under a new legal name",
}
OPEN_TO = {
    VALID: (FLAGGED, REISSUE, REVOKED), EXPIRED: (REISSUE, REVOKED), FLAGGED: ("reinstated", REISSUE, REVOKED), REVOKED: ("reinstated", REISSUE),
}  # fmt: skip


@access.signed_in
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """One's own certificates, the newest first."""
    found = certificates_of([request.user.public_id]).select_related("replaced_by").defer("pdf", "entries", "credential").order_by("-pk")
    return render(request, "accreditation/certificates/mine.html", {"certificates": [(one, status_of(one)) for one in found]})


@access.may("accreditation.view_certificate", subject=lambda number: certificate_numbered(number))
@require_safe
def about(request: HttpRequest, certificate: Certificate) -> HttpResponse:
    """What the certificate says, how it stands, what happened to it, and what can be done with it."""
    return _about(request, certificate, _decision_form(request, certificate))


def _about(request: HttpRequest, certificate: Certificate, form: CertificateDecisionForm | None, status: int = 200) -> HttpResponse:
    record_disclosure(viewer=request.user, owner=certificate.student, what="Certificate", purpose="Looking at it", campus=certificate.campus)
    history = history_of(certificate)
    names = names_of([certificate.issued_by, *(event.by for event, _reason in history)])
    context = {
        "certificate": certificate, "status": status_of(certificate), "form": form, "is_mine": certificate.student == request.user.public_id,
        "issued_by": names.get(certificate.issued_by, ""), "history": [(event, names.get(event.by, ""), reason) for event, reason in history],
        "is_shared": hasattr(certificate, "public_credential"),
    }  # fmt: skip
    return render(request, "accreditation/certificates/about.html", context, status=status)


def _decision_form(request: HttpRequest, certificate: Certificate) -> CertificateDecisionForm | None:
    """For who may decide, while there is something to decide."""
    choices = [(key, DECISIONS[key]) for key in OPEN_TO.get(status_of(certificate), ())]
    if not choices or not request.user.has_perm("accreditation.change_certificate", certificate):
        return None
    return CertificateDecisionForm(request.POST if request.method == "POST" else None, choices=choices)


@access.may("accreditation.change_certificate", subject=lambda number: certificate_numbered(number))
@require_POST
def decide(request: HttpRequest, certificate: Certificate) -> HttpResponse:
    """Flag, revoke, reinstate or replace it, with the reason."""
    form = _decision_form(request, certificate)
    if form is None:
        raise Conflict("This edition was replaced already. Look at the newer one.", code="superseded")
    if form.is_valid():
        try:
            shown = _decided(certificate, form.cleaned_data["decision"], form.cleaned_data["reason"], request.user)
        except Refusal as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, f"Done. Certificate {shown.number} is shown below, with what happened to it.")
            return redirect("record:about_certificate", number=shown.number)
    return _about(request, certificate, form, status=422)


def _decided(certificate: Certificate, decision: str, reason: str, by: Any) -> Certificate:
    """The certificate to look at next."""
    if decision == REISSUE:
        return reissue_certificate(certificate=certificate, reason=reason, by=by)
    change_certificate(certificate=certificate, kind=decision, reason=reason, by=by)
    return certificate


@access.may("accreditation.share_certificate", subject=lambda number: certificate_numbered(number))
@require_POST
def share(request: HttpRequest, certificate: Certificate) -> HttpResponse:
    """The holder's choice whether its public page offers the signed data."""
    try:
        share_credential(certificate=certificate, is_shared=request.POST.get("share") == "1", by=request.user)
        messages.success(request, _("Kept."))
    except Refusal as refused:
        messages.error(request, refused.sentence)
    return redirect("record:about_certificate", number=certificate.number)


@access.may("accreditation.view_certificate", subject=lambda number: certificate_numbered(number))
@require_safe
def credential(request: HttpRequest, certificate: Certificate) -> HttpResponse:
    """The signed data exactly as it was issued."""
    if not certificate.credential:
        raise NotFound("This certificate was issued before certificates were signed. Ask for a new edition.")
    record_disclosure(viewer=request.user, owner=certificate.student, what="Certificate as data", purpose="Download", campus=certificate.campus)
    return credential_file(certificate)


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
    if request.POST.get("back") == "cohort":
        return redirect("cohorts:certificates", cohort=place.enrollment.cohort.slug)
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
