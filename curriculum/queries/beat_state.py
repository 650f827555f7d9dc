"""The reading statement of a beat, composed once from the models and then only filled in: Django spends more on composing it than the database on answering."""

from datetime import date
from functools import cache
from typing import Any

from django.db import router
from django.db.models import Exists

from curriculum.models import Enrollment, StudyState
from curriculum.models.enrollment import may_study_lesson
from curriculum.queries.release import open_to

# stand-ins for what differs from beat to beat; no row has such a key, and nobody studies in the year 1
_STUDENT, _ENROLLMENT, _LESSON = -1, -2, -3
_TODAY = date.min


def locked_state(*, student: int, enrollment: int, lesson: int, today: date) -> StudyState | None:
    """The student's state, locked, with ``may_study``: whether study of the lesson in this enrollment is credited now.

    ``is_open``: whether the cohort's plan lets the student in.
    """
    sql, composed = _lock_statement(router.db_for_write(StudyState))
    values = {_STUDENT: student, _ENROLLMENT: enrollment, _LESSON: lesson, _TODAY: today, _TODAY.isoformat(): today.isoformat()}
    return next(iter(StudyState.objects.raw(sql, [values.get(one, one) for one in composed])), None)


@cache
def _lock_statement(alias: str) -> tuple[str, tuple[Any, ...]]:
    places = Enrollment.objects.filter(pk=_ENROLLMENT)
    asked = {"may_study": Exists(places.filter(may_study_lesson(_LESSON))), "is_open": Exists(places.filter(open_to(_LESSON, _TODAY)))}
    states = StudyState.objects.select_for_update(of=("self",)).filter(student_id=_STUDENT).annotate(**asked)
    sql, values = states.query.get_compiler(alias).as_sql()
    return sql, tuple(values)
