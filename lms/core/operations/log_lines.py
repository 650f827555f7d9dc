"""Log lines as JSON, one object a line, without personal data (decision 120).

Constraint: what a person typed must never reach a log, and most lines are not ours. A line of ours says what its author wrote, for who writes
``logger.warning("Job %s …", job.public_id)`` chose each word of it. Of a library we keep the sentence without what was put into it: “Not Found: %s”
would name the path, and a path of ours may hold a token that stands for a person. A library whose sentences are made up on the spot is
named with the place in its source, no more.

An error's own message is left out as well: a database quotes the row it refuses, and ``int`` the text it cannot read. What remains is its type,
where it was raised, and what ``safe_message`` knows to be harmless.
"""

import logging
import re
from contextvars import ContextVar
from http.client import responses
from typing import Any

import structlog
from structlog.typing import EventDict, Processor

from lms.core.clock import from_ms, iso_ms
from lms.core.operations.request_ids import request_id
from lms.core.operations.safe_errors import said_of, shortened

OURS = ("lms", "curriculum", "assessments", "accreditation")
# their sentences are constants in their source; what varies is put into them
KNOWN = ("django", "celery", "kombu", "gunicorn")
MADE_UP = ("django.security",)  # repeats the header or value that it refuses
_PLACE = re.compile(r"%(?:\([^)]*\))?[-#0 +]*[\d*]*(?:\.[\d*]+)?[a-zA-Z]")
job_id: ContextVar[str] = ContextVar("job_id", default="")
"""The job that this thread runs; ``lms.jobs`` sets it."""


def event_of(record: logging.LogRecord) -> str:
    """What a record says, as far as it may be told."""
    if _is_of(record.name, OURS):
        return record.getMessage()
    status = getattr(record, "status_code", None)
    if record.name == "django.request" and status in responses:  # “%s: %s”, and neither says anything without the other
        return responses[status]
    if _is_of(record.name, KNOWN) and not _is_of(record.name, MADE_UP):
        return _PLACE.sub("…", str(record.msg)).replace("%%", "%")
    return f"{record.name} said something at {shortened(record.pathname)}:{record.lineno}"


def formatter(shape: str) -> structlog.stdlib.ProcessorFormatter:
    """For ``LOGGING``: ``shape`` is ``json``, or ``plain`` for people before a terminal."""
    last: Processor = structlog.processors.JSONRenderer(ensure_ascii=False) if shape == "json" else _as_text
    return structlog.stdlib.ProcessorFormatter(foreign_pre_chain=[_facts], processors=[last], use_get_message=False, pass_foreign_args=True)


def _facts(logger: Any, method: str, event: EventDict) -> EventDict:
    """Exactly what a line holds; nothing that a caller attached goes along."""
    record: logging.LogRecord = event["_record"]
    record.args = event["positional_args"]
    line: dict[str, Any] = {
        "at": iso_ms(from_ms(int(record.created * 1000))),
        "level": record.levelname.lower(),
        "from": record.name,
        "event": event_of(record),
    }
    more = {"request": request_id(), "job": job_id.get(), **_of_request(record)}
    line |= {name: value for name, value in more.items() if value}
    if record.exc_info and record.exc_info[1]:
        line["errors"] = said_of(record.exc_info[1])
    record.args = ()  # the line is whole, and is not filled in again
    return line


def _of_request(record: logging.LogRecord) -> dict[str, Any]:
    """Of Django's lines about an answer: which route and status, never the path."""
    request = getattr(record, "request", None)
    match = getattr(request, "resolver_match", None)
    status = getattr(record, "status_code", None)
    return {"route": match.view_name if match else "", "status": status if isinstance(status, int) else None}


def _as_text(logger: Any, method: str, event: EventDict) -> str:
    head = f"{event['level'].upper()} {event['from']} {event['event']}"
    more = " ".join(f"{name}={event[name]}" for name in ("request", "job", "route", "status") if name in event)
    return "\n".join([f"{head} {more}".rstrip(), *(_error_as_text(error) for error in event.get("errors", []))])


def _error_as_text(error: dict[str, Any]) -> str:
    return "\n    ".join([f"  {error['type']} {error.get('message', '')}".rstrip(), *error["frames"]])


def _is_of(name: str, families: tuple[str, ...]) -> bool:
    return any(name == family or name.startswith(f"{family}.") for family in families)
