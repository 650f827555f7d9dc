"""Knowledge checks: shown without their key, answered on the spot."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from curriculum.actions.keep_progress import answer_check
from curriculum.models import LessonProgress, ProgramPage
from curriculum.queries.outline import enrollment_in
from curriculum.queries.snapshots import LessonContent, lesson_content, snapshot_called
from lms.core import access
from lms.core.errors import NotFound
from lms.core.markdown import render_markdown
from lms.questions.api import InvalidResponse, question_types


def check_views(content: LessonContent, progress: LessonProgress | None) -> list[dict[str, Any]]:
    """The lesson's parts, each check with its public view and the student's own answer, if any."""
    answers = progress.checks if progress else {}
    return [check_view(part, answers.get(part["id"])) if part["kind"] == "check" else part for part in content.parts]


def check_view(part: dict[str, Any], answer: dict[str, Any] | None) -> dict[str, Any]:
    """What the template of a check needs; the key and the explanation only once it was answered."""
    kind = question_types.get(part["type"])
    content = kind.validate_content(part["content"])
    # a snapshot taken before texts were frozen with it has none: it is shown all the same
    rendered = part.get("rendered") or {path: render_markdown(text) for path, text in kind.markdown_fields(content).items()}
    shown = {"kind": "check", "id": part["id"], "template": kind.template, "stem_html": part["stem_html"], "view": kind.public_view(content, (), rendered)}
    if answer is None:
        return shown
    try:
        grade = kind.grade(content, kind.normalize(content, answer["response"]))
    except InvalidResponse:  # it was given to an earlier revision, whose options were others: this one is asked anew
        return shown
    return {
        **shown, "answered": True, "response": answer["response"], "state": grade.state, "why": kind.explain(content, answer["response"], grade),
        "feedback": kind.feedback_view(content, grade, rendered), "explanation_html": part["explanation_html"],
    }  # fmt: skip


@access.signed_in
@require_POST
def answer(request: HttpRequest, snapshot: str, check: str) -> HttpResponse:
    """Keep an answer; with htmx the check comes back with its feedback, otherwise the lesson page does."""
    found = snapshot_called(snapshot)
    enrollment = enrollment_in(request.user, ProgramPage.objects.ancestor_of(found.lesson).get()) if found else None
    if found is None or enrollment is None or not enrollment.may_study_lesson(found.lesson):
        raise NotFound
    kept = answer_check(enrollment=enrollment, lesson=found.lesson, snapshot=found, check_id=check, form=dict(request.POST.lists()))
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(f"{found.lesson.url}#check-{check}")
    part = check_view(lesson_content(found).checks[check], kept)
    return render(request, "curriculum/_check.html", {"part": part, "snapshot": found, "unanswered": kept is None})
