"""Sixteen people follow a link into a cohort with five places at once: five get in, eleven stand in line, nobody twice."""

from datetime import date
from pathlib import Path

import pytest

from curriculum.actions.enroll import withdraw_student
from curriculum.actions.make_join_link import make_join_link
from curriculum.actions.set_capacity import set_capacity
from curriculum.actions.use_join_link import use_join_link
from curriculum.models import Cohort, Enrollment, JoinLink, LinkUse, WaitingPlace
from curriculum.queries.release import today_at
from lms.people.models import User
from tests.conftest import SeparateDatabase
from tests.factories.cohorts import coordinator_of, student_of
from tests.factories.course import enrolled_student, load_course
from tests.torture.stage import Act, Stage

PEOPLE, PLACES = 16, 5


def come(email: str) -> str:
    link, person = JoinLink.objects.select_related("cohort__campus").get(), User.objects.get(email=email)
    return type(use_join_link(link=link, person=person)).__name__


def leave(enrollment: int) -> str:
    place, by = Enrollment.objects.select_related("cohort__campus").get(pk=enrollment), User.objects.get(email="coordinator@north.example")
    return withdraw_student(enrollment=place, by=by, reason="Moved away.").state


@pytest.mark.services
@pytest.mark.separate
def test_sixteen_at_once_never_take_more_than_the_places(separate_database: SeparateDatabase, tmp_path: Path) -> None:
    load_course(tmp_path / "course")
    first = enrolled_student()
    emil = coordinator_of(first.campus)
    withdraw_student(enrollment=first, by=emil, reason="Only to have the cohort.")
    set_capacity(cohort=first.cohort, capacity=PLACES, by=emil)
    Cohort.objects.update(ends_on=date(2030, 1, 1))
    make_join_link(cohort=Cohort.objects.get(), max_uses=PEOPLE, last_day=today_at(first.cohort.campus), domain="", by=emil)
    people = [student_of(first.campus, f"s{number}") for number in range(PEOPLE)]

    with Stage(separate_database) as stage:
        said = [outcome.said for outcome in stage.together(*(Act(f"{__name__}:come", {"email": person.email}) for person in people))]

        active = Enrollment.objects.filter(state="active")
        assert (said.count("Enrollment"), said.count("WaitingPlace")) == (PLACES, PEOPLE - PLACES)
        assert (active.count(), WaitingPlace.objects.filter(ended_at=None).count()) == (PLACES, PEOPLE - PLACES)
        assert (JoinLink.objects.get().uses, LinkUse.objects.count()) == (PEOPLE, PEOPLE)

        line = list(WaitingPlace.objects.filter(ended_at=None).order_by("pk").values_list("student", flat=True))
        stage.together(*(Act(f"{__name__}:leave", {"enrollment": pk}) for pk in active.values_list("pk", flat=True)))

    # every place freed went to the longest waiting, whoever left in whatever order
    assert set(Enrollment.objects.filter(state="active").values_list("student", flat=True)) == set(line[:PLACES])
    assert list(WaitingPlace.objects.filter(ended_at=None).order_by("pk").values_list("student", flat=True)) == line[PLACES:]
