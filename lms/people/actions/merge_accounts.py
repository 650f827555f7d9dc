"""Making two accounts of one person one: one person proposes, a second looks at the same preview and approves (decision 125)."""

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction

from lms.audit.api import record_event
from lms.core import access
from lms.core.clock import now
from lms.core.errors import Conflict, Forbidden, Invalid, NotFound
from lms.core.merging import parts
from lms.core.models import new_public_id
from lms.people.actions.queue_mail import queue_letter
from lms.people.models import AccountMerge, Membership, MergeProposal, MergeState, User
from lms.people.queries.merges import preview
from lms.people.queries.people import person_called
from lms.people.roles import STUDENT

LONGEST_REASON = 500
NOT_YOURS = "You may merge only accounts of people you look after, and never your own."


@transaction.atomic
def propose_merge(*, kept: User, merged: User, reason: str, by: User) -> MergeProposal:
    """Say that both accounts are one person's. Raises ``Forbidden``, ``Invalid`` without a reason, ``Conflict`` with every sentence that stands against it."""
    _require(by, kept, merged)
    reason = reason.strip()
    if not reason or len(reason) > LONGEST_REASON:
        raise Invalid(f"Say how you know that both accounts are one person’s, in at most {LONGEST_REASON} characters. It is kept for good.")
    kept, merged = _locked(kept, merged)
    _refuse(kept, merged)
    try:
        with transaction.atomic():
            proposal = MergeProposal.objects.create(kept=kept.public_id, merged=merged.public_id, reason=reason, proposed_by=by.public_id, proposed_at=now())
    except IntegrityError:
        raise Conflict("Somebody has proposed to merge this account already. Look at what waits.") from None
    for person in (kept, merged):
        record_event("people.merge_proposed", by=by, subject_kind="person", subject_id=person.public_id, data={"reason": reason})
    return proposal


@transaction.atomic
def approve_merge(*, proposal: MergeProposal, by: User) -> AccountMerge:
    """Merge, as a second person; approving again changes nothing.

    What stands against it is asked anew, with both accounts locked. Each app carries what is its own, in this transaction: all of it happens, or nothing.
    Raises ``Forbidden``, ``Conflict`` with the sentences.
    """
    kept, merged = _locked(*_people_of(proposal))
    row = MergeProposal.objects.select_for_update().get(pk=proposal.pk)
    if row.state == MergeState.MERGED:
        return row.merge
    _require(by, kept, merged)
    if by.public_id == row.proposed_by:
        raise Forbidden("A second person approves: not who proposed it.")
    _refuse_closed(row)
    _refuse(kept, merged)
    at = _decided(row, MergeState.MERGED, by)
    merge = AccountMerge.objects.create(
        proposal=row, kept=row.kept, merged=row.merged, reason=row.reason, proposed_by=row.proposed_by, approved_by=by.public_id, at=at
    )
    _move_memberships(kept, merged)
    for part in parts():
        part.carry(kept, merged, merge, by)
    old = _close_for_good(kept, merged)
    for person in (kept, merged):
        record_event(
            "people.merged", by=by, subject_kind="person", subject_id=person.public_id,
            data={"kept": kept.public_id, "merged": merged.public_id, "reason": row.reason, "proposed_by": row.proposed_by, "merge": merge.public_id},
        )  # fmt: skip
    for address in (kept.email, old):
        queue_letter(to=address, subject="Your two accounts are one now", template="accounts_merged", context={"kept": kept.email, "old": old})
    return merge


@transaction.atomic
def decline_merge(*, proposal: MergeProposal, by: User) -> MergeProposal:
    """Nothing happens; whoever proposed it withdraws by the same act. Raises ``Forbidden``, ``Conflict`` once it was decided."""
    kept, merged = _people_of(proposal)
    row = MergeProposal.objects.select_for_update().get(pk=proposal.pk)
    _require(by, kept, merged)
    _refuse_closed(row)
    _decided(row, MergeState.WITHDRAWN if by.public_id == row.proposed_by else MergeState.DECLINED, by)
    for person in (kept, merged):
        record_event("people.merge_declined", by=by, subject_kind="person", subject_id=person.public_id)
    return row


def _people_of(proposal: MergeProposal) -> tuple[User, User]:
    kept, merged = person_called(proposal.kept), person_called(proposal.merged)
    if kept is None or merged is None:
        raise NotFound
    return kept, merged


def _locked(kept: User, merged: User) -> tuple[User, User]:
    """Both rows, locked in one order: two approvals, or two merges of which one would undo the other, come one after the other."""
    rows = {row.pk: row for row in User.objects.select_for_update().filter(pk__in={kept.pk, merged.pk}).order_by("pk")}
    return rows[kept.pk], rows[merged.pk]


def _require(by: User, kept: User, merged: User) -> None:
    for person in (kept, merged):
        access.require(by, "people.merge_account", person, sentence=NOT_YOURS)


def _refuse(kept: User, merged: User) -> None:
    refusals = preview(kept, merged).refusals
    if refusals:
        raise Conflict(" ".join(refusals), code="cannot_be_merged")


def _refuse_closed(proposal: MergeProposal) -> None:
    if not proposal.is_pending:
        raise Conflict("This was decided already. If the accounts are one person’s, propose it again.")


def _decided(proposal: MergeProposal, state: MergeState, by: User) -> datetime:
    at = now()
    proposal.state, proposal.decided_by, proposal.decided_at = state, by.public_id, at
    proposal.save(update_fields=["state", "decided_by", "decided_at"])
    return at


def _move_memberships(kept: User, merged: User) -> None:
    """The campuses on which the other account is a student; it is none any more. The preview refuses every other role."""
    held = Membership.objects.filter(user=merged, ended_at__isnull=True).select_related("campus")
    for membership in held:
        membership.ended_at = now()
        membership.save(update_fields=["ended_at"])
        Membership.objects.get_or_create(user=kept, campus=membership.campus, role=STUDENT.key, ended_at=None)


def _close_for_good(kept: User, merged: User) -> str:
    """Nobody signs in to ``merged`` again; its address is one of ``kept``. Gives the address."""
    old = merged.email
    Authenticator.objects.filter(user=merged).delete()
    EmailAddress.objects.get_or_create(user=kept, email=kept.email.lower(), defaults={"verified": True, "primary": True})
    others = [address.email for address in EmailAddress.objects.filter(user=merged, verified=True)]  # of accounts merged into this one before
    EmailAddress.objects.filter(user=merged).delete()
    for address in {old.lower(), *(other.lower() for other in others)}:
        EmailAddress.objects.create(user=kept, email=address, verified=True, primary=False)
    merged.invitations.filter(accepted_at__isnull=True, revoked_at__isnull=True).update(revoked_at=now())
    merged.email = f"{merged.public_id.lower()}.{merged.pk}@merged.invalid"  # the address is free for nobody: it leads to the account that is kept
    merged.is_active, merged.deactivated_at, merged.session_seed = False, merged.deactivated_at or now(), new_public_id()
    merged.set_unusable_password()
    merged.save(update_fields=["email", "is_active", "deactivated_at", "session_seed", "password"])
    return old
