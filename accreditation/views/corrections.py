"""A student's entry as coordinators see it, correcting it, and the second person's decision."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accreditation.actions.decide_correction import approve_correction, decline_correction
from accreditation.actions.propose_correction import propose_correction
from accreditation.forms.records import CorrectionForm
from accreditation.models import Correction, Entry
from accreditation.queries.corrections import correction_called, corrections_of_entry, proposals, waiting_on_campuses_of
from accreditation.queries.hours_disputes import disputes_of_entry
from accreditation.queries.hours_proposals import hours_to_approve
from accreditation.rules.hours import disputes_visible_to
from accreditation.views.deciding import Typed
from accreditation.views.record import entry_context
from curriculum.api import attestations_waiting, enrollment_called, statements, topic_titles
from lms.audit.api import record_disclosure, record_disclosures
from lms.core import access
from lms.core.errors import Invalid, Refusal


class StudentEntry:
    """An entry of the student of an enrollment, posted on the enrollment's campus."""

    def __init__(self, enrollment: Any, entry: Entry) -> None:
        self.enrollment = enrollment
        self.entry = entry
        self.campus_id = enrollment.campus_id


def student_entry(enrollment: str, seq: int) -> StudentEntry | None:
    place = enrollment_called(enrollment)
    entry = place and Entry.objects.filter(student=place.student.public_id, campus=place.cohort.campus.slug, seq=seq).first()
    return StudentEntry(place, entry) if entry else None


@access.may("accreditation.view_board", subject=student_entry)
def entry(request: HttpRequest, found: StudentEntry) -> HttpResponse:
    """One entry of a student: what it says, what it rests on, and its corrections."""
    place = found.enrollment
    record_disclosure(viewer=request.user, owner=place.student.public_id, what="Ledger entry", purpose="Running the cohort", campus=place.cohort.campus.slug)
    context = {
        **entry_context(found.entry), "enrollment": place, "entries_at": request.path.removesuffix(f"{found.entry.seq}/"),
        "proposals": proposals(corrections_of_entry(found.entry.student, found.entry.seq), request.user),
        "disputes": disputes_of_entry(found.entry.student, found.entry.seq) & disputes_visible_to(request.user),
        "may_propose": request.user.has_perm("accreditation.propose_correction", place) and request.user.pk != place.student_id,
    }  # fmt: skip
    return render(request, "accreditation/student_entry.html", context)


@access.may("accreditation.propose_correction", subject=student_entry)
def correct(request: HttpRequest, found: StudentEntry) -> HttpResponse:
    """Propose what the entry should say instead."""
    entry = found.entry
    initial = {"minutes": entry.minutes, "category": entry.category}
    form = CorrectionForm(
        request.POST if request.method == "POST" else None, initial=initial, topics=sorted(topic_titles().items(), key=lambda topic: topic[1])
    )
    if form.is_valid():
        try:
            propose_correction(entry=entry, **form.cleaned_data, by=request.user)
        except Refusal as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, "Proposed. It counts once a second person approves it.")
            return redirect("cohorts:entry", enrollment=found.enrollment.public_id, seq=entry.seq)
    context = {"form": form, "entry": entry, "enrollment": found.enrollment}
    return render(request, "accreditation/correct.html", context, status=422 if form.is_bound else 200)


@access.may("accreditation.decide_correction")
def approvals(request: HttpRequest) -> HttpResponse:
    """Corrections and proposals of hours that wait on one's campuses, and what students stated about their own study."""
    return approvals_page(request)


def approvals_page(request: HttpRequest, typed: Typed | None = None) -> HttpResponse:
    """The page; with what was ``typed`` beside a decision that was refused."""
    waiting, hours = statements(attestations_waiting(request.user)), hours_to_approve(request.user)
    record_disclosures(
        viewer=request.user, owners=[one.attestation.student.public_id for one in waiting], what="Statements of study", purpose="Deciding about them"
    )  # fmt: skip
    owners = sorted({card.proposal.student for card in (*hours["outside"], *hours["adjustments"])})
    record_disclosures(viewer=request.user, owners=owners, what="Proposals of hours", purpose="Deciding about them")
    context = {"proposals": proposals(waiting_on_campuses_of(request.user), request.user), "statements": waiting, "typed": typed, **hours}
    return render(request, "accreditation/approvals.html", context, status=422 if typed else 200)


@access.may("accreditation.decide_correction", subject=lambda correction: correction_called(correction))
@require_POST
def decide(request: HttpRequest, correction: Correction) -> HttpResponse:
    """Approve or decline one."""
    try:
        if request.POST.get("decision") == "approve":
            approve_correction(correction=correction, by=request.user)
            messages.success(request, "Approved. The entry was reversed and what is right was posted.")
        elif request.POST.get("decision") == "decline":
            decline_correction(correction=correction, answer=request.POST.get("answer", ""), by=request.user)
            messages.success(request, "Declined. The entry stays as it is.")
        else:
            raise Invalid("Choose “Approve” or “Decline”.")
    except Refusal as refused:
        messages.error(request, refused.sentence)
    return redirect("cohorts:approvals")
