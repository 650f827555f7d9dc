"""A legal hold of the same instant as a removal: it comes first and keeps, or it waits, and what went had gone before it stood."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from accreditation.actions.hold_documents import place_hold
from accreditation.actions.purge_evidence import purge_evidence
from accreditation.models import LegalHold
from curriculum.api import enrollment_called
from curriculum.models import Enrollment
from lms.core.clock import now
from lms.people.models import User
from lms.vault.api import StoredFile
from tests.conftest import SeparateDatabase
from tests.factories.cohorts import freeze
from tests.factories.course import enrolled_student, load_course, member
from tests.factories.evidence import handed_in, organization, owner_of, owner_of_organization
from tests.torture.stage import Act, Stage

pytestmark = [pytest.mark.services, pytest.mark.separate]
SLOW = 0.6  # seconds
PAUSE = f"evidence.purging@{int(SLOW * 1000)}"


def hold(place: str, by: str, on: str, seconds: float = 0) -> None:
    """Placed, and its transaction stays open for a while."""
    enrollment: Any = enrollment_called(place)
    whose = owner_of(enrollment) if on == "student" else owner_of_organization(enrollment.cohort.campus.sponsors.get())
    with transaction.atomic():
        place_hold(owner=whose, reason="A complaint is pending.", by=User.objects.get(email=by))
        time.sleep(seconds)


def purge() -> tuple[int, int]:
    run = purge_evidence()
    return len(run.removed), len(run.held)


@pytest.fixture
def place(separate_database: SeparateDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Enrollment:
    """A document of a student whose time is over: it was handed in four years ago, and nothing was filed."""
    long_ago = datetime.now(UTC) - timedelta(days=4 * 366)
    with monkeypatch.context() as before:
        freeze(before, long_ago)
        load_course(tmp_path / "course")
        enrollment = enrolled_student()
        organization(enrollment.cohort.campus)
        handed_in(enrollment, dated=(long_ago - timedelta(days=9)).date())
        member("emil@north.example", "coordinator", enrollment.cohort.campus)
    Enrollment.objects.filter(pk=enrollment.pk).update(state="completed", ended_at=now())
    return enrollment


@pytest.mark.parametrize("on", ["student", "organization"])
def test_a_hold_that_is_being_placed_keeps_the_document(separate_database: SeparateDatabase, place: Enrollment, on: str) -> None:
    facts = {"place": place.public_id, "by": "emil@north.example", "on": on}
    with Stage(separate_database) as stage:
        _held, removed = stage.together(Act(f"{__name__}:hold", {**facts, "seconds": SLOW}), Act(f"{__name__}:purge", late=200))

    assert removed.said == [0, 0]
    assert StoredFile.objects.get().removed_at is None
    assert purge() == (0, 1)


def test_a_document_that_is_being_removed_is_gone_before_the_hold_stands(separate_database: SeparateDatabase, place: Enrollment) -> None:
    facts = {"place": place.public_id, "by": "emil@north.example", "on": "student"}
    with Stage(separate_database) as stage:
        held, removed = stage.together(Act(f"{__name__}:hold", facts, late=200), Act(f"{__name__}:purge", pause=PAUSE))

    assert (removed.said, removed.ended < held.ended) == ([1, 0], True)
    assert LegalHold.objects.get().placed_at >= (StoredFile.objects.get().removed_at or now())
