"""Screens in Spanish for who asks for them in this browser, and for nobody else."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
HERE = "http://testserver"


def test_a_visitor_chooses_a_language_and_comes_back_to_the_page() -> None:
    client = Client()

    answer = client.get("/language/", {"to": "es"}, headers={"Referer": f"{HERE}/privacy/?from=foot"})

    assert (answer.status_code, answer["Location"]) == (302, "/privacy/?from=foot")
    assert 'lang="es"' in client.get("/privacy/").content.decode().split("\n", 2)[1]


@pytest.mark.parametrize(
    "address", ["https://evil.example/", f"{HERE}//evil.example/", "javascript:alert(1)", "foo", "http://[broken", "", f"{HERE}\\evil.example"]
)
def test_nobody_is_led_elsewhere(address: str) -> None:
    assert Client().get("/language/", {"to": "es"}, headers={"Referer": address})["Location"] == "/"


@pytest.mark.parametrize("language", ["", "xx", "en\0", "../es"])
def test_a_language_we_do_not_speak_changes_nothing(language: str) -> None:
    client = Client()

    client.get("/language/", {"to": language})

    assert 'lang="en-us"' in client.get("/privacy/").content.decode()


def test_what_the_browser_prefers_decides_nothing() -> None:
    assert 'lang="en-us"' in Client(headers={"Accept-Language": "es"}).get("/privacy/").content.decode()
