"""An instructor answers a question on a lesson, and may open both to the cohort."""

from typing import Any

from django.db import transaction
from django.urls import reverse

from curriculum.models import LessonQuestion
from lms.audit.api import record_event
from lms.core.access import require
from lms.core.clock import now
from lms.core.errors import Conflict, Invalid
from lms.core.markdown import render_markdown
from lms.notices.api import notify


@transaction.atomic
def answer_question(*, question: LessonQuestion, answer: str, share: bool, seen: int, by: Any) -> LessonQuestion:
    """Answer in Markdown, or change the answer; ``share`` shows question and answer to the cohort, without it nobody else sees them.

    The asker is told of the answer, and when it is shared. ``seen`` is the version that was answered: another instructor's
    newer answer raises ``Conflict``. Raises ``Invalid`` for an empty answer.
    """
    require(by, "curriculum.answer_question", question)
    if not answer.strip():
        raise Invalid("Write an answer first.")
    locked = (
        LessonQuestion.objects.select_for_update(of=("self",)).select_related("enrollment__cohort__campus", "enrollment__student", "lesson").get(pk=question.pk)
    )
    if locked.version != seen:
        raise Conflict("Somebody else has answered this meanwhile. Read their answer first; yours is kept below.", code="answered")
    newly = _change(locked, answer.strip(), share, by)
    if not newly:
        return locked
    locked.version += 1
    locked.save()
    record_event(
        "curriculum.question_answered", by=by, subject_kind="lesson_question", subject_id=locked.public_id, campus=locked.enrollment.cohort.campus.slug,
        data={"lesson": locked.lesson.title, "what": " and ".join(newly)},
    )  # fmt: skip
    _tell_asker(locked, newly)
    return locked


def _change(question: LessonQuestion, answer: str, share: bool, by: Any) -> list[str]:
    """What was newly done, in words; nothing when nothing differs."""
    at, done = now(), []
    if question.answered_at is None:
        question.answered_at = at
        done.append("answered")
    elif answer != question.answer:
        question.answer_edited_at = at
        done.append("changed the answer to")
    if done:
        question.answer, question.answer_html, question.answered_by = answer, render_markdown(answer), by
    if share != (question.shared_at is not None):
        question.shared_at = at if share else None
        done.append("shared" if share else "no longer shared")
    return done


def _tell_asker(question: LessonQuestion, newly: list[str]) -> None:
    subject_line, text = _words(question, newly)
    if not text:
        return
    notify(
        question.enrollment.student, "curriculum.question_answered", subject_line=subject_line, text=text,
        url=reverse("questions:question", args=[question.public_id]), key=f"answer:{question.public_id}:{question.version}",
    )  # fmt: skip


def _words(question: LessonQuestion, newly: list[str]) -> tuple[str, str]:
    """What the asker is told; nothing when it is only less shared."""
    name = "with your name, as you allowed" if question.may_name else "without your name"
    shared = f" Your cohort can read question and answer, {name}." if "shared" in newly else ""
    if "answered" in newly:
        return "Your question was answered", f"It was about “{question.lesson.title}”.{shared}"
    if "changed the answer to" in newly:
        return "The answer to your question was changed", f"It was about “{question.lesson.title}”.{shared}"
    return "Your question is shared with your cohort", shared.strip()
