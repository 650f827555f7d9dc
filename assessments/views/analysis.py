"""Item analysis: which assessments were sat, which of their questions are bad, and who chose what in one of them."""

import csv
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessments.models import AssessmentPage
from assessments.queries.analysis import Analysis, analysis_of, attempt_counts, graded_attempts
from assessments.rules import assessments_analyzed_by, attempts_marked_by, gradebooks_visible_to
from assessments.templatetags.figures import told
from assessments.views.charts import bars, dots
from curriculum.api import program_of
from lms.core import access
from lms.core.errors import NotFound
from lms.core.spreadsheet import csv_cell

COLUMNS = ("question", "version", "type", "asked", "facility", "discrimination", "median_seconds", "flags")


@access.may("assessments.analyze")
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The assessments of one's programs, with how many attempts there are to look at."""
    counts = attempt_counts(attempts_marked_by(request.user))
    pages = assessments_analyzed_by(request.user).order_by("path")
    rows = [{"page": page, "attempts": counts.get(page.pk, (0, 0))[0], "students": counts.get(page.pk, (0, 0))[1]} for page in pages]
    context = {"rows": sorted(rows, key=lambda row: not row["attempts"]), "cohorts": gradebooks_visible_to(request.user).select_related("campus")}
    return render(request, "assessments/analysis/overview.html", context)


def page_called(assessment: str) -> AssessmentPage | None:
    return AssessmentPage.objects.filter(public_id=assessment).first()


@access.may("assessments.analyze", subject=page_called)
@require_safe
def assessment(request: HttpRequest, page: AssessmentPage) -> HttpResponse:
    """One assessment: its scores, how far they can be trusted, and its questions, flagged ones first."""
    found = _analysis(request, page)
    context = {
        "page": page, "program": program_of(page), "analysis": found, "every": _every(request), "bars": bars(found.bins), "dots": dots(found.items),
    }  # fmt: skip
    return render(request, "assessments/analysis/assessment.html", context)


class Place:
    """A version within the assessment that asked it."""

    def __init__(self, page: AssessmentPage, version: str) -> None:
        self.page, self.version, self.pk = page, version, page.pk


def _place(assessment: str, version: str) -> Place | None:
    page = page_called(assessment)
    return Place(page, version) if page else None


@access.may("assessments.analyze", subject=_place)
@require_safe
def item(request: HttpRequest, place: Place) -> HttpResponse:
    """One question: its figures, and each answer by all, by the strongest third and by the weakest."""
    found = _analysis(request, place.page)
    one = next((item for item in found.items if item.version.public_id == place.version), None)
    if one is None:
        raise NotFound
    rows = [(row, one.labels.get(row.answer, row.answer)) for row in one.rows]
    may_keep = request.user.has_perm("assessments.open_to_practice", one.version.question.bank)
    may_open = request.user.has_perm("assessments.write_bank", one.version.question.bank)
    context = {
        "page": place.page, "analysis": found, "item": one, "rows": rows, "every": _every(request), "may_keep": may_keep, "may_open": may_open,
        "may_fix": request.user.has_perm("assessments.fix_question", one.version.question),
    }  # fmt: skip
    return render(request, "assessments/analysis/item.html", context)


@access.may("assessments.analyze", subject=page_called)
@require_safe
def as_csv(request: HttpRequest, page: AssessmentPage) -> HttpResponse:
    """The table of questions for a spreadsheet, one row a version."""
    response = HttpResponse(content_type="text/csv; charset=utf-8", headers={"Content-Disposition": f'attachment; filename="analysis-{page.slug}.csv"'})
    writer = csv.writer(response)
    writer.writerow(COLUMNS)
    for one in _analysis(request, page).items:
        figures = one.figures
        seconds = "" if one.seconds.value is None else str(round(one.seconds.value))
        cells = [one.version.question.external_id, one.version.number, one.version.type, figures.answers]
        writer.writerow([csv_cell(cell) for cell in cells] + [_number(figures.facility), _number(figures.discrimination), seconds, _said(one.flags)])
    return response


def _number(figure: Any) -> str:
    return "" if figure.value is None else told(figure).replace("−", "-")


def _said(flags: Any) -> str | int:
    return csv_cell("; ".join(flag.label for flag in flags))


def _every(request: HttpRequest) -> bool:
    return request.GET.get("attempts") == "all"


def _analysis(request: HttpRequest, page: AssessmentPage) -> Analysis:
    return analysis_of(page, graded_attempts(page, attempts_marked_by(request.user), every=_every(request)))
