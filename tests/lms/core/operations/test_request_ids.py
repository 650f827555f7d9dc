"""What a request is called, and who may say so."""

import re
from typing import Any

import pytest
from django.test import Client, RequestFactory

from lms.core.operations import request_ids
from lms.core.operations.proxies import asking_address, comes_from_proxy, is_within


def begun(**meta: str) -> str:
    try:
        return request_ids.begin(RequestFactory().get("/", **meta))
    finally:
        request_ids.end()


def test_a_request_gets_a_new_id() -> None:
    one, other = begun(), begun()

    assert re.fullmatch(r"[0-9a-f]{16}", one)
    assert one != other


@pytest.mark.parametrize(
    ("address", "header", "taken"),
    [
        ("10.1.2.3", "abcdef0123456789", True),
        ("10.1.2.3", "short", False),
        ("10.1.2.3", "Ana Rivera was here", False),
        ("10.1.2.3", "a" * 65, False),
        ("192.0.2.7", "abcdef0123456789", False),
        ("nonsense", "abcdef0123456789", False),
    ],
)
def test_only_a_trusted_proxy_names_it(settings: Any, address: str, header: str, taken: bool) -> None:
    settings.TRUSTED_PROXIES = ["10.0.0.0/8"]

    assert (begun(REMOTE_ADDR=address, HTTP_X_REQUEST_ID=header) == header) == taken


@pytest.mark.django_db
def test_every_answer_names_it_and_it_ends_with_the_answer() -> None:
    client = Client()

    answers = [client.get("/healthz"), client.get("/no-such-page/"), client.get("/static/css/tokens.css")]

    assert [bool(re.fullmatch(r"[0-9a-f]{16}", answer.headers["X-Request-ID"])) for answer in answers] == [True] * 3
    assert len({answer.headers["X-Request-ID"] for answer in answers}) == 3
    answers[-1].close()
    assert request_ids.request_id() == ""


@pytest.mark.parametrize(
    ("meta", "asking"),
    [
        ({"REMOTE_ADDR": "192.0.2.7"}, "192.0.2.7"),
        ({"REMOTE_ADDR": "192.0.2.7", "HTTP_X_FORWARDED_FOR": "10.0.0.1"}, "192.0.2.7"),
        ({"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "127.0.0.1, 192.0.2.7"}, "192.0.2.7"),
        ({"REMOTE_ADDR": "10.0.0.1"}, ""),
        ({"REMOTE_ADDR": "", "HTTP_X_FORWARDED_FOR": "192.0.2.7"}, "192.0.2.7"),
    ],
)
def test_who_asks_is_whom_a_trusted_proxy_names_last(settings: Any, meta: dict[str, str], asking: str) -> None:
    settings.TRUSTED_PROXIES = ["10.0.0.1", "unix"]

    assert asking_address(RequestFactory().get("/", **meta)) == asking


def test_a_socket_is_trusted_only_where_it_is_named(settings: Any) -> None:
    settings.TRUSTED_PROXIES = ["10.0.0.1"]

    assert not comes_from_proxy(RequestFactory().get("/", REMOTE_ADDR=""))


def test_networks_of_both_versions_are_known() -> None:
    named = ("10.0.0.0/8", "2001:db8::/32", "192.0.2.1", "unix")

    assert [is_within(address, named) for address in ("10.9.9.9", "2001:db8::7", "192.0.2.1", "192.0.2.2", "unix", "")] == [
        True,
        True,
        True,
        False,
        False,
        False,
    ]
