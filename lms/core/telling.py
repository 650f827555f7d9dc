"""Telling of past days: the demonstration acts through the same doors as real people, at the times it tells of (decision 66)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from lms.core.clock import told


@contextmanager
def telling_of(moment: datetime) -> Iterator[None]:
    """Within, ``clock.now()`` is ``moment``. Raises ``RuntimeError`` where demonstrations are not allowed, and for a moment to come."""
    if not settings.DEMONSTRATION_ACCOUNTS_ALLOWED:
        raise RuntimeError("Only a demonstration tells of past days, and these settings allow none.")
    if moment > timezone.now():
        raise RuntimeError("Only the past can be told of.")
    before = told.set(moment)
    try:
        yield
    finally:
        told.reset(before)
