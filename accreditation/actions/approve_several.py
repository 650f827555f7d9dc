"""Approving several things that wait, each by its own action and in its own transaction: a refusal of one stops no other."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from accreditation.actions.decide_adjustment import approve_adjustment
from accreditation.actions.decide_correction import approve_correction
from accreditation.actions.decide_evidence import verify_evidence
from accreditation.actions.decide_outside_training import approve_outside_training
from accreditation.queries.adjustments import adjustment_called
from accreditation.queries.corrections import correction_called
from accreditation.queries.evidence import evidence_called
from accreditation.queries.outside import outside_called
from accreditation.queries.waiting_items import WaitingItem
from lms.core.errors import Invalid, Refusal

APPROVE: dict[str, tuple[Callable[[str], Any], Callable[[Any, Any], Any]]] = {
    "outside": (outside_called, lambda one, by: approve_outside_training(training=one, by=by)),
    "adjustment": (adjustment_called, lambda one, by: approve_adjustment(adjustment=one, by=by)),
    "correction": (correction_called, lambda one, by: approve_correction(correction=one, by=by)),
    "document": (evidence_called, lambda one, by: verify_evidence(evidence=one, by=by)),
}


@dataclass(frozen=True)
class Approval:
    """What became of one item: ``refused`` is a sentence, empty where it was approved."""

    item: WaitingItem
    refused: str


def approve_several(*, items: Iterable[WaitingItem], by: Any) -> list[Approval]:
    """Approve each of ``items`` whole; who proposed it and whose it is are refused by the action of its kind, as everywhere."""
    return [Approval(item, _approve(item, by)) for item in items]


def _approve(item: WaitingItem, by: Any) -> str:
    find, approve = APPROVE[item.kind]
    try:
        approve(find(item.key.partition(":")[2]), by)
    except Refusal as refused:
        return " ".join(refused.sentences) if isinstance(refused, Invalid) else refused.sentence
    return ""
