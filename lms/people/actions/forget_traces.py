"""Forgetting what the privacy notice says is not kept."""

from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.utils import timezone


def forget_wrong_attempts() -> None:
    """Delete wrong sign-ins, and the addresses they came from, once they no longer count."""
    AccessAttempt.objects.filter(attempt_time__lte=timezone.now() - get_cool_off()).delete()


def forget_ended_sessions() -> None:
    """Delete sessions that are over."""
    Session.objects.filter(expire_date__lte=timezone.now()).delete()
