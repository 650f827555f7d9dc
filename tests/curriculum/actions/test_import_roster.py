"""A report is read whole or not at all, once, and what people decided about names is remembered (HR-18)."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from curriculum.actions.import_roster import NOBODY, import_roster, people_listed
from curriculum.importers.participants import Joined
from curriculum.models import Enrollment, LiveSession, NameChoice, PresenceEvent, RosterImport
from curriculum.queries.attendance import attendance_rows
from lms.core.errors import Conflict, Invalid
from lms.people.models import User
from tests.factories.live import EVENING, confirmed, live_session, was_there

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(enrollment: Enrollment, teacher: User) -> LiveSession:
    return live_session(enrollment.cohort, teacher)


def stay(line: int, name: str, start: float, end: float, email: str = "") -> Joined:
    return Joined(line, name, email, EVENING + timedelta(minutes=start), EVENING + timedelta(minutes=end))


def read(session: LiveSession, by: User, stays: list[Joined], choices: dict[str, str] | None = None, sha256: str = "a" * 64) -> RosterImport:
    return import_roster(session=session, sha256=sha256, name="report.csv", stays=stays, choices=choices or {}, by=by)


def minutes(session: LiveSession) -> list[int]:
    return [row.presence.minutes for row in attendance_rows(session)]


def test_several_stays_of_one_person_are_joined(teacher: User, session: LiveSession) -> None:
    read(session, teacher, [stay(2, "Ana Alvarez", -5, 20), stay(3, "Alvarez, Ana", 15, 30), stay(4, "whoever", 60, 95, "student@north.example")])

    assert minutes(session) == [60]


def test_the_same_file_again_changes_nothing(teacher: User, session: LiveSession) -> None:
    first = read(session, teacher, [stay(2, "Ana Alvarez", 0, 20)])

    assert read(session, teacher, [stay(2, "Ana Alvarez", 0, 20)]) == first
    assert PresenceEvent.objects.count() == 2


def test_a_name_nobody_decided_stops_the_whole_file_with_its_lines(teacher: User, session: LiveSession) -> None:
    stays = [stay(2, "Ana Alvarez", 0, 20), stay(3, "iPhone", 0, 20), stay(4, "Ana", 5, 6), stay(5, "iPhone", 30, 40)]

    with pytest.raises(Invalid) as refused:
        read(session, teacher, stays)

    assert sorted(refused.value.sentences) == [
        "Line 4: choose who “Ana” is, or that it is nobody of this cohort.", "Lines 3, 5: choose who “iPhone” is, or that it is nobody of this cohort.",
    ]  # fmt: skip
    assert not PresenceEvent.objects.exists()
    assert not NameChoice.objects.exists()


def test_choices_are_remembered_for_the_cohort(enrollment: Enrollment, teacher: User, session: LiveSession) -> None:
    stays = [stay(2, "iPhone", 0, 20), stay(3, "Someone’s mother", 0, 90)]
    people = {person.name: person for person in people_listed(session, stays)}
    read(session, teacher, stays, {people["iPhone"].key: enrollment.public_id, people["Someone’s mother"].key: NOBODY})
    next_week = live_session(enrollment.cohort, teacher, number=None)

    again = {person.name: person.chosen for person in people_listed(next_week, stays)}

    assert minutes(session) == [20]
    assert again == {"iPhone": enrollment.public_id, "Someone’s mother": NOBODY}


def test_a_choice_that_names_no_student_of_the_cohort_is_refused(teacher: User, session: LiveSession) -> None:
    person = people_listed(session, [stay(2, "iPhone", 0, 20)])[0]

    with pytest.raises(Invalid):
        read(session, teacher, [stay(2, "iPhone", 0, 20)], {person.key: "another-cohorts-place"})


def test_a_suggestion_is_never_taken_without_a_person(teacher: User, session: LiveSession) -> None:
    person = people_listed(session, [stay(2, "A. Alvarez", 0, 20)])[0]

    assert (person.match.score, person.chosen) == (70, "")


def test_nothing_is_read_into_a_confirmed_session(enrollment: Enrollment, teacher: User, session: LiveSession) -> None:
    was_there(session, enrollment, teacher, 0, 90)
    confirmed(session, teacher)

    with pytest.raises(Conflict, match="confirmed"):
        read(session, teacher, [stay(2, "Ana Alvarez", 0, 20)])


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(spans=st.lists(st.tuples(st.integers(-20, 110), st.integers(0, 40)), min_size=1, max_size=6))
def test_presence_is_the_minutes_in_any_stay_within_the_session(teacher: User, session: LiveSession, spans: list[Any]) -> None:
    with transaction.atomic():
        read(session, teacher, [stay(number, "Ana Alvarez", start, start + length) for number, (start, length) in enumerate(spans, start=2)])
        oracle = {minute for start, length in spans for minute in range(max(start, 0), min(start + length, 90))}

        assert minutes(session) == [len(oracle)]
        transaction.set_rollback(True)
