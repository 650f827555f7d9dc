"""What waits for a person, shown on the home page; each app adds its own in ``AppConfig.ready``."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lms.core.registry import Registry


@dataclass(frozen=True)
class Waiting:
    """``count`` things wait; ``thing`` names one of them ("answer"), ``things`` several where an “s” at its end does not do.

    ``url`` is where they are dealt with.
    """

    count: int
    thing: str
    url: str
    things: str = ""


_sources: Registry[Callable[[Any], Waiting | None]] = Registry("source of waiting work")


def register(key: str, source: Callable[[Any], Waiting | None]) -> None:
    """Add a source: given a person, what waits for them, or None where they have no such work. Raises ``ValueError`` on a second of that key."""
    _sources.register(key, source)


def waiting_for(person: Any) -> list[Waiting]:
    """What waits for ``person``, in the order of the register; empty work is left out."""
    found = (source(person) for source in _sources)
    return [waiting for waiting in found if waiting and waiting.count]
