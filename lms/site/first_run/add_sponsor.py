"""The first step: the organization that files for students."""

from datetime import UTC
from typing import Any

from django.db import transaction

from accreditation.api import add_organization
from lms.core.clock import now
from lms.people.api import FIRST_SETUP, keep_setup_step, take_setup_step


@transaction.atomic
def add_sponsor(details: dict[str, Any]) -> None:
    """Add the organization, without a campus yet. Raises ``Conflict`` when the step is done, ``Invalid`` for details that will not do."""
    step = take_setup_step("organization", by=FIRST_SETUP)
    made = add_organization(details=details, campuses=[], by=FIRST_SETUP, today=now().astimezone(UTC).date())
    keep_setup_step(step, subject=made.public_id, words=made.legal_name, by=FIRST_SETUP)
