"""Saying how many places a cohort has."""

from typing import Any

from django.db import transaction

from curriculum.actions.fill_places import fill_places, lock_cohort
from curriculum.models import Cohort, Enrollment
from lms.audit.api import record_event
from lms.core.access import require
from lms.core.errors import Invalid

MOST = 10_000


@transaction.atomic
def set_capacity(*, cohort: Cohort, capacity: int | None, by: Any) -> list[Enrollment]:
    """Set the number of places (``None``: no limit) and return who got one at once. Lowering it takes nobody's place away."""
    require(by, "curriculum.manage_cohort", cohort)
    if capacity is not None and not 1 <= capacity <= MOST:
        raise Invalid(f"A cohort has between 1 and {MOST:,} places. Leave it empty for no limit.")
    locked = lock_cohort(cohort)
    if locked.capacity == capacity:
        return []
    before, locked.capacity = locked.capacity, capacity
    locked.save(update_fields=["capacity"])
    record_event(
        "curriculum.capacity_set", by=by, subject_kind="cohort", subject_id=cohort.public_id, campus=locked.campus.slug,
        data={"cohort": cohort.name, "before": before or "no limit", "after": capacity or "no limit"},
    )  # fmt: skip
    return fill_places(locked)
