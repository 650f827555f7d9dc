"""Giving a task of a change of law to somebody, or back to all authors."""

from typing import Any

from django.db import transaction

from curriculum.models import ItemState, LawChangeItem
from curriculum.queries.programs import may_own
from lms.core.access import require
from lms.core.errors import Conflict, Invalid
from lms.notices.api import notify
from lms.people.api import User


@transaction.atomic
def assign_item(*, item: LawChangeItem, owner: User | None, by: Any) -> LawChangeItem:
    """Make ``owner`` the one who checks ``item`` and tell them; with None it waits for all authors again.

    Raises ``Conflict`` once it is decided or its case is closed, ``Invalid`` for somebody who does not write for its program.
    """
    require(by, "curriculum.change_law")
    locked = LawChangeItem.objects.select_for_update(of=("self",)).select_related("case__change__authority").get(pk=item.pk)
    if locked.case.closed_at is not None or locked.state != ItemState.TO_CHECK:
        raise Conflict("This was decided already.", code="decided")
    if owner is not None and not may_own(locked.program_id).filter(pk=owner.pk).exists():
        raise Invalid("Choose somebody who writes for this program.")
    locked.owner = owner.public_id if owner else ""
    locked.save(update_fields=["owner"])
    if owner is not None and owner.pk != by.pk:
        _tell(locked, owner)
    return locked


def _tell(item: LawChangeItem, owner: User) -> None:
    notify(
        owner, "curriculum.law_changed", subject_line=f"Yours to check: {item.title}",
        text=f"The law it cites has changed: {item.case.change.authority.citation}. {item.case.change.note}",
        url=f"/teach/law/{item.case.public_id}/", key=f"law-item:{item.pk}",
    )  # fmt: skip
