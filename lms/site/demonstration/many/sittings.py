"""When the students of a large demonstration have studied what: made-up facts, the same for the same seed."""

import random
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from curriculum.api import SWEPT_AFTER_MS, Noticed, Sitting, ToldBeat, fewest_minutes, lessons_of, newest_snapshots
from lms.core.clock import to_ms

FULL_ONE_IN = 100
"""Of so many students of a campus the first has every beat that a page sends, for a lesson’s whole time; the others sat as briefly as its rule lets them."""
LESSONS_A_DAY = 5
LONG_BEAT_MS, PAGE_BEAT_MS = 90_000, 30_000
FEWEST_BEATS = 2
JITTER_MS = 4_000


class ToldLesson(NamedTuple):
    """A lesson with its newest snapshot, and the minutes that complete it."""

    page: Any
    snapshot: Any
    fewest_minutes: int


Lessons = Sequence[ToldLesson]


def told_lessons(program: Any) -> list[ToldLesson]:
    """Every lesson of the program that has been published, in order."""
    pages = list(lessons_of(program))
    snapshots = newest_snapshots(pages)
    return [ToldLesson(page, snapshots[page.pk], fewest_minutes(page, snapshots[page.pk])) for page in pages if page.pk in snapshots]


def sittings_of(number: int, lessons: Lessons, begins: datetime, seed_number: int) -> list[Sitting]:
    """What the student with this number has studied from ``begins`` on: every lesson, some a day, one after the other."""
    dice = random.Random(seed_number * 1_000_003 + number)  # noqa: S311  a made-up history  # nosec B311
    is_full = number % FULL_ONE_IN == 1
    day_ms, at_ms = to_ms(begins), 0
    sittings = []
    for place, (lesson, snapshot, fewest) in enumerate(lessons):
        if place % LESSONS_A_DAY == 0:
            at_ms = day_ms + place // LESSONS_A_DAY * 86_400_000 + dice.randrange(3_600) * 1000
        beats = tuple(_page_beats(at_ms, lesson.minutes, dice) if is_full else _long_beats(at_ms, fewest, dice))
        sittings.append(Sitting(lesson, snapshot, at_ms, beats))
        at_ms = beats[-1].at_ms + SWEPT_AFTER_MS + dice.randrange(1, 60) * 1000
    return sittings


def _page_beats(opened_ms: int, minutes: int, dice: random.Random) -> list[ToldBeat]:
    """A beat each half minute, as pages send them, with what the page noticed."""
    return [
        ToldBeat(opened_ms + PAGE_BEAT_MS * n, PAGE_BEAT_MS - dice.randrange(JITTER_MS), Noticed(dice.randrange(1, 20), dice.random() < 0.8))
        for n in range(1, max(FEWEST_BEATS, minutes * 2) + 1)
    ]


def _long_beats(opened_ms: int, minutes: int, dice: random.Random) -> list[ToldBeat]:
    """As few beats as ``minutes`` can be claimed with."""
    count = max(FEWEST_BEATS, -(-minutes * 60_000 // (LONG_BEAT_MS - JITTER_MS)))
    return [ToldBeat(opened_ms + LONG_BEAT_MS * n, LONG_BEAT_MS - dice.randrange(JITTER_MS)) for n in range(1, count + 1)]
