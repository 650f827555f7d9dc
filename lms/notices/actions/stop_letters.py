"""Stopping letters by the link in one of them, signed in or not."""

from django.db import transaction

from lms.core.errors import Conflict
from lms.notices.kinds import DAILY, ON_SCREEN, notice_kinds
from lms.notices.models import KindPreference
from lms.notices.queries.preferences import deliveries_of
from lms.notices.queries.stop_links import EVERY_DAILY, StopLink


@transaction.atomic
def stop_letters(link: StopLink) -> None:
    """From now on the person reads these on Pathway only; stopping again changes nothing. Raises ``Conflict`` for what must be sent."""
    if not link.may_stop:
        raise Conflict("These letters must be sent, so they cannot be stopped. You can choose how others reach you in your settings.", code="must_be_sent")
    for kind in _daily(link.person) if link.kind == EVERY_DAILY else [link.kind]:
        KindPreference.objects.update_or_create(person=link.person, kind=kind, defaults={"delivery": ON_SCREEN})


def _daily(person_id: str) -> list[str]:
    """The kinds that the person's daily letter holds and that may be stopped."""
    stoppable = [kind for kind in notice_kinds if kind.stoppable]
    return [key for key, delivery in deliveries_of(person_id, stoppable).items() if delivery == DAILY]
