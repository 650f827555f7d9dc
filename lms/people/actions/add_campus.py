"""Adding a campus."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from lms.audit.api import record_event
from lms.core.errors import Invalid
from lms.people.models import Campus


def add_campus(*, slug: str, name: str, time_zone: str, by: Any = None) -> tuple[Campus, bool]:
    """The campus called ``slug`` and whether this call made it; one that is there stays as it is. Raises ``Invalid`` for a wrong name or zone.

    ``by=None`` is the command line.
    """
    present = Campus.objects.filter(slug=slug).first()
    if present is not None:
        return present, False
    campus = Campus(slug=slug, name=name, time_zone=time_zone)
    try:
        campus.full_clean()
    except ValidationError as error:
        raise Invalid(*error.messages) from None
    with transaction.atomic():
        campus.save()
        record_event("people.campus_added", by=by, subject_kind="campus", subject_id=campus.public_id, campus=slug, data={"name": name})
    return campus, True
