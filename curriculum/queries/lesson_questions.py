"""Questions on lessons: what a student sees under one, and what an instructor answers."""

import html
import re
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from curriculum.models import ContentSnapshot, Enrollment, LessonPage, LessonQuestion
from curriculum.queries.snapshots import lesson_content
from curriculum.rules import lessons_readable_by, questions_answered_by, questions_visible_to

SHOWN = 50
_HEADING = re.compile(r"<h[2-4][^>]*>(.*?)</h[2-4]>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class OpenLesson:
    """A lesson as a student has it open: their place, and the revision on the page."""

    enrollment: Enrollment
    snapshot: ContentSnapshot
    lesson: LessonPage


@dataclass(frozen=True)
class ShownQuestion:
    """A question as one person may read it. ``asker`` is “You”, a name that may be shown, or “Somebody in your cohort”."""

    question: LessonQuestion
    asker: str
    is_mine: bool


def open_lesson_called(enrollment: str, snapshot: str) -> OpenLesson | None:
    """``None`` unless the revision is one of a lesson that the student of the place reads, in the program of the place."""
    place = Enrollment.objects.filter(public_id=enrollment).select_related("cohort__campus", "cohort__program", "student").first()
    read = ContentSnapshot.objects.filter(public_id=snapshot).select_related("lesson").first()
    if place is None or read is None or not read.lesson.path.startswith(place.cohort.program.path):
        return None
    if not lessons_readable_by(place.student).filter(pk=read.lesson_id).exists():
        return None
    return OpenLesson(place, read, read.lesson)


def question_called(public_id: str) -> LessonQuestion | None:
    questions = LessonQuestion.objects.select_related("enrollment__student", "enrollment__cohort__campus", "lesson", "snapshot", "answered_by")
    return questions.filter(public_id=public_id).first()


def questions_under(opened: OpenLesson) -> list[ShownQuestion]:
    """The student's own questions on the lesson and those shared with their cohort, newest first; one query."""
    mine = questions_visible_to(opened.enrollment.student).filter(lesson=opened.lesson, enrollment__cohort=opened.enrollment.cohort_id)
    found = mine.select_related("enrollment__student", "snapshot", "answered_by").order_by("-pk")[:SHOWN]
    return [shown_to(question, opened.enrollment.student) for question in found]


def shown_to(question: LessonQuestion, person: Any) -> ShownQuestion:
    asker = question.enrollment.student
    if asker.pk == person.pk:
        return ShownQuestion(question, "You", True)
    return ShownQuestion(question, asker.display_name if question.may_name else "Somebody in your cohort", False)


def questions_to_answer(person: Any) -> QuerySet[LessonQuestion]:
    """Unanswered ones that the person may answer, the longest waiting first."""
    return questions_answered_by(person).filter(answered_at__isnull=True).order_by("pk")


def questions_taught(person: Any, *, answered: bool) -> QuerySet[LessonQuestion]:
    """For the instructor's list: the longest waiting first, or the last answered first."""
    found = questions_answered_by(person).filter(answered_at__isnull=not answered)
    return found.select_related("enrollment__student", "enrollment__cohort__campus", "lesson").order_by("-answered_at" if answered else "pk", "-pk")


def headings_of(snapshot: ContentSnapshot) -> list[str]:
    """The headings of a lesson as plain text, in order, each once: what a question may be about."""
    found = [_TAG.sub("", inner) for part in lesson_content(snapshot).parts for inner in _HEADING.findall(part.get("html", ""))]
    return list(dict.fromkeys(" ".join(html.unescape(text).split())[:300] for text in found if text.strip()))
