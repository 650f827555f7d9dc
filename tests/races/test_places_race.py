"""Sixteen people follow a link into a cohort with five places at once: five get in, eleven stand in line, nobody twice."""

import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from curriculum.actions.enroll import withdraw_student
from curriculum.actions.make_join_link import make_join_link
from curriculum.actions.set_capacity import set_capacity
from curriculum.models import Cohort, Enrollment, JoinLink, LinkUse, WaitingPlace
from curriculum.queries.release import today_at
from tests.conftest import SeparateDatabase
from tests.factories.cohorts import coordinator_of, student_of
from tests.factories.course import enrolled_student, load_course

PEOPLE, PLACES = 16, 5
COMER = """
import sys, time, django
django.setup()
from curriculum.actions.use_join_link import use_join_link
from curriculum.models import JoinLink
from lms.people.models import User
link, person = JoinLink.objects.select_related("cohort__campus").get(), User.objects.get(email=sys.argv[2])
time.sleep(max(0, int(sys.argv[1]) / 1000 - time.time()))
print(type(use_join_link(link=link, person=person)).__name__)
"""


def run_all(database: SeparateDatabase, program: str, arguments: list[str], wait: int) -> list[str]:
    start = int((time.time() + wait) * 1000)
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(start), argument], env=database.environment(), cwd=Path(__file__).parents[2],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for argument in arguments
    ]  # fmt: skip
    outputs = [process.communicate(timeout=300) for process in processes]
    assert [err for _, err in outputs if err] == []
    return [out.strip() for out, _ in outputs]


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

    said = run_all(separate_database, COMER, [person.email for person in people], 25)

    active = Enrollment.objects.filter(state="active")
    assert (said.count("Enrollment"), said.count("WaitingPlace")) == (PLACES, PEOPLE - PLACES)
    assert (active.count(), WaitingPlace.objects.filter(ended_at=None).count()) == (PLACES, PEOPLE - PLACES)
    assert (JoinLink.objects.get().uses, LinkUse.objects.count()) == (PEOPLE, PEOPLE)

    line = list(WaitingPlace.objects.filter(ended_at=None).order_by("pk").values_list("student", flat=True))
    leavers = [str(pk) for pk in active.values_list("pk", flat=True)]
    run_all(separate_database, LEAVER, leavers, 15)

    # every place freed went to the longest waiting, whoever left in whatever order
    assert set(Enrollment.objects.filter(state="active").values_list("student", flat=True)) == set(line[:PLACES])
    assert list(WaitingPlace.objects.filter(ended_at=None).order_by("pk").values_list("student", flat=True)) == line[PLACES:]


LEAVER = """
import sys, time, django
django.setup()
from curriculum.actions.enroll import withdraw_student
from curriculum.models import Enrollment
from lms.people.models import User
place, by = Enrollment.objects.select_related("cohort__campus").get(pk=sys.argv[2]), User.objects.get(email="coordinator@north.example")
time.sleep(max(0, int(sys.argv[1]) / 1000 - time.time()))
print(withdraw_student(enrollment=place, by=by, reason="Moved away.").state)
"""
