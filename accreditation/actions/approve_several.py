"""Approving several things that wait, each by its own action and in its own transaction: a refusal of one stops no other."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from accreditation.actions.decide_adjustment import approve_adjustment
from accreditation.actions.decide_correction import approve_correction
from accreditation.actions.decide_evidence import verify_evidence
from accreditation.actions.decide_outside_training import approve_outside_training
from accreditation.models import Evidence
from accreditation.queries.waiting_items import DOCUMENT, PROPOSALS, WaitingItem, version_of
from lms.core.errors import Conflict, Invalid, Refusal
from lms.core.written_once_lock import lock_written_once

CHANGED = "This changed after the page was opened, so what you saw is not what would be approved. Open it and look again."
APPROVE: dict[str, Callable[[Any, Any], Any]] = {
    "outside": lambda one, by: approve_outside_training(training=one, by=by),
    "adjustment": lambda one, by: approve_adjustment(adjustment=one, by=by),
    "correction": lambda one, by: approve_correction(correction=one, by=by),
    DOCUMENT: lambda one, by: verify_evidence(evidence=one, undecided=True, by=by),  # it never changes itself; what became of it may
}


@dataclass(frozen=True)
class Approval:
    """What became of one item: ``refused`` is a sentence, empty where it was approved."""

    item: WaitingItem
    refused: str


def approve_several(*, items: Iterable[WaitingItem], shown: Mapping[str, str], by: Any) -> list[Approval]:
    """Approve each of ``items`` whole, as it was ``shown`` (version by key); who proposed it and whose it is are refused by the action of its kind."""
    return [Approval(item, _approve(item, shown.get(item.key, ""), by)) for item in items]


def _approve(item: WaitingItem, version: str, by: Any) -> str:
    try:
        with transaction.atomic():
            one = _locked(item)
            if version_of(one) != version:
                raise Conflict(CHANGED, code="changed")
            APPROVE[item.kind](one, by)
    except Refusal as refused:
        return " ".join(refused.sentences) if isinstance(refused, Invalid) else refused.sentence
    return ""


def _locked(item: WaitingItem) -> Any:
    if item.kind in PROPOSALS:
        return PROPOSALS[item.kind].objects.select_for_update().get(public_id=item.public_id)
    document = Evidence.objects.get(public_id=item.public_id)
    lock_written_once(document)
    return document
