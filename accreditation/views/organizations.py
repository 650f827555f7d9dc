"""Sponsoring organizations: the list, one organization, each part of it, and the duties that changes bring."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accreditation.actions.add_organization import add_organization
from accreditation.actions.appoint_officer import appoint_officer
from accreditation.actions.change_details import change_details
from accreditation.actions.duties import settle_duty
from accreditation.actions.put_location import put_location
from accreditation.actions.put_support import put_support
from accreditation.actions.record_fees import record_fees
from accreditation.actions.record_recognition import record_recognition
from accreditation.actions.set_campuses import set_campuses
from accreditation.application_forms import SettleForm
from accreditation.models import Duty, SponsoringOrganization
from accreditation.organization_forms import (
    CampusesForm,
    DetailsForm,
    FeesForm,
    LocationForm,
    NewOrganizationForm,
    OfficerForm,
    RecognitionForm,
    SupportForm,
)
from accreditation.queries.applications import legal_names_of
from accreditation.queries.campus_days import day_of_organization, days_of_campuses
from accreditation.queries.organizations import duty_called, officers_of_campuses, organization_called, organization_page, organizations_listed
from accreditation.rules.campuses import campus_slugs
from accreditation.rules.records import EXPORTERS
from lms.core import access
from lms.core.clock import local_date, now
from lms.core.errors import Refusal
from lms.people.api import campuses_visible_to, is_administrator, names_of

TITLES = {
    "details": "Name, address and contact", "recognition": "Record what EOIR said", "officer": "Appoint an authorized officer", "office": "Office",
    "support": "Technical legal support", "fees": "Fee schedule", "campuses": "Campuses",
}  # fmt: skip


@dataclass(frozen=True)
class Part:
    """A part of an organization that a route names, and the row of it that is changed."""

    organization: SponsoringOrganization
    name: str
    row: Any = None


def part_called(organization: str, part: str, item: str = "") -> Part | None:
    found = organization_called(organization)
    if found is None or part not in TITLES or (item and part not in ("office", "support")):
        return None
    rows = {"office": found.locations, "support": found.support}
    row = rows[part].filter(public_id=item).first() if item else None  # type: ignore[attr-defined]
    return Part(found, part, row) if row or not item else None


@access.may("accreditation.view_organization")
def listing(request: HttpRequest) -> HttpResponse:
    """The organizations that sponsor students of one's campuses."""
    context = {"organizations": organizations_listed(request.user), "may_add": request.user.has_perm("accreditation.add_organization")}
    return render(request, "accreditation/organizations/list.html", context)


@access.may("accreditation.view_organization", subject=lambda organization: organization_called(organization))
def organization(request: HttpRequest, organization: SponsoringOrganization) -> HttpResponse:
    """Recognition, officers, offices, support and fees, with what is due and what changed."""
    page = organization_page(organization, request.user)
    keeps = request.user.has_perm("accreditation.keep_organization", organization)
    may_export = organization.campuses.filter(slug__in=campus_slugs(request.user, *EXPORTERS)).exists()
    context = {
        "page": page,
        "organization": organization,
        "keeps": keeps,
        "may_export": may_export,
        "names": names_of(change.recorded_by for change in page.changes),
    }
    return render(request, "accreditation/organizations/organization.html", context)


@access.may("accreditation.add_organization")
def new(request: HttpRequest) -> HttpResponse:
    """Add an organization."""
    form = NewOrganizationForm(request.POST or None)
    today = local_date(now(), "UTC")
    if form.is_valid():
        details = dict(form.cleaned_data)
        campuses = list(details.pop("campuses"))
        made = add_organization(details=details, campuses=campuses, by=request.user, today=today)
        messages.success(request, "Added. Record its recognition next.")
        return redirect("organizations:organization", made.public_id)
    return render(request, "accreditation/organizations/part.html", {"form": form, "title": "New organization"}, status=422 if form.is_bound else 200)


@access.may("accreditation.keep_organization", subject=part_called)
def part(request: HttpRequest, found: Part) -> HttpResponse:
    """Add to a part of an organization, or change one row of it."""
    form = _form(request, found)
    if form.is_valid() and _done(form, lambda: _kept(request, found, form.cleaned_data)):
        messages.success(request, "Recorded.")
        return redirect("organizations:organization", found.organization.public_id)
    context = {"form": form, "title": TITLES[found.name], "organization": found.organization}
    return render(request, "accreditation/organizations/part.html", context, status=422 if form.is_bound else 200)


def _form(request: HttpRequest, found: Part) -> Any:
    data, organization = (request.POST if request.method == "POST" else None), found.organization
    today = day_of_organization(organization)
    makers: dict[str, Callable[[], Any]] = {
        "details": lambda: DetailsForm(data, instance=organization_called(organization.public_id), initial={"effective_on": today}),
        "recognition": lambda: RecognitionForm(data),
        "officer": lambda: OfficerForm(data, people=officers_of_campuses(organization, request.user)),
        "office": lambda: LocationForm(data, instance=found.row),
        "support": lambda: SupportForm(data, instance=found.row),
        "fees": lambda: FeesForm(data, organization=organization, initial={"effective_on": today}),
        "campuses": lambda: _campuses_form(request, data, organization),
    }
    return makers[found.name]()


def _campuses_form(request: HttpRequest, data: Any, organization: SponsoringOrganization) -> CampusesForm:
    """An officer gives and takes their own campuses only; administrators all of them."""
    form = CampusesForm(data, initial={"campuses": list(organization.campuses.all())})
    form.fields["campuses"].queryset = campuses_visible_to(request.user)  # type: ignore[attr-defined]
    return form


def _kept(request: HttpRequest, found: Part, facts: dict[str, Any]) -> None:
    organization, by, today = found.organization, request.user, day_of_organization(found.organization)
    if found.name == "details":
        effective_on = facts.pop("effective_on")
        change_details(organization=organization, details=facts, effective_on=effective_on, by=by, today=today)
    elif found.name == "office":
        put_location(organization=organization, facts=facts, by=by, today=today, location=found.row)
    elif found.name == "support":
        put_support(organization=organization, facts=facts, by=by, today=today, agreement=found.row)
    elif found.name == "fees":
        record_fees(organization=organization, facts=facts, by=by)
    elif found.name == "campuses":
        set_campuses(organization=organization, campuses=_with_hidden(request, organization, facts["campuses"]), by=by, today=today)
    elif found.name == "recognition":
        record_recognition(organization=organization, **facts, by=by, today=today)
    else:
        appoint_officer(organization=organization, **facts, by=by, today=today)


def _with_hidden(request: HttpRequest, organization: SponsoringOrganization, chosen: Any) -> list[Any]:
    """The chosen ones and those that the person was not shown."""
    shown = set(campuses_visible_to(request.user).values_list("pk", flat=True))
    hidden = [campus for campus in organization.campuses.all() if campus.pk not in shown]
    return [*chosen, *hidden] if not is_administrator(request.user) else list(chosen)


@access.may("accreditation.settle_duty", subject=lambda duty: duty_called(duty))
def duty(request: HttpRequest, duty: Duty) -> HttpResponse:
    """What a change obliges to, and saying that it was done."""
    campus = duty.application.campus if duty.application else ""
    today = days_of_campuses([campus]).get(campus) or day_of_organization(duty.organization)
    form = SettleForm(request.POST if request.method == "POST" else None, initial={"settled_on": today})
    if form.is_valid() and _done(form, lambda: settle_duty(duty=duty, **form.cleaned_data, by=request.user, today=today)):
        messages.success(request, "Settled.")
        return redirect("organizations:duty", duty.public_id)
    name = legal_names_of([duty.student]).get(duty.student, "") if duty.student else ""
    context = {"form": form, "duty": duty, "name": name, "settled_by": names_of([duty.settled_by]).get(duty.settled_by, "")}
    return render(request, "accreditation/organizations/duty.html", context, status=422 if form.is_bound else 200)


def _done(form: Any, act: Callable[[], Any]) -> bool:
    try:
        act()
    except Refusal as refused:
        for sentence in getattr(refused, "sentences", [refused.sentence]):
            form.add_error(None, sentence)
        return False
    return True
