"""What leaves for Sentry. Its package is optional: the last test asks it where it is installed."""

import builtins
import logging
from typing import Any

import pytest

from lms.core.operations import error_reports, request_ids

CANARY = "Ana Rivera"
EVENT = {
    "event_id": "1", "timestamp": "2026-11-01T00:00:00Z", "level": "error", "platform": "python", "logger": "lms.x", "sdk": {"name": "s"},
    "message": CANARY, "logentry": {"message": CANARY}, "user": {"email": CANARY}, "request": {"url": CANARY, "data": CANARY, "cookies": CANARY},
    "extra": {"x": CANARY}, "contexts": {"trace": {"x": CANARY}}, "breadcrumbs": {"values": [CANARY]}, "server_name": CANARY, "modules": {"x": CANARY},
    "exception": {"values": [{"value": CANARY, "stacktrace": {"frames": [{"vars": {"x": CANARY}}]}}]}, "tags": {"x": CANARY}, "transaction": CANARY,
    "what_comes_next": CANARY,
}  # fmt: skip


def failed() -> Any:
    try:
        int(CANARY)
    except ValueError as error:
        return (type(error), error, error.__traceback__)


def test_nothing_of_an_event_is_kept_but_what_is_known_to_be_harmless() -> None:
    request_ids._present.set("a1b2c3d4")

    report = error_reports.scrubbed(EVENT, {"exc_info": failed()})

    request_ids.end()
    [value] = report["exception"]["values"]
    assert CANARY not in str(report)
    assert report["tags"] == {"request": "a1b2c3d4", "logger": "lms.x"}
    assert (value["type"], value["value"]) == ("ValueError", "")
    assert value["stacktrace"]["frames"][-1]["function"] == "failed"


def test_an_error_without_exception_is_a_sentence_as_in_the_log() -> None:
    record = logging.LogRecord("django.request", logging.ERROR, __file__, 1, "Service Unavailable: %s", (CANARY,), None)

    assert error_reports.scrubbed(EVENT, {"log_record": record})["message"] == "Service Unavailable: …"


def test_without_the_setting_the_package_is_not_even_looked_for(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.SENTRY_DSN = ""
    monkeypatch.setattr(builtins, "__import__", _refusing("sentry_sdk", AssertionError))

    assert error_reports.start() is False


def test_without_the_package_a_sentence_says_so(settings: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    settings.SENTRY_DSN = "https://key@sentry.example/1"
    monkeypatch.setattr(builtins, "__import__", _refusing("sentry_sdk", ImportError))

    assert error_reports.start() is False
    assert [record.getMessage() for record in caplog.records] == [
        "SENTRY_DSN is set, but the package sentry-sdk is not installed: errors stand in the log alone."
    ]


def _refusing(name: str, error: type[BaseException]) -> Any:
    usual = builtins.__import__

    def importing(wanted: str, *arguments: Any, **more: Any) -> Any:
        if wanted.partition(".")[0] == name:
            raise error
        return usual(wanted, *arguments, **more)

    return importing


def test_what_the_library_sends_is_what_was_left_of_it(settings: Any) -> None:
    sentry_sdk = pytest.importorskip("sentry_sdk", reason="sentry-sdk is optional and not installed")
    sent: list[str] = []

    class Kept(sentry_sdk.transport.Transport):
        def capture_envelope(self, envelope: Any) -> None:
            sent.append(envelope.serialize().decode())

    settings.SENTRY_DSN = "https://key@sentry.example/1"
    assert error_reports.start(transport=Kept)
    try:
        sentry_sdk.set_user({"email": CANARY})
        logging.getLogger("lms.x").warning("Said %s", CANARY)
        logging.getLogger("lms.x").error("Job %s failed.", "9Xk", exc_info=failed())
        logging.getLogger("django.request").error("Internal Server Error: %s", f"/{CANARY}/")
        sentry_sdk.flush()
    finally:
        sentry_sdk.init()

    assert len(sent) == 2
    assert "ValueError" in sent[0]
    assert CANARY not in "".join(sent)
