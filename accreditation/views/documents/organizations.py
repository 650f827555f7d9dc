"""A sponsoring organization's documents, and what it keeps for another time than the rule says."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accreditation.actions.set_retention import MOST_MONTHS, set_retention
from accreditation.evidence_kinds import EvidenceKind, evidence_kinds
from accreditation.evidence_kinds.owner import Owner
from accreditation.models import SponsoringOrganization
from accreditation.queries.evidence_asked import organization_documents
from accreditation.queries.evidence_owners import campus_for, organization_called
from accreditation.queries.holds import shown_holds
from accreditation.queries.retention_pages import rules_of
from accreditation.views.documents.form import evidence_form, said_of
from accreditation.views.documents.people import held
from lms.core import access
from lms.core.errors import Refusal


class Handing:
    """A kind of document of an organization."""

    def __init__(self, organization: SponsoringOrganization, kind: EvidenceKind) -> None:
        self.organization = organization
        self.kind = kind
        self.pk = organization.pk


def _handing(organization: str, kind: str) -> Handing | None:
    found = organization_called(organization)
    known = kind in evidence_kinds and evidence_kinds.get(kind).about == "organization"
    return Handing(found, evidence_kinds.get(kind)) if found and known else None


@access.may("accreditation.view_organization_documents", subject=lambda organization: organization_called(organization))
def organization(request: HttpRequest, found: SponsoringOrganization) -> HttpResponse:
    """What every candidate of the organization rests on: recognition, technical support; and how long documents are kept."""
    may_keep = request.user.has_perm("accreditation.keep_organization_documents", found)
    context = {
        "organization": found, "kinds": organization_documents(found), "may_keep": may_keep,
        "holds": shown_holds(request.user, organization=found.public_id) if may_keep else [],
        "rules": rules_of(found), "may_set": request.user.has_perm("accreditation.set_retention", found),
    }  # fmt: skip
    return render(request, "accreditation/documents/organization.html", context)


@access.may("accreditation.keep_organization_documents", subject=_handing)
def add(request: HttpRequest, handing: Handing) -> HttpResponse:
    """Hand in a document of the organization; somebody else verifies it."""
    found, form = handing.organization, evidence_form(handing.kind, request)
    if form.is_bound:
        handed_in = form.hand_in(_owner(found, request.user), request.user)
        if handed_in is not None:
            messages.success(request, said_of(handed_in))
            return redirect("evidence:organization", found.public_id)
    context = {"form": form, "kind": handing.kind, "organization": found}
    return render(request, "accreditation/documents/add_for.html", context, status=422 if form.is_bound else 200)


def _owner(organization: SponsoringOrganization, person: Any) -> Owner:
    campus = campus_for(organization, person)
    return Owner(organization=organization.public_id, campus=campus.slug, zone=campus.time_zone)


@access.may("accreditation.keep_organization_documents", subject=lambda organization: organization_called(organization))
@require_POST
def hold(request: HttpRequest, found: SponsoringOrganization) -> HttpResponse:
    """Keep everything of the organization, and of the students it files for, until somebody else ends it."""
    return held(request, _owner(found, request.user), redirect("evidence:organization", found.public_id))


class TimeForm(forms.Form):
    """How long one kind is kept, and why."""

    kind = forms.CharField(max_length=32)
    months = forms.IntegerField(required=False, min_value=1, max_value=MOST_MONTHS)
    reason = forms.CharField(max_length=300)


@access.may("accreditation.set_retention", subject=lambda organization: organization_called(organization))
@require_POST
def set_time(request: HttpRequest, found: SponsoringOrganization) -> HttpResponse:
    """Keep a kind for another time, or go back to the rule."""
    form = TimeForm(request.POST)
    try:
        if not form.is_valid():
            messages.error(request, f"Give whole months from 1 to {MOST_MONTHS}, or none for the rule, and say why.")
        else:
            set_retention(organization=found, **form.cleaned_data, by=request.user)
            messages.success(request, "Kept. It counts from the next removal on.")
    except Refusal as refused:
        messages.error(request, refused.sentence)
    return redirect("evidence:organization", found.public_id)
