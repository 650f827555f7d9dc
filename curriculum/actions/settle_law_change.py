"""Working through a change of law: deciding each thing it reaches, holding questions, closing the case."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from curriculum.models import ItemState, LawChange, LawChangeItem
from curriculum.queries.affected import affected_kinds
from lms.audit.api import record_event
from lms.core.access import require
from lms.core.clock import now
from lms.core.errors import Conflict, Invalid


@transaction.atomic
def decide_item(*, item: LawChangeItem, state: str, note: str, by: Any) -> LawChangeItem:
    """Say that a thing was looked at; its banner goes. Raises ``Conflict`` when the case is closed."""
    require(by, "curriculum.change_law")
    if state not in (ItemState.UNAFFECTED, ItemState.REVISED):
        raise Invalid("Say whether it is still right or was revised.")
    locked = LawChangeItem.objects.select_for_update().select_related("case").get(pk=item.pk)
    if locked.case.closed_at is not None:
        raise Conflict("This case is closed.", code="closed")
    locked.state, locked.note, locked.decided_by, locked.decided_at = state, note.strip()[:500], by.public_id, now()
    locked.save(update_fields=["state", "note", "decided_by", "decided_at"])
    return locked


@transaction.atomic
def hold_items(*, case: LawChange, kind: str, refs: Iterable[str], held: bool, by: Any) -> int:
    """Keep things of the case out of use, or let them back; returns how many changed."""
    require(by, "curriculum.change_law")
    found = affected_kinds.get(kind)
    if found.hold is None:
        raise Invalid(f"A {found.label.lower()} cannot be held.")
    of_case = list(case.items.filter(kind=kind, ref__in=list(refs)).values_list("ref", flat=True))
    count = found.hold(of_case, held)
    if count:
        record_event(
            "curriculum.law_items_held", by=by, subject_kind="law_change", subject_id=case.public_id,
            data={"count": count, "kind": found.label.lower(), "what": "held" if held else "let back"},
        )  # fmt: skip
    return count


@transaction.atomic
def close_case(*, case: LawChange, conclusion: str, by: Any) -> LawChange:
    """Close the case once everything was looked at. Raises ``Conflict`` naming how much is left, ``Invalid`` without a conclusion."""
    require(by, "curriculum.change_law")
    locked = LawChange.objects.select_for_update().get(pk=case.pk)
    if locked.closed_at is not None:
        return locked
    left = locked.items.filter(state=ItemState.TO_CHECK).count()
    if left:
        raise Conflict(f"{left} still to check. Decide each of them first.", code="not_checked")
    if not conclusion.strip():
        raise Invalid("Say in a sentence how it ended; it stays with the case.")
    locked.closed_at, locked.closed_by, locked.conclusion = now(), by.public_id, conclusion.strip()
    locked.save(update_fields=["closed_at", "closed_by", "conclusion"])
    record_event(
        "curriculum.law_change_closed", by=by, subject_kind="law_change", subject_id=case.public_id, data={"authority": locked.change.authority.citation}
    )  # fmt: skip
    return locked
