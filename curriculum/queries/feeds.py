"""Calendar feeds, found by their token."""

from typing import Any

from curriculum.models import CalendarFeed, Cohort
from lms.core.canonical import sha256_hex


def feed_with_token(token: str) -> CalendarFeed | None:
    """The feed while it works; a closed account's has ended."""
    found = CalendarFeed.objects.filter(token_sha256=sha256_hex(token.encode()), revoked_at=None)
    feed = found.select_related("student", "cohort__campus", "cohort__program").first()
    return None if feed is None or (feed.student and not feed.student.is_active) else feed


def feed_of_student(student: Any) -> CalendarFeed | None:
    return CalendarFeed.objects.filter(student=student, revoked_at=None).first()


def feed_of_cohort(cohort: Cohort) -> CalendarFeed | None:
    return CalendarFeed.objects.filter(cohort=cohort, revoked_at=None).first()
