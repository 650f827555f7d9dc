"""Old jobs go: what they made is kept elsewhere, and their payload is nobody's business for ever."""

from datetime import timedelta

from lms.core.clock import now
from lms.jobs.models import Job

KEPT_DAYS = 90


def clear_jobs() -> int:
    """Delete jobs that ended over 90 days ago, with their messages; how many rows went."""
    return Job.objects.filter(finished_at__lt=now() - timedelta(days=KEPT_DAYS)).delete()[0]
