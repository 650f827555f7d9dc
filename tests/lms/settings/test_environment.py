"""What is read from the environment, and the sentence when it is wrong."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from lms.settings import environment as env

NAME = "PATHWAY_TEST_SETTING"


@pytest.mark.parametrize(("value", "read"), [(None, 500), ("", 500), ("0", 0), ("250", 250)])
def test_a_number_is_read(monkeypatch: pytest.MonkeyPatch, value: str | None, read: int) -> None:
    if value is not None:
        monkeypatch.setenv(NAME, value)

    assert env.number(NAME, 500) == read


@pytest.mark.parametrize("value", ["-1", "1.5", "many"])
def test_what_is_no_number_refuses_to_start(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv(NAME, value)

    with pytest.raises(ImproperlyConfigured, match=f"{NAME} must be a whole number, and “{value}” is none."):
        env.number(NAME, 500)


def test_a_choice_is_one_of_the_words_and_the_first_without_any(monkeypatch: pytest.MonkeyPatch) -> None:
    assert env.choice(NAME, ("json", "plain")) == "json"
    monkeypatch.setenv(NAME, "plain")
    assert env.choice(NAME, ("json", "plain")) == "plain"
    monkeypatch.setenv(NAME, "xml")
    with pytest.raises(ImproperlyConfigured, match="must be one of json, plain, and “xml” is none of them"):
        env.choice(NAME, ("json", "plain"))


def test_networks_are_addresses_networks_or_a_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    assert env.networks(NAME) == []
    monkeypatch.setenv(NAME, "10.0.0.0/8, 192.0.2.1, 2001:db8::/32, unix")
    assert env.networks(NAME) == ["10.0.0.0/8", "192.0.2.1", "2001:db8::/32", "unix"]
    monkeypatch.setenv(NAME, "10.0.0.0/8, prometheus")
    with pytest.raises(ImproperlyConfigured, match="“prometheus” is neither"):
        env.networks(NAME)
