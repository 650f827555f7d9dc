"""The production settings as a deployment would have them, for tests that run under them."""

import runpy
from typing import Any

import pytest
from django.test import override_settings

from tests.check_deploy import ENVIRONMENT

OF_THE_PLACE = {"DATABASES", "CACHES", "STORAGES", "EMAIL_HOST", "EMAIL_BACKEND", "SESSION_ENGINE", "ALLOWED_HOSTS"}
"""What names the deployment's services; tests keep theirs."""


def production_settings(monkeypatch: pytest.MonkeyPatch, **more: str) -> dict[str, Any]:
    """Every setting of ``lms.settings.production`` in the environment of a deployment; ``more`` changes that environment."""
    for name, value in {**ENVIRONMENT, **more}.items():
        monkeypatch.setenv(name, value)
    found = runpy.run_module("lms.settings.production")
    return {name: value for name, value in found.items() if name.isupper()}


def about_the_browser(settings: dict[str, Any]) -> override_settings:
    """Those of ``settings`` that decide what browsers are told: headers and cookies."""
    prefixes = ("SECURE_", "SESSION_", "CSRF_", "COOKIE_", "LANGUAGE_COOKIE", "MESSAGE_", "X_FRAME", "CONTENT_SECURITY", "DEBUG")
    return override_settings(**{name: value for name, value in settings.items() if name.startswith(prefixes) and name not in OF_THE_PLACE})
