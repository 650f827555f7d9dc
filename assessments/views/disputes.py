"""A thread about one mark, for the student and for those who mark."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from assessments.actions.mark_item import Judgment, step_number
from assessments.actions.talk_dispute import WHOLE, answer_dispute, close_dispute, open_dispute
from assessments.models import AttemptItem, Dispute
from assessments.queries.anonymity import name_for_marker
from assessments.queries.attempts import newest_steps
from assessments.queries.marking import comments_for
from assessments.queries.release import EVERYTHING
from assessments.queries.results import NO_MARK, marks_of, shown_of
from assessments.queries.versions import item_at
from assessments.views.judging import Sheet, judgment_in, said_seen, sentences_of, whole
from assessments.views.questions import reviewed
from lms.audit.api import record_disclosure
from lms.core import access
from lms.core.errors import NotFound, Refusal


@access.may("assessments.view_attempt", subject=item_at)
def dispute(request: HttpRequest, item: AttemptItem) -> HttpResponse:
    """The answer, its mark, and what was said about it. A student opens the thread here; an instructor closes it."""
    own = item.attempt.enrollment.student_id == request.user.pk
    thread = Dispute.objects.filter(item=item).first()
    shown = shown_of(item.attempt) if own else EVERYTHING
    if item.attempt.is_open or not shown.marks or (thread is None and not own):
        raise NotFound
    refused = None
    if request.method == "POST":
        refused = _do(request, item, thread)
        if refused is None:
            messages.success(request, "Your message is sent.")
            return redirect("attempts:dispute", attempt=item.attempt.public_id, position=item.position)
    if not own:
        enrollment = item.attempt.enrollment
        record_disclosure(
            viewer=request.user,
            owner=enrollment.student.public_id,
            what="Answer to a question",
            purpose="A dispute about its mark",
            campus=enrollment.cohort.campus.slug,
        )
    return render(request, "assessments/dispute.html", _context(request, item, thread, shown, own, refused), status=getattr(refused, "status", 200))


def _do(request: HttpRequest, item: AttemptItem, thread: Dispute | None) -> Any:
    """Carry out what the form says; returns the refusal, if there is one."""
    text = request.POST.get("text", "").replace("\0", "")
    try:
        if thread is None:
            open_dispute(item=item, text=text, by=request.user)
        elif request.POST.get("then") in ("stands", "changed"):
            judgment = _judgment(request, item) if request.POST["then"] == "changed" else None
            close_dispute(dispute=thread, text=text, judgment=judgment, by=request.user, **(said_seen(request.POST) if "seen" in request.POST else {}))
        else:
            answer_dispute(dispute=thread, text=text, by=request.user)
    except Refusal as refused:
        return refused
    return None


def _judgment(request: HttpRequest, item: AttemptItem) -> Judgment:
    sheet = Sheet.of(item)
    if not sheet.rubric:
        return Judgment({WHOLE: whole(request.POST.get(f"points-{WHOLE}", ""))})
    return judgment_in(request.POST, sheet.rubric, comments_for(request.user, item.attempt.enrollment.cohort.campus))


def _context(request: HttpRequest, item: AttemptItem, thread: Dispute | None, shown: Any, own: bool, refused: Any) -> dict[str, Any]:
    sheet = Sheet.of(item)
    return {
        "item": item, "thread": thread, "own": own, "who": "" if own else name_for_marker(item.attempt),
        "said": list(thread.messages.select_related("author")) if thread else [],
        "question": reviewed(item, newest_steps(item.attempt).get(item.pk), marks_of(item.attempt).get(item.pk, NO_MARK), shown),
        "seen": len(sheet.marks), "answer": step_number(sheet.step),
        "rows": [] if own else sheet.rows(request.POST if refused else None), "sent": request.POST.get("text", "") if refused else "",
        "sentences": sentences_of(refused),
    }  # fmt: skip
