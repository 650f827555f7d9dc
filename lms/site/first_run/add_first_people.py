"""The third step: who administers, and who coordinates the first campus. It ends the life of every set-up link."""

from dataclasses import dataclass

from django.db import transaction

from lms.core.errors import Conflict
from lms.people.api import FIRST_SETUP, Names, User, add_first_administrator, campus_called, invite_person, keep_setup_step, setup_steps, take_setup_step


@dataclass(frozen=True)
class Invited:
    """Somebody else who coordinates."""

    email: str
    first_name: str
    last_name: str


@transaction.atomic
def add_first_people(*, email: str, names: Names, password: str, privacy_version: str, coordinator: Invited | None) -> User:
    """Make the administrator, who coordinates the campus too unless ``coordinator`` is invited for it.

    Raises ``Conflict`` when the step is done or there is an administrator, ``Invalid`` for what will not do.
    """
    step = take_setup_step("people", by=FIRST_SETUP)
    campus = campus_called(setup_steps()["campus"].subject)
    if campus is None:
        raise Conflict("The campus of the second step is not there any more. Ask for help: nothing was changed.", code="no_campus")
    person = add_first_administrator(
        email=email, names=names, password=password, privacy_version=privacy_version, coordinates=None if coordinator else campus
    )  # fmt: skip
    if coordinator is not None:
        facts = {"legal_first_name": coordinator.first_name, "legal_last_name": coordinator.last_name}
        invite_person(email=coordinator.email, role="coordinator", campus=campus, by=person, **facts)
    keep_setup_step(step, subject=person.public_id, words=person.legal_name, by=FIRST_SETUP)
    return person
