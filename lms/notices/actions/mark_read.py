"""A person has seen what they were told."""

from django.db.models import QuerySet

from lms.core.clock import now
from lms.notices.models import Notice


def mark_read(notices: QuerySet[Notice]) -> int:
    """Mark the unread ones among ``notices`` as read now; how many there were. The first time of reading stays."""
    return notices.filter(read_at__isnull=True).update(read_at=now())
