"""Legal holds: while one stands, nothing of a student or organization is removed. One person places it, another ends it."""

from typing import Any

from django.db import transaction

from accreditation.actions.hold_turn import take_hold_turn
from accreditation.evidence_kinds.owner import Owner
from accreditation.models import LegalHold
from lms.audit.api import record_event
from lms.core.access import require
from lms.core.clock import now
from lms.core.errors import Forbidden, Invalid
from lms.vault.api import seal_text

LONGEST_REASON = 1000


@transaction.atomic
def place_hold(*, owner: Owner, reason: str, by: Any) -> LegalHold:
    """Keep everything of ``owner`` from now on: what is being removed at this moment is gone before it stands, and nothing afterwards.

    Raises ``Invalid`` without a reason, which is kept sealed, and ``Forbidden`` for the student.
    """
    take_hold_turn()
    said = reason.strip()
    if not said or len(said) > LONGEST_REASON:
        raise Invalid("Say why, in a few sentences; the reason is kept with the hold.", code="no_reason")
    if by.public_id == owner.student:
        raise Forbidden("Somebody else places a hold on your documents.")
    hold = LegalHold.objects.create(
        **owner.fields, campus=owner.campus, sealed_reason=seal_text(owner.public_id, said), placed_by=by.public_id, placed_at=now()
    )  # fmt: skip
    _recorded("accreditation.hold_placed", hold, by)
    return hold


@transaction.atomic
def end_hold(*, hold: LegalHold, by: Any) -> None:
    """Let the ordinary time run again. Raises ``Forbidden`` for who placed it; ending it twice changes nothing."""
    require(by, "accreditation.end_hold", hold, sentence="A second person ends a hold: not who placed it.")
    locked = LegalHold.objects.select_for_update().get(pk=hold.pk)
    if locked.ended_at is None:
        locked.ended_by, locked.ended_at = by.public_id, now()
        locked.save(update_fields=["ended_by", "ended_at"])
        _recorded("accreditation.hold_ended", locked, by)


def _recorded(kind: str, hold: LegalHold, by: Any) -> None:
    subject = {"subject_kind": "person" if hold.student else "organization", "subject_id": hold.owner}
    record_event(kind, by=by, campus=hold.campus, data={"hold": hold.public_id}, **subject)
