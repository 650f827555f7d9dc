"""`seed_demo --students N` makes a large demonstration in bulk above some number, side by side, telling how far it is."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connections

from curriculum.models import Enrollment
from lms.core.progress import untold
from lms.people.models import Campus
from lms.site.demonstration.many import seed as many
from lms.site.demonstration.people import put_campus
from lms.site.demonstration.seed import campus_facts
from lms.site.management.commands import seed_demo
from tests.factories.course import load_course


def _usual(*, students: list[int], seed_number: int) -> dict[str, int]:
    """The usual demonstration, without its people."""
    for number in range(len(students)):
        put_campus(*campus_facts(number))
    return {"campuses": len(students), "people": 0, "cohorts": 0, "enrollments": 0}


@pytest.mark.django_db
def test_those_beyond_the_usual_ones_come_in_bulk(tmp_path: Any, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    load_course(tmp_path / "course")
    settings.DEMONSTRATION_ACCOUNTS_ALLOWED = True
    for name, value in {"seed": _usual, "STUDENTS": (2, 2), "MOST_TOLD_SINGLY": 5, "SECONDS_BETWEEN_LINES": 0}.items():
        monkeypatch.setattr(seed_demo, name, value)
    said, told = StringIO(), StringIO()

    call_command("seed_demo", "--students", "7", "--campuses", "2", "--processes", "1", stdout=said, stderr=told, no_color=True)

    assert said.getvalue() == "2 campuses, 3 people, 2 cohorts, 3 enrollments, 6 entries in bulk.\n"
    assert [Enrollment.objects.filter(cohort__campus=campus).count() for campus in Campus.objects.order_by("pk")] == [2, 1]
    assert "Batches of students: 2 of 2, " in told.getvalue()
    assert "Boards: 2 of 2, " in told.getvalue()


@pytest.mark.django_db
def test_few_are_made_as_always(tmp_path: Any, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    load_course(tmp_path / "course")
    settings.DEMONSTRATION_ACCOUNTS_ALLOWED = True
    asked: list[list[int]] = []
    monkeypatch.setattr(seed_demo, "seed", lambda *, students, seed_number: asked.append(students) or _usual(students=students, seed_number=seed_number))

    call_command("seed_demo", "--students", "300", verbosity=0)

    assert asked == [[150, 150]]
    assert not Enrollment.objects.exists()


def test_processes_share_the_work_and_the_first_failure_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "close_all", lambda: None)  # the connections of the suite are not ours to close

    assert sorted(many._each(abs, [-1, -2, -3], 2, untold, "Numbers")) == [1, 2, 3]
    with pytest.raises(TypeError):
        list(many._each(abs, ["a", -2], 2, untold, "Numbers"))  # type: ignore[list-item]
