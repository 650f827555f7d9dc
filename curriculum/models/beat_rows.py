"""The statements of a beat, composed once and then only filled in: Django spends more on composing them than the database on answering.

Constraint: a beat comes every half minute from every reader, and must cost little more than a bare write (performance.md,
row 11). The reading one is made from the models; the writing ones name the columns of ``StudyEvent`` and ``StudyState``.
"""

from functools import cache
from typing import Any

from django.db import connections, router
from django.db.models import Exists

from curriculum.models.enrollment import Enrollment, may_study_lesson
from curriculum.models.study import StudyEvent, StudyState

# stand-ins for what differs from beat to beat; no row has such a key
_STUDENT, _ENROLLMENT, _LESSON = -1, -2, -3
_KEPT = ("credited", "policy_state", "last_ordinal", "last_at_ms")
_INSERT = "INSERT INTO curriculum_studyevent (student_id, ordinal, line) VALUES (%s, %s, %s)"
_UPDATE = "UPDATE curriculum_studystate SET credited = %s, policy_state = %s, last_ordinal = %s, last_at_ms = %s WHERE student_id = %s"


def locked_state(*, student: int, enrollment: int, lesson: int) -> StudyState | None:
    """The student's state, locked, with ``may_study``: whether study of the lesson in this enrollment is credited now."""
    sql, composed = _lock_statement(router.db_for_write(StudyState))
    values = {_STUDENT: student, _ENROLLMENT: enrollment, _LESSON: lesson}
    return next(iter(StudyState.objects.raw(sql, [values.get(one, one) for one in composed])), None)


def write_events(student: int, lines: list[tuple[int, str]]) -> None:
    """Keep loose events: ordinal and canonical JSON line."""
    with connections[router.db_for_write(StudyEvent)].cursor() as cursor:
        for line in lines:
            cursor.execute(_INSERT, [student, *line])


def write_state(state: StudyState) -> None:
    """Save what a beat changes of a locked state."""
    connection = connections[router.db_for_write(StudyState)]
    fields = [StudyState._meta.get_field(name) for name in _KEPT]
    values = [field.get_db_prep_save(getattr(state, field.attname), connection) for field in fields]  # type: ignore[union-attr]
    with connection.cursor() as cursor:
        cursor.execute(_UPDATE, [*values, state.pk])


@cache
def _lock_statement(alias: str) -> tuple[str, tuple[Any, ...]]:
    can_be_credited = Enrollment.objects.filter(may_study_lesson(_LESSON), pk=_ENROLLMENT)
    states = StudyState.objects.select_for_update(of=("self",)).filter(student_id=_STUDENT).annotate(may_study=Exists(can_be_credited))
    sql, values = states.query.get_compiler(alias).as_sql()
    return sql, tuple(values)
