"""The banks, the questions of one, and what is changed for several at once."""

from dataclasses import fields
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from assessments.actions.change_question_state import change_question_states
from assessments.models import Question, QuestionBank, QuestionState
from assessments.queries.bank import bank_called, banks_with_counts, categories_of
from assessments.queries.bank_questions import Filter, authors_of, questions_of, topics_of, uses_of, with_people_and_use
from assessments.queries.duplicates import alike_in
from assessments.rules import banks_written_by
from curriculum.api import topic_titles
from lms.core import access
from lms.core.errors import Refusal
from lms.questions.api import question_types

PAGE = 25
MOST_AT_ONCE = 500
OUT_OF_USE = (QuestionState.HELD, QuestionState.RETIRED)


@access.may("assessments.write_banks")
@require_safe
def banks(request: HttpRequest) -> HttpResponse:
    """The banks a person writes in."""
    return render(request, "assessments/bank/banks.html", {"banks": banks_with_counts(banks_written_by(request.user))})


@access.may("assessments.write_bank", subject=bank_called)
@require_safe
def bank(request: HttpRequest, bank: QuestionBank) -> HttpResponse:
    """The questions of a bank, searched and filtered."""
    asked = Filter(**{one.name: request.GET.get(one.name, "").replace("\0", "").strip()[:200] for one in fields(Filter)})
    page = Paginator(questions_of(bank, asked), PAGE).get_page(request.GET.get("page"))
    query = urlencode({one.name: value for one in fields(Filter) if (value := getattr(asked, one.name))})
    titles = topic_titles()
    context = {
        "bank": bank, "asked": asked, "page": page, "rows": with_people_and_use(page.object_list), "query": f"{query}&amp;" if query else "",
        "states": QuestionState.choices, "types": [(kind.key, kind.label) for kind in question_types], "categories": categories_of(bank),
        "topics": [(topic, titles.get(topic, topic)) for topic in topics_of(bank)], "authors": authors_of(bank),
    }  # fmt: skip
    return render(request, "assessments/bank/bank.html", context)


@access.may("assessments.write_bank", subject=bank_called)
@require_safe
def duplicates(request: HttpRequest, bank: QuestionBank) -> HttpResponse:
    """Pairs of questions that ask nearly the same."""
    page = Paginator(alike_in(bank, request.user), PAGE).get_page(request.GET.get("page"))
    return render(request, "assessments/bank/duplicates.html", {"bank": bank, "page": page})


@access.may("assessments.write_bank", subject=bank_called)
@require_POST
def states(request: HttpRequest, bank: QuestionBank) -> HttpResponse:
    """Change the state of the chosen questions. Holding or retiring first shows where they are asked."""
    chosen = request.POST.getlist("question")[:MOST_AT_ONCE]
    state, reason = request.POST.get("state", ""), request.POST.get("reason", "")
    questions = list(bank.questions.filter(public_id__in=[one for one in chosen if "\0" not in one]).order_by("external_id"))
    if not questions:
        messages.error(request, "Choose at least one question.")
        return redirect("teach:bank", bank=bank.slug)
    if state in OUT_OF_USE and "confirmed" not in request.POST:
        return _asked_first(request, bank, questions)
    try:
        changed = change_question_states(bank=bank, questions=[one.public_id for one in questions], state=state, reason=reason, by=request.user)
    except Refusal as refused:
        return _asked_first(request, bank, questions, refused)
    messages.success(request, f"{changed} {'question is' if changed == 1 else 'questions are'} {QuestionState(state).label.lower()} now.")
    return _back(request, bank, questions)


def _asked_first(request: HttpRequest, bank: QuestionBank, questions: list[Question], refused: Refusal | None = None) -> HttpResponse:
    context: dict[str, Any] = {
        "bank": bank, "uses": uses_of(questions), "state": request.POST.get("state", ""), "reason": request.POST.get("reason", ""), "refused": refused,
        "states": QuestionState.choices, "back": request.POST.get("back", ""), "needs_reason": request.POST.get("state", "") in OUT_OF_USE,
    }  # fmt: skip
    return render(request, "assessments/bank/states.html", context, status=refused.status if refused else 200)


def _back(request: HttpRequest, bank: QuestionBank, questions: list[Question]) -> HttpResponse:
    if request.POST.get("back") == "question" and len(questions) == 1:
        return redirect("teach:question", bank=bank.slug, question=questions[0].public_id)
    return redirect("teach:bank", bank=bank.slug)
