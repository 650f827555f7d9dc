"""Errors sent to Sentry, where ``SENTRY_DSN`` says where and its package is installed (decision 121).

What leaves is what a log line may hold: the type of an error, its place, the route and the id of the request.
"""

import logging
from typing import Any

from django.conf import settings

from lms.core.operations.log_lines import event_of, job_id
from lms.core.operations.request_ids import request_id
from lms.core.operations.safe_errors import said_of

logger = logging.getLogger(__name__)


def start(transport: Any = None) -> bool:
    """Begin to send; False without the setting, or without the package, which is said. ``transport``: where to instead, for tests."""
    if not settings.SENTRY_DSN:
        return False
    try:
        import sentry_sdk
        from sentry_sdk.integrations.logging import LoggingIntegration
    except ImportError:
        logger.warning("SENTRY_DSN is set, but the package sentry-sdk is not installed: errors stand in the log alone.")
        return False
    sentry_sdk.init(
        dsn=settings.SENTRY_DSN,
        # only what logs an error: the library's other integrations copy requests, queries and users
        default_integrations=False,
        auto_enabling_integrations=False,
        integrations=[LoggingIntegration(level=None, event_level=logging.ERROR)],
        before_send=scrubbed,
        include_local_variables=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        server_name="",
        traces_sample_rate=None,
        auto_session_tracking=False,
        transport=transport,
    )
    return True


def scrubbed(event: dict[str, Any], hint: dict[str, Any]) -> dict[str, Any]:
    """A new event with nothing in it but what is known to be harmless; whatever a version of the library adds stays out."""
    error = (hint.get("exc_info") or (None, None, None))[1]
    record = hint.get("log_record")
    tags = {"request": request_id(), "job": job_id.get(), "logger": event.get("logger", "")}
    report: dict[str, Any] = {name: event[name] for name in ("event_id", "timestamp", "level", "platform", "sdk") if name in event}
    report["tags"] = {name: value for name, value in tags.items() if value}
    if error is not None:
        report["exception"] = {"values": [_as_value(one) for one in reversed(said_of(error))]}
    else:
        report["message"] = _sentence(record)
    return report


def _sentence(record: logging.LogRecord | None) -> str:
    return event_of(record) if record is not None else "An error without a message"


def _as_value(error: dict[str, Any]) -> dict[str, Any]:
    frames = [_as_frame(frame) for frame in error["frames"]]
    return {"type": error["type"], "value": error.get("message", ""), "stacktrace": {"frames": frames}}


def _as_frame(frame: str) -> dict[str, Any]:
    place, _in, function = frame.rpartition(" in ")
    file, _colon, line = place.rpartition(":")
    return {"filename": file, "function": function, "lineno": int(line), "in_app": not file.startswith(("django/", "/"))}
