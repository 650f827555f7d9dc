"""Faults in the environment, each really there."""

import secrets
from typing import Any

import pytest

from tests.lms.site.doctor.conftest import wrong


class TestSettings:
    def test_the_suite_s_own_settings_are_not_those_of_production(self) -> None:
        said = wrong("settings")

        assert "SITE_URL is http://127.0.0.1:8000" in said
        assert "SUPPORT_EMAIL is support@pathway.example" in said
        assert "security.W008" in said

    @pytest.mark.parametrize(
        ("hosts", "said"),
        [(["*"], "by any name"), (["elsewhere.org"], "lacks pathway.north.edu"), (["pathway.north.edu"], "")],
        ids=["any", "another", "right"],
    )
    def test_hosts(self, settings: Any, hosts: list[str], said: str) -> None:
        settings.SITE_URL, settings.ALLOWED_HOSTS = "https://pathway.north.edu", hosts

        found = wrong("settings")

        assert ("ALLOWED_HOSTS" in found, said in found) == (bool(said), True)

    def test_demonstration_accounts_are_no_production(self, settings: Any) -> None:
        assert "not the settings of production" not in wrong("settings")

        settings.DEMONSTRATION_ACCOUNTS_ALLOWED = True

        assert "not the settings of production" in wrong("settings")


class TestSecrets:
    @pytest.fixture(autouse=True)
    def _random(self, settings: Any) -> None:
        settings.SECRET_KEY = secrets.token_urlsafe(48)
        settings.VAULT_KEYS, settings.SIGNING_KEYS = [secrets.token_urlsafe(48)], [secrets.token_urlsafe(32)]

    def test_random_ones_are_fine(self) -> None:
        assert wrong("secrets") == ""

    @pytest.mark.parametrize(
        ("text", "said"),
        [("short", "has 5 characters"), ("change-me-" + secrets.token_urlsafe(48), "placeholder"), ("ab" * 40, "repeats itself")],
        ids=["short", "placeholder", "repeated"],
    )
    def test_what_can_be_guessed(self, settings: Any, text: str, said: str) -> None:
        settings.VAULT_KEYS = [*settings.VAULT_KEYS, text]

        found = wrong("secrets")

        assert f"Number 2 of VAULT_KEYS {said}" in found or (f"Number 2 of VAULT_KEYS is a {said}" in found)
        assert text not in found

    def test_one_text_for_two_purposes(self, settings: Any) -> None:
        settings.SIGNING_KEYS = [settings.SECRET_KEY]

        assert "more than one secret" in wrong("secrets")

    def test_none_at_all(self, settings: Any) -> None:
        settings.SIGNING_KEYS = []

        assert "SIGNING_KEYS is empty" in wrong("secrets")
