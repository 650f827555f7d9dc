"""What leaves by OpenTelemetry. Its packages are optional: the last test asks them where they are installed."""

import builtins
import os
from typing import Any

import pytest

from lms.core.operations import traces
from tests.lms.core.operations.test_error_reports import _refusing


@pytest.fixture(autouse=True)
def _none_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(traces, "_tracer", {"process": 0, "made": None})


def test_without_the_setting_the_package_is_not_even_looked_for(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.OTEL_EXPORTER_OTLP_ENDPOINT = ""
    monkeypatch.setattr(builtins, "__import__", _refusing("opentelemetry", AssertionError))

    assert traces.start() is False


def test_without_the_packages_a_sentence_says_so_at_the_start(settings: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    settings.OTEL_EXPORTER_OTLP_ENDPOINT = "http://127.0.0.1:4318"
    monkeypatch.setattr(traces, "NEEDED", ("no_such_package.of.ours",))
    monkeypatch.setattr(builtins, "__import__", _refusing("opentelemetry", ImportError))

    traces.look()
    for _ in range(3):
        traces.record("site:home", "GET", 200, 0.1, 3, "a1b2c3d4")

    assert [record.getMessage() for record in caplog.records] == [
        "OTEL_EXPORTER_OTLP_ENDPOINT is set, but opentelemetry-sdk and opentelemetry-exporter-otlp-proto-http are not installed: no traces are sent."
    ]
    assert traces._tracer["process"] == os.getpid()


def test_a_request_is_one_span_without_its_address(settings: Any, caplog: pytest.LogCaptureFixture) -> None:
    pytest.importorskip("opentelemetry.exporter.otlp.proto.http", reason="OpenTelemetry is optional and not installed")
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

    settings.OTEL_EXPORTER_OTLP_ENDPOINT = "http://127.0.0.1:4318"
    kept = InMemorySpanExporter()
    traces.look()
    assert traces.start(exporter=kept)

    traces.record("site:home", "GET", 200, 0.25, 3, "a1b2c3d4")

    assert caplog.records == []
    [span] = kept.get_finished_spans()
    assert (span.name, span.end_time - span.start_time) == ("GET site:home", 250_000_000)
    assert dict(span.attributes) == {
        "http.route": "site:home", "http.request.method": "GET", "http.response.status_code": 200, "db.statements": 3, "request.id": "a1b2c3d4",
    }  # fmt: skip
