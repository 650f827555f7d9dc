"""Taking back what one proposed, while nobody has decided about it."""

from typing import Any

from django.db import transaction

from accreditation.actions.tell_hours import hours_event
from accreditation.models import ProposalState
from accreditation.models.two_persons import TwoPersonModel
from lms.audit.api import record_event
from lms.core.errors import Conflict, Forbidden


@transaction.atomic
def withdraw_proposal(*, proposal: TwoPersonModel, by: Any) -> TwoPersonModel:
    """Withdraw it; once withdrawn, again changes nothing. Raises ``Forbidden`` for anybody but who proposed it, ``Conflict`` once it is decided."""
    if proposal.proposed_by != by.public_id:
        raise Forbidden("Only who proposed this can withdraw it.")
    locked: TwoPersonModel = type(proposal)._default_manager.select_for_update().get(pk=proposal.pk)
    if locked.state == ProposalState.WITHDRAWN:
        return locked
    if not locked.is_pending:
        raise Conflict("This was decided meanwhile, so it cannot be withdrawn.", code="decided")
    locked.state = ProposalState.WITHDRAWN
    locked.save(update_fields=["state"])
    record_event("accreditation.hours_withdrawn", by=by, **hours_event(locked))
    return locked
