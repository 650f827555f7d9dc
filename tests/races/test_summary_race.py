"""A fact that is written while somebody brings the board up to date is on the board after the next look, not after the next day."""

import itertools
import time
from pathlib import Path
from zlib import crc32

import pytest
from django.db import connection, transaction

from accreditation.actions.mark_summaries import mark_students
from accreditation.actions.refresh_summaries import refresh_cohort
from accreditation.models import PlaceSummary
from curriculum.actions.enroll import close_cohort
from curriculum.actions.make_calendar_feed import make_cohort_feed
from curriculum.api import cohort_called, enrollment_called
from curriculum.models import Enrollment
from lms.people.models import Campus, User
from tests.conftest import SeparateDatabase
from tests.factories.course import enrolled_student, load_course, member
from tests.factories.ledger import append_hours
from tests.torture.stage import Act, Stage

pytestmark = [pytest.mark.services, pytest.mark.separate]
ROUNDS = 8
SLOW = 0.6  # seconds
PAUSE = f"board.before_keeping@{int(SLOW * 1000)}"
KEEPER = "keeper@north.example"


def credit_slowly(place: str, minutes: int) -> None:
    """The fact is written and marked, and its transaction stays open for a while."""
    with transaction.atomic():
        credit(place, minutes)
        time.sleep(SLOW)


def credit(place: str, minutes: int) -> None:
    append_hours(enrollment_called(place), minutes)


def close(cohort: str, by: str, seconds: float = 0) -> None:
    """A fact about everybody of the cohort, whose row it has locked before it marks."""
    with transaction.atomic():
        close_cohort(cohort=cohort_called(cohort), by=User.objects.get(email=by))
        time.sleep(seconds)


def make_feed(cohort: str, by: str, seconds: float) -> None:
    """Nothing about anybody, with the cohort’s row locked."""
    with transaction.atomic():
        make_cohort_feed(cohort=cohort_called(cohort), by=User.objects.get(email=by))
        time.sleep(seconds)


def refresh(cohort: str) -> int:
    return refresh_cohort(cohort_called(cohort))


@pytest.fixture
def several_writers() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one write at a time: the second waits, whatever the first has locked.")


@pytest.fixture
def enrollment(separate_database: SeparateDatabase, tmp_path: Path) -> Enrollment:
    load_course(tmp_path)
    return enrolled_student()


@pytest.fixture
def batch(separate_database: SeparateDatabase, enrollment: Enrollment) -> list[Enrollment]:
    """Four places of one cohort, and who keeps it."""
    member(KEEPER, "coordinator", Campus.objects.get())
    return [enrollment, *(enrolled_student(email=f"student{number}@north.example") for number in range(3))]


def renamed(place: Enrollment, *, beside: Enrollment) -> Enrollment:
    """The student with another public id: one whose turn of 64 would be that of ``beside``, and of 128 would not."""
    theirs = crc32(beside.student.public_id.encode())
    name = next(one for one in (f"turn{number:018}" for number in itertools.count()) if (crc32(one.encode()) - theirs) % 128 == 64)
    User.objects.filter(pk=place.student_id).update(public_id=name)
    return Enrollment.objects.get(pk=place.pk)


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
                acts = Act(f"{__name__}:credit", {**place, "minutes": number}, late=200), Act(f"{__name__}:refresh", {"cohort": cohort}, pause=PAUSE)
            assert [one.error for one in stage.together(*acts)] == ["", ""]
            refresh(cohort)

            assert PlaceSummary.objects.get().minutes == sum(range(1, number + 1))


class TestManyAtOnce:
    """First summaries of several places, made in one transaction that stays open for a while."""

    @pytest.mark.usefixtures("several_writers")
    def test_facts_about_others_are_written_meanwhile(self, separate_database: SeparateDatabase, batch: list[Enrollment]) -> None:
        """Also about who shared a turn while there were only 64 of them."""
        other = renamed(enrolled_student("south", "other@south.example"), beside=batch[0])
        with Stage(separate_database) as stage:
            written, made = stage.together(
                Act(f"{__name__}:credit", {"place": other.public_id, "minutes": 5}, late=200),
                Act(f"{__name__}:refresh", {"cohort": batch[0].cohort.slug}, pause=PAUSE),
            )

        assert written.ended < made.ended - SLOW / 3

    def test_two_batches_are_made_at_once(self, separate_database: SeparateDatabase, batch: list[Enrollment]) -> None:
        other = enrolled_student("south", "other@south.example")
        with Stage(separate_database) as stage:
            stage.together(*(Act(f"{__name__}:refresh", {"cohort": place.cohort.slug}, pause=PAUSE) for place in (batch[0], other)))

        assert PlaceSummary.objects.count() == len(batch) + 1

    @pytest.mark.usefixtures("several_writers")
    def test_a_cohort_that_closes_first_leaves_them_to_the_next_look(self, separate_database: SeparateDatabase, batch: list[Enrollment]) -> None:
        cohort = batch[0].cohort.slug
        with Stage(separate_database) as stage:
            closed, left = stage.together(
                Act(f"{__name__}:close", {"cohort": cohort, "by": KEEPER, "seconds": SLOW}), Act(f"{__name__}:refresh", {"cohort": cohort}, late=200)
            )

        assert (left.said, left.ended < closed.ended) == (len(batch), True)
        assert (refresh(cohort), PlaceSummary.objects.filter(is_stale=False).count()) == (0, len(batch))

    @pytest.mark.usefixtures("several_writers")
    def test_a_cohort_that_closes_meanwhile_waits_and_marks_them_all(self, separate_database: SeparateDatabase, batch: list[Enrollment]) -> None:
        cohort = batch[0].cohort.slug
        with Stage(separate_database) as stage:
            closed, made = stage.together(
                Act(f"{__name__}:close", {"cohort": cohort, "by": KEEPER}, late=200), Act(f"{__name__}:refresh", {"cohort": cohort}, pause=PAUSE)
            )

        assert (made.said, made.ended < closed.ended) == (0, True)
        assert PlaceSummary.objects.filter(is_stale=True).count() == len(batch)

    @pytest.mark.usefixtures("several_writers")
    def test_a_cohort_that_closes_marks_old_and_new_rows_alike(self, separate_database: SeparateDatabase, batch: list[Enrollment]) -> None:
        cohort = batch[0].cohort.slug
        refresh(cohort)
        PlaceSummary.objects.filter(enrollment=batch[0]).delete()
        PlaceSummary.objects.update(is_stale=True)
        with Stage(separate_database) as stage:
            stage.together(
                Act(f"{__name__}:close", {"cohort": cohort, "by": KEEPER}, late=200),
                *(Act(f"{__name__}:refresh", {"cohort": cohort}, pause=PAUSE),) * 2,
                Act(f"{__name__}:credit", {"place": batch[0].public_id, "minutes": 5}, late=250),
                Act(f"{__name__}:credit", {"place": batch[1].public_id, "minutes": 5}, late=250),
            )

        assert PlaceSummary.objects.filter(is_stale=True).count() == len(batch)
        assert refresh(cohort) == 0
        assert sorted(PlaceSummary.objects.values_list("minutes", flat=True)) == [0] * (len(batch) - 2) + [5, 5]

    @pytest.mark.usefixtures("several_writers")
    def test_a_cohort_that_is_locked_for_something_else_is_referred_to(self, separate_database: SeparateDatabase, batch: list[Enrollment]) -> None:
        cohort = batch[0].cohort.slug
        with Stage(separate_database) as stage:
            locked, made = stage.together(
                Act(f"{__name__}:make_feed", {"cohort": cohort, "by": KEEPER, "seconds": SLOW}), Act(f"{__name__}:refresh", {"cohort": cohort}, late=200)
            )

        assert (made.said, made.ended < locked.ended) == (0, True)
