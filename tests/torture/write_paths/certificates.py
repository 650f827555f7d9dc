"""Certificates: issued, flagged, issued anew."""

from typing import Any

from accreditation.actions.change_certificate import change_certificate
from accreditation.actions.issue_certificate import issue_certificate
from accreditation.actions.reissue_certificate import reissue_certificate
from accreditation.models import Certificate
from accreditation.queries.certificates import certificate_numbered
from curriculum.api import enrollment_called
from tests.factories.certificates import ready
from tests.torture.write_paths.base import World, WritePath, person

TRACK = "law_and_skills"


def to_issue(world: World) -> dict[str, Any]:
    place = ready(world.place())
    return {"place": place.public_id, "email": world.person("coordinator", place).email}


def issue(place: str, email: str) -> str:
    return issue_certificate(enrollment=enrollment_called(place), track=TRACK, by=person(email)).number


def to_change(world: World) -> dict[str, Any]:
    asked = to_issue(world)
    return {"number": issue(**asked), "email": asked["email"]}


def revoke(number: str, email: str) -> int:
    return change_certificate(certificate=_numbered(number), kind="revoked", reason="It was an error.", by=person(email)).pk


def reissue(number: str, email: str) -> str:
    """Who asks again looks first, as the page does."""
    made = Certificate.objects.filter(replaces__number=number).first()
    return (made or reissue_certificate(certificate=_numbered(number), reason="A new name.", by=person(email))).number


def _numbered(number: str) -> Certificate:
    certificate = certificate_numbered(number)
    assert certificate is not None
    return certificate


PATHS = [
    WritePath("certificate", to_issue, issue, ("certificate.before_commit", "certificate.before_telling", "notices.told")),
    WritePath("certificate revoked", to_change, revoke, ("certificate.changed", "notices.told")),
    WritePath("certificate issued anew", to_change, reissue, ("certificate.between_editions", "certificate.before_commit", "certificate.changed")),
]
