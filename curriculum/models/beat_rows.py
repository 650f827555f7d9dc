"""The two writing statements of a beat, with the columns of ``StudyEvent`` and ``StudyState``: composing them anew costs more than answering them.

Constraint: a beat comes every half minute from every reader, and must cost little more than a bare write (performance.md, row 11).
"""

from django.db import connections, router

from curriculum.models.study import StudyEvent, StudyState

_KEPT = ("credited", "policy_state", "last_ordinal", "last_at_ms")
_INSERT = "INSERT INTO curriculum_studyevent (student_id, ordinal, line) VALUES (%s, %s, %s)"
_UPDATE = "UPDATE curriculum_studystate SET credited = %s, policy_state = %s, last_ordinal = %s, last_at_ms = %s WHERE student_id = %s"


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
