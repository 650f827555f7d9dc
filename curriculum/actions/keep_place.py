"""Remembering where a student stopped reading."""

from datetime import timedelta

from django.db import transaction

from curriculum.models import ContentSnapshot, Enrollment, LessonPage, ReadingPlace
from curriculum.queries.marks import place_of
from lms.core.clock import now
from lms.core.errors import Invalid

SELDOM = timedelta(seconds=55)


@transaction.atomic
def keep_place(*, enrollment: Enrollment, lesson: LessonPage, snapshot: ContentSnapshot, address: str, percent: int, leaving: bool = False) -> bool:
    """Keep the place; True when it was written. At most once a minute, and when the reader is ``leaving``. Raises ``Invalid``."""
    if not 0 <= percent <= 100 or not address:
        raise Invalid("This place is not in the lesson.")
    anchor = place_of(snapshot, address)
    at = now()
    kept = ReadingPlace.objects.select_for_update().filter(enrollment=enrollment, lesson=lesson).first()
    if kept is not None and not leaving and at - kept.kept_at < SELDOM:
        return False
    if kept is not None and (kept.address, kept.snapshot_id) == (anchor.address, snapshot.pk):
        return False
    facts = {"snapshot": snapshot, "address": anchor.address, "quote": anchor.quote, "percent": percent, "kept_at": at}
    ReadingPlace.objects.update_or_create(enrollment=enrollment, lesson=lesson, defaults=facts)
    return True
