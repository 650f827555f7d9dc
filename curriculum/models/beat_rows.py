"""The writing statements of a beat, with the columns of ``StudyEvent`` and ``StudyState``: composing them anew costs more than answering them.

Constraint: a beat comes every half minute from every reader, and must cost little more than a bare write (performance.md, row 11).
"""

from django.db import connections, router

from curriculum.models.study import StudyState

_KEPT = ("credited", "policy_state", "last_ordinal", "last_at_ms")
_INSERT = "INSERT INTO curriculum_studyevent (student_id, ordinal, line) VALUES (%s, %s, %s)"
_UPDATE = "UPDATE curriculum_studystate SET credited = %s, policy_state = %s, last_ordinal = %s, last_at_ms = %s WHERE student_id = %s"
_BOTH = f"WITH kept AS ({_INSERT}) {_UPDATE}"  # PostgreSQL only


def write_beat(state: StudyState, lines: list[tuple[int, str]]) -> None:
    """Keep loose events (ordinal and canonical JSON line) and what a beat changes of a locked state."""
    connection = connections[router.db_for_write(StudyState)]
    fields = [StudyState._meta.get_field(name) for name in _KEPT]
    kept = [field.get_db_prep_save(getattr(state, field.attname), connection) for field in fields] + [state.pk]  # type: ignore[union-attr]
    with connection.cursor() as cursor:
        if len(lines) == 1 and connection.vendor == "postgresql":
            cursor.execute(_BOTH, [state.pk, *lines[0], *kept])
            return
        for line in lines:
            cursor.execute(_INSERT, [state.pk, *line])
        cursor.execute(_UPDATE, kept)
