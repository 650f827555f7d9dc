"""Documents of a filing: handed in, verified, removed after their time."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from accreditation.actions.decide_evidence import verify_evidence
from accreditation.actions.purge_evidence import purge_evidence
from accreditation.actions.submit_evidence import submit_evidence
from accreditation.models import Evidence
from curriculum.models import Enrollment
from lms.core.clock import now, told
from lms.core.errors import Conflict
from tests.factories.evidence import answers, handed_in, owner_of, paper
from tests.torture.write_paths.base import World, WritePath, person

YEARS = timedelta(days=8 * 366)


def to_submit(world: World) -> dict[str, Any]:
    return {"place": world.place().pk, "data": paper().read().decode("latin-1")}


def submit(place: int, data: str) -> str:
    """Who asks again is told that the same file is there."""
    enrollment = Enrollment.objects.select_related("cohort__campus", "student").get(pk=place)
    file = SimpleUploadedFile("Résumé.pdf", data.encode("latin-1"))
    try:
        submit_evidence(kind="resume", owner=owner_of(enrollment), typed=answers("resume"), file=file, by=enrollment.student)
    except Conflict as there:
        return there.code.replace("same_file", "handed in")
    return "handed in"


def to_verify(world: World) -> dict[str, Any]:
    place = world.place()
    return {"public_id": handed_in(place).public_id, "email": world.person("coordinator", place).email}


def verify(public_id: str, email: str) -> str:
    verify_evidence(evidence=Evidence.objects.get(public_id=public_id), by=person(email))
    return "verified"


def to_purge(world: World) -> dict[str, Any]:
    """What came before is removed, so that one document is due in each round."""
    purge()
    place = world.place()
    handed_in(place)
    Enrollment.objects.filter(pk=place.pk).update(state="completed", ended_at=now())
    return {}


def purge() -> str:
    before = told.set(datetime.now(UTC) + YEARS)
    try:
        purge_evidence()
    finally:
        told.reset(before)
    return "purged"


PATHS = [
    WritePath("document handed in", to_submit, submit, ("vault.before_rename", "vault.after_write", "vault.after_row", "evidence.between")),
    WritePath("document verified", to_verify, verify, ("evidence.before_telling",)),
    WritePath("documents after their time", to_purge, purge, ("evidence.purging", "vault.before_removal_commit"), at_once=False),
]
