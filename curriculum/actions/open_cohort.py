"""Opening a cohort: a new run of a program on a campus."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from curriculum.models import Cohort, ProgramPage
from lms.audit.api import record_event
from lms.core.access import require
from lms.core.errors import Conflict, Invalid


@transaction.atomic
def open_cohort(*, name: str, campus: Any, program: ProgramPage, starts_on: date, ends_on: date, by: Any) -> Cohort:
    """Open a cohort called ``name``; its address is made of campus and name. Raises ``Invalid``, and ``Conflict`` for a name that is taken."""
    require(by, "curriculum.manage_cohort", campus)
    if ends_on < starts_on:
        raise Invalid("The cohort would end before it starts. Change one of the dates.")
    if not slugify(name):
        raise Invalid("Give the cohort a name with letters or figures.")
    facts = {"name": name.strip(), "campus": campus, "program": program, "program_version": program.version, "starts_on": starts_on, "ends_on": ends_on}
    try:
        with transaction.atomic():
            cohort = Cohort.objects.create(slug=f"{campus.slug}-{slugify(name)}"[:64], **facts)
    except IntegrityError:
        raise Conflict(f"{campus} has a cohort called “{name}” already. Choose another name.", code="name_taken") from None
    record_event("curriculum.cohort_opened", by=by, subject_kind="cohort", subject_id=cohort.public_id, campus=campus.slug, data={"cohort": cohort.name})
    return cohort
