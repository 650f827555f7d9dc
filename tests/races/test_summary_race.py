"""A fact that is written while somebody brings the board up to date is on the board after the next look, not after the next day."""

from pathlib import Path

import pytest

from accreditation.actions.mark_summaries import mark_students
from accreditation.actions.refresh_summaries import refresh_cohort
from accreditation.models import PlaceSummary
from curriculum.api import cohort_called, enrollment_called
from curriculum.models import Enrollment
from tests.conftest import SeparateDatabase
from tests.factories.course import enrolled_student, load_course
from tests.factories.ledger import append_hours
from tests.torture.stage import Act, Stage

pytestmark = [pytest.mark.services, pytest.mark.separate]
ROUNDS = 8


def credit(place: str, minutes: int) -> None:
    append_hours(enrollment_called(place), minutes)


def refresh(cohort: str) -> int:
    return refresh_cohort(cohort_called(cohort))


@pytest.fixture
def enrollment(separate_database: SeparateDatabase, tmp_path: Path) -> Enrollment:
    load_course(tmp_path)
    return enrolled_student()


def test_a_row_that_was_marked_already_waits_for_the_fact(separate_database: SeparateDatabase, enrollment: Enrollment) -> None:
    cohort = enrollment.cohort.slug
    refresh(cohort)
    seen = []
    with Stage(separate_database) as stage:
        for number in range(1, ROUNDS + 1):
            mark_students([enrollment.student.public_id])
            stage.together(
                Act(f"{__name__}:credit", {"place": enrollment.public_id, "minutes": number}), *(Act(f"{__name__}:refresh", {"cohort": cohort}),) * 2
            )
            refresh(cohort)
            seen.append(PlaceSummary.objects.get().minutes)

    assert seen == [sum(range(1, number + 1)) for number in range(1, ROUNDS + 1)]
