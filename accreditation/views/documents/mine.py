"""A student's own documents: what the filing asks, what is there, what to do next."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accreditation.actions.withdraw_evidence import withdraw_evidence
from accreditation.evidence_kinds import EvidenceKind, evidence_kinds
from accreditation.evidence_kinds.owner import Owner
from accreditation.models import Evidence
from accreditation.queries.evidence import documents, evidence_called
from accreditation.queries.evidence_asked import asked_documents, brought_by_organizations, scheme_of
from accreditation.queries.evidence_story import story_of
from accreditation.views.documents.form import evidence_form, said_of
from curriculum.api import enrollments_of
from lms.core import access
from lms.core.errors import NotFound, Refusal
from lms.people.api import other_names_of


@access.signed_in
def mine(request: HttpRequest) -> HttpResponse:
    """What the filing asks and what became of it."""
    place = _place(request.user)
    context = {
        "kinds": [one for one in asked_documents(request.user) if one.by_students or one.open or one.closed],
        "brought": brought_by_organizations(place.cohort.campus) if place else [], "place": place, "scheme": scheme_of(request.user),
    }  # fmt: skip
    return render(request, "accreditation/documents/mine.html", context)


@access.signed_in
def add(request: HttpRequest, kind: str) -> HttpResponse:
    """Hand in one document of a kind that students hand in."""
    return _handing_in(request, _kind(kind))


def _handing_in(request: HttpRequest, kind: EvidenceKind, replaces: Evidence | None = None) -> HttpResponse:
    person: Any = request.user
    owner, form = owner_of(person), evidence_form(kind, request, other_names_of(person))
    if form.is_bound:
        handed_in = form.hand_in(owner, request.user, replaces=replaces)
        if handed_in is not None:
            messages.success(request, said_of(handed_in))
            return redirect("documents:list")
    context = {"form": form, "kind": kind, "replaces": replaces}
    return render(request, "accreditation/documents/add.html", context, status=422 if form.is_bound else 200)


@access.may("accreditation.view_evidence", subject=lambda document: evidence_called(document))
def document(request: HttpRequest, evidence: Evidence) -> HttpResponse:
    """One document: what it says, its state and how it came to it."""
    _require_own(request, evidence)
    found = documents([evidence])[0]
    context = {
        "document": found, "sees_names": request.user.has_perm("accreditation.see_other_names", evidence), "story": story_of(evidence),
        "may_change": found.is_open and request.user.has_perm("accreditation.change_evidence", evidence),
    }  # fmt: skip
    return render(request, "accreditation/documents/document.html", context)


@access.may("accreditation.change_evidence", subject=lambda document: evidence_called(document))
def replace(request: HttpRequest, evidence: Evidence) -> HttpResponse:
    """Hand in a newer one in its place."""
    _require_own(request, evidence)
    if not documents([evidence])[0].is_open:
        messages.error(request, _("This document was closed already. Hand in a new one."))
        return redirect("documents:list")
    return _handing_in(request, _kind(evidence.kind), evidence)


@access.may("accreditation.change_evidence", subject=lambda document: evidence_called(document))
@require_POST
def withdraw(request: HttpRequest, evidence: Evidence) -> HttpResponse:
    """Take it back."""
    _require_own(request, evidence)
    try:
        withdraw_evidence(evidence=evidence, by=request.user)
        messages.success(request, _("Withdrawn. It does not count any more, and only you can open it until it is removed."))
    except Refusal as refused:
        messages.error(request, refused.sentence)
    return redirect("documents:list")


def _require_own(request: Any, evidence: Evidence) -> None:
    if evidence.student != request.user.public_id:
        raise NotFound


def _kind(key: str) -> EvidenceKind:
    if key not in evidence_kinds or "student" not in evidence_kinds.get(key).added_by:
        raise NotFound
    return evidence_kinds.get(key)


def _place(student: Any) -> Any:
    return enrollments_of(student).exclude(state="withdrawn").first()


def owner_of(student: Any) -> Owner:
    """The student, on the campus of their newest place; raises ``NotFound`` for who has none."""
    place = _place(student)
    if place is None:
        raise NotFound
    return Owner(student=student.public_id, campus=place.cohort.campus.slug, zone=place.cohort.campus.time_zone)
