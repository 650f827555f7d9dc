"""One browser begins with a set-up link; no other can afterwards."""

from django.db import transaction

from lms.audit.api import record_event
from lms.core.clock import now
from lms.core.errors import Conflict
from lms.people.models import SetupLink
from lms.people.models.setup import FIRST_SETUP
from lms.people.queries.setup import has_administrator

GONE = "This link was used in another browser, is older than a day, or was replaced by a newer one. Make a new one: what was set up so far stays."


@transaction.atomic
def take_setup_link(link: SetupLink) -> None:
    """Take the link for whoever asks first: the database changes the row once. Raises ``Conflict`` for everybody else."""
    at = now()
    waiting = SetupLink.objects.filter(pk=link.pk, taken_at__isnull=True, revoked_at__isnull=True, expires_at__gt=at)
    if has_administrator() or not waiting.update(taken_at=at):
        raise Conflict(GONE, code="link_gone")
    record_event("people.setup_begun", by=FIRST_SETUP, subject_kind="setup_link", subject_id=link.public_id)
