"""What entries rest on, checked with them: one foundation a file, registered here in order."""

from typing import Any, ClassVar, Protocol

from django.db.models import Model

from lms.core.registry import Registry

Row = dict[str, Any]


class Foundation(Protocol):
    """A check of what entries rest on."""

    def check(self, student: str, rows: list[Row]) -> tuple[int, str] | None:
        """The seq and a sentence for the first of the student's entries whose foundation does not hold."""

    def check_rest(self) -> tuple[str, int, str] | None:
        """The same with the student, for what belongs to no entry (a log sealed before anything was credited)."""


class Proposed:
    """Base of foundations of one kind of entry, each of which names by id the one row that a second person approved."""

    kind: ClassVar[str]
    """What the evidence of such an entry says it is."""
    model: ClassVar[type[Model]]

    def check(self, student: str, rows: list[Row]) -> tuple[int, str] | None:
        own = [row for row in rows if row["evidence"].get("kind") == self.kind]
        found = self.model._default_manager.filter(public_id__in={row["evidence"]["id"] for row in own}) if own else []
        kept = {one.public_id: one for one in found}  # type: ignore[attr-defined]
        return next(((row["seq"], why) for row in own if (why := self.why(row, kept.get(row["evidence"]["id"])))), None)

    def why(self, row: Row, proposal: Any) -> str:
        """Why the entry does not rest on ``proposal``, which is ``None`` where it is gone; empty where it does."""
        raise NotImplementedError

    def check_rest(self) -> tuple[str, int, str] | None:
        return None


foundations: Registry[Foundation] = Registry("foundation")
