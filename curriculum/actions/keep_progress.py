"""Where a student is in a lesson: opened, seen to the end, checks answered."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from curriculum.models import ContentSnapshot, Enrollment, LessonPage, LessonProgress
from curriculum.queries.release import require_open
from curriculum.queries.snapshots import lesson_content
from lms.core.clock import now
from lms.core.composed import Composed
from lms.core.errors import NotFound
from lms.questions.api import question_types

_progress = Composed(lambda enrollment, lesson: LessonProgress.objects.filter(enrollment=enrollment, lesson=lesson), enrollment=int, lesson=int)
SAME_OPENING = timedelta(minutes=1)


def open_lesson(*, enrollment: Enrollment, lesson: LessonPage) -> LessonProgress:
    """Note that the lesson was opened; a page loaded again within a minute is the same opening."""
    at = now()
    progress = _progress.first(enrollment=enrollment.pk, lesson=lesson.pk)
    if progress is None:
        opened = {"first_opened_at": at, "last_opened_at": at}
        progress, _ = LessonProgress.objects.get_or_create(enrollment=enrollment, lesson=lesson, defaults=opened)
    if at - progress.last_opened_at > SAME_OPENING:
        LessonProgress.objects.filter(pk=progress.pk).update(last_opened_at=at)
    return progress


@transaction.atomic
def see_to_end(*, enrollment: Enrollment, lesson: LessonPage) -> LessonProgress:
    """Note that the end of the lesson was reached; the first time counts. Raises ``Forbidden`` while the lesson is closed."""
    require_open(enrollment, lesson.pk)
    progress = _locked(enrollment, lesson)
    if progress.seen_to_end_at is None:
        progress.seen_to_end_at = now()
        progress.save(update_fields=["seen_to_end_at"])
    return progress


@transaction.atomic
def answer_check(*, enrollment: Enrollment, lesson: LessonPage, snapshot: ContentSnapshot, check_id: str, form: Any) -> dict[str, Any] | None:
    """Keep the student's answer to a knowledge check and return it; ``None`` when nothing was answered.

    Raises ``NotFound``, ``InvalidResponse``, and ``Forbidden`` while the lesson is closed.
    """
    require_open(enrollment, lesson.pk)
    check = lesson_content(snapshot).checks.get(check_id)
    if check is None:
        raise NotFound
    kind = question_types.get(check["type"])
    content = kind.validate_content(check["content"])
    response = kind.normalize(content, kind.parse(form, check_id))
    if not kind.is_answered(content, response):
        return None
    kept = {"response": response, "right": kind.grade(content, response).is_right, "at": now().isoformat(), "snapshot": snapshot.public_id}
    progress = _locked(enrollment, lesson)
    progress.checks[check_id] = kept
    progress.save(update_fields=["checks"])
    return kept


def _locked(enrollment: Enrollment, lesson: LessonPage) -> LessonProgress:
    at = now()
    LessonProgress.objects.get_or_create(enrollment=enrollment, lesson=lesson, defaults={"first_opened_at": at, "last_opened_at": at})
    return LessonProgress.objects.select_for_update().get(enrollment=enrollment, lesson=lesson)


def answer_checks_blank(*, enrollment: Enrollment, lesson: LessonPage, snapshot: ContentSnapshot, apart: timedelta = timedelta()) -> None:
    """Mark every knowledge check of the lesson as answered, without an answer of the student's: for the demonstration.

    The last one now, each other one so long before the next.
    """
    progress = _locked(enrollment, lesson)
    progress.checks |= blank_answers(snapshot, now(), apart)
    progress.save(update_fields=["checks"])


def blank_answers(snapshot: ContentSnapshot, at: datetime, apart: timedelta) -> dict[str, Any]:
    """What is kept of knowledge checks that were answered blank, the last one at ``at``."""
    checks = lesson_content(snapshot).checks
    answers = {}
    for place, (check_id, check) in enumerate(checks.items(), start=1):
        kind = question_types.get(check["type"])
        blank = kind.blank(kind.validate_content(check["content"]))
        moment = at - (len(checks) - place) * apart
        answers[check_id] = {"response": blank, "right": False, "at": moment.isoformat(), "snapshot": snapshot.public_id}
    return answers
