"""A campus with an officer, a coordinator, a student and an organization, on a clock that tests move."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from accreditation.actions.move_application import move_application
from accreditation.models import Application, SponsoringOrganization
from curriculum.models import Enrollment
from lms.people.models import Campus, User
from tests.factories.applications import FILED, PROOF, filed

TODAY = date(2026, 11, 28)
APPROVAL = {"decision": date(2026, 9, 1), "approval_effective": date(2026, 9, 1), "expires_printed": date(2029, 8, 31)}


class Clock:
    """What ``timezone.now`` says; moved by tests."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 28, 15, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def on(self, day: date) -> None:
        self.moment = datetime(day.year, day.month, day.day, 15, tzinfo=UTC)


@dataclass
class Room:
    campus: Campus
    emil: User  # coordinator
    olga: User  # officer
    place: Enrollment
    organization: SponsoringOrganization
    clock: Clock


def on_its_way(room: Room, **dates: date) -> Application:
    return filed(room.place, room.organization, coordinator=room.emil, officer=room.olga, dates={**FILED, **dates})


def step(application: Application, move: str, by: Any, **facts: Any) -> Application:
    return move_application(application=application, move=move, by=by, proof=PROOF, note="As the letter says.", **facts)
