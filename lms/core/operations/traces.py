"""One span a request sent by OpenTelemetry, where ``OTEL_EXPORTER_OTLP_ENDPOINT`` says where and its packages are installed (decision 121).

The spans are made here and not by the library's instrumentation, which writes addresses and statements into them.
"""

import logging
import os
import threading
import time
from importlib.util import find_spec
from typing import Any

from django.conf import settings

PACKAGES = ("opentelemetry-sdk", "opentelemetry-exporter-otlp-proto-http")
NEEDED = ("opentelemetry.sdk.trace", "opentelemetry.exporter.otlp.proto.http")

logger = logging.getLogger(__name__)
_lock = threading.Lock()
_tracer: dict[str, Any] = {"process": 0, "made": None}


def record(route: str, method: str, status: int, took: float, asked: int, request: str) -> None:
    """Send the span of a request that has just been answered; ``took`` in seconds, ``asked`` SQL statements, ``request`` its id."""
    tracer = _present_tracer()
    if tracer is None:
        return
    ended = time.time_ns()
    attributes = {"http.route": route, "http.request.method": method, "http.response.status_code": status, "db.statements": asked, "request.id": request}
    span = tracer.start_span(f"{method} {route}", start_time=ended - int(took * 1e9), attributes=attributes)
    span.end(end_time=ended)


def look() -> None:
    """Say, when the program starts, that the packages which the setting needs are missing. Nothing is begun: servers fork afterwards."""
    if not settings.OTEL_EXPORTER_OTLP_ENDPOINT:
        return
    try:
        found = all(find_spec(name) for name in NEEDED)
    except ModuleNotFoundError:
        found = False
    if not found:
        logger.warning("OTEL_EXPORTER_OTLP_ENDPOINT is set, but %s are not installed: no traces are sent.", " and ".join(PACKAGES))


def start(exporter: Any = None) -> bool:
    """Make the sender of this process; False without the setting or the packages. ``exporter``: where to instead, for tests."""
    _tracer.update(process=os.getpid(), made=None)
    if not settings.OTEL_EXPORTER_OTLP_ENDPOINT:
        return False
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor, SimpleSpanProcessor
    except ImportError:
        return False  # said when the program started
    provider = TracerProvider(resource=Resource({"service.name": "pathway"}))
    provider.add_span_processor(SimpleSpanProcessor(exporter) if exporter else BatchSpanProcessor(OTLPSpanExporter()))
    _tracer["made"] = provider.get_tracer("pathway")
    return True


def _present_tracer() -> Any:
    """The sender of this process: a fork leaves its parent's thread behind."""
    if _tracer["process"] != os.getpid():
        with _lock:
            if _tracer["process"] != os.getpid():
                start()
    return _tracer["made"]
