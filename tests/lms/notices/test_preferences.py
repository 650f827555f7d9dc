"""Choosing what comes by e-mail, and when."""

from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lms.core.errors import Invalid
from lms.jobs.api import Job
from lms.notices.actions.keep_preferences import keep_preferences
from lms.notices.api import notify
from lms.notices.kinds import NoticeKind, notice_kinds, register_notice_kind
from lms.notices.models import KindPreference, NoticeSettings
from lms.notices.queries.preferences import deliveries_of, delivery_of
from tests.factories.people import CampusFactory, person

pytestmark = pytest.mark.django_db
PAGE = "/notices/settings/"
NO_HOURS = {"digest_hour": 8, "quiet_from": None, "quiet_until": None}


@pytest.fixture
def client(noor: Any) -> Client:
    browser = Client()
    browser.force_login(noor)
    return browser


def filled(client: Client, **changes: str) -> dict[str, str]:
    """The form as the page shows it, with changes."""
    form = client.get(PAGE).context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {**{name: "" if value is None else str(value) for name, value in values.items()}, **changes}


@pytest.mark.parametrize(
    ("facts", "choices"),
    [
        ({}, ("at_once", "daily", "on_screen")),
        ({"by_mail": False}, ("on_screen",)),
        ({"urgent": True}, ("at_once", "on_screen")),
        ({"digestible": False}, ("at_once", "on_screen")),
        ({"stoppable": False}, ("at_once", "daily")),
        ({"urgent": True, "stoppable": False}, ("at_once",)),
    ],
)
def test_a_kind_says_what_may_be_chosen(facts: dict[str, Any], choices: tuple[str, ...]) -> None:
    assert NoticeKind("k", "K", "Why", **facts).choices == choices


def test_a_kind_cannot_usually_go_as_nobody_may_choose() -> None:
    with pytest.raises(ValueError, match="cannot go “daily”"):
        register_notice_kind("sample.wrong", "Wrong", urgent=True, usual="daily")


def test_the_page_offers_what_concerns_the_person(client: Client) -> None:
    page = client.get(PAGE).content.decode()

    assert ("Result" in page, "Work to do" in page, "Marking" in page, "On screen only" in page) == (True, True, False, False)
    assert "A deadline" in page  # as one that always comes
    assert "kind-sample.urgent" not in page
    assert "America/New_York" in page


def test_who_teaches_is_offered_what_concerns_teaching() -> None:
    browser = Client()
    browser.force_login(person("instructor", CampusFactory(slug="north")))

    assert "kind-sample.marking" in browser.get(PAGE).content.decode()


def test_what_was_chosen_is_kept_and_shown_again(client: Client, noor: Any) -> None:
    said = filled(client, **{"kind-sample.result": "daily", "digest_hour": "17", "quiet_from": "22", "quiet_until": "7"})

    answer = client.post(PAGE, said, follow=True)

    assert "Saved." in answer.content.decode()
    assert filled(client) == said
    assert delivery_of(noor.public_id, "sample.result") == "daily"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"quiet_from": "22"}, "Quiet hours need both a beginning and an end."),
        ({"quiet_from": "7", "quiet_until": "7"}, "would never end"),
        ({"quiet_from": "22", "quiet_until": "9", "digest_hour": "8"}, "The daily letter would come within your quiet hours."),
        ({"kind-sample.must": "on_screen"}, "Select a valid choice"),
        ({"digest_hour": "24"}, "Select a valid choice"),
        ({"quiet_from": "\0"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(client: Client, wrong: dict[str, str], sentence: str) -> None:
    answer = client.post(PAGE, filled(client, **{"kind-sample.result": "daily", **wrong}))

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert (KindPreference.objects.count(), NoticeSettings.objects.count()) == (0, 0)


def test_an_action_refuses_a_way_that_the_kind_does_not_leave(noor: Any) -> None:
    with pytest.raises(Invalid, match="cannot come “Only on Pathway”"):
        keep_preferences(by=noor, deliveries={"sample.must": "on_screen"}, **NO_HOURS)


@pytest.mark.parametrize(("wanted", "jobs"), [("at_once", 1), ("daily", 0), ("on_screen", 0)])
def test_a_notice_goes_the_way_its_person_chose(noor: Any, wanted: str, jobs: int) -> None:
    keep_preferences(by=noor, deliveries={"sample.result": wanted}, **NO_HOURS)

    notice = notify(noor, "sample.result", subject_line="S", text="T", url="", key="k")

    assert (notice.delivery, Job.objects.count(), mail.outbox) == (wanted, jobs, [])


def test_one_persons_choice_is_nobody_elses(noor: Any) -> None:
    keep_preferences(by=noor, deliveries={"sample.result": "daily"}, **NO_HOURS)

    assert delivery_of("A" * 22, "sample.result") == "at_once"


def test_a_choice_that_the_kind_no_longer_leaves_counts_for_nothing(noor: Any) -> None:
    KindPreference.objects.create(person=noor.public_id, kind="sample.must", delivery="on_screen")

    assert delivery_of(noor.public_id, "sample.must") == "at_once"
    assert deliveries_of(noor.public_id, [notice_kinds.get("sample.must")]) == {"sample.must": "at_once"}


def test_what_another_letter_says_goes_on_screen_only(noor: Any) -> None:
    notice = notify(noor, "sample.must", subject_line="S", text="T", url="", key="k", by_mail=False)

    assert (notice.delivery, Job.objects.count()) == ("on_screen", 0)


def test_the_page_costs_the_same_however_much_was_chosen(client: Client, noor: Any) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(PAGE)
        return len(queries)

    cost()
    before = cost()
    keep_preferences(by=noor, deliveries={"sample.result": "daily", "sample.daily": "on_screen", "sample.must": "daily"}, **NO_HOURS)

    assert cost() == before


@pytest.mark.parametrize("hours", [{"digest_hour": 24}, {"quiet_from": 3}, {"quiet_from": 3, "quiet_until": 3}, {"quiet_from": 3, "quiet_until": 24}])
def test_the_database_knows_what_hours_are(noor: Any, hours: dict[str, int]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        NoticeSettings.objects.create(person=noor.public_id, **hours)
