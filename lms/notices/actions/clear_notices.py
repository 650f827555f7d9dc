"""Old notices go: they pointed to facts that are kept elsewhere."""

from datetime import timedelta

from lms.core.clock import now
from lms.notices.models import Digest, Notice

KEPT_DAYS = 365


def clear_notices() -> int:
    """Delete notices over a year old, and the daily letters that held them; how many notices went."""
    old = {"created_at__lt": now() - timedelta(days=KEPT_DAYS)}
    gone = Notice.objects.filter(**old).delete()[0]
    Digest.objects.filter(**old, notices__isnull=True).delete()
    return gone
