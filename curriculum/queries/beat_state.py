"""The reading statement of a beat, composed once: a beat comes every half minute from every reader (performance.md, row 11)."""

from datetime import date
from typing import Any

from django.db.models import Exists, QuerySet

from curriculum.models import Enrollment, StudyState
from curriculum.models.enrollment import may_study_lesson
from curriculum.queries.release import open_to
from lms.core.composed import Composed


def locked_state(*, student: int, enrollment: int, lesson: int, today: date) -> Any:
    """The student's state, locked, with ``may_study``: whether study of the lesson in this enrollment is credited now.

    ``is_open``: whether the cohort's plan lets the student in. ``None`` for who has never studied.
    """
    return _locked_state.first(student=student, enrollment=enrollment, lesson=lesson, today=today)


def _state_with_answers(student: int, enrollment: int, lesson: int, today: date) -> QuerySet[StudyState]:
    places = Enrollment.objects.filter(pk=enrollment)
    asked = {"may_study": Exists(places.filter(may_study_lesson(lesson))), "is_open": Exists(places.filter(open_to(lesson, today)))}
    return StudyState.objects.select_for_update(of=("self",)).filter(student_id=student).annotate(**asked)


_locked_state = Composed(_state_with_answers, student=int, enrollment=int, lesson=int, today=date)
