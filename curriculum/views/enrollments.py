"""A coordinator opens a cohort, enrolls its students one by one or from a file, and ends an enrollment."""

import tempfile
from collections import Counter
from dataclasses import astuple
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core import signing
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from curriculum.actions.enroll import close_cohort, enroll_student, withdraw_student
from curriculum.actions.enroll_listed import enroll_listed
from curriculum.actions.open_cohort import open_cohort
from curriculum.forms.places import CapacityForm, CohortForm, OneStudentForm, RosterForm
from curriculum.importers.roster import LARGEST, Listed, read_roster
from curriculum.models import WaitingPlace
from curriculum.queries.cohorts import cohort_called, enrollment_called
from curriculum.queries.places import taken_places, waiting_line
from curriculum.rules import campuses_managed_by
from lms.audit.api import record_disclosures
from lms.core import access
from lms.core.errors import Invalid, Refusal
from lms.core.wording import counted

SALT = "curriculum.roster"
ROSTER_SECONDS = 60 * 60
OUTCOMES = {
    "enrolled": "Gets a place",
    "in_line": "Waits in line: every place is taken",
    "waiting": "Waits until they accept",
    "unchanged": "Has a place already",
}


@access.may("curriculum.manage_cohort")
def new_cohort(request: HttpRequest) -> HttpResponse:
    """Open a cohort on one of one's campuses."""
    form = CohortForm(request.POST if request.method == "POST" else None, campuses=campuses_managed_by(request.user))
    if form.is_valid():
        try:
            cohort = open_cohort(**form.cleaned_data, by=request.user)
        except Refusal as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, "The cohort is open. Enroll its students next.")
            return redirect("enrollments:list", cohort=cohort.slug)
    return render(request, "curriculum/new_cohort.html", {"form": form}, status=422 if form.is_bound else 200)


@access.may("curriculum.manage_cohort", subject=lambda cohort: cohort_called(cohort))
def enrollments(request: HttpRequest, cohort: Any) -> HttpResponse:
    """Everybody who has or had a place; POST gives one person a place."""
    form = OneStudentForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            counts = enroll_listed(students=[_one(form.cleaned_data)], cohort=cohort, by=request.user)
        except Refusal as refused:
            sentence = refused.sentence.removeprefix("Line 1: ")
            form.add_error(None, sentence[:1].upper() + sentence[1:])
        else:
            messages.success(request, _said(counts))
            return redirect("enrollments:list", cohort=cohort.slug)
    found = request.GET.get("q", "").strip()[:100].replace("\0", "")
    places = list(_places(cohort, found))
    record_disclosures(
        viewer=request.user, owners=[place.student.public_id for place in places], what="Name and e-mail in the list of students",
        purpose="Running the cohort", campus=cohort.campus.slug,
    )  # fmt: skip
    context = {
        "cohort": cohort, "places": places, "form": form, "q": found, "roster_form": RosterForm(), "line": waiting_line(cohort),
        "taken": taken_places(cohort), "capacity_form": CapacityForm(initial={"capacity": cohort.capacity}),
    }  # fmt: skip
    return render(request, "curriculum/enrollments.html", context, status=422 if form.is_bound else 200)


def _places(cohort: Any, found: str) -> Any:
    places = cohort.enrollments.select_related("student").order_by("student__legal_last_name", "student__legal_first_name", "pk")
    named = Q(student__legal_last_name__icontains=found) | Q(student__legal_first_name__icontains=found) | Q(student__email__icontains=found)
    return places.filter(named) if found else places


def _one(said: dict[str, str]) -> Listed:
    return Listed(1, said["email"].lower(), said["first_name"].strip(), said["last_name"].strip())


def _said(counts: Counter[str]) -> str:
    words = [counted(counts["enrolled"], "student") + " enrolled"]
    words += [counted(counts["invited"], "invitation") + " sent"] if counts["invited"] else []
    words += [f"{counts['waiting']} waiting until they accept"] if counts["waiting"] else []
    words += [f"{counts['in_line']} in line for a place"] if counts["in_line"] else []
    words += [f"{counts['unchanged']} had a place already"] if counts["unchanged"] else []
    return ", ".join(words) + "."


@access.may("curriculum.manage_cohort", subject=lambda cohort: cohort_called(cohort))
@require_POST
def from_file(request: HttpRequest, cohort: Any) -> HttpResponse:
    """First what a file would do, with every fault by its line; then, once confirmed, that and nothing else."""
    try:
        if "confirmed" in request.POST:
            counts = enroll_listed(students=_confirmed(request.POST["confirmed"]), cohort=cohort, by=request.user)
            messages.success(request, _said(counts))
            return redirect("enrollments:list", cohort=cohort.slug)
        students = _uploaded(request)
        counts = enroll_listed(students=students, cohort=cohort, by=request.user, dry_run=True)
    except Invalid as refused:
        return render(request, "curriculum/roster.html", {"cohort": cohort, "faults": refused.sentences, "form": RosterForm()}, status=422)
    signed = signing.dumps([astuple(student) for student in students], salt=SALT, compress=True)
    rows = [(student, OUTCOMES[counts.each[student.email]]) for student in students]
    return render(request, "curriculum/roster.html", {"cohort": cohort, "students": rows, "said": _said(counts), "signed": signed})


def _uploaded(request: HttpRequest) -> list[Listed]:
    upload = request.FILES.get("roster")
    if upload is None:
        raise Invalid("Choose a file first.")
    if (upload.size or 0) > LARGEST:
        raise Invalid("The file is larger than 2 MB.")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"list{Path(upload.name or '').suffix.lower()[:10]}"
        path.write_bytes(upload.read())
        try:
            return read_roster(path)
        except Invalid as refused:
            raise Invalid(*(sentence.replace(path.name, "The file") for sentence in refused.sentences)) from None


def _confirmed(signed: str) -> list[Listed]:
    """The very lines that were shown; nobody can slip in another."""
    try:
        return [Listed(*row) for row in signing.loads(signed, salt=SALT, max_age=ROSTER_SECONDS)]
    except (signing.BadSignature, TypeError, ValueError):
        raise Invalid("This list is older than an hour. Choose the file again.") from None


@access.may("curriculum.manage_cohort", subject=lambda enrollment: enrollment_called(enrollment))
@require_POST
def withdraw(request: HttpRequest, enrollment: Any) -> HttpResponse:
    """End an enrollment with a reason."""
    return _changed(request, enrollment.cohort, lambda: withdraw_student(enrollment=enrollment, by=request.user, reason=request.POST.get("reason", "")[:500]))


@access.may("curriculum.manage_cohort", subject=lambda enrollment: enrollment_called(enrollment))
@require_POST
def readmit(request: HttpRequest, enrollment: Any) -> HttpResponse:
    """Take up a withdrawn place again; in a full cohort, a place in line."""
    return _changed(request, enrollment.cohort, lambda: enroll_student(student=enrollment.student, cohort=enrollment.cohort, by=request.user))


@access.may("curriculum.manage_cohort", subject=lambda cohort: cohort_called(cohort))
@require_POST
def close(request: HttpRequest, cohort: Any) -> HttpResponse:
    """Close a cohort: nothing more is credited in it."""
    return _changed(request, cohort, lambda: close_cohort(cohort=cohort, by=request.user))


def _changed(request: HttpRequest, cohort: Any, change: Any) -> HttpResponse:
    try:
        place = change()
    except Refusal as refused:
        messages.error(request, refused.sentence)
    else:
        waits = isinstance(place, WaitingPlace)
        messages.success(request, f"{cohort} is full, so the student is in line." if waits else "Saved.")
    return redirect("enrollments:list", cohort=cohort.slug)
