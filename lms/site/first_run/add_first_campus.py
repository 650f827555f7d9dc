"""The second step: the first campus, whose students the organization sponsors."""

from django.db import transaction

from accreditation.api import organization_called, set_campuses
from lms.core.clock import local_date, now
from lms.core.errors import Conflict, Invalid
from lms.people.api import FIRST_SETUP, add_campus, keep_setup_step, setup_steps, take_setup_step


@transaction.atomic
def add_first_campus(*, name: str, slug: str, time_zone: str) -> None:
    """Add the campus and put it under the organization. Raises ``Conflict`` when the step is done or the organization is gone, ``Invalid`` for a taken slug."""
    step = take_setup_step("campus", by=FIRST_SETUP)
    campus, is_new = add_campus(slug=slug, name=name, time_zone=time_zone, by=FIRST_SETUP)
    if not is_new:
        raise Invalid(f"There is a campus with the short name “{slug}” already. Choose another one.", code="slug")
    sponsor = organization_called(setup_steps()["organization"].subject)
    if sponsor is None:
        raise Conflict("The organization of the first step is not there any more. Ask for help: nothing was changed.", code="no_organization")
    set_campuses(organization=sponsor, campuses=[*sponsor.campuses.all(), campus], by=FIRST_SETUP, today=local_date(now(), time_zone))
    keep_setup_step(step, subject=campus.slug, words=campus.name, by=FIRST_SETUP)
