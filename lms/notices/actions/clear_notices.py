"""Old notices go: they pointed to facts that are kept elsewhere."""

from datetime import timedelta

from lms.core.clock import now
from lms.notices.models import Notice

KEPT_DAYS = 365


def clear_notices() -> int:
    """Delete notices over a year old; how many went."""
    return Notice.objects.filter(created_at__lt=now() - timedelta(days=KEPT_DAYS)).delete()[0]
