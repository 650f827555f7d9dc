"""Stopping letters from the letter: one click for mail programs, one button for people, nothing by opening a link."""

import re
from typing import Any

import pytest
from django.core import mail, signing
from django.test import Client

from lms.notices.actions.keep_preferences import keep_preferences
from lms.notices.api import mail_digest, mail_notice, notify
from lms.notices.models import KindPreference
from lms.notices.queries.preferences import delivery_of
from lms.notices.queries.stop_links import SALT, stop_token
from tests.lms.notices.clocks import SetClock, new_york

pytestmark = pytest.mark.django_db


def letter_of(person: Any, kind: str) -> Any:
    notice = notify(person, kind, subject_line="S", text="T", url="", key=kind)
    assert mail_notice(notice.public_id)
    return mail.outbox[-1]


def path_of(letter: Any) -> str:
    found = re.fullmatch(r"<https?://[^/]+(/notices/stop/[^/]+/)>", letter.extra_headers["List-Unsubscribe"])
    assert found is not None
    return found.group(1)


def test_a_letter_says_to_mail_programs_and_people_how_it_is_stopped(noor: Any) -> None:
    letter = letter_of(noor, "sample.result")

    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    message = letter.message()
    assert (len(message.get_all("List-Unsubscribe")), len(message.get_all("List-Unsubscribe-Post"))) == (1, 1)
    assert path_of(letter) in letter.body
    assert path_of(letter) in letter.alternatives[0][0]
    assert "/notices/settings/" in letter.body


@pytest.mark.parametrize("kind", ["sample.must", "sample.urgent"])
def test_a_letter_that_must_be_sent_offers_no_way_to_stop_it(noor: Any, kind: str) -> None:
    letter = letter_of(noor, kind)

    assert "List-Unsubscribe" not in letter.extra_headers
    assert "/notices/stop/" not in letter.body + letter.alternatives[0][0]


def test_one_click_stops_the_kind_without_signing_in(noor: Any) -> None:
    path = path_of(letter_of(noor, "sample.result"))
    stranger = Client(enforce_csrf_checks=True)

    answer = stranger.post(path, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")

    assert answer.status_code == 200
    assert delivery_of(noor.public_id, "sample.result") == "on_screen"
    assert delivery_of(noor.public_id, "sample.daily") == "daily"
    notice = notify(noor, "sample.result", subject_line="S", text="T", url="", key="later")
    assert (notice.delivery, mail_notice(notice.public_id)) == ("on_screen", False)


def test_stopping_twice_is_stopping_once(noor: Any) -> None:
    path = path_of(letter_of(noor, "sample.result"))

    assert [Client().post(path).status_code for _ in range(2)] == [200, 200]

    assert KindPreference.objects.count() == 1


@pytest.mark.parametrize("method", ["get", "head"])
def test_opening_the_link_shows_a_button_and_stops_nothing(noor: Any, method: str) -> None:
    path = path_of(letter_of(noor, "sample.result"))

    answer = getattr(Client(), method)(path)

    assert answer.status_code == 200
    assert KindPreference.objects.count() == 0
    if method == "get":
        page = answer.content.decode()
        assert ("Stop letters about “Result”" in page, noor.email in page, noor.preferred_name in page) == (True, False, False)


def test_the_daily_letter_is_stopped_as_a_whole_but_for_what_must_be_sent(noor: Any, set_clock: SetClock) -> None:
    hours = {"digest_hour": 8, "quiet_from": None, "quiet_until": None}
    keep_preferences(by=noor, deliveries={"sample.must": "daily", "sample.result": "at_once"}, **hours)
    notify(noor, "sample.daily", subject_line="S", text="T", url="", key="a")
    assert mail_digest(noor.public_id, new_york(10, 12).date())

    Client().post(path_of(mail.outbox[0]))

    assert [delivery_of(noor.public_id, kind) for kind in ("sample.daily", "sample.must", "sample.result")] == ["on_screen", "daily", "at_once"]


def test_a_kind_that_must_be_sent_by_now_is_not_stopped(noor: Any) -> None:
    path = f"/notices/stop/{stop_token(noor.public_id, 'sample.must')}/"

    assert ("must be sent" in Client().get(path).content.decode(), Client().post(path).status_code) == (True, 409)
    assert KindPreference.objects.count() == 0


@pytest.mark.parametrize("other_salt", [True, False])
def test_only_a_token_made_for_this_stops_anything(noor: Any, other_salt: bool) -> None:
    facts = [noor.public_id, "sample.result"]
    token = signing.dumps(facts, salt="another purpose") if other_salt else signing.dumps(facts, salt=SALT)[:-1] + "!"

    assert {Client().get(f"/notices/stop/{token}/").status_code, Client().post(f"/notices/stop/{token}/").status_code} == {404}
    assert KindPreference.objects.count() == 0


@pytest.mark.parametrize("said", ["text", ["one"], {"a": 1, "b": 2}, 7])
def test_a_token_of_another_shape_is_none(said: Any) -> None:
    token = signing.dumps(said, salt=SALT)

    assert Client().get(f"/notices/stop/{token}/").status_code == 404
