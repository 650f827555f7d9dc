"""Supervised practice, as attorneys confirmed it."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Supervisor:
    """An attorney who confirmed entries of the candidate's practice."""

    name: str
    bar_state: str
    bar_number: str
    minutes: int


@dataclass(frozen=True, kw_only=True)
class Practice:
    """Minutes and counts of confirmed entries only.

    ``minutes_by_forum`` has the keys ``uscis``, ``eoir``, ``ice``, ``cbp`` and ``other``. ``appearances_*`` count the entries in which the candidate
    directly represented somebody, for the frequency question of a renewal (domain reference, 2.2, G4).
    """

    minutes: int = 0
    unconfirmed_minutes: int = 0
    matters: int = 0
    first_date: date | None = None
    last_date: date | None = None
    minutes_by_task: dict[str, int] = field(default_factory=dict)
    minutes_by_forum: dict[str, int] = field(default_factory=dict)
    appearances_uscis: int = 0
    appearances_eoir: int = 0
    supervisors: tuple[Supervisor, ...] = ()
