"""The DOJ-recognized organization that files for the candidate (8 CFR 1292.11)."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Location:
    """An office of the organization; ``recognized`` when recognition was extended to it (8 CFR 1292.15)."""

    name: str
    address: str
    zip_code: str
    recognized: bool


@dataclass(frozen=True, kw_only=True)
class Officer:
    """The authorized officer in office on the dossier's date; ``reported_on`` is when EOIR was told of the appointment."""

    name: str
    title: str
    since: date
    reported_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class TechnicalSupport:
    """Who helps with the law (Matter of EAC, Inc., 24 I&N Dec. 556): ``kind`` is ``staff_attorney``, ``pro_bono_attorney``, ``consulting_attorney``,
    ``full_representative`` or ``partial_representative``."""

    name: str
    kind: str
    bar_state: str = ""
    bar_number: str = ""
    agreed_on: date | None = None
    ends_on: date | None = None
    scope: str = ""


@dataclass(frozen=True, kw_only=True)
class Organization:
    """The organization; ``recognition_kind`` is ``conditional``, ``full``, ``inactive`` or empty while it applies with the candidate."""

    legal_name: str
    doing_business_as: str = ""
    prior_names: str = ""
    street: str = ""
    city: str = ""
    state: str = ""
    zip_code: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    recognition_state: str = ""
    recognition_kind: str = ""
    recognition_date: date | None = None
    recognition_expires_on: date | None = None
    partial_only: bool = True
    locations: tuple[Location, ...] = ()
    officer: Officer | None = None
    technical_support: tuple[TechnicalSupport, ...] = ()
