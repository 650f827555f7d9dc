"""Searching looks through everything, so one person may do it so often only."""

import pytest
from django.test import Client

from lms.core.limits import PerMinute
from lms.site import views
from tests.factories.people import CampusFactory, person
from tests.lms.people.browsers import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def limit_of_two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "_searches", PerMinute("search", 2))


@pytest.fixture
def browser() -> Client:
    return signed_in(person("student", CampusFactory(slug="north"), key="student"))


def test_the_third_of_a_minute_is_refused_in_a_sentence(browser: Client) -> None:
    told = [browser.get("/search/?q=asylum") for _turn in range(3)]

    assert [answer.status_code for answer in told] == [200, 200, 429]
    assert "Too many searches in a minute" in told[2].content.decode()


def test_the_empty_page_is_not_counted(browser: Client) -> None:
    assert [browser.get("/search/").status_code for _turn in range(4)] == [200] * 4


def test_each_person_is_counted_apart(browser: Client) -> None:
    browser.get("/search/?q=a")
    browser.get("/search/?q=b")

    other = signed_in(person("student", CampusFactory(slug="south"), key="student2"))

    assert other.get("/search/?q=c").status_code == 200
