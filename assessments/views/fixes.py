"""Correcting the marks of a question that turned out wrong: choose, look, apply, take back."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from assessments.actions.apply_fix import apply_fix
from assessments.actions.propose_fix import propose_fix
from assessments.actions.undo_fix import undo_fix
from assessments.forms.marking import FixForm
from assessments.models import Question, QuestionFix
from assessments.queries.fixes import assessments_to_fix, fix_called, newest_version, question_called, questions_to_fix, rows_seen_by
from assessments.queries.versions import differences
from assessments.rules import fixes_visible_to
from lms.audit.api import record_disclosures
from lms.core import access
from lms.core.errors import NotFound, Refusal

ON_A_PAGE = 50
WHICH = {
    "": "All that change", "up": "Go up", "down": "Go down", "pass": "Pass now", "fail": "Fail now", "touched": "Records touched", "person": "Need a person",
}  # fmt: skip


@access.may("assessments.fix_questions")
@require_safe
def fixes(request: HttpRequest) -> HttpResponse:
    """Questions with a newer version than the one that was answered, and the corrections made so far."""
    page = Paginator(questions_to_fix(request.user), ON_A_PAGE).get_page(request.GET.get("page"))
    done = fixes_visible_to(request.user).select_related("question")[:ON_A_PAGE]
    return render(request, "assessments/fixes.html", {"page": page, "done": done})


@access.may("assessments.fix_question", subject=question_called)
def new_fix(request: HttpRequest, question: Question) -> HttpResponse:
    """What changed in the question, and what is to be done about the marks."""
    version = newest_version(question)
    pages = assessments_to_fix(question, request.user, version) if version else []
    if version is None or not pages:
        raise NotFound
    form = FixForm(request.POST if request.method == "POST" else None, pages=pages)
    if request.method == "POST" and form.is_valid():
        try:
            facts = form.cleaned_data
            chosen = [int(key) for key in facts["assessments"]]
            _, job = propose_fix(question=question, policy=facts["policy"], assessments=chosen, told=facts["told"], by=request.user)
        except Refusal as refused:
            form.add_error(None, refused.sentence)
        else:
            return redirect("jobs:job", job.public_id)
    oldest = question.versions.order_by("number").first()
    context = {"question": question, "version": version, "form": form, "changed": differences(oldest) if oldest else None}
    return render(request, "assessments/new_fix.html", context, status=422 if form.errors else 200)


@access.may("assessments.view_fix", subject=fix_called)
@require_safe
def fix(request: HttpRequest, fix: QuestionFix) -> HttpResponse:
    """Who goes up, down, passes, fails, and what else is touched."""
    which = request.GET.get("which", "")
    which = which if which in WHICH else ""
    page = Paginator(rows_seen_by(request.user, fix, which), ON_A_PAGE).get_page(request.GET.get("page"))
    owners = [row.attempt.enrollment.student.public_id for row in page.object_list]
    record_disclosures(viewer=request.user, owners=owners, what="Marks of a question", purpose="Correcting a question")
    counts = [(key, label, fix.summary.get(key, 0)) for key, label in WHICH.items() if key]
    return render(
        request, "assessments/fix.html", {"fix": fix, "page": page, "which": which, "counts": counts, "label": WHICH[which], **_addresses(fix, which)}
    )


def _addresses(fix: QuestionFix, which: str) -> dict[str, str]:
    return {
        "apply_url": reverse("teach:apply_fix", args=[fix.public_id]), "undo_url": reverse("teach:undo_fix", args=[fix.public_id]),
        "page_query": f"which={which}&amp;" if which else "",
    }  # fmt: skip


@access.may("assessments.view_fix", subject=fix_called)
@require_POST
def apply(request: HttpRequest, fix: QuestionFix) -> HttpResponse:
    return _begin(request, fix, apply_fix)


@access.may("assessments.view_fix", subject=fix_called)
@require_POST
def undo(request: HttpRequest, fix: QuestionFix) -> HttpResponse:
    return _begin(request, fix, undo_fix)


def _begin(request: HttpRequest, fix: QuestionFix, action: Any) -> HttpResponse:
    try:
        job = action(fix=fix, by=request.user)
    except Refusal as refused:
        messages.error(request, refused.sentence)
        return redirect("teach:fix", fix.public_id)
    return redirect("jobs:job", job.public_id)
