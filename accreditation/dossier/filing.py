"""The application a dossier is for: what is asked, by when, and what happened so far (domain reference, 5.3)."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """Whom a full copy is served on (8 CFR 1292.13): an office, found by ZIP code and confirmed by a person."""

    name: str
    address: str
    confirmed_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Filing:
    """One person, one organization, one request.

    ``requested_level`` and ``granted_level`` are ``partial`` or ``full`` and apart (Matter of Bay Area Legal Services). ``role`` is ``employee`` or
    ``volunteer``. ``dates`` holds those of the domain reference, 5.3, that are known, by their names there.
    ``frequency_uscis`` and ``frequency_eoir`` are the organization's answers to the questions of a renewal (2.2, G4).
    ``service_method`` says in words how the copy is served and ``server`` by whom; ``without_certificate`` are public ids of outside trainings for which
    a person marked that there is no certificate.
    """

    public_id: str
    scheme: str
    state: str
    requested_level: str
    granted_level: str = ""
    role: str = ""
    role_title: str = ""
    last_approved_on: date | None = None
    last_level: str = ""
    expires_printed: date | None = None
    prior_applications: str = ""
    not_attorney: bool | None = None
    frequency_uscis: str = ""
    frequency_eoir: str = ""
    service_method: str = ""
    server: str = ""
    without_certificate: tuple[str, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    dates: dict[str, date] = field(default_factory=dict)
