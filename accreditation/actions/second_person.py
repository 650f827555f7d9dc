"""What every decision about a proposal of hours has in common: the lock, who may not decide, and the word that is kept."""

from typing import Any, TypeVar

from accreditation.models import LedgerHead, ProposalState
from accreditation.models.two_persons import TwoPersonModel
from lms.core.canonical import GENESIS
from lms.core.clock import now
from lms.core.errors import Conflict, Forbidden, Invalid
from lms.vault.api import seal_text

LONGEST_ANSWER = 1000
P = TypeVar("P", bound=TwoPersonModel)


def lock_chain(student: str) -> None:
    """Lock the end of a student's chain, so that what is counted stays so until the entry is there."""
    LedgerHead.objects.get_or_create(student=student, defaults={"hash": GENESIS})
    LedgerHead.objects.select_for_update().get(student=student)


def locked_for_decision(proposal: P, by: Any) -> P:
    """The proposal, locked. Raises ``Forbidden`` for who proposed it or whose hours they are."""
    if by.public_id in proposal.never_decided_by:
        raise Forbidden("A second person decides: not who proposed it, and not whose hours they are.")
    found: P = type(proposal)._default_manager.select_for_update().get(pk=proposal.pk)
    return found


def refuse_closed(proposal: TwoPersonModel) -> None:
    """Raises ``Conflict`` for what was declined or withdrawn before."""
    if proposal.state == ProposalState.WITHDRAWN:
        raise Conflict("This was withdrawn by who proposed it.", code="withdrawn")
    if proposal.state == ProposalState.DECLINED:
        raise Conflict("This was declined. It can be proposed again.", code="declined")


def decide(proposal: TwoPersonModel, state: ProposalState, *, answer: str, owner: str, by: Any, **facts: Any) -> None:
    """Keep the decision; ``answer`` is sealed with the key of ``owner``, ``facts`` are further fields that come with it."""
    words = answer.strip()
    if len(words) > LONGEST_ANSWER:
        raise Invalid(f"An answer has at most {LONGEST_ANSWER:,} characters.")
    facts |= {"state": state, "decided_by": by.public_id, "decided_at": now(), "sealed_answer": seal_text(owner, words) if words else None}
    for name, value in facts.items():
        setattr(proposal, name, value)
    proposal.save(update_fields=list(facts))


def refuse_silent(answer: str) -> str:
    """Who declines says why."""
    if not answer.strip():
        raise Invalid("Say why; whoever proposed it reads your answer.")
    return answer
