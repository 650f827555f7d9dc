"""A person says how and when they want to be told."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from lms.core.clock import now
from lms.core.errors import Invalid
from lms.notices.kinds import AT_ONCE, DELIVERIES, notice_kinds
from lms.notices.models import KindPreference, Notice, NoticeSettings
from lms.notices.policies import is_quiet_hour, quiet_until


@transaction.atomic
def keep_preferences(*, by: Any, deliveries: Mapping[str, str], digest_hour: int, quiet_from: int | None, quiet_until: int | None) -> None:
    """Keep ``by``'s choices: the way of each kind named in ``deliveries``, the hour of the daily letter, and the quiet hours.

    Letters that are held already follow the new hours. Raises ``Invalid`` for a way that a kind does not leave open, half a
    pair of quiet hours, and a daily letter within them.
    """
    for key, delivery in deliveries.items():
        if delivery not in notice_kinds.get(key).choices:
            raise Invalid(f"“{notice_kinds.get(key).label}” cannot come “{DELIVERIES.get(delivery, delivery)}”.")
    _refuse_odd_hours(digest_hour, quiet_from, quiet_until)
    for key, delivery in deliveries.items():
        KindPreference.objects.update_or_create(person=by.public_id, kind=key, defaults={"delivery": delivery})
    hours = {"digest_hour": digest_hour, "quiet_from": quiet_from, "quiet_until": quiet_until}
    NoticeSettings.objects.update_or_create(person=by.public_id, defaults=hours)
    _hold_anew(by, quiet_from, quiet_until)


def _refuse_odd_hours(digest_hour: int, start: int | None, end: int | None) -> None:
    if (start is None) != (end is None):
        raise Invalid("Quiet hours need both a beginning and an end. Choose both, or neither.", code="quiet_half")
    if start is None or end is None:
        return
    if start == end:
        raise Invalid("Quiet hours that begin and end at the same hour would never end. Choose two different hours.", code="quiet_endless")
    if is_quiet_hour(digest_hour, start, end):
        raise Invalid("The daily letter would come within your quiet hours. Choose another hour for it.", code="digest_quiet")


def _hold_anew(person: Any, start: int | None, end: int | None) -> None:
    held = Notice.objects.filter(person=person.public_id, delivery=AT_ONCE, mailed_at__isnull=True, held_until__isnull=False)
    held.update(held_until=quiet_until(now(), person.time_zone, start, end) or now())
