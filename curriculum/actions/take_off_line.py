"""Taking somebody off the list of those who wait."""

from typing import Any

from django.db import transaction

from curriculum.actions.fill_places import leave_line, lock_cohort, record
from curriculum.models import WaitingPlace
from lms.core.access import require


@transaction.atomic
def take_off_line(*, waiting: WaitingPlace, by: Any) -> None:
    """End the wait; doing it again changes nothing."""
    require(by, "curriculum.manage_cohort", waiting.cohort)
    lock_cohort(waiting.cohort)
    open_place = WaitingPlace.objects.filter(pk=waiting.pk, ended_at=None).select_related("student", "cohort__campus").first()
    if open_place is not None:
        leave_line(open_place, by=by)
        record("curriculum.wait_ended", open_place.student, open_place.cohort, by)
