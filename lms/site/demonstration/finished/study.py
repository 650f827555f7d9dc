"""A lesson studied whole: as many measured minutes as somebody took for it, and its end."""

from datetime import datetime, timedelta
from typing import Any

from curriculum.api import answer_checks_blank, complete_lesson, hear, new_token, newest_snapshot, open_lesson, see_to_end
from lms.core.telling import telling_of

BEAT_MS = 90_000  # the longest time that one beat can claim


def study_lesson(enrollment: Any, lesson: Any, start: datetime, *, minutes: int) -> datetime:
    """Let the student have studied ``lesson`` for ``minutes`` from ``start`` on, in one sitting. Returns when it was completed."""
    snapshot = newest_snapshot(lesson.pk)
    if snapshot is None:
        raise RuntimeError(f"A published lesson has no snapshot: {lesson}")
    token = new_token(enrollment, lesson, snapshot)
    with telling_of(start):
        open_lesson(enrollment=enrollment, lesson=lesson)
        hear(token=token, kind="open", seq=0, active_ms=0, visible=True)
    at, left, number = start, minutes * 60_000, 0
    while left:
        number, active_ms = number + 1, min(left, BEAT_MS)
        at, left = at + timedelta(milliseconds=active_ms), left - active_ms
        with telling_of(at):
            hear(token=token, kind="beat", seq=number, active_ms=active_ms, visible=True)
    with telling_of(at):
        answer_checks_blank(enrollment=enrollment, lesson=lesson, snapshot=snapshot)
        see_to_end(enrollment=enrollment, lesson=lesson)
        complete_lesson(enrollment=enrollment, lesson=lesson, snapshot=snapshot)
    return at
