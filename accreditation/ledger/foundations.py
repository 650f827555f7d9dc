"""What entries rest on, checked with them: one foundation a file, registered here in order."""

from typing import Any, Protocol

from lms.core.registry import Registry


class Foundation(Protocol):
    """A check of what entries rest on."""

    def check(self, student: str, rows: list[dict[str, Any]]) -> tuple[int, str] | None:
        """The seq and a sentence for the first of the student's entries whose foundation does not hold."""

    def check_rest(self) -> tuple[str, int, str] | None:
        """The same with the student, for what belongs to no entry (a log sealed before anything was credited)."""


foundations: Registry[Foundation] = Registry("foundation")
