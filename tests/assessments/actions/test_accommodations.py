"""Accommodations: given by coordinators, kept as history, applied everywhere, seen by few; and breaks."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from assessments.actions.give_accommodation import Given, end_accommodation, give_accommodation
from assessments.actions.pause_attempt import pause_attempt, resume_attempt
from assessments.actions.save_responses import save_responses
from assessments.actions.set_windows import Times, set_windows
from assessments.actions.start_attempt import start_attempt
from assessments.actions.submit_attempt import close_if_overdue
from assessments.models import Accommodation, AssessmentPage, Attempt, CohortWindow
from assessments.queries.pauses import break_left, is_paused
from assessments.queries.release import Tries, shown_parts
from assessments.queries.terms import allowance_of, closed_to_everybody, present
from assessments.queries.windows import ended
from curriculum.models import Enrollment
from lms.audit.models import Disclosure, Event
from lms.core.errors import Conflict, Forbidden, Invalid
from lms.people.models import User
from tests.factories.clock import NINE, Clock, stand_still
from tests.factories.course import enrolled_student, member, signed_in
from tests.factories.quizzes import load_quiz

pytestmark = pytest.mark.django_db
TERM = (date(2026, 9, 1), date(2026, 12, 31))


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The server's clock, at nine and standing still until it is shifted."""
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
    return member("coordinator@north.example", "coordinator", place.cohort.campus)


def start(place: Enrollment, quiz: AssessmentPage) -> Attempt:
    return start_attempt(assessment=quiz, enrollment=place, by=place.student)


def minutes(attempt: Attempt) -> float:
    attempt.refresh_from_db()
    assert attempt.ends_at is not None
    return (attempt.ends_at - attempt.started_at).total_seconds() / 60


def test_it_holds_in_its_days_for_its_student_and_the_better_rule_wins(place: Enrollment, quiz: AssessmentPage, ines: User, clock: Clock) -> None:
    give_accommodation(enrollment=place, assessment=None, given=Given(150, 0, 0, *TERM), reason="R", by=ines)
    give_accommodation(enrollment=place, assessment=quiz, given=Given(125, 0, 2, date(2026, 10, 5), date(2026, 10, 5)), reason="R", by=ines)
    other = enrolled_student(email="other@north.example", program=place.cohort.program)

    assert minutes(start(place, quiz)) == 90
    assert minutes(start(other, quiz)) == 60


def test_a_change_during_an_attempt_extends_it_and_an_end_takes_nothing_away(place: Enrollment, quiz: AssessmentPage, ines: User) -> None:
    attempt = start(place, quiz)

    given = give_accommodation(enrollment=place, assessment=None, given=Given(200, 0, 0, *TERM), reason="Reads slowly.", by=ines)
    extended = minutes(attempt)
    end_accommodation(accommodation=given, reason="Not needed any more.", by=ines)
    end_accommodation(accommodation=given, reason="Not needed any more.", by=ines)

    assert (extended, minutes(attempt)) == (120, 120)
    assert [(row.number, row.ended) for row in Accommodation.objects.all()] == [(1, False), (2, True)]
    said = " ".join(str(event.data) for event in Event.objects.filter(kind__startswith="assessments.accommodation"))
    assert "every quiz" in said
    assert "slowly" not in said


def test_one_that_is_given_after_midnight_lengthens_an_attempt_that_was_begun_before(place: Enrollment, quiz: AssessmentPage, ines: User, clock: Clock) -> None:
    clock.now = datetime(2026, 10, 6, 3, 50, tzinfo=UTC)  # ten minutes before midnight at the campus
    attempt = start(place, quiz)
    clock.shift(timedelta(minutes=20))

    give_accommodation(enrollment=place, assessment=None, given=Given(200, 10, 0, date(2026, 10, 6), date(2026, 10, 6)), reason="R", by=ines)

    assert (minutes(attempt), break_left(attempt)) == (120, timedelta(minutes=10))


def test_one_for_next_term_stands_beside_the_one_of_this_term(place: Enrollment, quiz: AssessmentPage, ines: User) -> None:
    def percent(day: date) -> int:
        return allowance_of(place.pk, quiz.pk, day).time_percent

    days = date(2026, 10, 1), date(2027, 2, 1)
    this = give_accommodation(enrollment=place, assessment=None, given=Given(200, 0, 0, *TERM), reason="R", by=ines)
    give_accommodation(enrollment=place, assessment=None, given=Given(150, 0, 0, date(2027, 1, 1), date(2027, 6, 1)), reason="R", by=ines)
    both = [percent(day) for day in days]
    end_accommodation(accommodation=this, reason="Not needed any more.", by=ines)

    assert both == [200, 150]
    assert [percent(day) for day in days] == [100, 150]
    assert [[row.number for row in which] for which in (present(Accommodation.objects.all()), ended(list(Accommodation.objects.all())))] == [[2], [3]]


def test_one_takes_the_place_of_those_that_share_a_day_with_it(place: Enrollment, quiz: AssessmentPage, ines: User) -> None:
    give_accommodation(enrollment=place, assessment=None, given=Given(200, 0, 0, *TERM), reason="R", by=ines)
    give_accommodation(enrollment=place, assessment=None, given=Given(150, 0, 0, TERM[0], date(2026, 10, 31)), reason="R", by=ines)

    assert [allowance_of(place.pk, quiz.pk, day).time_percent for day in (date(2026, 10, 1), date(2026, 11, 1))] == [150, 100]


@pytest.mark.parametrize("part", ["key", "explanation"])
def test_a_later_close_is_refused_once_the_close_has_shown_what_is_right(place: Enrollment, quiz: AssessmentPage, ines: User, clock: Clock, part: str) -> None:
    AssessmentPage.objects.update(**{"closes_at": NINE, f"show_{part}": "after_close"})
    clock.shift(timedelta(minutes=1))

    with pytest.raises(Invalid, match="closed to everybody"):
        give_accommodation(enrollment=place, assessment=AssessmentPage.objects.get(), given=Given(100, 0, 48, *TERM), reason="Ill", by=ines)


def test_a_closed_assessment_stays_closed_for_the_others(place: Enrollment, quiz: AssessmentPage, ines: User, clock: Clock) -> None:
    AssessmentPage.objects.update(closes_at=NINE)
    page = AssessmentPage.objects.get()
    give_accommodation(enrollment=place, assessment=page, given=Given(100, 0, 2, *TERM), reason="Ill", by=ines)
    clock.shift(timedelta(hours=1))
    give_accommodation(enrollment=place, assessment=page, given=Given(100, 0, 4, *TERM), reason="Ill", by=ines)
    states = []
    for hours in (2, 2, 40):
        clock.shift(timedelta(hours=hours))
        states.append(closed_to_everybody(page, clock.now))
        if states[-1]:
            give_accommodation(enrollment=place, assessment=None, given=Given(100, 0, 48, *TERM), reason="Ill", by=ines)

    assert states == [False, True, True]


@pytest.mark.parametrize(
    ("given", "reason"),
    [(Given(100, 0, 0, *TERM), "R"), (Given(90, 5, 0, *TERM), "R"), (Given(150, 0, 0, *reversed(TERM)), "R"), (Given(150, 0, 0, *TERM), " ")],  # type: ignore[arg-type]
)
def test_what_gives_nothing_or_says_nothing_is_refused(place: Enrollment, ines: User, given: Given, reason: str) -> None:
    with pytest.raises(Invalid):
        give_accommodation(enrollment=place, assessment=None, given=given, reason=reason, by=ines)

    assert not Accommodation.objects.exists()


def test_only_coordinators_give_one(place: Enrollment) -> None:
    for person in (place.student, member("instructor@north.example", "instructor", place.cohort.campus)):
        with pytest.raises(Forbidden):
            give_accommodation(enrollment=place, assessment=None, given=Given(150, 0, 0, *TERM), reason="R", by=person)


def test_a_break_stops_the_clock_for_as_long_as_it_is_used(place: Enrollment, quiz: AssessmentPage, ines: User, clock: Clock) -> None:
    give_accommodation(enrollment=place, assessment=None, given=Given(100, 15, 0, *TERM), reason="R", by=ines)
    attempt = start(place, quiz)
    clock.shift(timedelta(minutes=10))
    pause_attempt(attempt=attempt, by=place.student)
    pause_attempt(attempt=attempt, by=place.student)
    reserved = minutes(attempt)
    clock.shift(timedelta(minutes=6))
    assert is_paused(attempt)
    resume_attempt(attempt=attempt, by=place.student)
    resume_attempt(attempt=attempt, by=place.student)

    assert (reserved, minutes(attempt)) == (75, 66)
    assert break_left(attempt) == timedelta(minutes=9)

    pause_attempt(attempt=attempt, by=place.student)
    clock.shift(timedelta(minutes=30))

    assert minutes(attempt) == 75
    assert not is_paused(attempt)
    with pytest.raises(Conflict, match="no break left"):
        pause_attempt(attempt=attempt, by=place.student)
    clock.shift(timedelta(minutes=30))
    assert close_if_overdue(attempt)


def test_whoever_answers_during_a_break_has_gone_on(place: Enrollment, quiz: AssessmentPage, ines: User, clock: Clock) -> None:
    give_accommodation(enrollment=place, assessment=None, given=Given(100, 15, 0, *TERM), reason="R", by=ines)
    attempt = start(place, quiz)
    pause_attempt(attempt=attempt, by=place.student)
    clock.shift(timedelta(minutes=5))

    save_responses(attempt=attempt, form={"q1": ["true"]}, key="other-tab", by=place.student)

    assert minutes(attempt) == 65
    assert not is_paused(attempt)


def test_without_an_accommodation_there_is_no_break(place: Enrollment, quiz: AssessmentPage) -> None:
    with pytest.raises(Conflict):
        pause_attempt(attempt=start(place, quiz), by=place.student)


def test_a_later_close_lets_one_student_start_and_holds_the_key_back_for_all(place: Enrollment, quiz: AssessmentPage, ines: User, clock: Clock) -> None:
    other, third = (enrolled_student(email=f"{name}@north.example", program=place.cohort.program) for name in ("other", "third"))
    AssessmentPage.objects.update(closes_at=clock() + timedelta(hours=1), show_key="after_close")
    quiz.refresh_from_db()
    give_accommodation(enrollment=place, assessment=quiz, given=Given(100, 0, 2, *TERM), reason="R", by=ines)
    early = start(other, quiz)
    clock.shift(timedelta(hours=2))
    close_if_overdue(early)
    with pytest.raises(Conflict, match="has closed"):
        start(third, quiz)
    attempt = start(place, quiz)

    early.refresh_from_db()
    assert not shown_parts(early, Tries(made=1)).key
    assert minutes(attempt) == 60
    clock.shift(timedelta(minutes=61))
    close_if_overdue(attempt)
    assert shown_parts(early, Tries(made=1)).key


def test_a_quiz_for_some_cohorts_and_times_of_their_own(place: Enrollment, quiz: AssessmentPage, ines: User, clock: Clock) -> None:
    AssessmentPage.objects.update(limited_to_cohorts=True)
    quiz.refresh_from_db()

    with pytest.raises(Conflict, match="for other cohorts"):
        start(place, quiz)
    changed = set_windows(cohort=place.cohort, times={quiz.pk: Times(True, clock() + timedelta(hours=1), clock() + timedelta(hours=2))}, by=ines)
    again = set_windows(cohort=place.cohort, times={quiz.pk: Times(True, clock() + timedelta(hours=1), clock() + timedelta(hours=2))}, by=ines)
    with pytest.raises(Conflict, match="not opened yet"):
        start(place, quiz)
    clock.shift(timedelta(minutes=90))
    attempt = start(place, quiz)

    assert (changed, again) == (1, 0)
    assert minutes(attempt) == 30


def test_the_pages_of_coordinators_and_students(place: Enrollment, quiz: AssessmentPage, ines: User, settings: pytest.FixtureRequest) -> None:
    settings.SECOND_FACTOR_REQUIRED = False  # type: ignore[attr-defined]
    client = signed_in(ines)
    form = {
        "enrollment": place.pk, "assessment": "", "time_percent": 150, "break_minutes": 10, "later_close_hours": 0, "starts_on": "2026-09-01",
        "ends_on": "2026-12-31", "reason": "Reads slowly.",
    }  # fmt: skip

    faulty = client.post("/cohorts/north-fall/accommodations/", form | {"time_percent": 100, "break_minutes": 0})
    kept = client.post("/cohorts/north-fall/accommodations/", form)
    listed = client.get("/cohorts/north-fall/accommodations/").content.decode()
    mine = signed_in(place.student).get("/attempts/accommodations/").content.decode()
    windows = client.post("/cohorts/north-fall/quizzes/", {f"quiz-{quiz.pk}-given": "on", f"quiz-{quiz.pk}-closes_at": "2026-10-05T09:00"})

    assert (faulty.status_code, kept.status_code, windows.status_code) == (422, 302, 302)
    assert "Give more time, breaks, or a later close." in faulty.content.decode()
    assert "Reads slowly." in listed
    assert "Reads slowly." in mine
    assert Disclosure.objects.filter(what="Accommodations, with their reasons").count() == 1
    assert CohortWindow.objects.get().closes_at.isoformat() == "2026-10-05T13:00:00+00:00"  # type: ignore[union-attr]
    assert 'value="2026-10-05T09:00"' in client.get("/cohorts/north-fall/quizzes/").content.decode()
    assert client.post(f"/cohorts/accommodations/{Accommodation.objects.get().public_id}/end/", {"reason": "Over."}).status_code == 302
    assert Accommodation.objects.filter(ended=True).count() == 1


def test_pages_without_a_way_back(tmp_path: Path) -> None:
    shown = {"key": "during", "explanation": "during", "marks": "during"}
    quiz, place = load_quiz(tmp_path, navigation="by_question", shuffle_questions=False, feedback=shown), enrolled_student()
    attempt, student = start(place, quiz), signed_in(place.student)
    path = f"/attempts/{attempt.public_id}/"

    first = student.get(path).content.decode()
    save_responses(attempt=attempt, form={"q1": ["true"], "q2": ["true"]}, key="ahead", by=place.student)
    gone_on = student.post(f"{path}next/", {"page": "1", "key": "leave", "q1": "true"})
    twice = student.post(f"{path}next/", {"page": "1"})
    left = student.get(f"{path}left/").content.decode()
    second = student.get(path).content.decode()

    assert ('id="question-1"' in first, 'id="question-2"' in first) == (True, False)
    assert ('id="question-1"' in second, 'id="question-2"' in second) == (False, True)
    assert [step.item.position for step in attempt.steps.select_related("item")] == [1]
    assert (gone_on.url, twice.status_code, attempt.pages_left.count()) == (f"{path}left/", 302, 1)  # type: ignore[attr-defined]
    assert left.count("Because of") == 1
    assert "Because of" not in first + second
    assert student.post(f"{path}next/", {"page": "3"}).status_code == 409


def test_a_conflict_is_not_chosen_in_once_its_question_was_left_and_its_key_shown(tmp_path: Path) -> None:
    shown = {"key": "during", "explanation": "during", "marks": "during"}
    quiz, place = load_quiz(tmp_path, navigation="by_question", shuffle_questions=False, feedback=shown), enrolled_student()
    attempt, student = start(place, quiz), signed_in(place.student)
    for key, answer in (("phone", "false"), ("desk", "true")):
        save_responses(attempt=attempt, form={"q1": [answer], "seen": ["0"]}, key=key, by=place.student)
    student.post(f"/attempts/{attempt.public_id}/next/", {"page": "1"})

    page = student.get(f"/attempts/{attempt.public_id}/").content.decode()
    chosen = student.post(f"/attempts/choices/{attempt.conflicts.get().pk}/", {"which": "other"})

    assert "has two answers" not in page
    assert (chosen.status_code, attempt.last_step, attempt.steps.count()) == (409, 0, 1)
