"""One question of a bank: what it asks, its history, trying it, comparing and restoring its versions."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from assessments.actions.change_question_state import NEXT
from assessments.actions.edit_question import restore_version
from assessments.models import Question, QuestionState, QuestionVersion
from assessments.queries.bank import question_called
from assessments.queries.bank_questions import uses_of
from assessments.queries.duplicates import like_question
from assessments.queries.question_history import changes_of, compared, facts_said, version_at, versions_of
from assessments.views.bank.shown import asked_version, tried
from curriculum.api import topic_titles
from lms.core import access
from lms.core.errors import Refusal
from lms.questions.api import question_types


@access.may("assessments.write_bank", subject=question_called)
@require_safe
def question(request: HttpRequest, question: Question) -> HttpResponse:
    """The newest version with its key, where it is used, its versions and changes of state, and what is like it."""
    version = question.entry.version
    titles = topic_titles()
    context = {
        "question": question, "bank": question.bank, "version": version, "type": question_types.get(version.type), "use": uses_of([question])[0],
        "versions": versions_of(question), "changes": changes_of(question), "shown": asked_version(version),
        "topics": [titles.get(topic, topic) for topic in version.topics], "next": [(state, QuestionState(state).label) for state in NEXT[question.state]],
        "alike": like_question(version.type, {"stem": version.stem, "content": version.content}, request.user, but=question.pk),
        "fixes": request.user.has_perm("assessments.fix_question", question),
    }  # fmt: skip
    return render(request, "assessments/bank/question.html", context)


@access.may("assessments.write_bank", subject=question_called)
def try_question(request: HttpRequest, question: Question) -> HttpResponse:
    """The student's own form; POST marks what it holds and shows everything. Nothing is kept."""
    version = question.entry.version
    answer = tried(version, request.POST) if request.method == "POST" else None
    status = 422 if answer and "refused" in answer else 200
    context = {"question": question, "bank": question.bank, "version": version, "shown": asked_version(version), "answer": answer}
    return render(request, "assessments/bank/try.html", context, status=status)


@access.may("assessments.write_bank", subject=version_at)
@require_safe
def version(request: HttpRequest, version: QuestionVersion) -> HttpResponse:
    """A version beside another: the newest, or the one that ``with`` names."""
    question = version.question
    asked = request.GET.get("with", "")
    numbers = {one.number: one for one in versions_of(question)}
    other = numbers.get(int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 7 else None
    other = other or numbers[question.entry.version.number]
    older, newer = sorted((numbers[version.number], other), key=lambda one: one.number)
    context = {
        "question": question, "bank": question.bank, "version": numbers[version.number], "older": older, "newer": newer, "versions": list(numbers.values()),
        "difference": compared(facts_said(older), facts_said(newer)), "shown": asked_version(version),
    }  # fmt: skip
    return render(request, "assessments/bank/version.html", context)


@access.may("assessments.write_bank", subject=version_at)
@require_POST
def restore(request: HttpRequest, version: QuestionVersion) -> HttpResponse:
    """An old version once more, as the newest."""
    question = version.question
    seen = request.POST.get("seen", "")
    try:
        made = restore_version(version=version, seen=int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 7 else 0, by=request.user)
    except Refusal as refused:
        messages.error(request, refused.sentence)
        return redirect("teach:question_version", bank=question.bank.slug, question=question.public_id, number=version.number)
    messages.success(request, f"Version {version.number} is asked again, as version {made.number}." if made else "It is the newest version already.")
    return redirect("teach:question", bank=question.bank.slug, question=question.public_id)
