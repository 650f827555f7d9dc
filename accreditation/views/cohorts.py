"""What coordinators see: their cohorts, and each cohort's board."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accreditation.queries.board import cohort_board
from accreditation.queries.hours import CATEGORY_LABELS
from accreditation.views.record import record_context
from curriculum.api import cohort_called, cohorts_visible_to, enrollment_called
from lms.audit.api import record_disclosure, record_disclosures
from lms.core import access


@access.may("accreditation.view_board")
def cohorts(request: HttpRequest) -> HttpResponse:
    """The cohorts of one's campuses."""
    visible = cohorts_visible_to(request.user).select_related("campus", "program")
    return render(request, "accreditation/cohorts.html", {"cohorts": visible})


@access.may("accreditation.view_board", subject=lambda cohort: cohort_called(cohort))
def board(request: HttpRequest, cohort: object) -> HttpResponse:
    """Progress, hours by category, and what is missing."""
    found = cohort_board(cohort)
    record_disclosures(
        viewer=request.user, owners=[row.enrollment.student.public_id for row in found.rows], what="Hours and progress on the cohort board",
        purpose="Running the cohort", campus=cohort.campus.slug,
    )  # fmt: skip
    return render(request, "accreditation/board.html", {"cohort": cohort, "board": found, "labels": CATEGORY_LABELS})


@access.may("accreditation.view_board", subject=lambda enrollment: enrollment_called(enrollment))
def student(request: HttpRequest, enrollment: object) -> HttpResponse:
    """One student's record, as the student sees it."""
    record_disclosure(viewer=request.user, owner=enrollment.student.public_id, what="Record of hours", purpose="Running the cohort", campus=enrollment.cohort.campus.slug)
    return render(request, "accreditation/student.html", {**record_context(enrollment.student), "enrollment": enrollment})
