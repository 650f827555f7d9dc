"""Asking for the accreditation record as a file: of a cohort, a campus, an organization or one student. It is written in the background."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accreditation.forms.records import ExportForm
from accreditation.models import SponsoringOrganization
from accreditation.queries.organizations import organization_called
from accreditation.queries.record_scopes import RecordScope, record_scope
from accreditation.rules.campuses import campus_slugs
from accreditation.rules.records import EXPORTERS
from curriculum.api import cohort_called, enrollment_called
from lms.core import access
from lms.core.errors import NotFound
from lms.jobs.api import enqueue
from lms.people.api import campus_called


@access.may("accreditation.export_records", subject=lambda cohort: cohort_called(cohort))
def of_cohort(request: HttpRequest, cohort: Any) -> HttpResponse:
    """The record of a cohort."""
    return _asked(request, record_scope("cohort", cohort.slug), reverse("cohorts:board", args=[cohort.slug]))


@access.may("accreditation.export_records", subject=lambda campus: campus_called(campus))
def of_campus(request: HttpRequest, campus: Any) -> HttpResponse:
    """The record of everybody enrolled at a campus."""
    return _asked(request, record_scope("campus", campus.slug), reverse("cohorts:cohorts"))


@access.may("accreditation.export_records", subject=lambda enrollment: enrollment_called(enrollment))
def of_student(request: HttpRequest, enrollment: Any) -> HttpResponse:
    """One student's record, as far as it was earned at the campus of the place."""
    scope = record_scope("student", enrollment.student.public_id, [enrollment.cohort.campus.slug])
    return _asked(request, scope, reverse("cohorts:student", args=[enrollment.public_id]))


@access.may("accreditation.view_organization", subject=lambda organization: organization_called(organization))
def of_organization(request: HttpRequest, organization: SponsoringOrganization) -> HttpResponse:
    """The record of everybody whom the organization sponsors, on those of its campuses whose records the person may export."""
    scope = record_scope("organization", organization.public_id, campus_slugs(request.user, *EXPORTERS))
    return _asked(request, scope, reverse("organizations:organization", args=[organization.public_id]))


def _asked(request: HttpRequest, scope: RecordScope | None, back: str) -> HttpResponse:
    if scope is None or not scope.campuses:
        raise NotFound
    form = ExportForm(request.POST or None)
    if form.is_valid():
        as_of, campuses = form.cleaned_data["as_of"], [campus.slug for campus in scope.campuses]
        payload = {
            "scope": scope.kind, "called": scope.called, "campuses": campuses, "format": form.cleaned_data["format"],
            "as_of": as_of.isoformat() if as_of else "",
        }  # fmt: skip
        job = enqueue("accreditation.export_records", payload, by=request.user.public_id, campus=campuses[0] if len(campuses) == 1 else "")
        return redirect("jobs:job", job.public_id)
    context = {"scope": scope, "form": form, "back": back}
    return render(request, "accreditation/records.html", context, status=422 if form.is_bound else 200)
