"""Exports and packets as jobs: real steps are told, every student in the file is told of it, and rights are asked again."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from accreditation.tasks.packets import run_packet
from accreditation.tasks.records import run_export
from curriculum.models import Enrollment
from lms.audit.models import Disclosure
from lms.core.errors import NotFound
from lms.people.models import User
from lms.vault.api import file_called
from tests.factories.course import enrolled_student, load_course, member

pytestmark = pytest.mark.django_db


@dataclass
class Run:
    """A job as its function sees it, that writes down what it is told."""

    owner: str
    payload: dict[str, Any]
    public_id: str = "job-1"
    told: list[tuple[int, int, str]] = field(default_factory=list)

    def advance(self, done: int, total: int, message: str = "") -> None:
        self.told.append((done, total, message))


@pytest.fixture
def enrollment(tmp_path: Path, db: None) -> Enrollment:
    load_course(tmp_path)
    return enrolled_student()


@pytest.fixture
def emil(enrollment: Enrollment) -> User:
    return member("emil@north.example", "coordinator", enrollment.cohort.campus)


def test_an_export_tells_its_steps_and_discloses_every_student(enrollment: Enrollment, emil: User) -> None:
    job = Run(emil.public_id, {"scope": "cohort", "called": enrollment.cohort.slug, "campuses": ["north"], "format": "csv", "as_of": ""})

    run_export(job)

    assert job.told == [(0, 3, "Finding the students"), (1, 3, "Writing the record of 1 student"), (2, 3, "Telling whose record it is")]
    assert list(Disclosure.objects.values_list("owner", "viewer", "what")) == [(enrollment.student.public_id, emil.public_id, "Accreditation record exported")]


def test_a_packet_tells_each_part(enrollment: Enrollment, emil: User) -> None:
    job = Run(emil.public_id, {"enrollment": enrollment.public_id, "scheme": "doj-partial-initial", "draft": True})

    result = run_packet(job)

    done = [step[0] for step in job.told]
    assert done == sorted(done)
    assert job.told[0][2] == "Setting worksheet"
    assert job.told[-1][2] == "Joining the parts"
    assert {total for _, total, _ in job.told} == {job.told[-1][0] + 1}
    assert file_called(result["file"]).owner == enrollment.student.public_id


@pytest.mark.parametrize("payload", [{"cohort": "north-fall", "format": "csv"}, {"cohort": "gone", "format": "csv"}])
def test_a_right_that_ended_meanwhile_ends_the_job(enrollment: Enrollment, payload: dict[str, str]) -> None:
    stranger = enrolled_student("south", "s@south.example").student

    with pytest.raises(NotFound, match="not yours to export"):
        run_export(Run(stranger.public_id, payload))


def test_a_record_file_names_the_students_in_it(enrollment: Enrollment, emil: User) -> None:
    from lms.jobs.api import enqueue, job_called

    job = enqueue("accreditation.export_records", {"cohort": enrollment.cohort.slug, "format": "csv", "as_of": ""}, by=emil.public_id, campus="north")
    result = run_export(Run(emil.public_id, job_called(job.public_id).payload, job.public_id))

    assert file_called(result["file"]).people == {"north": [enrollment.student.public_id]}
