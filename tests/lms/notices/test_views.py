"""A person's notices page."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lms.notices.api import Notice, notices_visible_to, notify
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana() -> Any:
    return UserFactory()


def as_(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def tell(person: Any, key: str = "k", **changes: Any) -> Notice:
    facts = {"subject_line": f"Subject {key}", "text": "What happened.", "url": "/notices/?about=it", "key": key, **changes}
    return notify(person, "sample.quiet", **facts)


def text_of(response: Any) -> str:
    inside = re.search(r"<main.*</main>", response.content.decode(), re.DOTALL)
    assert inside is not None
    return " ".join(re.sub(r"<[^>]+>", " ", inside.group()).split())


def test_the_page_shows_ones_own_notices_newest_first(ana: Any) -> None:
    tell(UserFactory(), "theirs")
    tell(ana, "first")
    tell(ana, "second")

    text = text_of(as_(ana).get(reverse("notices:notices")))

    assert re.search(r"2 new notices .*Subject second What happened\. On screen only · .*Subject first", text)
    assert "theirs" not in text


def test_following_a_notice_marks_it_read_and_goes_there(ana: Any) -> None:
    notice, other = tell(ana, "one"), tell(ana, "other")
    client = as_(ana)

    response = client.get(reverse("notices:follow", args=[notice.public_id]))

    assert (response.status_code, response.url) == (302, "/notices/?about=it")
    first_time = Notice.objects.get(pk=notice.pk).read_at
    assert first_time is not None
    assert Notice.objects.get(pk=other.pk).read_at is None
    client.get(reverse("notices:follow", args=[notice.public_id]))
    assert Notice.objects.get(pk=notice.pk).read_at == first_time


def test_following_a_notice_without_a_page_leads_back_to_the_list(ana: Any) -> None:
    notice = tell(ana, url="")

    response = as_(ana).get(reverse("notices:follow", args=[notice.public_id]))

    assert response.url == reverse("notices:notices")


def test_all_are_marked_read_at_once_and_only_ones_own(ana: Any) -> None:
    theirs = tell(UserFactory())
    for key in "abc":
        tell(ana, key)

    response = as_(ana).post(reverse("notices:read_all"), follow=True)

    assert "new notice" not in text_of(response)
    assert list(Notice.objects.filter(read_at__isnull=True)) == [theirs]


def test_somebody_elses_notice_and_one_that_never_was_look_the_same(ana: Any) -> None:
    theirs = tell(UserFactory())
    client = as_(ana)

    seen = [client.get(reverse("notices:follow", args=[public_id])).status_code for public_id in (theirs.public_id, "A" * 22)]

    assert seen == [404, 404]
    assert Notice.objects.get().read_at is None


def test_the_list_and_the_single_question_agree(ana: Any) -> None:
    ben, gone = UserFactory(), UserFactory(is_active=False)
    everything = [tell(person, key) for person in (ana, ben, gone) for key in "ab"]

    for person in (ana, ben, gone, UserFactory()):
        assert set(notices_visible_to(person)) == {notice for notice in everything if person.has_perm("notices.view_notice", notice)}
    assert len(notices_visible_to(ana)) == 2


def test_texts_are_shown_as_texts(ana: Any) -> None:
    tell(ana, subject_line="<script>alert(1)</script>", text="<b>bold</b>\nnext line")

    content = as_(ana).get(reverse("notices:notices")).content.decode()

    assert "<script>alert(1)" not in content
    assert "&lt;b&gt;bold&lt;/b&gt;<br>next line" in content


def test_the_empty_page_says_what_will_be_here(ana: Any) -> None:
    assert "Nothing new" in text_of(as_(ana).get(reverse("notices:notices")))


@pytest.mark.parametrize(("route", "method"), [("notices", "post"), ("read_all", "get")])
def test_each_route_takes_its_own_method_only(ana: Any, route: str, method: str) -> None:
    assert getattr(as_(ana), method)(reverse(f"notices:{route}")).status_code == 405


def test_a_visitor_signs_in_first(client: Client) -> None:
    assert client.get(reverse("notices:notices")).status_code == 302


@pytest.mark.parametrize("number", [1, 3, 20])
def test_the_page_takes_as_many_queries_for_one_notice_as_for_twenty(ana: Any, number: int, django_assert_num_queries: Any) -> None:
    for key in range(number):
        tell(ana, str(key))
    client = as_(ana)
    client.get(reverse("notices:notices"))

    with django_assert_num_queries(6):  # session, person, memberships, how many, which, how many unread
        client.get(reverse("notices:notices"))
