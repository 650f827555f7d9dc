"""The coverage matrix of a cohort, and what one of its figures is made of."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accreditation.queries.coverage import coverage_of, entries_on
from accreditation.queries.hours import entries_of
from accreditation.rules.records import places_shared_with
from curriculum.api import cohort_called, enrollment_called, roster, topic_titles
from lms.audit.api import record_disclosure, record_disclosures
from lms.core import access
from lms.core.clock import local_date, now
from lms.core.errors import NotFound


@access.may("accreditation.view_board", subject=lambda cohort: cohort_called(cohort))
def cohort_coverage(request: HttpRequest, cohort: Any) -> HttpResponse:
    """Students by topics: where a cohort's broad knowledge has gaps."""
    coverage = coverage_of(places_shared_with(request.user, roster(cohort)), local_date(now(), cohort.campus.time_zone))
    record_disclosures(
        viewer=request.user, owners=[row.enrollment.student.public_id for row in coverage.rows], what="Credited minutes by topic",
        purpose="Running the cohort", campus=cohort.campus.slug,
    )  # fmt: skip
    return render(request, "accreditation/schemes/cohort_coverage.html", {"cohort": cohort, "coverage": coverage})


@access.signed_in
def topic(request: HttpRequest, topic: str) -> HttpResponse:
    """The entries of one's own that credit a topic."""
    return render(request, "accreditation/schemes/topic.html", _context(entries_of(request.user.public_id), topic, reverse("record:record") + "entries/"))


class StudentTopic:
    """A topic within a student's record, as its page names it."""

    def __init__(self, enrollment: Any, topic: str) -> None:
        self.enrollment, self.topic = enrollment, topic
        self.student_id, self.campus_id = enrollment.student_id, enrollment.campus_id


def _student_topic(enrollment: str, topic: str) -> StudentTopic | None:
    found = enrollment_called(enrollment)
    return StudentTopic(found, topic) if found else None


@access.may("accreditation.view_board", subject=_student_topic)
def student_topic(request: HttpRequest, found: StudentTopic) -> HttpResponse:
    """The same of a student, as far as it was earned on the campus."""
    enrollment, campus = found.enrollment, found.enrollment.cohort.campus.slug
    entries = entries_of(enrollment.student.public_id).filter(campus=campus)
    context = _context(entries, found.topic, reverse("cohorts:student", args=[enrollment.public_id]) + "entries/")
    record_disclosure(viewer=request.user, owner=enrollment.student.public_id, what="Credited minutes by topic", purpose="Running the cohort", campus=campus)
    return render(request, "accreditation/schemes/topic.html", {**context, "enrollment": enrollment})


def _context(entries: Any, topic: str, entries_at: str) -> dict[str, Any]:
    title = topic_titles().get(topic)
    if title is None:
        raise NotFound
    found = entries_on(entries, topic)
    return {"title": title, "entries": found, "minutes": sum(minutes for _entry, minutes in found), "entries_at": entries_at}
