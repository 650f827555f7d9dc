"""“Count my time another way”: a student states what the page could not measure."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from curriculum.actions.attest_study import attest_study
from curriculum.forms.study import AttestationForm
from curriculum.queries.attestations import may_attest, minutes_to_state, statements_of, today
from curriculum.queries.outline import program_outline
from curriculum.queries.release import NOT_OPEN, is_open
from curriculum.views.study import Place, place_called
from lms.core import access
from lms.core.errors import Forbidden, Refusal


@access.may("curriculum.study", subject=place_called)
def attest(request: HttpRequest, place: Place) -> HttpResponse:
    """The form, and what became of earlier statements about this lesson."""
    enrollment, lesson = place.enrollment, place.lesson
    if not is_open(enrollment, lesson.pk):
        return _closed(request, place)
    day = today(enrollment)
    form = AttestationForm(request.POST if request.method == "POST" else None, initial={"studied_on": day.isoformat()})
    if form.is_valid():
        try:
            attest_study(enrollment=enrollment, lesson=lesson, **form.cleaned_data)
        except Refusal as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, gettext("Stated. It counts once your coordinator approves it; you will be told."))
            return redirect("study:attest", enrollment=enrollment.public_id, lesson=lesson.public_id)
    context = {
        "form": form, "enrollment": enrollment, "lesson": lesson, "statements": statements_of(enrollment, lesson), "may_attest": may_attest(enrollment, lesson),
        "left_today": minutes_to_state(enrollment, lesson, expected_minutes=lesson.minutes, day=day),
    }  # fmt: skip
    return render(request, "curriculum/attest.html", context, status=422 if form.is_bound else 200)


def _closed(request: HttpRequest, place: Place) -> HttpResponse:
    """Why the lesson is not open to the student yet, as its own page says."""
    program = place.lesson.program
    outline = program_outline(program, place.enrollment)
    row = next((row for row in outline.rows if row.public_id == place.lesson.public_id), None)
    if row is None or not row.closed:
        raise Forbidden(NOT_OPEN, code="not_open")
    return render(request, "curriculum/closed.html", {"row": row, "program": program, "next": outline.next_row}, status=403)
