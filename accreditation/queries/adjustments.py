"""Adjustments by name, and what there is in a track to take from."""

from django.db.models import Sum

from accreditation.models import Adjustment, Entry


def adjustment_called(public_id: str) -> Adjustment | None:
    return Adjustment.objects.filter(public_id=public_id).first()


def credited_in_track(student: str, enrollment: str, track: str) -> tuple[int, dict[str, int]]:
    """Minutes of a student's place in a track, and by topic."""
    entries = Entry.objects.filter(student=student, enrollment=enrollment, track=track)
    topics: dict[str, int] = {}
    for shares in entries.values_list("topics", flat=True):
        for slug, minutes in shares.items():
            topics[slug] = topics.get(slug, 0) + minutes
    return entries.aggregate(total=Sum("minutes"))["total"] or 0, topics
