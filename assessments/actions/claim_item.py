"""Taking an answer to mark, so that two people do not mark the same one unawares."""

from datetime import timedelta
from typing import Any

from django.db import transaction

from assessments.models import Attempt, AttemptItem, Claim
from assessments.queries.waiting import to_mark_by
from assessments.rules import attempts_marked_by
from lms.core.access import require
from lms.core.clock import now

HELD_FOR = timedelta(minutes=20)


@transaction.atomic
def claim_item(*, item: AttemptItem, by: Any) -> bool:
    """Hold ``item`` for ``by`` for twenty minutes, or longer again; ``False`` when others hold every seat, and then nothing changes."""
    Attempt.objects.select_for_update().get(pk=item.attempt_id)
    require(by, "assessments.mark_attempt", item)
    at = now()
    if not to_mark_by(by, attempts_marked_by(by).filter(pk=item.attempt_id), at).filter(pk=item.pk).exists():
        return False
    Claim.objects.filter(item=item, until__lte=at).delete()
    taken = set(Claim.objects.filter(item=item).exclude(person=by.public_id).values_list("seat", flat=True))
    Claim.objects.update_or_create(item=item, person=by.public_id, defaults={"seat": 2 if 1 in taken else 1, "until": at + HELD_FOR})
    return True
