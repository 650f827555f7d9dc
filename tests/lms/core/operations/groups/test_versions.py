"""Versions, and what is switched on."""

from typing import Any

import django
import pytest

from lms.core.operations.groups.versions import read_versions


@pytest.mark.django_db
def test_versions_are_named_and_switches_told(settings: Any) -> None:
    settings.METRICS_TOKEN, settings.SENTRY_DSN, settings.SLOW_QUERY_MS = "a-token", "", 250

    reading = read_versions()

    assert f"Django {django.get_version()}" in reading.facts[0].says
    assert reading.facts[1].says == "/metrics on, errors to Sentry off, traces by OpenTelemetry off; statements over 250 ms are logged."
    assert [(name, value) for name, _labels, value in reading.samples] == [("pathway_versions", 1)]
