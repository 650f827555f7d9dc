"""Anchors of the ledger as documents name them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from accreditation.models import Anchor
from lms.core.clock import end_of_day, iso_ms


@dataclass(frozen=True)
class AnchorInForce:
    """The newest anchor of a day: its number, hash, and the moment it was taken."""

    number: int
    hash: str
    taken_at: str

    @property
    def facts(self) -> dict[str, Any]:
        return {"number": self.number, "hash": self.hash, "taken_at": self.taken_at}

    @property
    def words(self) -> str:
        return f"No. {self.number} of {self.taken_at}, {self.hash}"


def anchor_in_force(as_of: date, zone: str) -> AnchorInForce | None:
    """The newest anchor taken before the end of ``as_of`` in ``zone``; none before the first."""
    found = Anchor.objects.filter(taken_at__lt=end_of_day(as_of, zone)).order_by("-number").only("number", "hash", "taken_at").first()
    return AnchorInForce(found.number, found.hash, iso_ms(found.taken_at)) if found else None
