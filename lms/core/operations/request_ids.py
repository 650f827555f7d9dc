"""What the present request is called: in every log line, in the answer's header, and on the page that says that something went wrong."""

import re
import secrets
from contextvars import ContextVar

from django.http import HttpRequest

from lms.core.operations.proxies import comes_from_proxy

HEADER = "X-Request-ID"
_PASSED_ON = re.compile(r"[A-Za-z0-9._-]{8,64}")
_present: ContextVar[str] = ContextVar("request_id", default="")


def request_id() -> str:
    """The id of the request that this thread answers; empty outside of one."""
    return _present.get()


def begin(request: HttpRequest) -> str:
    """The id of ``request`` from here on: its header's where a trusted proxy wrote it, otherwise a new one."""
    passed_on = request.META.get("HTTP_X_REQUEST_ID", "")
    found = passed_on if passed_on and _PASSED_ON.fullmatch(passed_on) and comes_from_proxy(request) else secrets.token_hex(8)
    _present.set(found)
    return found


def end(**_: object) -> None:
    """The answer went out, its streamed parts included (receiver of Django's ``request_finished``)."""
    _present.set("")
