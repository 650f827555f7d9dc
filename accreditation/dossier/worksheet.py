"""The form of one edition, filled in as far as we can."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Field:
    """One question of a form edition, with our answer and how sure the numbering is."""

    key: str
    group: str
    asks: str
    answer: str
    confirmed: bool
    mark: str


@dataclass(frozen=True, kw_only=True)
class Worksheet:
    """The form of one edition; ``checked_on`` is when a person last compared it with the official PDF."""

    edition: str
    source: str
    confirmed: bool
    checked_on: date | None
    fields: tuple[Field, ...] = ()
