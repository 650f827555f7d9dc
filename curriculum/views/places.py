"""Places of a cohort: how many there are, who waits, and one student's place with its history and what it is allowed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST
from wagtail.models import Page

from curriculum.actions.assign_make_up import Missed, assign_make_up, end_make_up
from curriculum.actions.give_extension import end_extension, give_extension
from curriculum.actions.set_capacity import set_capacity
from curriculum.actions.take_off_line import take_off_line
from curriculum.actions.transfer_student import transfer_student
from curriculum.forms.places import CapacityForm, ExtensionForm, MakeUpForm, TransferForm
from curriculum.models import Cohort
from curriculum.queries.cohorts import cohort_called, enrollment_called
from curriculum.queries.places import history_of_place, waiting_called
from curriculum.queries.plan import PlanGroup, extension_called, extensions_of, make_up_called, make_ups_of, plan_groups
from curriculum.rules import campuses_managed_by
from lms.audit.api import record_disclosure
from lms.core import access
from lms.core.errors import Refusal
from lms.core.wording import counted

MANAGES = "curriculum.manage_cohort"


@access.may(MANAGES, subject=lambda cohort: cohort_called(cohort))
@require_POST
def capacity(request: HttpRequest, cohort: Any) -> HttpResponse:
    """Set how many places there are; who waits gets the new ones at once."""
    form = CapacityForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Write the number of places as a whole number from 1 to 10,000, or leave it empty.")
        return redirect("enrollments:list", cohort=cohort.slug)
    given = set_capacity(cohort=cohort, capacity=form.cleaned_data["capacity"], by=request.user)
    messages.success(request, f"Saved. {counted(len(given), 'student')} who waited got a place." if given else "Saved.")
    return redirect("enrollments:list", cohort=cohort.slug)


class Line:
    """A place in line, as the guard asks about it: it belongs to its cohort's campus."""

    def __init__(self, waiting: Any) -> None:
        self.waiting = waiting
        self.campus = waiting.cohort.campus


def _line(waiting: str) -> Line | None:
    found = waiting_called(waiting)
    return Line(found) if found else None


@access.may(MANAGES, subject=_line)
@require_POST
def leave_line(request: HttpRequest, line: Line) -> HttpResponse:
    """Take somebody off the list of those who wait."""
    take_off_line(waiting=line.waiting, by=request.user)
    messages.success(request, f"{line.waiting.student.legal_name} does not wait any more.")
    return redirect("enrollments:list", cohort=line.waiting.cohort.slug)


@access.may(MANAGES, subject=lambda enrollment: enrollment_called(enrollment))
def place(request: HttpRequest, enrollment: Any) -> HttpResponse:
    """One student's place; POST moves, extends or assigns, by the name of the form that was sent."""
    form = _FORMS[request.POST["form"]] if request.method == "POST" and request.POST.get("form") in _FORMS else None
    groups = plan_groups(enrollment.cohort)
    forms = _forms(request, enrollment, groups, request.POST.get("form", "") if form else "")
    if form is not None and (asked := forms[request.POST["form"]]).is_valid():
        try:
            where = form(request, enrollment, asked.cleaned_data)
        except Refusal as refused:
            asked.add_error(None, refused.sentence)
        else:
            return redirect("enrollments:place", enrollment=where.public_id)
    record_disclosure(
        viewer=request.user, owner=enrollment.student.public_id, what="History of a place in a cohort", purpose="Running the cohort",
        campus=enrollment.cohort.campus.slug,
    )  # fmt: skip
    context = {
        "enrollment": enrollment, "history": history_of_place(enrollment), "extensions": extensions_of(enrollment),
        "make_ups": make_ups_of(enrollment), **forms,
    }  # fmt: skip
    return render(request, "curriculum/place.html", context, status=422 if request.method == "POST" else 200)


def _forms(request: HttpRequest, enrollment: Any, groups: list[PlanGroup], sent: str) -> dict[str, Any]:
    """The three forms of the page; the one that was sent holds what was typed."""
    everything = [(group.module.title, [(row.pk, row.title) for row in (group.module, *group.rows)]) for group in groups]
    work = [(group.module.title, [(row.pk, row.title) for row in group.rows]) for group in groups if group.rows]

    def data(name: str) -> Any:
        return request.POST if sent == name else None

    return {
        "transfer": TransferForm(data("transfer"), cohorts=_other_cohorts(request.user, enrollment), prefix="transfer"),
        "extension": ExtensionForm(data("extension"), pages=everything, prefix="extension"),
        "make_up": MakeUpForm(data("make_up"), pages=work, prefix="make_up"),
    }


def _other_cohorts(person: Any, enrollment: Any) -> Any:
    """Open cohorts of the same program that the person runs too."""
    mine = Cohort.objects.filter(campus__in=campuses_managed_by(person), program=enrollment.cohort.program_id, closed_at=None)
    return mine.exclude(pk=enrollment.cohort_id).select_related("campus")


def _transfer(request: HttpRequest, enrollment: Any, said: dict[str, Any]) -> Any:
    moved = transfer_student(enrollment=enrollment, by=request.user, **said)
    messages.success(request, f"Moved to {moved.cohort}. Hours stay with the earlier place.")
    return moved


def _extend(request: HttpRequest, enrollment: Any, said: dict[str, Any]) -> Any:
    page = Page.objects.get(pk=said.pop("page"))
    give_extension(enrollment=enrollment, page=page, by=request.user, **said)
    messages.success(request, "Saved. The student has been told.")
    return enrollment


def _make_up(request: HttpRequest, enrollment: Any, said: dict[str, Any]) -> Any:
    missed = Page.objects.get(pk=said.pop("missed")).specific
    kind = "lesson" if missed._meta.model_name == "lessonpage" else "assessment"
    page = Page.objects.get(pk=said.pop("page"))
    assign_make_up(enrollment=enrollment, page=page, missed=Missed(kind, missed.public_id, missed.title), by=request.user, **said)
    messages.success(request, "Assigned. The student has been told.")
    return enrollment


_FORMS = {"transfer": _transfer, "extension": _extend, "make_up": _make_up}


class Allowance:
    """An extension or make-up work, as the guard asks about it."""

    def __init__(self, row: Any) -> None:
        self.row = row
        self.campus = row.enrollment.cohort.campus


def _extension(extension: str) -> Allowance | None:
    found = extension_called(extension)
    return Allowance(found) if found else None


def _assigned(make_up: str) -> Allowance | None:
    found = make_up_called(make_up)
    return Allowance(found) if found else None


@access.may(MANAGES, subject=_extension)
@require_POST
def stop_extension(request: HttpRequest, allowance: Allowance) -> HttpResponse:
    """End an extension."""
    end_extension(extension=allowance.row, by=request.user)
    messages.success(request, "The extension has ended.")
    return redirect("enrollments:place", enrollment=allowance.row.enrollment.public_id)


@access.may(MANAGES, subject=_assigned)
@require_POST
def stop_make_up(request: HttpRequest, allowance: Allowance) -> HttpResponse:
    """Take make-up work back."""
    end_make_up(make_up=allowance.row, by=request.user)
    messages.success(request, "Taken back.")
    return redirect("enrollments:place", enrollment=allowance.row.enrollment.public_id)
