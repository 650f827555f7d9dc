"""A second person's word on an attorney's record; until then it is not used."""

from typing import Any

from django.db import transaction

from accreditation.actions.ask_attorney import revoke_links
from accreditation.models import AttorneyProposal, SupervisingAttorney
from accreditation.models.attorney import ProposalState
from lms.audit.api import record_event
from lms.core import access
from lms.core.clock import now
from lms.core.errors import Conflict

FIELDS = ("name", "email", "bar_state", "bar_number", "organization")


@transaction.atomic
def decide_attorney(*, proposal: AttorneyProposal, approve: bool, by: Any) -> AttorneyProposal:
    """Approve or decline; the same word again changes nothing. A changed record ends every open link of the old one.

    Raises ``Forbidden`` for who proposed it and for students, ``Conflict`` when it was decided otherwise meanwhile or somebody else has the
    address or the bar number by now.
    """
    access.require(by, "accreditation.approve_attorney", proposal, sentence="A second person decides: not who proposed it, and never a student.")
    locked = AttorneyProposal.objects.select_for_update().get(pk=proposal.pk)
    wanted = ProposalState.APPROVED if approve else ProposalState.DECLINED
    if locked.state == wanted:
        return locked
    if locked.state != ProposalState.PENDING:
        raise Conflict("Somebody else decided this otherwise meanwhile.", code="decided")
    if approve:
        locked.attorney = _on_record(locked, by)
    locked.state, locked.decided_by, locked.decided_at = wanted, by.public_id, now()
    locked.save()
    kind = f"accreditation.attorney_{wanted.value}"
    record_event(kind, by=by, subject_kind="attorney", subject_id=locked.public_id, campus=locked.campus, data={"name": locked.name})
    return locked


def _on_record(proposal: AttorneyProposal, by: Any) -> SupervisingAttorney:
    facts = {name: getattr(proposal, name) for name in FIELDS}
    others = SupervisingAttorney.objects.filter(campus=proposal.campus)
    if proposal.attorney is not None:
        others = others.exclude(pk=proposal.attorney.pk)
    if others.filter(email=facts["email"]).exists() or others.filter(bar_state=facts["bar_state"], bar_number=facts["bar_number"]).exists():
        raise Conflict("An attorney with this address or bar number is on record already. Decline this one.", code="on_record")
    if proposal.attorney is None:
        return SupervisingAttorney.objects.create(campus=proposal.campus, **facts)
    attorney = SupervisingAttorney.objects.select_for_update().get(pk=proposal.attorney.pk)
    for name, value in facts.items():
        setattr(attorney, name, value)
    attorney.save(update_fields=FIELDS)
    revoke_links(attorney=attorney, by=by)
    return attorney
