"""Who teaches and who attends a live session: each predicate against its queryset twin."""

import pytest

from curriculum.models import Enrollment, LiveSession
from curriculum.rules import cohorts_taught_by, make_ups_given_by, sessions_attended_by, sessions_taught_by
from lms.people.models import User
from tests.curriculum.actions.test_give_make_up import give
from tests.factories.course import enrolled_student, member
from tests.factories.live import live_session

pytestmark = pytest.mark.django_db


def test_predicates_and_twins_agree(enrollment: Enrollment, teacher: User) -> None:
    campus = enrollment.cohort.campus
    south = enrolled_student("south", "student@south.example")
    withdrawn = enrolled_student(email="gone@north.example")
    Enrollment.objects.filter(pk=withdrawn.pk).update(state="withdrawn", ended_at="2026-10-01T00:00:00Z")
    sessions = [live_session(enrollment.cohort, teacher), live_session(south.cohort, member("teacher@south.example", "instructor", south.cohort.campus))]
    make_up = give(sessions[0], enrollment, teacher)
    roles = ("coordinator", "officer", "auditor", "attorney", "administrator")
    people = [enrollment.student, south.student, withdrawn.student, teacher, *(member(f"{role}@north.example", role, campus) for role in roles)]

    answers = {}
    for person in (User.objects.get(pk=person.pk) for person in people):
        for session in sessions:
            found = LiveSession.objects.get(pk=session.pk)
            assert person.has_perm("curriculum.teach_session", found) == sessions_taught_by(person).filter(pk=found.pk).exists()
            assert person.has_perm("curriculum.teach_session", found.cohort) == cohorts_taught_by(person).filter(pk=found.cohort_id).exists()
            assert person.has_perm("curriculum.attend_session", found) == sessions_attended_by(person).filter(pk=found.pk).exists()
        assert person.has_perm("curriculum.teach_session", make_up) == make_ups_given_by(person).filter(pk=make_up.pk).exists()
        answers[person.email] = [
            (person.has_perm("curriculum.teach_session", session), person.has_perm("curriculum.attend_session", session)) for session in sessions
        ]

    assert {name for name, found in answers.items() if found[0][0]} == {f"{role}@north.example" for role in ("instructor", "coordinator", "administrator")}
    assert answers["student@north.example"] == [(False, True), (False, False)]
    assert answers["gone@north.example"] == [(False, False), (False, False)]
