"""What an attempt kept: choosing between two answers, earlier texts, late answers, and what the page noticed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from assessments.actions.bring_back_answer import bring_back_answer
from assessments.actions.choose_answer import choose_answer
from assessments.actions.decide_late_answer import decide_late_answer
from assessments.models import Attempt, AttemptItem, ConflictingAnswer, LateAnswer
from assessments.queries.attempts import attempt_called, items_of
from assessments.queries.journal import (
    conflict_called,
    in_full,
    is_marked_by_hand,
    late_answer_called,
    late_answers_of,
    noticed_of,
    saved_texts,
    undecided_late_answers,
    whole_text,
)
from assessments.queries.key_seen import answers_after_key
from assessments.queries.pauses import is_paused
from assessments.queries.results import shown_of
from assessments.queries.versions import item_at
from assessments.rules import attempts_marked_by
from lms.audit.api import record_disclosure
from lms.core import access
from lms.core.errors import Invalid, NotFound


@access.may("assessments.sit_attempt", subject=conflict_called)
@require_POST
def choose(request: HttpRequest, conflict: ConflictingAnswer) -> HttpResponse:
    """Which of two answers counts."""
    if request.POST.get("which") not in ("saved", "other"):
        raise Invalid("Choose one of the two answers.")
    choose_answer(conflict=conflict, other=request.POST["which"] == "other", by=request.user)
    return redirect("attempts:take", attempt=conflict.attempt.public_id)


@access.may("assessments.sit_attempt", subject=item_at)
def texts(request: HttpRequest, item: AttemptItem) -> HttpResponse:
    """Everything that was saved for one question, after the attempt as soon as answers are shown; POST brings an earlier answer back."""
    if request.method == "POST":
        bring_back_answer(item=item, number=_number(request.POST.get("step", "")), by=request.user)
        return redirect("attempts:take", attempt=item.attempt.public_id)
    if is_paused(item.attempt):
        return redirect("attempts:take", attempt=item.attempt.public_id)
    if not item.attempt.is_open and not shown_of(item.attempt).response:
        raise NotFound
    steps = saved_texts(item)
    shown = [(step, in_full(item.version, step.response)) for step in steps]
    return render(request, "assessments/texts.html", {"item": item, "texts": shown, "newest": steps[0].number if steps else 0})


@access.may("assessments.mark")
@require_safe
def late(request: HttpRequest) -> HttpResponse:
    """Late answers of one's campuses that wait for a decision."""
    return render(request, "assessments/late.html", {"answers": undecided_late_answers(attempts_marked_by(request.user))})


@access.may("assessments.mark_attempt", subject=late_answer_called)
@require_POST
def decide_late(request: HttpRequest, late: LateAnswer) -> HttpResponse:
    """Accept or decline one late answer; an accepted one that a person marks leads to its mark: its attempt is in no queue any more."""
    if request.POST.get("decision") not in ("accept", "decline"):
        raise Invalid("Choose whether to accept the answer.")
    accept = request.POST["decision"] == "accept"
    decide_late_answer(late=late, accept=accept, reason=request.POST.get("reason", "")[:2000], by=request.user)
    if accept and is_marked_by_hand(late.item.version):
        return redirect("teach:mark", item=late.item_id)
    return redirect("teach:attempt", attempt=late.attempt.public_id)


@access.may("assessments.mark_attempt", subject=lambda attempt: attempt_called(attempt))
@require_safe
def kept(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    """An attempt beside what its page noticed and what came late, for who marks it."""
    student = attempt.enrollment.student
    campus = attempt.enrollment.cohort.campus.slug
    record_disclosure(viewer=request.user, owner=student.public_id, what="Late answers and facts of an attempt", purpose="Marking", campus=campus)
    return render(request, "assessments/kept.html", kept_context(attempt))


def kept_context(attempt: Attempt) -> dict[str, Any]:
    """The facts and the late answers."""
    noticed, items = noticed_of(attempt), items_of(attempt)
    saves = {item.pk: 0 for item in items}
    for item_id in attempt.steps.values_list("item_id", flat=True):
        saves[item_id] += 1
    pasted = {item.position: [size for question, size in noticed.pasted if question == item.position] for item in items}
    rows = [(item, saves[item.pk], noticed.viewed_ms.get(item.position, 0) // 1000, pasted[item.position]) for item in items]
    return {"attempt": attempt, "noticed": noticed, "away_seconds": noticed.away_ms // 1000, "rows": rows, "late": _late_beside(attempt, items)}


def _late_beside(attempt: Attempt, items: list[AttemptItem]) -> list[dict[str, Any]]:
    """Each late answer in words; ``is_after_key``: its student could read the right one before, ``left_at`` from when they had left the question."""
    answers = late_answers_of(attempt)
    seen = answers_after_key(attempt, items, answers)
    return [
        {
            "answer": answer, "text": whole_text(answer.item.version, answer.response), "by_hand": is_marked_by_hand(answer.item.version),
            "is_after_key": answer.pk in seen, "left_at": seen.get(answer.pk),
        }
        for answer in answers
    ]  # fmt: skip


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 9):
        raise Invalid("Choose one of the saved texts.")
    return int(text)
