"""Where a student stopped reading, and what still keeps a lesson that they began from being complete."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as mark

from curriculum.anchors import State
from curriculum.models import ContentSnapshot, Enrollment, LessonCompletion, LessonPage, LessonProgress, ReadingPlace
from curriculum.queries.completion import completion_standing
from curriculum.queries.marks import found_in
from curriculum.queries.outline import Outline, Row
from curriculum.queries.snapshots import lesson_content
from lms.core.composed import Composed

BEGUN = 3
OVER = 97


@dataclass(frozen=True)
class Stopped:
    """Where to go on: ``address`` in the text that is shown now, and how much of it stands before that place."""

    address: str
    words: str
    percent: int

    @property
    def how_far(self) -> str:
        """``about half way`` and the like; a reader does not need the figure."""
        return gettext(next(said for limit, said in FAR if self.percent < limit))


FAR = (
    (15, mark("near the beginning")),
    (40, mark("about a third of the way")),
    (60, mark("about half way")),
    (85, mark("about three quarters of the way")),
    (101, mark("near the end")),
)


def stopped_at(enrollment: Enrollment, lesson: LessonPage, snapshot: ContentSnapshot) -> Stopped | None:
    """Where the student stopped; nothing where they hardly began, were through, or the passage is gone."""
    place = ReadingPlace.objects.filter(enrollment=enrollment, lesson=lesson).select_related("snapshot").first()
    if place is None or not BEGUN <= place.percent <= OVER:
        return None
    found = found_in(place, snapshot)
    if found.state is State.GONE:
        return None
    return Stopped(found.address, place.quote, place.percent)


def how_far(enrollment: Enrollment, lesson: str) -> str:
    """``about half way``, or nothing, of the lesson with this public id."""
    place = ReadingPlace.objects.filter(enrollment=enrollment, lesson__public_id=lesson).only("percent").first()
    return Stopped("", "", place.percent).how_far if place and BEGUN <= place.percent <= OVER else ""


def still_missing(enrollment: Enrollment, rows: Iterable[Row]) -> dict[str, tuple[str, ...]]:
    """Why each of these begun lessons is not complete, in sentences, by public id. No query when none was begun."""
    begun = {row.public_id: row.credited_ms for row in rows if row.kind == "lesson" and row.state == "started"}
    if not begun:
        return {}
    texts = {snapshot.lesson_id: snapshot for snapshot in _texts_begun.rows(enrollment=enrollment.pk)}
    return {
        one.lesson.public_id: completion_standing(one.lesson, lesson_content(texts[one.lesson_id]), one, begun[one.lesson.public_id]).sentences
        for one in _begun.rows(enrollment=enrollment.pk)
        if one.lesson.public_id in begun and one.lesson_id in texts
    }


RULE = ("public_id", "minutes", "minimum_share_percent", "requires_end", "requires_checks")


def _progress_begun(enrollment: int) -> QuerySet[LessonProgress]:
    completed = LessonCompletion.objects.filter(enrollment=enrollment, lesson=OuterRef("lesson"))
    begun = LessonProgress.objects.filter(~Exists(completed), enrollment=enrollment).select_related("lesson")
    return begun.only("checks", "attested_minutes", "seen_to_end_at", "lesson_id", *(f"lesson__{name}" for name in RULE))


def _newest_texts(enrollment: int) -> QuerySet[ContentSnapshot]:
    newer = ContentSnapshot.objects.filter(lesson=OuterRef("lesson"), pk__gt=OuterRef("pk"))
    return ContentSnapshot.objects.filter(~Exists(newer), lesson__in=_progress_begun(enrollment).values("lesson"))


_begun = Composed(_progress_begun, enrollment=int)
_texts_begun = Composed(_newest_texts, enrollment=int)


def say_what_is_missing(outline: Outline, enrollment: Any) -> Outline:
    """The outline with, on each begun lesson, what still keeps it from being complete."""
    if enrollment is not None:
        missing = still_missing(enrollment, outline.rows)
        for row in outline.rows:
            row.missing = missing.get(row.public_id, ())
    return outline
