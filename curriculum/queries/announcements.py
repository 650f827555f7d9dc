"""Reading announcements."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from curriculum.models import Announcement, Cohort
from curriculum.rules import announcements_read_by

NEWEST = 3


def announcement_called(public_id: str) -> Announcement | None:
    return Announcement.objects.filter(public_id=public_id).select_related("cohort__campus", "written_by").first()


def announcements_of(cohort: Cohort) -> QuerySet[Announcement]:
    """All of a cohort's, newest first, scheduled ones and those taken back included: for who writes them."""
    return cohort.announcements.select_related("written_by")


def announcements_for(student: Any) -> QuerySet[Announcement]:
    """What a student may read now, newest first."""
    return announcements_read_by(student).select_related("cohort", "written_by").order_by("-visible_from", "-pk")


def newest_announcements(student: Any) -> list[Announcement]:
    """The latest few, for the student's home page; one query."""
    return list(announcements_for(student)[:NEWEST])


def announcements_to_tell(at: datetime) -> QuerySet[Announcement]:
    """Visible at ``at`` and not told yet."""
    return Announcement.objects.filter(visible_from__lte=at, told_at__isnull=True, taken_back_at__isnull=True).order_by("pk")
