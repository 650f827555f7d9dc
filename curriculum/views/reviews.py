"""Attorneys review lessons: a list, and one page with the lesson and the decision. They do not enter Wagtail (decision 13)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe
from wagtail.models import TaskState

from curriculum.actions.decide_review import decide_review
from curriculum.actions.take_snapshot import lesson_body
from curriculum.forms.review import ReviewForm
from curriculum.models import LessonReview, Verdict
from curriculum.queries.programs import program_of
from curriculum.queries.reviews import decided_by, review_mark, reviews_of, waiting_review, waiting_reviews
from curriculum.queries.snapshots import content_of
from curriculum.rules import attorney_reviews_of
from curriculum.views.drafts import draft_parts, topic_titles
from lms.core import access
from lms.core.access import SignedInRequest
from lms.core.errors import Conflict, Refusal


@access.may("curriculum.review_as_attorney")
@require_safe
def waiting_list(request: SignedInRequest) -> HttpResponse:
    """Lessons that wait for this attorney, and what they decided before."""
    context = {"waiting": waiting_reviews(attorney_reviews_of(request.user)), "decided": decided_by(request.user)[:20]}
    return render(request, "curriculum/reviews/waiting.html", context)


@access.may("curriculum.review_as_attorney", subject=waiting_review)
def review(request: SignedInRequest, state: TaskState) -> HttpResponse:
    """The lesson as it would be published, with the right answers; below it the decision."""
    draft = state.workflow_state.content_object.get_latest_revision()
    form = ReviewForm(request.POST if request.method == "POST" else None, initial={"revision": f"r{draft.pk}", "licensed_in": _last_said(request.user)})
    status = 200
    if form.is_valid():
        try:
            done = decide_review(state=state, by=request.user, **form.cleaned_data)
        except Refusal as refused:
            form.add_error(None, refused.sentence)
            status = refused.status
            if isinstance(refused, Conflict):
                form.data = {**request.POST.dict(), "revision": f"r{draft.pk}"}  # what is shown below is the newer text
        else:
            messages.success(request, _said(done))
            return redirect("reviews:waiting")
    elif form.is_bound:
        status = 422
    return render(request, "curriculum/reviews/review.html", {**_shown(state, draft), "form": form}, status=status)


def _shown(state: TaskState, draft: object) -> dict[str, object]:
    lesson = draft.as_object()  # type: ignore[attr-defined]
    content = content_of(lesson_body(lesson))
    asked = state.workflow_state.requested_by
    return {
        "lesson": lesson, "content": content, "parts": draft_parts(content), "topic_titles": topic_titles(content), "program": program_of(lesson),
        "mark": review_mark(lesson), "history": reviews_of(lesson), "submitted_by": asked.legal_name if asked else "", "state": state,
    }  # fmt: skip


def _last_said(person: object) -> str:
    """Where the attorney said before that they are admitted: it seldom changes."""
    last = decided_by(person).exclude(licensed_in="").first()
    return last.licensed_in if last else ""


def _said(done: LessonReview) -> str:
    if done.verdict == Verdict.APPROVED:
        return f"You approved “{done.lesson.title}”. It is published with your name and today's date."
    return f"You returned “{done.lesson.title}” with your comments. Its author was told."
