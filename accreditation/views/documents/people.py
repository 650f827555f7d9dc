"""A student's documents as their campus sees them: handing in for them, asking them, keeping everything under a legal hold."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accreditation.actions.ask_for_evidence import ask_for_evidence
from accreditation.actions.hold_documents import place_hold
from accreditation.evidence_kinds import EvidenceKind, evidence_kinds
from accreditation.evidence_kinds.owner import Owner
from accreditation.queries.evidence_asked import asked_documents
from accreditation.queries.holds import shown_holds
from accreditation.views.documents.form import evidence_form, said_of
from curriculum.api import enrollment_called
from lms.audit.api import record_disclosure
from lms.core import access
from lms.core.errors import NotFound, Refusal
from lms.people.api import other_names_of


class Handing:
    """A kind of document for the student of an enrollment."""

    def __init__(self, enrollment: Any, kind: EvidenceKind) -> None:
        self.enrollment = enrollment
        self.kind = kind
        self.student_id = enrollment.student_id
        self.campus_id = enrollment.campus_id


def _handing(enrollment: str, kind: str) -> Handing | None:
    place = enrollment_called(enrollment)
    known = kind in evidence_kinds and evidence_kinds.get(kind).about == "student" and "staff" in evidence_kinds.get(kind).added_by
    return Handing(place, evidence_kinds.get(kind)) if place and known else None


@access.may("accreditation.view_documents", subject=lambda enrollment: enrollment_called(enrollment))
def person(request: HttpRequest, enrollment: Any) -> HttpResponse:
    """What the filing asks of the student, what is there, and who may do what with it."""
    student, campus = enrollment.student, enrollment.cohort.campus
    if student.pk == request.user.pk:
        raise NotFound
    record_disclosure(viewer=request.user, owner=student.public_id, what="Documents", purpose="Running the cohort", campus=campus.slug)
    may_keep = request.user.has_perm("accreditation.keep_documents", enrollment)
    kinds = asked_documents(student, campus=campus, roles=_roles(request.user, campus))
    context = {
        "enrollment": enrollment, "student": student, "kinds": kinds, "may_keep": may_keep,
        "holds": shown_holds(request.user, student=student.public_id) if may_keep else [],
        "askable": [one.kind for one in kinds if one.by_students],
    }  # fmt: skip
    return render(request, "accreditation/documents/person.html", context)


def _roles(person: Any, campus: Any) -> set[str]:
    """The person's roles on the campus; an administrator has every one."""
    if person.has_role("administrator"):
        return {role for kind in evidence_kinds for role in kind.readers}
    return {membership.role for membership in person.active_memberships if membership.campus_id == campus.pk}


@access.may("accreditation.keep_documents", subject=_handing)
def add(request: HttpRequest, handing: Handing) -> HttpResponse:
    """Hand in a document for the student; somebody else verifies it."""
    place = handing.enrollment
    sees = request.user.has_perm("accreditation.build_packet", place)
    form = evidence_form(handing.kind, request, other_names_of(place.student) if sees else ())
    if form.is_bound:
        handed_in = form.hand_in(owner_of(place), request.user)
        if handed_in is not None:
            messages.success(request, said_of(handed_in))
            return redirect("evidence:person", place.public_id)
    context = {"form": form, "kind": handing.kind, "enrollment": place}
    return render(request, "accreditation/documents/add_for.html", context, status=422 if form.is_bound else 200)


def owner_of(enrollment: Any) -> Owner:
    campus = enrollment.cohort.campus
    return Owner(student=enrollment.student.public_id, campus=campus.slug, zone=campus.time_zone)


class AskForm(forms.Form):
    """Which document, and by when."""

    kind = forms.CharField(max_length=32)
    due_on = forms.DateField(required=False)


@access.may("accreditation.keep_documents", subject=lambda enrollment: enrollment_called(enrollment))
@require_POST
def ask(request: HttpRequest, enrollment: Any) -> HttpResponse:
    """Ask the student for a document, or remind them."""
    form = AskForm(request.POST)
    try:
        if not form.is_valid():
            messages.error(request, "Choose a document, and a day such as 2026-09-14 or none.")
        else:
            ask_for_evidence(enrollment=enrollment, **form.cleaned_data, by=request.user)
            messages.success(request, "Asked. The student is told at most once a day.")
    except Refusal as refused:
        messages.error(request, refused.sentence)
    return redirect("evidence:person", enrollment.public_id)


@access.may("accreditation.keep_documents", subject=lambda enrollment: enrollment_called(enrollment))
@require_POST
def hold(request: HttpRequest, enrollment: Any) -> HttpResponse:
    """Keep everything of the student until somebody else ends it."""
    return held(request, owner_of(enrollment), redirect("evidence:person", enrollment.public_id))


def held(request: HttpRequest, owner: Owner, back: HttpResponse) -> HttpResponse:
    """Place a hold with the reason of the request, and go ``back``."""
    try:
        place_hold(owner=owner, reason=request.POST.get("reason", ""), by=request.user)
        messages.success(request, "A legal hold stands. Nothing is removed until another person ends it.")
    except Refusal as refused:
        messages.error(request, refused.sentence)
    return back
