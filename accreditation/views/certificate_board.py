"""What coordinators see of certificates: a cohort's list, what is under review, what certificates say and who signs them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accreditation.actions.appoint_signatory import appoint_signatory, end_appointment
from accreditation.actions.set_certificate_template import set_certificate_template
from accreditation.forms.certificates import CertificateTemplateForm, LastDayForm, SignatoryForm
from accreditation.models import Signatory
from accreditation.queries.certificate_board import certificate_board, certificates_to_look_at
from accreditation.queries.certificate_settings import SAID, signatories_of, template_of, wording_of
from curriculum.api import cohort_called, cohorts_visible_to
from lms.audit.api import record_disclosures
from lms.core import access
from lms.core.errors import Invalid, Refusal
from lms.jobs.api import enqueue
from lms.people.api import campus_called


@access.may("accreditation.issue_certificate", subject=lambda cohort: cohort_called(cohort))
@require_safe
def certificates(request: HttpRequest, cohort: Any) -> HttpResponse:
    """Who has a certificate, who is ready for one, and what the others lack."""
    boards = certificate_board(cohort)
    owners = {row.enrollment.student.public_id for board in boards for row in board.rows}
    record_disclosures(viewer=request.user, owners=sorted(owners), what="Certificates of the cohort", purpose="Running the cohort", campus=cohort.campus.slug)
    return render(request, "accreditation/certificates/cohort.html", {"cohort": cohort, "boards": boards})


@access.may("accreditation.issue_certificate", subject=lambda cohort: cohort_called(cohort))
@require_POST
def issue_all(request: HttpRequest, cohort: Any) -> HttpResponse:
    """Issue to everybody who is ready, in the background."""
    track = cohort.program.tracks.filter(slug=request.POST.get("track", "")).first()
    if track is None:
        messages.error(request, "Choose a track of this program.")
        return redirect("cohorts:certificates", cohort=cohort.slug)
    payload = {"cohort": cohort.slug, "track": track.slug}
    job = enqueue("accreditation.issue_certificates", payload, by=request.user.public_id, campus=cohort.campus.slug)
    return redirect("jobs:job", job.public_id)


@access.may("accreditation.issue_certificate")
@require_safe
def flagged(request: HttpRequest) -> HttpResponse:
    """Certificates that rest on something that changed, on one's campuses."""
    found = list(certificates_to_look_at(request.user))
    record_disclosures(viewer=request.user, owners=sorted({one.student for one in found}), what="Certificates under review", purpose="Deciding about them")
    return render(request, "accreditation/certificates/flagged.html", {"certificates": found})


class CohortTrack:
    """A track of a cohort's program, whose certificates have words of their own."""

    def __init__(self, cohort: Any, track: Any) -> None:
        self.cohort, self.track, self.campus_id = cohort, track, cohort.campus_id


def cohort_track(cohort: str, track: str) -> CohortTrack | None:
    found = cohort_called(cohort)
    named = found and found.program.tracks.filter(slug=track).first()
    return CohortTrack(found, named) if named else None


@access.may("accreditation.set_certificates", subject=cohort_track)
def template(request: HttpRequest, place: CohortTrack) -> HttpResponse:
    """What certificates of a track say, from now on."""
    cohort, track = place.cohort, place.track
    newest = template_of(cohort.campus, cohort.program.public_id, track.slug)
    wording = wording_of(newest, cohort.campus)
    form = CertificateTemplateForm(request.POST if request.method == "POST" else None, initial={name: getattr(wording, name) for name in SAID})
    if form.is_valid():
        try:
            kept = set_certificate_template(cohort=cohort, track=track.slug, wording=form.cleaned_data, by=request.user)
        except Refusal as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, f"Kept as version {kept.number}. Certificates that were issued stay as they are.")
            return redirect("cohorts:certificates", cohort=cohort.slug)
    context = {"form": form, "cohort": cohort, "track": track, "newest": newest}
    return render(request, "accreditation/certificates/template.html", context, status=422 if form.is_bound else 200)


@access.may("accreditation.set_certificates", subject=lambda campus: campus_called(campus))
def signatories(request: HttpRequest, campus: Any) -> HttpResponse:
    """Who signs this campus's certificates, with the days of appointment, and appointing somebody."""
    cohorts = cohorts_visible_to(request.user).filter(campus=campus).select_related("program")
    programs = sorted({(cohort.program.public_id, cohort.program.title) for cohort in cohorts}, key=lambda pair: pair[1])
    form = SignatoryForm(request.POST if request.method == "POST" else None, programs=programs)
    if form.is_valid():
        try:
            named = appoint_signatory(campus=campus, by=request.user, **form.cleaned_data)
        except Refusal as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, f"{named.name} is appointed. Certificates of those days name this signatory.")
            return redirect("cohorts:signatories", campus=campus.slug)
    appointed = [(one, dict(programs).get(one.program, "One program") if one.program else "Every program") for one in signatories_of(campus)]
    context = {"form": form, "campus": campus, "appointed": appointed}
    return render(request, "accreditation/certificates/signatories.html", context, status=422 if form.is_bound else 200)


@access.may("accreditation.set_certificates", subject=lambda signatory: Signatory.objects.filter(public_id=signatory).select_related("campus").first())
@require_POST
def end(request: HttpRequest, signatory: Signatory) -> HttpResponse:
    """End an appointment with a day."""
    form = LastDayForm(request.POST)
    try:
        if not form.is_valid():
            raise Invalid("Give the last day as a date.")
        end_appointment(signatory=signatory, last_day=form.cleaned_data["last_day"], by=request.user)
        messages.success(request, f"The appointment of {signatory.name} ends with that day.")
    except Refusal as refused:
        messages.error(request, refused.sentence)
    return redirect("cohorts:signatories", campus=signatory.campus.slug)
