"""A question as it was asked in one attempt, and what is different today."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessments.models import AttemptItem, Dispute, Grade
from assessments.queries.anonymity import name_for_marker
from assessments.queries.attempts import newest_steps
from assessments.queries.marking import marks_of
from assessments.queries.release import EVERYTHING, Shown
from assessments.queries.results import newest_grades, shown_of
from assessments.queries.versions import differences, item_at, law_since
from assessments.views.questions import reviewed
from lms.audit.api import record_disclosure
from lms.core import access
from lms.core.errors import NotFound


@access.may("assessments.view_attempt", subject=item_at)
@require_safe
def question(request: HttpRequest, item: AttemptItem) -> HttpResponse:
    """The version that was asked, the answer and mark as far as they are released, and how the question reads today.

    Today's wording is shown to a student once the key is: until then it could be asked of them next. So are the law, which a citation to be found
    would be read from, and the fingerprint, against which a key could be tried.
    """
    attempt = item.attempt
    if attempt.is_open:
        raise NotFound
    own = attempt.enrollment.student_id == request.user.pk
    shown = shown_of(attempt) if own else EVERYTHING
    if not (shown.response or shown.marks):
        raise NotFound
    if not own:
        record_disclosure(
            viewer=request.user, owner=attempt.enrollment.student.public_id, what="Answer to a question", purpose="Explaining a mark",
            campus=attempt.enrollment.cohort.campus.slug,
        )  # fmt: skip
    return render(
        request,
        "assessments/question.html",
        {"item": item, "own": own, "who": "" if own else name_for_marker(attempt), "shown": shown, **_context(item, shown)},
    )


def _context(item: AttemptItem, shown: Shown) -> dict[str, Any]:
    comment = Grade.objects.filter(item=item).order_by("-number").values_list("comment", flat=True).first() or ""
    points = newest_grades([item.attempt_id]).get(item.pk)
    return {
        "question": reviewed(item, newest_steps(item.attempt).get(item.pk), points, comment, shown),
        "today": differences(item.version) if shown.key else None,
        "law": law_since(item.version, item.attempt.started_at) if shown.key else None,
        "history": marks_of(item) if shown.marks else [],
        "dispute": Dispute.objects.filter(item=item).exists(),
    }
