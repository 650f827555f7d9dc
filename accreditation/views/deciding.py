"""What every page of a proposal does with a decision that was sent."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest

from accreditation.actions.withdraw_proposal import withdraw_proposal
from lms.core.errors import Invalid, Refusal


@dataclass(frozen=True)
class Typed:
    """What came with a decision that was refused, to stand in its form again. ``of`` is the proposal’s public id."""

    of: str
    answer: str
    minutes: str


def typed_about(request: HttpRequest, proposal: Any) -> Typed:
    return Typed(proposal.public_id, request.POST.get("answer", ""), request.POST.get("minutes", ""))


def sentences_of(refused: Refusal) -> list[str]:
    return refused.sentences if isinstance(refused, Invalid) else [refused.sentence]


def carry_out(request: HttpRequest, done: str, act: Callable[[], Any]) -> bool:
    """Do it and say ``done``, or say why not."""
    try:
        act()
    except Refusal as refused:
        for sentence in sentences_of(refused):
            messages.error(request, sentence)
        return False
    messages.success(request, done)
    return True


def approve_or_decline(request: HttpRequest, approve: Callable[[], Any], decline: Callable[[str], Any], *, approved: str) -> bool:
    """Carry out what was chosen; says whether it was done. What was refused is shown again with what was ``typed_about`` it."""
    decision, answer = request.POST.get("decision"), request.POST.get("answer", "")
    if decision == "approve":
        return carry_out(request, approved, approve)
    if decision == "decline":
        return carry_out(request, "Declined. Nothing was credited.", lambda: decline(answer))
    messages.error(request, "Choose “Approve” or “Decline”.")
    return False


def withdrawn(request: HttpRequest, proposal: Any) -> bool:
    return carry_out(request, "Withdrawn.", lambda: withdraw_proposal(proposal=proposal, by=request.user))
