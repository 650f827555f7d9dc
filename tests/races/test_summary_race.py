"""A fact that is written while somebody brings the board up to date is on the board after the next look, not after the next day."""

import time
from pathlib import Path

import pytest
from django.db import connection, transaction

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
SLOW = 0.6  # seconds


def credit_slowly(place: str, minutes: int) -> None:
    """The fact is written and marked, and its transaction stays open for a while."""
    with transaction.atomic():
        credit(place, minutes)
        time.sleep(SLOW)


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


@pytest.mark.parametrize("first", ["the fact", "the summary"])
def test_a_first_summary_and_a_fact_of_that_moment_follow_one_another(separate_database: SeparateDatabase, enrollment: Enrollment, first: str) -> None:
    """There is no row yet that a mark could lock. Either the summary waits for the next look, or the fact waits for it and marks it."""
    cohort, place = enrollment.cohort.slug, {"place": enrollment.public_id}
    with Stage(separate_database) as stage:
        for number in range(1, 4):
            PlaceSummary.objects.all().delete()
            connection.close()
            if first == "the fact":
                acts = Act(f"{__name__}:credit_slowly", {**place, "minutes": number}), Act(f"{__name__}:refresh", {"cohort": cohort}, late=200)
            else:
                pause = f"board.before_keeping@{int(SLOW * 1000)}"
                acts = Act(f"{__name__}:credit", {**place, "minutes": number}, late=200), Act(f"{__name__}:refresh", {"cohort": cohort}, pause=pause)
            assert [one.error for one in stage.together(*acts)] == ["", ""]
            refresh(cohort)

            assert PlaceSummary.objects.get().minutes == sum(range(1, number + 1))
