"""What a student is allowed goes along to another cohort: once, kept as history, and never to their loss."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from assessments.actions.give_accommodation import Given, end_accommodation, give_accommodation
from assessments.actions.pause_attempt import pause_attempt, resume_attempt
from assessments.actions.start_attempt import start_attempt
from assessments.models import Accommodation, AssessmentPage, Attempt
from assessments.queries.pauses import break_left
from assessments.queries.terms import terms_of
from assessments.queries.windows import accommodations_of, held_in_places
from curriculum.actions.transfer_student import transfer_student
from curriculum.models import Cohort, Enrollment
from lms.audit.models import Event
from lms.core.errors import Conflict
from lms.notices.models import Notice
from lms.people.models import User
from tests.factories.clock import NINE, Clock, stand_still
from tests.factories.cohorts import coordinator_of, second_cohort
from tests.factories.course import enrolled_student, signed_in
from tests.factories.quizzes import load_quiz

pytestmark = pytest.mark.django_db
TERM = (date(2026, 9, 1), date(2026, 12, 31))


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The server's clock, at nine and standing still until it is set."""
    return stand_still(monkeypatch)


@pytest.fixture
def place(tmp_path: Path) -> Enrollment:
    load_quiz(tmp_path, time_limit_minutes=60)
    return enrolled_student()


@pytest.fixture
def quiz(place: Enrollment) -> AssessmentPage:
    return AssessmentPage.objects.get()


@pytest.fixture
def ines(place: Enrollment) -> User:
    return coordinator_of(place.cohort.campus)


@pytest.fixture
def spring(place: Enrollment) -> Cohort:
    return second_cohort(place)


def give(place: Enrollment, by: User, quiz: AssessmentPage | None = None, given: Given | None = None) -> Accommodation:
    return give_accommodation(enrollment=place, assessment=quiz, given=given or Given(150, 15, 0, *TERM), reason="Reads slowly.", by=by)


def move(place: Enrollment, to: Cohort, by: User) -> Enrollment:
    return transfer_student(enrollment=place, to=to, by=by, reason="Works on Mondays.")


def percent(place: Enrollment, quiz: AssessmentPage) -> int:
    return terms_of(quiz, Enrollment.objects.select_related("cohort__campus").get(pk=place.pk)).allowance.time_percent


def ends_after(attempt: Attempt) -> float:
    attempt.refresh_from_db()
    assert attempt.ends_at is not None
    return (attempt.ends_at - attempt.started_at).total_seconds() / 60


def rows(place: Enrollment) -> list[tuple[int, int, bool]]:
    return list(Accommodation.objects.filter(enrollment=place).values_list("number", "time_percent", "ended"))


def test_what_holds_goes_along_with_who_where_from_and_why(place: Enrollment, quiz: AssessmentPage, spring: Cohort, ines: User) -> None:
    first, other = give(place, ines), give(place, ines, quiz, Given(200, 0, 2, *TERM))

    moved = move(place, spring, ines)

    came = list(Accommodation.objects.filter(enrollment=moved))
    assert [(row.number, row.carried_from, row.assessment, row.time_percent, row.reason, row.given_by) for row in came] == [
        (1, first, None, 150, "Reads slowly.", ines),
        (2, other, quiz, 200, "Reads slowly.", ines),
    ]
    assert (percent(moved, quiz), rows(place)) == (200, [(1, 150, False), (2, 200, False)])
    events = Event.objects.filter(kind="assessments.accommodation_carried", subject_id=moved.public_id)
    assert [(event.data["about"], event.data["cohort"]) for event in events] == [("every quiz", "Spring"), (f"“{quiz.title}”", "Spring")]
    assert not any("slowly" in str(event.data) or "150" in str(event.data) for event in events)
    assert Notice.objects.filter(subject_line="Your accommodation goes along").count() == 1


def test_an_attempt_that_runs_keeps_its_end_and_its_breaks(place: Enrollment, quiz: AssessmentPage, spring: Cohort, ines: User, clock: Clock) -> None:
    give(place, ines)
    attempt = start_attempt(assessment=quiz, enrollment=place, by=place.student)
    before = ends_after(attempt)

    moved = move(place, spring, ines)
    attempt = Attempt.objects.select_related("assessment", "enrollment__cohort__campus", "enrollment__student").get(pk=attempt.pk)
    pause_attempt(attempt=attempt, by=place.student)
    clock.now += timedelta(minutes=6)
    resume_attempt(attempt=attempt, by=place.student)

    assert (before, ends_after(attempt)) == (90, 96)
    assert break_left(attempt) == timedelta(minutes=9)
    assert not Attempt.objects.filter(enrollment=moved).exists()


def test_an_attempt_begun_after_the_move_has_the_time_of_before(place: Enrollment, quiz: AssessmentPage, spring: Cohort, ines: User) -> None:
    give(place, ines)

    moved = move(place, spring, ines)

    assert ends_after(start_attempt(assessment=quiz, enrollment=moved, by=moved.student)) == 90


def test_who_moves_back_to_an_attempt_that_runs_has_it_extended(place: Enrollment, quiz: AssessmentPage, spring: Cohort, ines: User) -> None:
    attempt = start_attempt(assessment=quiz, enrollment=place, by=place.student)
    moved = move(place, spring, ines)
    give(moved, ines)

    before = ends_after(attempt)
    back = move(moved, place.cohort, ines)

    assert (before, ends_after(attempt), back.pk) == (60, 90, place.pk)


def test_moving_back_and_forth_adds_nothing(place: Enrollment, quiz: AssessmentPage, spring: Cohort, ines: User) -> None:
    give(place, ines)

    moved = move(place, spring, ines)
    back = move(moved, place.cohort, ines)
    again = move(back, spring, ines)

    assert (rows(back), rows(again), percent(again, quiz)) == ([(1, 150, False)], [(1, 150, False)], 150)


def test_what_was_changed_or_ended_in_between_holds_where_the_student_comes_back(place: Enrollment, quiz: AssessmentPage, spring: Cohort, ines: User) -> None:
    give(place, ines)
    give(place, ines, quiz, Given(300, 0, 0, *TERM))
    moved = move(place, spring, ines)
    give(moved, ines, given=Given(125, 0, 0, *TERM))
    end_accommodation(accommodation=Accommodation.objects.get(enrollment=moved, assessment=quiz), reason="Not needed.", by=ines)

    back = move(moved, place.cohort, ines)

    assert rows(back) == [(1, 150, False), (2, 300, False), (3, 125, False), (4, 300, True)]
    assert percent(back, quiz) == 125


def test_what_ended_or_has_run_out_does_not_go_along(place: Enrollment, quiz: AssessmentPage, spring: Cohort, ines: User) -> None:
    end_accommodation(accommodation=give(place, ines), reason="Not needed.", by=ines)
    give(place, ines, quiz, Given(200, 0, 0, date(2026, 9, 1), date(2026, 10, 4)))

    moved = move(place, spring, ines)

    assert (rows(moved), Notice.objects.filter(subject_line="Your accommodation goes along").count()) == ([], 0)


def test_a_refused_move_carries_nothing(place: Enrollment, spring: Cohort, ines: User) -> None:
    give(place, ines)
    Cohort.objects.filter(pk=spring.pk).update(closed_at=NINE)

    with pytest.raises(Conflict):
        move(place, spring, ines)

    assert Accommodation.objects.count() == 1


def test_pages_say_where_it_came_from_and_tell_it_once(place: Enrollment, spring: Cohort, ines: User, settings: pytest.FixtureRequest) -> None:
    settings.SECOND_FACTOR_REQUIRED = False  # type: ignore[attr-defined]
    give(place, ines)
    moved = move(place, spring, ines)

    page = signed_in(ines).get(f"/cohorts/{spring.slug}/accommodations/").content.decode()

    assert "taken along from Fall by" in page
    assert [one.row.enrollment for one in held_in_places(accommodations_of(place.student))] == [moved]
