"""What a campus sets before it issues certificates, and a student who is ready for one."""

from datetime import UTC, date, datetime
from typing import Any

from accreditation.ledger.append import append
from accreditation.models import CertificateTemplate, Signatory
from assessments.models import AssessmentPage
from curriculum.models import Enrollment
from lms.people.models import Campus
from tests.factories.ledger import draft

SET_AT = datetime(2026, 9, 1, tzinfo=UTC)
ADDRESS = "12 Elm Street, Springfield, IN 46001"


def signatory(campus: Campus, **facts: Any) -> Signatory:
    """Somebody appointed since 2020, for every program."""
    usual = {"name": "Rosa Díaz", "title": "Program director", "appointed_from": date(2020, 1, 1), "recorded_at": SET_AT, "recorded_by": "x"}
    return Signatory.objects.create(campus=campus, **{**usual, **facts})


def template(enrollment: Enrollment, track: str = "law_and_skills", **facts: Any) -> CertificateTemplate:
    """What certificates of a place's program say on its campus."""
    usual = {"number": 1, "title": "Certificate of completion", "provider": "North Campus", "provider_address": ADDRESS, "set_at": SET_AT, "set_by": "x"}
    place = {"campus": enrollment.cohort.campus, "program": enrollment.cohort.program.public_id, "track": track}
    return CertificateTemplate.objects.create(**place, **{**usual, **facts})


def may_issue(enrollment: Enrollment) -> None:
    """Signatory and template, where the campus has none."""
    if not Signatory.objects.filter(campus=enrollment.cohort.campus).exists():
        signatory(enrollment.cohort.campus)
    for track in enrollment.cohort.program.tracks.all():
        if not CertificateTemplate.objects.filter(campus=enrollment.cohort.campus, program=enrollment.cohort.program.public_id, track=track.slug).exists():
            template(enrollment, track.slug, provider=enrollment.cohort.campus.name)


def credited(enrollment: Enrollment, minutes: int = 20, number: int = 0, **facts: Any) -> Any:
    """An entry of a place that covers both topics of the small course."""
    ours = {
        "student": enrollment.student.public_id, "enrollment": enrollment.public_id, "campus": enrollment.cohort.campus.slug, "cohort": enrollment.cohort.slug,
        "minutes": minutes, "topics": {"asylum": minutes // 2, "ethics_upl": minutes - minutes // 2}, "idempotency": ("certificates", number),
    }  # fmt: skip
    return append(draft(**{**ours, **facts})).entry


def ready(enrollment: Enrollment) -> Enrollment:
    """The same place with everything the small course asks for: 20 credited minutes in both topics, and no quiz to pass."""
    AssessmentPage.objects.update(required=False)
    credited(enrollment)
    return enrollment
