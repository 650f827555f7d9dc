"""Documents as students and coordinators hand them in, and the people who verify them."""

from collections.abc import Iterator
from datetime import date
from itertools import count
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from accreditation.actions.submit_evidence import Submitted, submit_evidence
from accreditation.evidence_kinds import evidence_kinds
from accreditation.evidence_kinds.owner import Owner
from accreditation.models import Evidence, SponsoringOrganization
from curriculum.models import Enrollment
from lms.people.models import Campus
from tests.factories import uploads as make

_numbers: Iterator[int] = count()
LONG_AGO = date(2026, 9, 14)


def paper(name: str = "Scan of Ana.pdf", data: bytes | None = None) -> SimpleUploadedFile:
    """A PDF of one page, no two alike."""
    return SimpleUploadedFile(name, make.pdf(page=f"/Number {next(_numbers)}") if data is None else data)


def answers(kind: str, **changes: Any) -> dict[str, Any]:
    """Something right for everything that ``kind`` asks."""
    told: dict[str, Any] = {}
    for asked in evidence_kinds.get(kind).asks:
        usual = {"past": LONG_AGO, "day": date(2029, 9, 14), "text": f"A {asked.key}", "tick": True}
        told[asked.key] = usual.get(asked.form) or ([asked.choices[0][0]] if asked.form == "choices" else asked.choices[0][0])
    return {**told, **changes}


def owner_of(place: Enrollment) -> Owner:
    campus = place.cohort.campus
    return Owner(student=place.student.public_id, campus=campus.slug, zone=campus.time_zone)


def owner_of_organization(organization: SponsoringOrganization) -> Owner:
    campus = organization.campuses.first()
    assert campus is not None
    return Owner(organization=organization.public_id, campus=campus.slug, zone=campus.time_zone)


def organization(*campuses: Campus, name: str = "Harbor Legal Aid") -> SponsoringOrganization:
    made = SponsoringOrganization.objects.create(legal_name=name, street="1 Main Street", city="Boston", state="MA", zip_code="02110")
    made.campuses.set(campuses)
    return made


def submitted(place: Enrollment, kind: str = "resume", *, by: Any = None, file: Any = None, replaces: Evidence | None = None, **typed: Any) -> Submitted:
    """Hand in a right document of the student of ``place``, by them unless ``by`` somebody else."""
    sent = file or (paper() if evidence_kinds.get(kind).takes_file else None)
    return submit_evidence(kind=kind, owner=owner_of(place), typed=answers(kind, **typed), file=sent, by=by or place.student, replaces=replaces)


def handed_in(place: Enrollment, kind: str = "resume", **more: Any) -> Evidence:
    return submitted(place, kind, **more).evidence
