"""Screens in Spanish for who asks for them in this browser, and for nobody else."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_a_visitor_chooses_a_language_and_comes_back_to_the_page() -> None:
    client = Client()

    answer = client.post("/language/", {"language": "es", "back": "/privacy/"})

    assert (answer.status_code, answer["Location"]) == (302, "/privacy/")
    assert 'lang="es"' in client.get("/privacy/").content.decode().split("\n", 2)[1]


@pytest.mark.parametrize("back", ["//evil.example/", "https://evil.example/", "javascript:alert(1)", "\\\\evil.example", "", "foo", "foo/bar", "site:home"])
def test_nobody_is_led_elsewhere(back: str) -> None:
    assert Client().post("/language/", {"language": "es", "back": back})["Location"] == "/"


@pytest.mark.parametrize("language", ["", "xx", "en\0", "../es"])
def test_a_language_we_do_not_speak_changes_nothing(language: str) -> None:
    client = Client()

    client.post("/language/", {"language": language, "back": "/"})

    assert 'lang="en-us"' in client.get("/").content.decode()


def test_what_the_browser_prefers_decides_nothing() -> None:
    assert 'lang="en-us"' in Client(headers={"Accept-Language": "es"}).get("/").content.decode()
