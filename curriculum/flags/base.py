"""What a flag is told of a study session, and what it answers."""

from dataclasses import dataclass, field
from typing import Any, Protocol


@dataclass(frozen=True)
class Beat:
    """One accepted beat in view. ``inputs``: seconds with input; it and ``scrolled`` are ``None`` where the page said nothing of it."""

    at_ms: int
    active_ms: int
    inputs: int | None = None
    scrolled: bool | None = None


@dataclass(frozen=True)
class SessionFacts:
    """A study session that ended. Times are milliseconds of the epoch; ``words`` are those of the lesson's text.

    ``answered_ms`` are the times of its knowledge checks' latest answers within the session, in order; ``first_opened_ms``
    is when the student first opened the lesson at all; ``completed_ms`` when it was completed, if within this session.
    """

    opened_ms: int
    beats: list[Beat]
    words: int
    has_recording: bool = False
    first_opened_ms: int | None = None
    completed_ms: int | None = None
    answered_ms: list[int] = field(default_factory=list)


class Flag(Protocol):
    """A pattern. ``look`` gives the figures of its finding, or ``None``; ``say`` puts them in words for a coordinator."""

    key: str
    title: str

    def look(self, session: SessionFacts) -> dict[str, Any] | None: ...

    def say(self, facts: dict[str, Any]) -> str: ...
