"""The holidays of a campus."""

from datetime import date
from typing import Any

from django.db import transaction

from curriculum.models import Holiday
from lms.audit.api import record_event
from lms.core.access import require
from lms.core.errors import Conflict, Invalid


@transaction.atomic
def add_holiday(*, campus: Any, on: date, name: str, by: Any) -> Holiday:
    """Raises ``Invalid`` without a name, ``Conflict`` when the day is a holiday already."""
    require(by, "curriculum.manage_cohort", campus)
    if not name.strip():
        raise Invalid("Say what the holiday is called.")
    holiday, made = Holiday.objects.get_or_create(campus=campus, on=on, defaults={"name": name.strip()})
    if not made:
        raise Conflict(f"That day is a holiday already: {holiday.name}.", code="holiday_there")
    _record("added", holiday, by)
    return holiday


@transaction.atomic
def remove_holiday(*, campus: Any, on: date, by: Any) -> None:
    """Doing it again changes nothing."""
    require(by, "curriculum.manage_cohort", campus)
    holiday = Holiday.objects.filter(campus=campus, on=on).first()
    if holiday is not None:
        _record("removed", holiday, by)
        holiday.delete()


def _record(what: str, holiday: Holiday, by: Any) -> None:
    campus = holiday.campus
    data = {"what": what, "name": holiday.name, "on": holiday.on.isoformat()}
    record_event("curriculum.holidays_changed", by=by, subject_kind="campus", subject_id=campus.public_id, campus=campus.slug, data=data)
