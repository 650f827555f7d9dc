"""Lessons completed on a campus, in the order in which they were."""

from typing import Any

from django.db.models import QuerySet

from curriculum.models import LessonCompletion


def completions_of_campus(campus: Any, *, after: str = "") -> QuerySet[LessonCompletion] | None:
    """Those that came after the completion of the public id ``after``; ``None`` when the campus has no such completion."""
    found = LessonCompletion.objects.filter(enrollment__cohort__campus=campus).select_related("enrollment__student", "lesson", "snapshot").order_by("pk")
    if not after:
        return found
    last = found.filter(public_id=after).values_list("pk", flat=True).first()
    return None if last is None else found.filter(pk__gt=last)
