"""A student asks the instructors about a lesson."""

from typing import Any

from django.db import transaction
from django.urls import reverse

from curriculum.models import ContentSnapshot, Enrollment, LessonQuestion
from curriculum.queries.release import require_open
from lms.audit.api import record_event
from lms.core.access import require
from lms.core.clock import now
from lms.core.errors import Conflict, Invalid, TooMany
from lms.notices.api import notify
from lms.people.api import administrators, holders_of

MOST_OPEN = 20
LONGEST = 4000
LONGEST_PASSAGE = 300


@transaction.atomic
def ask_question(*, enrollment: Enrollment, snapshot: ContentSnapshot, passage: str, text: str, may_name: bool, key: str, by: Any) -> LessonQuestion:
    """Ask about the lesson as it read in ``snapshot``; the same ``key`` asks once.

    Raises ``Conflict`` when the place has ended, ``Invalid`` for an empty or overlong text, ``TooMany`` with 20 unanswered.
    """
    require(by, "curriculum.ask_question", enrollment)
    require_open(enrollment, snapshot.lesson_id)
    locked = Enrollment.objects.select_for_update(of=("self",), no_key=True).select_related("cohort__campus").get(pk=enrollment.pk)
    present = LessonQuestion.objects.filter(enrollment=locked, key=key).first()
    if present is not None:
        return present
    if not locked.may_study:
        raise Conflict("This enrollment has ended, so nobody is waiting for questions. Write to your instructor.", code="ended")
    text, passage = _said(text, passage)
    if locked.lesson_questions.filter(answered_at__isnull=True).count() >= MOST_OPEN:
        raise TooMany(f"{MOST_OPEN} questions of yours wait for an answer. Ask more once some are answered.")
    question = LessonQuestion.objects.create(
        enrollment=locked, lesson_id=snapshot.lesson_id, snapshot=snapshot, passage=passage, text=text, may_name=may_name, key=key, asked_at=now()
    )
    record_event(
        "curriculum.question_asked", by=by, subject_kind="lesson_question", subject_id=question.public_id, campus=locked.cohort.campus.slug,
        data={"lesson": snapshot.title},
    )  # fmt: skip
    _tell_instructors(question, locked)
    return question


def _said(text: str, passage: str) -> tuple[str, str]:
    text, passage = text.strip(), " ".join(passage.split())
    if not text:
        raise Invalid("Write your question first.")
    if len(text) > LONGEST or len(passage) > LONGEST_PASSAGE:
        raise Invalid(f"This is too long: a question has up to {LONGEST:,} characters, the passage up to {LONGEST_PASSAGE}.")
    return text, passage


def _tell_instructors(question: LessonQuestion, enrollment: Enrollment) -> None:
    """Those of the campus; where there is none, who looks after all of them."""
    instructors = holders_of(enrollment.campus_id, "instructor").exclude(pk=enrollment.student_id)
    for person in list(instructors) or administrators().exclude(pk=enrollment.student_id):
        notify(
            person, "curriculum.question_asked", subject_line="A student has a question on a lesson",
            text=f"It is about “{question.snapshot.title}” and waits for an answer.", url=reverse("questions:answer", args=[question.public_id]),
            key=f"question:{question.public_id}",
        )  # fmt: skip
