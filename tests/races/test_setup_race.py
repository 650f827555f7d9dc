"""Two browsers set an installation up at once: a link belongs to one of them, and each step is done by one of them, wholly."""

import pytest

from accreditation.models import OrganizationChange, SponsoringOrganization
from lms.audit.models import Event
from lms.core.errors import Conflict
from lms.people.actions.make_setup_link import make_setup_link
from lms.people.actions.take_setup_link import take_setup_link
from lms.people.api import Names
from lms.people.models import Campus, SetupLink, SetupStep, User
from lms.site.first_run.add_first_campus import add_first_campus
from lms.site.first_run.add_first_people import add_first_people
from lms.site.first_run.add_sponsor import add_sponsor
from tests.conftest import SeparateDatabase
from tests.torture.stage import Act, Stage

pytestmark = [pytest.mark.services, pytest.mark.separate]
BROWSERS = 4


def take() -> str:
    return said(lambda: take_setup_link(SetupLink.objects.get()))


def sponsor(name: str) -> str:
    details = {"legal_name": name, "street": "12 Pier Street", "city": "Boston", "state": "MA", "zip_code": "02110"}
    return said(lambda: add_sponsor(details))


def campus(name: str) -> str:
    return said(lambda: add_first_campus(name=name, slug="north", time_zone="America/New_York"))


def people(name: str) -> str:
    facts = {"email": f"{name}@harbor.example", "names": Names(legal_first_name="", legal_middle_name="", legal_last_name=name)}
    return said(lambda: add_first_people(**facts, password="seven-quiet-otters", privacy_version="2026-11", coordinator=None))  # type: ignore[arg-type]


def said(act: object) -> str:
    try:
        act()  # type: ignore[operator]
    except Conflict as refused:
        return refused.code
    return "done"


def raced(database: SeparateDatabase, name: str, *arguments: dict[str, str]) -> list[str]:
    with Stage(database) as stage:
        return sorted(outcome.said for outcome in stage.together(*(Act(f"{__name__}:{name}", given) for given in arguments)))


NAMES = [{"name": f"browser{number}"} for number in range(BROWSERS)]


def test_one_browser_gets_the_link(separate_database: SeparateDatabase) -> None:
    make_setup_link()

    assert raced(separate_database, "take", *[{}] * BROWSERS) == ["done", *["link_gone"] * (BROWSERS - 1)]
    assert Event.objects.filter(kind="people.setup_begun").count() == 1


def test_one_browser_adds_the_organization_and_the_others_leave_nothing(separate_database: SeparateDatabase) -> None:
    assert raced(separate_database, "sponsor", *NAMES) == ["done", *["step_done"] * (BROWSERS - 1)]

    made = SponsoringOrganization.objects.get()
    assert SetupStep.objects.get().subject == made.public_id
    assert OrganizationChange.objects.count() == 1
    assert Event.objects.filter(kind="people.setup_step_done").count() == 1


def test_one_browser_adds_the_campus(separate_database: SeparateDatabase) -> None:
    sponsor("Harbor Legal Aid")

    assert raced(separate_database, "campus", *NAMES) == ["done", *["step_done"] * (BROWSERS - 1)]
    assert list(SponsoringOrganization.objects.get().campuses.all()) == [Campus.objects.get()]


def test_one_browser_becomes_the_administrator(separate_database: SeparateDatabase) -> None:
    sponsor("Harbor Legal Aid")
    campus("North College")

    outcomes = raced(separate_database, "people", *NAMES)

    assert (outcomes[0], len(outcomes), set(outcomes[1:])) == ("done", BROWSERS, {"step_done"})
    assert [held.role for held in User.objects.get().memberships.all()] == ["administrator", "coordinator"]
