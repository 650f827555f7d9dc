"""When a cohort sits its quizzes."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from assessments.actions.set_windows import Times, set_windows
from assessments.forms.sittings import QuizTimesForm
from assessments.queries.windows import QuizTimes, quiz_times
from curriculum.api import cohort_called
from lms.core import access
from lms.core.errors import Invalid, Refusal
from lms.core.wording import counted


@access.may("curriculum.plan_cohort", subject=lambda cohort: cohort_called(cohort))
def of_cohort(request: HttpRequest, cohort: Any) -> HttpResponse:
    """Every quiz of the program with the cohort's own times; POST keeps them, all or none."""
    rows = quiz_times(cohort)
    forms = [(row, _form(request, row, cohort)) for row in rows]
    faults: list[str] = []
    if request.method == "POST":
        try:
            changed = set_windows(cohort=cohort, times=_posted(forms), by=request.user)
        except Refusal as refused:
            faults = refused.sentences if isinstance(refused, Invalid) else [refused.sentence]
        else:
            messages.success(request, f"Saved. {counted(changed, 'quiz', 'quizzes')} changed.")
            return redirect("sittings:windows", cohort=cohort.slug)
    return render(request, "assessments/windows.html", {"cohort": cohort, "rows": forms, "faults": faults}, status=422 if faults else 200)


def _form(request: HttpRequest, row: QuizTimes, cohort: Any) -> QuizTimesForm:
    """Times are typed and shown in the campus' own."""
    with timezone.override(cohort.campus.time_zone):
        form = QuizTimesForm(
            request.POST if request.method == "POST" else None, prefix=f"quiz-{row.page.pk}", auto_id="id_%s",
            initial={"given": row.given, "opens_at": row.opens_at, "closes_at": row.closes_at},
        )  # fmt: skip
        form.is_valid()
        return form


def _posted(forms: list[tuple[QuizTimes, QuizTimesForm]]) -> dict[int, Times]:
    """What was typed. Raises ``Invalid`` for what is no time."""
    faults = [f"“{row.page.title}”: write times as 2026-10-03 09:00." for row, form in forms if form.errors]
    if faults:
        raise Invalid(*faults)
    return {row.page.pk: Times(**form.cleaned_data) for row, form in forms}
