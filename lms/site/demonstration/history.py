"""Study of the past, through the same doors as real study: events, sealed log, completion, ledger. Nothing is written by hand."""

import random
from datetime import datetime, timedelta
from typing import Any

from curriculum.api import (
    answer_checks_blank,
    complete_lesson,
    hear,
    lessons_of,
    new_token,
    newest_snapshot,
    open_lesson,
    see_to_end,
)
from lms.core.clock import now

BEAT_SECONDS = 90


def study_history(enrollment: Any, *, lessons: int, seed_number: int) -> None:
    """Let the student of ``enrollment`` have studied the first ``lessons`` lessons on past evenings, once."""
    if enrollment.completions.exists():
        return
    dice = random.Random(seed_number)  # noqa: S311  a made-up history  # nosec B311
    evening = now().replace(hour=22, minute=0, second=0, microsecond=0) - timedelta(days=lessons * 3 + 2)
    for lesson in lessons_of(enrollment.cohort.program)[:lessons]:
        _study(enrollment, lesson, evening + timedelta(minutes=dice.randrange(40)), dice)
        evening += timedelta(days=dice.randrange(1, 4))


def _study(enrollment: Any, lesson: Any, start: datetime, dice: random.Random) -> None:
    snapshot = newest_snapshot(lesson.pk)
    if snapshot is None:
        return
    token = new_token(enrollment, lesson, snapshot)
    open_lesson(enrollment=enrollment, lesson=lesson)
    hear(token=token, kind="open", seq=0, active_ms=0, visible=True, at=start)
    beats = max(2, lesson.minutes * 60 // BEAT_SECONDS + dice.randrange(-2, 3))
    for number in range(1, beats + 1):
        moment = start + timedelta(seconds=BEAT_SECONDS * number)
        hear(token=token, kind="beat", seq=number, active_ms=BEAT_SECONDS * 1000 - dice.randrange(0, 4000), visible=True, at=moment)
    answer_checks_blank(enrollment=enrollment, lesson=lesson, snapshot=snapshot)
    see_to_end(enrollment=enrollment, lesson=lesson)
    complete_lesson(enrollment=enrollment, lesson=lesson, snapshot=snapshot)
