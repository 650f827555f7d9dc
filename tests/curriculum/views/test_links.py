"""Links into a cohort: made once, kept as a hash, followed with a button, and never further than they were meant."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as installation
from django.test import Client

from curriculum.actions.enroll import withdraw_student
from curriculum.actions.make_join_link import make_join_link
from curriculum.actions.set_capacity import set_capacity
from curriculum.models import Cohort, Enrollment, JoinLink, LinkUse, WaitingPlace
from curriculum.queries.release import today_at
from lms.core.canonical import sha256_hex
from lms.notices.models import Notice
from lms.people.models import Campus, Invitation, Membership, User
from tests.factories.cohorts import coordinator_of
from tests.factories.course import NAMES, enrolled_student, load_course, signed_in
from tests.factories.pages import without_tokens

pytestmark = pytest.mark.django_db
NEW = {"email": "noor@college.example", "first_name": "Noor", "last_name": "Haddad"}


@pytest.fixture(autouse=True)
def _one_factor(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def cohort(tmp_path: Path) -> Cohort:
    load_course(tmp_path / "course")
    return enrolled_student().cohort


@pytest.fixture
def emil(cohort: Cohort) -> User:
    return coordinator_of(cohort.campus)


def made(cohort: Cohort, emil: User, **changes: Any) -> str:
    """The path of a new link."""
    facts = {"max_uses": 2, "last_day": today_at(cohort.campus), "domain": "", **changes}
    return make_join_link(cohort=cohort, by=emil, **facts)[1].removeprefix(installation.SITE_URL)


def stranger(email: str = "bao@college.example") -> User:
    """Somebody with an account and no campus."""
    return User.objects.create_user(email, "correct horse battery", **NAMES)


def test_a_coordinator_makes_a_link_that_is_shown_once_and_kept_as_a_hash(cohort, emil):
    client = signed_in(emil)

    answer = client.post("/cohorts/north-fall/links/", {"max_uses": 3, "last_day": today_at(cohort.campus).isoformat(), "domain": "college.example"})

    address = answer.context["address"]
    token = address.rstrip("/").rsplit("/", 1)[1]
    assert (answer.status_code, address in answer.text) == (200, True)
    assert JoinLink.objects.get().token_sha256 == sha256_hex(token.encode())
    assert token not in client.get("/cohorts/north-fall/links/").text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"max_uses": "0"}, "greater than or equal to 1"), ({"last_day": "2020-01-01"}, "between today"),
        ({"domain": "not a domain"}, "after the @"), ({"max_uses": "x"}, "whole number"),
    ],
)  # fmt: skip
def test_a_link_that_cannot_be_says_why(cohort, emil, changes, sentence):
    form = {"max_uses": 3, "last_day": today_at(cohort.campus).isoformat(), "domain": "", **changes}

    answer = signed_in(emil).post("/cohorts/north-fall/links/", form)

    assert (answer.status_code, sentence in answer.text, JoinLink.objects.exists()) == (422, True, False)


def test_looking_at_a_link_takes_no_place_and_leaves_the_token_behind(cohort, emil):
    bao, path = stranger(), made(cohort, emil)
    client = signed_in(bao)

    answer = client.get(path, follow=True)

    assert answer.redirect_chain == [("/join/", 302)]
    assert "Take my place" in answer.text
    assert (LinkUse.objects.exists(), bao.enrollments.exists(), bao.memberships.exists()) == (False, False, False)


def test_who_presses_the_button_is_a_student_with_a_place(cohort, emil):
    bao, path = stranger(), made(cohort, emil)
    client = signed_in(bao)
    client.get(path)

    answer = client.post("/join/")

    assert answer.headers["Location"] == "/learn/"
    assert (bao.enrollments.get().cohort, Membership.objects.get(user=bao).role, JoinLink.objects.get().uses) == (cohort, "student", 1)


def test_in_a_full_cohort_they_stand_in_line(cohort, emil):
    set_capacity(cohort=cohort, capacity=1, by=emil)
    bao, path = stranger(), made(cohort, emil)
    client = signed_in(bao)

    page = client.get(path, follow=True)
    client.post("/join/")

    assert "Stand in line" in page.text
    assert WaitingPlace.objects.get().student == bao


def test_following_it_twice_uses_it_once(cohort, emil):
    bao, path = stranger(), made(cohort, emil)
    client = signed_in(bao)

    for _ in range(2):
        client.get(path)
        client.post("/join/")

    assert (JoinLink.objects.get().uses, bao.enrollments.count()) == (1, 1)


def test_a_used_up_link_lets_nobody_further(cohort, emil):
    path = made(cohort, emil, max_uses=1)
    first, second = signed_in(stranger("a@x.example")), signed_in(stranger("b@x.example"))
    for client in (first, second):
        client.get(path)

    answers = [client.post("/join/") for client in (first, second)]

    assert [answer.status_code for answer in answers] == [302, 409]
    assert "does not work any more" in answers[1].text
    assert not User.objects.get(email="b@x.example").memberships.exists()


@pytest.mark.parametrize("end", ["revoked", "expired", "closed"])
def test_an_ended_link_is_gone_for_everybody(cohort, emil, end):
    path = made(cohort, emil)
    client = signed_in(stranger())
    client.get(path)
    if end == "revoked":
        signed_in(emil).post(f"/cohorts/links/{JoinLink.objects.get().public_id}/end/")
    elif end == "expired":
        JoinLink.objects.update(created_at=datetime.now(UTC) - timedelta(days=3), expires_at=datetime.now(UTC) - timedelta(days=1))
    else:
        Cohort.objects.update(closed_at=datetime.now(UTC))

    answers = [client.get(path), client.get("/join/"), client.post("/join/"), client.get(f"/join/{'T' * 43}/")]

    assert [answer.status_code for answer in answers] == [404] * 4
    assert len({without_tokens(answer) for answer in (answers[0], answers[3])}) == 1
    assert Enrollment.objects.count() == 1


@pytest.mark.parametrize(
    ("email", "status"), [("bao@college.example", 302), ("bao@other.example", 422), ("bao@evil-college.example", 422), ("bao@a.college.example", 422)]
)
def test_only_addresses_of_the_domain_get_in(cohort, emil, email, status):
    client = signed_in(stranger(email))
    client.get(made(cohort, emil, domain="@College.example"))

    assert client.post("/join/").status_code == status


@pytest.mark.parametrize("end", ["withdrawn", "removed"])
def test_who_was_sent_away_does_not_let_themselves_in_again(cohort, emil, end):
    path, bao = made(cohort, emil), stranger()
    client = signed_in(bao)
    client.get(path)
    client.post("/join/")
    if end == "withdrawn":
        withdraw_student(enrollment=bao.enrollments.get(), by=emil, reason="Agreed by telephone.")
    else:
        bao.enrollments.all().delete()
        LinkUse.objects.all().delete()
        bao.memberships.update(ended_at=datetime.now(UTC))

    client.get(path)
    answer = client.post("/join/")

    assert (answer.status_code, "Ask your coordinator" in answer.text) == (409, True)
    assert (bao.enrollments.filter(state="active").exists(), bao.memberships.filter(ended_at=None).exists()) == (False, end == "withdrawn")


class TestSomebodyNew:
    def test_gets_a_letter_and_a_place_at_the_first_sign_in(self, cohort, emil):
        client = Client()
        page = client.get(made(cohort, emil), follow=True)

        answer = client.post("/join/", NEW)

        noor = User.objects.get(email=NEW["email"])
        assert ("Send me the letter" in page.text, answer.status_code, Invitation.objects.get().person) == (True, 200, noor)
        assert not noor.enrollments.exists()
        signed_in(noor)
        assert (noor.enrollments.get().cohort, LinkUse.objects.get().settled_at is None) == (cohort, False)

    def test_asking_again_uses_it_once(self, cohort, emil):
        client = Client()
        client.get(made(cohort, emil))

        for _ in range(2):
            client.post("/join/", NEW)

        assert (JoinLink.objects.get().uses, Invitation.objects.count()) == (1, 1)

    def test_an_address_with_an_account_gets_the_same_page_and_no_place(self, cohort, emil):
        bao = stranger()
        client = Client()
        client.get(made(cohort, emil))

        answers = [client.post("/join/", {**NEW, "email": email}) for email in (bao.email, NEW["email"])]

        shown = [answer.text.replace(bao.email, "").replace(NEW["email"], "") for answer in answers]
        assert shown[0] == shown[1]
        assert (bao.memberships.exists(), Notice.objects.get(kind="curriculum.join_asked").person) == (False, bao.public_id)

    def test_a_used_up_link_says_the_same_of_every_address(self, cohort, emil):
        bao = stranger()
        client = Client()
        client.get(made(cohort, emil, max_uses=1))
        JoinLink.objects.update(uses=1)

        answers = [client.post("/join/", {**NEW, "email": email}) for email in (bao.email, "nobody@college.example")]

        assert ["does not work any more" in answer.text for answer in answers] == [True, True]
        assert not Notice.objects.filter(kind="curriculum.join_asked").exists()

    def test_who_asks_again_and_again_waits(self, cohort, emil):
        client = Client()
        client.get(made(cohort, emil))

        answers = [client.post("/join/", {"email": "x"}).status_code for _ in range(7)]

        assert answers == [422] * 6 + [429]

    def test_another_domain_is_told_so_and_nothing_is_lost(self, cohort, emil):
        client = Client()
        client.get(made(cohort, emil, domain="other.example"))

        answer = client.post("/join/", NEW)

        assert (answer.status_code, "end in @other.example" in answer.text, "Noor" in answer.text) == (422, True, True)
        assert not User.objects.filter(email=NEW["email"]).exists()


def test_another_campus_sees_and_ends_no_link(cohort, emil):
    made(cohort, emil)
    south = Campus.objects.create(slug="south", name="South Campus", time_zone="America/New_York")
    client = signed_in(coordinator_of(south))

    assert [client.get("/cohorts/north-fall/links/").status_code, client.post(f"/cohorts/links/{JoinLink.objects.get().public_id}/end/").status_code] == [
        404,
        404,
    ]
    assert JoinLink.objects.get().revoked_at is None
