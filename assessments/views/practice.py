"""Practice: by topic, without end, due ones first, with the answer at once. Nothing is counted: no hours, no marks."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from assessments.actions.allow_practice import allow_practice, keep_for_exams
from assessments.actions.practice_question import Practiced, practice_question
from assessments.models import Question, QuestionBank, QuestionVersion
from assessments.queries.practice import next_version, practice_by_topic, version_to_practice
from assessments.rules import banks_opened_by
from lms.core import access
from lms.core.access import SignedInRequest
from lms.core.clock import local_date, now
from lms.core.errors import Invalid, NotFound, TooMany
from lms.core.limits import PerMinute
from lms.questions.api import question_types

NAME = "answer"
_answers = PerMinute("practice", 20)  # a person reads and thinks; a script that collects keys does not


@access.signed_in
@require_safe
def overview(request: SignedInRequest) -> HttpResponse:
    """What there is to practice, by topic, and how far one is."""
    together, topics = practice_by_topic(request.user, _today(request))
    return render(request, "assessments/practice/overview.html", {"together": together, "topics": topics})


@access.signed_in
@require_safe
def following(request: SignedInRequest) -> HttpResponse:
    """On to what comes next."""
    topic = request.GET.get("topic", "")[:100]
    version = next_version(request.user, _today(request), topic, but=request.GET.get("but", ""))
    if version is None:
        return redirect("practice:overview")
    return redirect(reverse("practice:question", args=[version]) + (f"?{urlencode({'topic': topic})}" if topic else ""))


@access.signed_in
def question(request: SignedInRequest, version: str) -> HttpResponse:
    """One question; POST answers it and shows what is right, and why."""
    found = version_to_practice(request.user, version)
    if found is None:
        raise NotFound
    context, status = _asked(request, found), 200
    if request.method == "POST":
        if not _answers.allows(request.user.pk):
            raise TooMany(gettext("That was quick. Read the explanation, then go on in a minute."))
        try:
            done = practice_question(version=found, form=dict(request.POST.lists()), name=NAME, today=_today(request), by=request.user)
        except Invalid as wrong:
            context["refused"], status = wrong.sentence, wrong.status
        else:
            context |= _answered(found, done, context["order"])
    return render(request, "assessments/practice/question.html", context, status=status)


def _today(request: SignedInRequest) -> Any:
    return local_date(now(), getattr(request.user, "time_zone", None) or "UTC")


def _asked(request: SignedInRequest, version: QuestionVersion) -> dict[str, Any]:
    """Nothing of the key. The order of options is the student's own, and stays while they look at the answer."""
    kind = question_types.get(version.type)
    content = kind.validate_content(version.content)
    order = kind.option_order(content, shuffle=True, seed=f"{request.user.public_id}{version.public_id}")
    topic = request.GET.get("topic", "")[:100]
    return {
        "version": version.public_id, "stem_html": version.rendered.get("stem", ""), "template": kind.template, "order": order, "name": NAME,
        "view": kind.public_view(content, order, version.rendered), "response": kind.blank(content), "topic": topic,
        "next": reverse("practice:next") + "?" + urlencode({"topic": topic, "but": version.public_id}),
    }  # fmt: skip


def _answered(version: QuestionVersion, done: Practiced, order: list[str]) -> dict[str, Any]:
    kind = question_types.get(version.type)
    content = kind.validate_content(version.content)
    state = done.grade.state
    said = {"full": gettext("Right"), "part": gettext("Partly right"), "none": gettext("Not right yet")}
    return {
        "done": done, "template": kind.review_template, "response": done.response, "mark": {"text": said[state], "state": state},
        "why": kind.explain(content, done.response, done.grade), "key": kind.key_view(content, order, version.rendered),
        "feedback": kind.feedback_view(content, done.grade, version.rendered), "explanation_html": version.rendered.get("explanation", ""),
    }  # fmt: skip


@access.may("assessments.analyze")
@require_safe
def banks(request: HttpRequest) -> HttpResponse:
    """Which banks students may practice."""
    return render(request, "assessments/practice/banks.html", {"banks": banks_opened_by(request.user).select_related("program")})


@access.may("assessments.open_to_practice", subject=lambda bank: QuestionBank.objects.filter(slug=bank).select_related("program").first())
@require_POST
def allow(request: HttpRequest, bank: QuestionBank) -> HttpResponse:
    allow_practice(bank=bank, allowed=request.POST.get("allowed") == "1", by=request.user)
    return redirect("teach:practice")


class BankQuestion:
    """A question with the program its bank belongs to, as the permission asks about banks."""

    def __init__(self, question: Question) -> None:
        self.question, self.program = question, question.bank.program


def _of_bank(question: str) -> BankQuestion | None:
    found = Question.objects.filter(public_id=question).select_related("bank__program").first()
    return BankQuestion(found) if found else None


@access.may("assessments.open_to_practice", subject=_of_bank)
@require_POST
def keep(request: HttpRequest, found: BankQuestion) -> HttpResponse:
    """Keep a question for exams, or leave it to its bank again; back to where it was asked."""
    keep_for_exams(question=found.question, exam_only=request.POST.get("exam_only") == "1", by=request.user)
    back = request.POST.get("back", "")
    return redirect(back if url_has_allowed_host_and_scheme(back, None) else "teach:practice")
