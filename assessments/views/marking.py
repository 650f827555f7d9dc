"""Marking: the list of answers that wait for a person, and one of them with its rubric."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from assessments.actions.mark_item import mark_item
from assessments.models import AttemptItem, Grade
from assessments.queries.attempts import answers_to_mark, newest_steps
from assessments.rules import attempts_marked_by
from lms.audit.api import record_disclosure
from lms.core import access
from lms.core.errors import Invalid, NotFound
from lms.questions.api import question_types


@access.may("assessments.mark")
def queue(request: HttpRequest) -> HttpResponse:
    """Answers of one's campuses that wait to be marked, oldest first."""
    items = answers_to_mark(attempts_marked_by(request.user))
    waiting = items.select_related("attempt__enrollment__student", "attempt__assessment", "version").order_by("attempt__submitted_at", "position")
    return render(request, "assessments/queue.html", {"items": waiting})


def item_to_mark(item: int) -> AttemptItem | None:
    items = AttemptItem.objects.select_related("attempt__enrollment__cohort__campus", "attempt__enrollment__student", "attempt__assessment", "version")
    return items.filter(pk=item).first()


@access.may("assessments.mark_attempt", subject=item_to_mark)
def mark(request: HttpRequest, item: AttemptItem) -> HttpResponse:
    """One answer with its rubric; the mark is kept with who gave it."""
    kind = question_types.get(item.version.type)
    content = kind.validate_content(item.version.content)
    rubric = kind.rubric(content)
    if not rubric or item.attempt.is_open:
        raise NotFound
    if request.method == "POST":
        points = {row.id: _points(request.POST.get(f"points-{row.id}", "")) for row in rubric}
        mark_item(item=item, points=points, comment=request.POST.get("comment", "").strip()[:5000], seen=_points(request.POST.get("seen", "")), by=request.user)
        return redirect("teach:marking")
    record_disclosure(
        viewer=request.user,
        owner=item.attempt.enrollment.student.public_id,
        what="Answer to a question",
        purpose="Marking",
        campus=item.attempt.enrollment.cohort.campus.slug,
    )
    step = newest_steps(item.attempt).get(item.pk)
    response = step.response if step else kind.blank(content)
    context = {
        "item": item, "rubric": rubric, "response": response, "review_template": kind.review_template,
        "view": kind.public_view(content, item.option_order, item.version.rendered), "key": kind.key_view(content, item.option_order, item.version.rendered),
    }  # fmt: skip
    return render(
        request,
        "assessments/mark.html",
        {**context, "seen": Grade.objects.filter(item=item).count(), "notes": kind.explain(content, response, kind.grade(content, response))},
    )


def _points(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        raise Invalid("Give whole points to every row of the rubric.")
    return int(text)
