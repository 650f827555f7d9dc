"""What a move of an application is judged by: the fold of its events, as plain data."""

from dataclasses import dataclass, field
from datetime import date

RENEWALS = frozenset({"doj-renewal-partial", "doj-renewal-full"})
PARTIAL, FULL = "partial", "full"


def is_renewal(scheme: str) -> bool:
    return scheme in RENEWALS


def level_of(scheme: str) -> str:
    """The level a kind of filing asks for; a move from partial to full is a new request for full (8 CFR 1292.12(e))."""
    return FULL if scheme.endswith("-full") or scheme.startswith("doj-full") else PARTIAL


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where an application stands. ``dates`` are those of the domain reference, 5.3, by their names there.

    ``renewal_received`` is the day EOIR received a renewal of what this application was granted, ``reviewed`` whether an officer
    checked the packet since it was last changed, and ``may_file`` whether the organization is recognized or applying.
    """

    scheme: str
    state: str = ""
    requested_level: str = PARTIAL
    granted_level: str = ""
    dates: dict[str, date] = field(default_factory=dict)
    renewal_received: date | None = None
    reviewed: bool = False
    may_file: bool = True
    is_earlier: bool = False

    @property
    def is_renewal(self) -> bool:
        return is_renewal(self.scheme)


@dataclass(frozen=True, kw_only=True)
class Step:
    """What somebody wants to record: the dates they give, the level that was granted, and whether they name a proof and write a note."""

    dates: dict[str, date] = field(default_factory=dict)
    granted_level: str = ""
    has_proof: bool = False
    has_note: bool = False
