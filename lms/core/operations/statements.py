"""How many statements the present request asked of the database, and which statement took long.

One wrapper stays on each connection; two readings of a clock and an addition are what it costs a statement.
"""

import logging
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings

from lms.core.operations.counters import count

LONGEST_TEXT = 2000
_LITERAL = re.compile(r"'(?:[^']|'')*'")
_tally: ContextVar["Tally | None"] = ContextVar("statements", default=None)

logger = logging.getLogger(__name__)


class Tally:
    """Statements of one request, and the seconds that the database took for them."""

    __slots__ = ("seconds", "statements")

    def __init__(self) -> None:
        self.statements = 0
        self.seconds = 0.0


def begin() -> Tally:
    """Count from here on, in this thread."""
    tally = Tally()
    _tally.set(tally)
    return tally


def watch_connection(connection: Any, **_: Any) -> None:
    """Put the wrapper on a connection (receiver of Django's ``connection_created``, which is also sent when one is made again)."""
    if _watched not in connection.execute_wrappers:
        connection.execute_wrappers.append(_watched)


@contextmanager
def untold() -> Iterator[None]:
    """Inside, slow statements are not written to the log: making an installation is slow by nature, and its owner watches."""
    before, logger.disabled = logger.disabled, True
    try:
        yield
    finally:
        logger.disabled = before


def _watched(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
    began = time.perf_counter()
    try:
        return execute(sql, params, many, context)
    finally:
        took = time.perf_counter() - began
        tally = _tally.get()
        if tally is not None:
            tally.statements += 1
            tally.seconds += took
        if took * 1000 >= settings.SLOW_QUERY_MS > 0:
            _tell(sql, took)


def _tell(sql: Any, took: float) -> None:
    count("pathway_slow_statements_total")
    logger.warning("A statement took %d ms: %s", round(took * 1000), without_values(str(sql)))


def without_values(sql: str) -> str:
    """The text of a statement: parameters never stand in it, and what is written out in quotes is left out too."""
    return _LITERAL.sub("'…'", " ".join(sql.split()))[:LONGEST_TEXT]
