"""Links that stand for a person without an account: a button, a code, one page; worth nothing without the mailbox (security.md, principle 12)."""

import re
from datetime import timedelta
from types import ModuleType
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path

import lms.core.converters  # noqa: F401  registers <token:>
from lms.core.clock import now
from lms.core.errors import Invalid, TooMany
from lms.people.actions.link_codes import enter_code, send_code
from lms.people.actions.mailed_links import revoke_link, send_link
from lms.people.link_access import by_mailed_link
from lms.people.link_purposes import link_purposes, register_link_purpose
from lms.people.models import LinkCode, MailedLink
from lms.people.views.mailed_links import arrive
from tests.factories.cohorts import freeze

pytestmark = pytest.mark.django_db
PURPOSE = "tests.look"
if PURPOSE not in [purpose.key for purpose in link_purposes]:
    register_link_purpose(PURPOSE, title="Look at a page", explain="You were asked to look.", arrives="look_arrive", opens="look")
    register_link_purpose("tests.other", title="Another page", explain="Another.", arrives="look_other", opens="look")


@by_mailed_link(PURPOSE)
def look(request: HttpRequest, link: MailedLink) -> HttpResponse:
    return HttpResponse(f"{link.name} sees {link.subject}")


@pytest.fixture(autouse=True)
def routes(settings: Any) -> None:
    module = ModuleType("routes_with_a_link")
    module.urlpatterns = [  # type: ignore[attr-defined]
        path("look/", look, name="look"),
        path("look/<token:token>/", arrive, {"purpose": PURPOSE}, name="look_arrive"),
        path("other/<token:token>/", arrive, {"purpose": "tests.other"}, name="look_other"),
        path("", include("lms.urls")),
    ]
    settings.ROOT_URLCONF = module


@pytest.fixture
def link() -> MailedLink:
    return send_link(purpose=PURPOSE, subject="page-1", name="Ada Ruiz", email="ada@law.example", campus="north", by=None, asks="Please look.")


def path_of(link: MailedLink) -> str:
    return "/" + link.link.split("/", 3)[3]


def code_in(mailbox: Any) -> str:
    found = re.match(r"(\d{6}) is your code", mailbox.last().subject)
    assert found is not None
    return found[1]


def test_the_letter_holds_the_link_and_the_database_its_hash_only(link: MailedLink, mailbox: Any) -> None:
    token = path_of(link).split("/")[2]

    assert mailbox.last().to == ["ada@law.example"]
    assert link.link in mailbox.last().body
    assert token not in str(MailedLink.objects.values())


def test_link_button_code_page(link: MailedLink, mailbox: Any, client: Client) -> None:
    door = client.get(path_of(link), follow=True)
    assert door.redirect_chain == [("/links/", 302)]
    assert "Send me the code" in door.content.decode()
    assert client.get("/look/").status_code == 404

    client.post("/links/")
    answer = client.post("/links/", {"code": code_in(mailbox)})

    assert (answer.status_code, answer["Location"]) == (302, "/look/")
    page = client.get("/look/")
    assert (page.content, page["Referrer-Policy"]) == (b"Ada Ruiz sees page-1", "same-origin")
    assert "no-cache" in page["Cache-Control"]


def test_opening_the_link_does_nothing_by_itself(link: MailedLink, client: Client) -> None:
    """Mail scanners open every link; only the button sends a code."""
    client.get(path_of(link))
    client.get("/links/")

    assert not LinkCode.objects.exists()


def test_the_page_stays_open_for_half_an_hour(link: MailedLink, mailbox: Any, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.get(path_of(link))
    client.post("/links/")
    client.post("/links/", {"code": code_in(mailbox)})

    freeze(monkeypatch, now() + timedelta(minutes=31))

    assert client.get("/look/").status_code == 404


@pytest.mark.parametrize("how", ["withdrawn", "expired", "of another purpose", "unknown"])
def test_a_link_that_does_not_work_any_more(link: MailedLink, client: Client, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    where = path_of(link)
    if how == "withdrawn":
        revoke_link(link=link, by=None)
    elif how == "expired":
        freeze(monkeypatch, now() + timedelta(days=14))
    elif how == "of another purpose":
        where = where.replace("/look/", "/other/")
    else:
        where = "/look/" + "x" * 43 + "/"

    answer = client.get(where)

    assert answer.status_code == 404
    assert "This link does not work" in answer.content.decode()
    assert client.get("/links/").status_code == 404


def test_a_withdrawn_link_closes_the_page_at_once(link: MailedLink, mailbox: Any, client: Client) -> None:
    client.get(path_of(link))
    client.post("/links/")
    client.post("/links/", {"code": code_in(mailbox)})
    assert client.get("/look/").status_code == 200

    revoke_link(link=link, by=None)

    assert client.get("/look/").status_code == 404


def test_a_new_link_withdraws_the_one_before(link: MailedLink) -> None:
    send_link(purpose=PURPOSE, subject="page-1", name="Ada Ruiz", email="Ada@law.example", campus="north", by=None, asks="Please look.")

    link.refresh_from_db()
    assert link.revoked_at is not None


def test_a_code_works_once(link: MailedLink, mailbox: Any) -> None:
    send_code(link=link)
    code = code_in(mailbox)
    enter_code(link=link, code=f" {code[:3]} {code[3:]} ")

    with pytest.raises(Invalid, match="does not work any more"):
        enter_code(link=link, code=code)


def test_a_code_lives_ten_minutes(link: MailedLink, mailbox: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    send_code(link=link)
    freeze(monkeypatch, now() + timedelta(minutes=10))

    with pytest.raises(Invalid, match="does not work any more"):
        enter_code(link=link, code=code_in(mailbox))


def test_a_newer_code_ends_the_one_before(link: MailedLink, mailbox: Any) -> None:
    send_code(link=link)
    first = code_in(mailbox)
    send_code(link=link)
    assert first != code_in(mailbox) or LinkCode.objects.count() == 2

    if first != code_in(mailbox):
        with pytest.raises(Invalid, match="not the code we sent"):
            enter_code(link=link, code=first)


def test_five_wrong_tries_wear_a_code_out(link: MailedLink, mailbox: Any) -> None:
    send_code(link=link)
    wrong = "000000" if code_in(mailbox) != "000000" else "111111"
    told = []
    for _ in range(5):
        with pytest.raises(Invalid) as refused:
            enter_code(link=link, code=wrong)
        told.append(refused.value.sentence)

    assert told[0] == "This is not the code we sent. You can try 4 more times."
    assert told[-1] == "This is not the code we sent. Ask for a new one."
    with pytest.raises(Invalid, match="does not work any more"):
        enter_code(link=link, code=code_in(mailbox))


def test_twenty_wrong_tries_withdraw_the_link(link: MailedLink, mailbox: Any) -> None:
    for _ in range(4):
        send_code(link=link)
        wrong = "000000" if code_in(mailbox) != "000000" else "111111"
        for _ in range(5):
            with pytest.raises(Invalid):
                enter_code(link=link, code=wrong)

    link.refresh_from_db()
    assert not link.is_open(now())


def test_five_codes_an_hour(link: MailedLink, client: Client) -> None:
    for _ in range(5):
        send_code(link=link)
    with pytest.raises(TooMany, match="Five codes"):
        send_code(link=link)

    client.get(path_of(link))
    answer = client.post("/links/")

    assert (answer.status_code, "Five codes were sent" in answer.content.decode()) == (429, True)


def test_what_was_typed_wrongly_stays_in_the_field(link: MailedLink, client: Client) -> None:
    client.get(path_of(link))

    answer = client.post("/links/", {"code": "12<b>"})

    assert answer.status_code == 422
    assert 'value="12&lt;b&gt;"' in answer.content.decode()


def test_the_code_is_kept_as_a_keyed_hash(link: MailedLink, mailbox: Any) -> None:
    made = send_code(link=link)

    assert code_in(mailbox) not in made.hash
    assert len(made.hash) == 64
