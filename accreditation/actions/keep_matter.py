"""Opening and closing a matter. Its code comes from the server: nobody types a name into it."""

import secrets
from datetime import date
from typing import Any

from django.db import transaction

from accreditation.models import Matter, SupervisingAttorney
from accreditation.models.matter import CODE_LETTERS, CaseCategory
from accreditation.models.practice import EntryState
from lms.audit.api import record_event
from lms.core import access
from lms.core.clock import now
from lms.core.errors import Conflict, Invalid


@transaction.atomic
def open_matter(*, attorney: SupervisingAttorney, category: str, opened_on: date, by: Any) -> Matter:
    """Open a matter of ``category`` under ``attorney``. Raises ``Forbidden`` and ``Invalid``."""
    access.require(by, "accreditation.keep_practice", attorney, sentence="Only a coordinator of this campus opens matters.")
    if category not in CaseCategory.values:
        raise Invalid("This is not a kind of case.")
    matter = Matter.objects.create(code=_new_code(), campus=attorney.campus, category=category, attorney=attorney, opened_on=opened_on, opened_by=by.public_id)
    record_event("accreditation.matter_opened", by=by, subject_kind="matter", subject_id=matter.code, campus=matter.campus, data={"code": matter.code})
    return matter


@transaction.atomic
def close_matter(*, matter: Matter, closed_on: date, by: Any) -> Matter:
    """Close a matter; everybody's place in it ends. Raises ``Conflict`` while something waits, ``Invalid`` for a day before it was opened."""
    access.require(by, "accreditation.keep_practice", matter, sentence="Only a coordinator of this campus closes matters.")
    locked = Matter.objects.select_for_update().get(pk=matter.pk)
    if locked.closed_on is not None:
        return locked
    if closed_on < locked.opened_on:
        raise Invalid("A matter cannot be closed before it was opened.")
    if locked.entries.filter(state__in=(EntryState.DRAFT, EntryState.SENT, EntryState.RETURNED)).exists():
        raise Conflict("Entries of this matter are not settled yet. Close it when they are.", code="unsettled")
    locked.closed_on = closed_on
    locked.save(update_fields=["closed_on"])
    locked.places.filter(ended_at__isnull=True).update(ended_at=now())
    record_event("accreditation.matter_closed", by=by, subject_kind="matter", subject_id=locked.code, campus=locked.campus, data={"code": locked.code})
    return locked


def _new_code() -> str:
    """A code that no matter has; of almost a million, so a second try is rare."""
    while True:
        code = "M-" + "".join(secrets.choice(CODE_LETTERS) for _ in range(4))
        if not Matter.objects.filter(code=code).exists():
            return code
