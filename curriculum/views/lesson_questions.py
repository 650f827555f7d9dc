"""Questions on a lesson: asked and read under it, answered by who teaches."""

import secrets
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from curriculum.actions.answer_question import answer_question
from curriculum.actions.ask_question import ask_question
from curriculum.forms.talk import AnswerForm, QuestionForm
from curriculum.models import LessonQuestion
from curriculum.queries.lesson_questions import OpenLesson, headings_of, open_lesson_called, question_called, questions_taught, questions_under, shown_to
from curriculum.queries.release import require_open
from lms.audit.api import record_disclosure, record_disclosures
from lms.core import access
from lms.core.errors import Conflict, Refusal

ON_A_PAGE = 25
FIELD_IDS = "ask_%s"  # other forms of a lesson have fields of these names too


@access.may("curriculum.ask_question", subject=open_lesson_called)
def under_lesson(request: HttpRequest, opened: OpenLesson) -> HttpResponse:
    """The part of a lesson's page with its questions, fetched once it is scrolled to; a page of its own without scripts."""
    require_open(opened.enrollment, opened.lesson.pk)
    asked, form = False, _empty()
    if request.method == "POST":
        form = QuestionForm(request.POST, auto_id=FIELD_IDS)
        asked = form.is_valid() and _asked(form, opened, request.user)
    is_part = bool(request.htmx)  # type: ignore[attr-defined]
    if asked and not is_part:
        messages.success(request, gettext("Your question is with your instructors."))
        return redirect(request.path)
    context = {
        "opened": opened, "lesson": opened.lesson, "form": _empty() if asked else form, "asked": asked, "questions": questions_under(opened),
        "headings": headings_of(opened.snapshot), "may_ask": opened.enrollment.may_study,
    }  # fmt: skip
    wrong = request.method == "POST" and not asked and not is_part  # htmx shows nothing of an answer that is no success
    return render(request, f"curriculum/questions/{'_part' if is_part else 'page'}.html", context, status=422 if wrong else 200)


def _empty() -> QuestionForm:
    return QuestionForm(initial={"key": secrets.token_urlsafe(12)}, auto_id=FIELD_IDS)


def _asked(form: QuestionForm, opened: OpenLesson, person: Any) -> bool:
    try:
        ask_question(enrollment=opened.enrollment, snapshot=opened.snapshot, **form.cleaned_data, by=person)
    except Refusal as refused:
        form.add_error(None, refused.sentence)
        return False
    return True


@access.may("curriculum.view_question", subject=lambda question: question_called(question))
@require_safe
def question(request: HttpRequest, question: LessonQuestion) -> HttpResponse:
    """One question with its answer, for who asked and for whom it is shared with."""
    return render(request, "curriculum/questions/question.html", {"shown": shown_to(question, request.user), "lesson": question.lesson})


@access.may("curriculum.answer_question")
@require_safe
def open_questions(request: HttpRequest) -> HttpResponse:
    """Questions of one's campuses: those that wait, or with ``?show=answered`` the others."""
    answered = request.GET.get("show") == "answered"
    page = Paginator(questions_taught(request.user, answered=answered), ON_A_PAGE).get_page(request.GET.get("page"))
    for campus in {question.enrollment.cohort.campus.slug for question in page}:
        owners = [question.enrollment.student.public_id for question in page if question.enrollment.cohort.campus.slug == campus]
        record_disclosures(viewer=request.user, owners=owners, what="Name in the list of questions", purpose="Answering questions", campus=campus)
    query = "&show=answered" if answered else ""
    return render(request, "curriculum/questions/open.html", {"page": page, "answered": answered, "query": query})


@access.may("curriculum.answer_question", subject=lambda question: question_called(question))
def answer(request: HttpRequest, question: LessonQuestion) -> HttpResponse:
    """One question with the passage and the revision it is about; POST answers it."""
    student = question.enrollment.student
    known = {"answer": question.answer, "share": question.shared_at is not None, "seen": question.version}
    form = AnswerForm(request.POST if request.method == "POST" else None, initial=known)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            answer_question(question=question, **form.cleaned_data, by=request.user)
        except Conflict as refused:
            form, status = _once_more(request, refused, question), 409
        except Refusal as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, f"Saved. {student.display_name} is told.")
            return redirect("questions:open")
    campus = question.enrollment.cohort.campus.slug
    record_disclosure(viewer=request.user, owner=student.public_id, what="Question on a lesson", purpose="Answering questions", campus=campus)
    return render(request, "curriculum/questions/answer.html", {"question": question, "form": form}, status=status)


def _once_more(request: HttpRequest, refused: Refusal, question: LessonQuestion) -> AnswerForm:
    """The form with what was written, about the newer version, which the page shows beside it."""
    form = AnswerForm({**request.POST.dict(), "seen": question.version})
    form.add_error(None, refused.sentence)
    return form
