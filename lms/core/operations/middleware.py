"""The outermost thing that a request passes through: its id, how long its answer took, and how many statements it needed."""

import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from lms.core.operations import request_ids, statements, traces
from lms.core.operations.counters import count, observe

NO_ROUTE = "none"  # addresses that lead nowhere, and static files
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

logger = logging.getLogger(__name__)


class OperationsMiddleware:
    """First of all, so that whatever answers is seen."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        called = request_ids.begin(request)
        tally = statements.begin()
        began = time.perf_counter()
        response = self.get_response(request)
        took = time.perf_counter() - began
        response.headers[request_ids.HEADER] = called
        route = request.resolver_match.view_name if request.resolver_match else NO_ROUTE
        method = request.method if request.method in METHODS else "other"
        if settings.METRICS_TOKEN or settings.METRICS_ADDRESSES:  # counting costs every request; nobody else could read it
            _count(route, str(method), response.status_code, took, tally.statements)
        _tell(route, str(method), response.status_code, took, tally)
        if settings.OTEL_EXPORTER_OTLP_ENDPOINT:
            traces.record(route, str(method), response.status_code, took, tally.statements, called)
        return response


def _count(route: str, method: str, status: int, took: float, asked: int) -> None:
    area = route.rpartition(":")[0] or route.partition("_")[0]  # “study”; of libraries’ routes “account”, “wagtail”
    count("pathway_requests_total", route, method, f"{status // 100}xx")
    observe("pathway_request_seconds", area, amount=took)
    observe("pathway_request_statements", area, amount=asked)


def _tell(route: str, method: str, status: int, took: float, tally: statements.Tally) -> None:
    """A line for each request where the setting asks for it, otherwise for slow ones only."""
    milliseconds = round(took * 1000)
    is_slow = milliseconds >= settings.SLOW_REQUEST_MS > 0
    if is_slow or settings.LOG_REQUESTS:
        level = logging.WARNING if is_slow else logging.INFO
        facts = (method, route, status, milliseconds, tally.statements, round(tally.seconds * 1000))
        logger.log(level, "%s %s: %d in %d ms, %d statements in %d ms", *facts)
