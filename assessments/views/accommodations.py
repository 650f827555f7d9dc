"""Accommodations: of a cohort's students, for those who give them; and one's own."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from assessments.actions.give_accommodation import Given, end_accommodation, give_accommodation
from assessments.forms.sittings import AccommodationForm, EndForm
from assessments.models import Accommodation, AssessmentPage
from assessments.queries.windows import accommodation_called, accommodations_in, accommodations_of, ended, held, held_in_places, quizzes_of
from curriculum.api import cohort_called, roster
from lms.audit.api import record_disclosures
from lms.core import access
from lms.core.errors import Invalid, Refusal

MANAGES = "curriculum.manage_cohort"


@access.may(MANAGES, subject=lambda cohort: cohort_called(cohort))
def of_cohort(request: HttpRequest, cohort: Any) -> HttpResponse:
    """What holds for whom, with its history; POST gives one, or puts it in place of the one before."""
    students, quizzes = {place.pk: place for place in roster(cohort)}, {page.pk: page for page in quizzes_of(cohort)}
    form = AccommodationForm(
        request.POST if request.method == "POST" else None, initial=_days(cohort),
        students=[(pk, place.student.legal_name) for pk, place in students.items()], quizzes=[(pk, page.title) for pk, page in quizzes.items()],
    )  # fmt: skip
    if form.is_valid() and _given(request, form, students, quizzes):
        messages.success(request, "Saved. It holds for attempts that run too, and the student has been told.")
        return redirect("sittings:accommodations", cohort=cohort.slug)
    rows = accommodations_in(cohort)
    record_disclosures(
        viewer=request.user, owners=list(dict.fromkeys(row.enrollment.student.public_id for row in rows)), what="Accommodations, with their reasons",
        purpose="Running the cohort", campus=cohort.campus.slug,
    )  # fmt: skip
    context = {"cohort": cohort, "form": form, "held": held(rows), "ended": ended(rows)}
    return render(request, "assessments/accommodations.html", context, status=422 if form.is_bound else 200)


def _days(cohort: Any) -> dict[str, Any]:
    return {"starts_on": cohort.starts_on, "ends_on": cohort.ends_on}


def _given(request: HttpRequest, form: AccommodationForm, students: dict[int, Any], quizzes: dict[int, AssessmentPage]) -> bool:
    said = dict(form.cleaned_data)
    enrollment, assessment, reason = students[said.pop("enrollment")], quizzes.get(said.pop("assessment") or 0), said.pop("reason")
    try:
        give_accommodation(enrollment=enrollment, assessment=assessment, given=Given(**said), reason=reason, by=request.user)
    except Refusal as refused:
        for sentence in refused.sentences if isinstance(refused, Invalid) else [refused.sentence]:
            form.add_error(None, sentence)
        return False
    return True


class Subject:
    """An accommodation, as the guard asks about it: it belongs to its cohort's campus."""

    def __init__(self, row: Accommodation) -> None:
        self.row = row
        self.campus = row.enrollment.cohort.campus


def _subject(accommodation: str) -> Subject | None:
    found = accommodation_called(accommodation)
    return Subject(found) if found else None


@access.may(MANAGES, subject=_subject)
@require_POST
def end(request: HttpRequest, subject: Subject) -> HttpResponse:
    """End one, with a reason."""
    form = EndForm(request.POST)
    if form.is_valid():
        end_accommodation(accommodation=subject.row, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, "It has ended. Attempts that run keep the time they have.")
    else:
        messages.error(request, "Say in up to 500 characters why it ends. Nothing has changed.")
    return redirect("sittings:accommodations", cohort=subject.row.enrollment.cohort.slug)


@access.signed_in
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """One's own accommodations, with their reasons and who set them."""
    rows = accommodations_of(request.user)
    return render(request, "assessments/my_accommodations.html", {"held": held_in_places(rows), "ended": ended(rows)})
