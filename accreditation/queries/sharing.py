"""Consents and the campus's mode as pages show them, and who saw a student's records."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from accreditation.models import Application, CampusSharing, Consent
from accreditation.policies.application_states import PENDING
from accreditation.policies.sharing import FILING, SCHOOL_OFFICIAL
from curriculum.api import enrollments_of
from lms.audit.api import Disclosure, disclosures_of
from lms.people.api import Campus, ids_of, names_of

LATEST = 100


@dataclass(frozen=True)
class Seen:
    """One disclosure with the names to show."""

    disclosure: Disclosure
    viewer: str


def consent_called(public_id: str) -> Consent | None:
    return Consent.objects.filter(public_id=public_id).select_related("revocation").first()


def consents_of(student: str) -> QuerySet[Consent]:
    """Every consent of a student, newest first, revoked ones included."""
    return Consent.objects.filter(student=student).select_related("revocation")


def consents_standing(campus: str) -> list[tuple[Consent, str]]:
    """The consents in force on a campus, newest first, with the student's name."""
    found = list(Consent.objects.filter(campus=campus, revocation__isnull=True))
    names = names_of({consent.student for consent in found})
    return [(consent, names.get(consent.student, "")) for consent in found]


def sharing_of(campus: str) -> CampusSharing | None:
    """What holds on a campus now; ``None`` where nobody set anything, which is *school official*."""
    return CampusSharing.objects.filter(campus=campus).order_by("-number").first()


def mode_of(campus: str) -> str:
    found = sharing_of(campus)
    return found.mode if found else SCHOOL_OFFICIAL


def sharing_history(campus: str) -> list[tuple[CampusSharing, str]]:
    """Every setting of the mode, newest first, with who set it."""
    rows = list(CampusSharing.objects.filter(campus=campus).order_by("-number"))
    names = names_of({row.set_by for row in rows})
    return [(row, names.get(row.set_by, "")) for row in rows]


def campuses_studied_on(student: Any) -> list[Campus]:
    """Where the student has or had a place."""
    return list(Campus.objects.filter(pk__in={place.cohort.campus_id for place in enrollments_of(student)}).order_by("name"))


def is_with_the_government(consent: Consent) -> bool:
    """Whether something that was filed on the strength of this consent waits for a decision."""
    if consent.purpose != FILING:
        return False
    return Application.objects.filter(student=consent.student, campus=consent.campus, state__in=PENDING).exists()


def looks_at(student: str, limit: int = LATEST) -> list[Seen]:
    """Who saw the student's records, newest first. A viewer who is nobody with an account came in by a mailed link: the recipient names them."""
    rows = list(disclosures_of(*ids_of(student))[:limit])
    names = names_of({row.viewer for row in rows})
    return [Seen(row, names.get(row.viewer, "")) for row in rows]
