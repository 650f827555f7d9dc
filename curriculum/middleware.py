"""While somebody walks through a course as a student, their browser may read and nothing else (security.md, principle 16)."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse

from curriculum.actions.walk import end_walk
from curriculum.queries.walks import SESSION_KEY
from lms.core.clock import iso_ms, now
from lms.core.errors import Forbidden
from lms.core.middleware import RefusalMiddleware

READS = ("GET", "HEAD", "OPTIONS")
MAY_ACT = {"walk:end", "account_logout"}
READ_ONLY = "You are walking through the course as a student, so nothing can be sent or changed. End the walk-through first."


class WalkMiddleware:
    """Puts the facts of a running walk on the request as ``walk``, ends one after its hour, and refuses to change anything during it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        facts = request.session.get(SESSION_KEY) if request.user.is_authenticated else None
        if facts and facts["until"] <= iso_ms(now()):
            del request.session[SESSION_KEY]
            end_walk(facts=facts, by=request.user)
            facts = None
        if facts:
            request.walk = {**facts, "date": date.fromisoformat(facts["on"])}  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, arguments: Any, keywords: Any) -> HttpResponse | None:
        route = request.resolver_match.view_name if request.resolver_match else ""
        if not hasattr(request, "walk") or request.method in READS or route in MAY_ACT:
            return None
        return RefusalMiddleware(self.get_response).process_exception(request, Forbidden(READ_ONLY, code="walking"))
