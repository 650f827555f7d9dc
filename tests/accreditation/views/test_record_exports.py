"""Asking for a record over the pages: of a cohort, a campus, an organization or a student; who may, what the job is told, and who may read the file."""

from pathlib import Path
from typing import Any

import pytest

from accreditation.tasks.records import run_export
from curriculum.models import Enrollment
from lms.core.errors import NotFound
from lms.jobs.models import Job
from lms.people.models import Membership, User
from lms.vault.api import file_called, file_kinds, read
from tests.accreditation.test_tasks import Run
from tests.factories.course import enrolled_student, load_course, member, signed_in
from tests.factories.records import read_csv, sponsor

pytestmark = pytest.mark.django_db
CSV = {"format": "csv", "as_of": ""}


@pytest.fixture(autouse=True)
def without_second_factor(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def north(tmp_path: Path, db: None) -> Enrollment:
    load_course(tmp_path)
    return enrolled_student()


@pytest.fixture
def south(north: Enrollment) -> Enrollment:
    return enrolled_student("south", "sol@south.example")


@pytest.fixture
def emil(north: Enrollment) -> User:
    return member("emil@north.example", "coordinator", north.cohort.campus)


def written(person: User) -> tuple[Any, list[dict[str, str]]]:
    """The file of the newest job, and its rows."""
    job = Job.objects.order_by("-pk")[0]
    file = file_called(run_export(Run(person.public_id, job.payload, job.public_id))["file"])
    assert file is not None
    return file, read_csv(read(file))


def test_every_scope_is_asked_for_on_its_page(north: Enrollment, emil: User) -> None:
    home = sponsor(north.cohort.campus)
    pages = {
        "cohort": f"/cohorts/{north.cohort.slug}/records/", "campus": "/cohorts/campuses/north/records/",
        "student": f"/cohorts/people/{north.public_id}/records/", "organization": f"/organizations/{home.public_id}/records/",
    }  # fmt: skip
    browser = signed_in(emil)
    for kind, page in pages.items():
        assert browser.get(page).status_code == 200
        assert browser.post(page, {"format": "nothing"}).status_code == 422
        assert browser.post(page, CSV).status_code == 302

        file, rows = written(emil)
        job = Job.objects.order_by("-pk")[0]
        assert (job.payload["scope"], job.payload["campuses"], file.campus) == (kind, ["north"], "north")
        assert [row["email"] for row in rows] == [north.student.email]
        assert "Ana" not in file.name


def test_an_organization_of_two_campuses_gives_a_coordinator_their_own_only(north: Enrollment, south: Enrollment, emil: User) -> None:
    home = sponsor(north.cohort.campus, south.cohort.campus)

    signed_in(emil).post(f"/organizations/{home.public_id}/records/", CSV)

    assert [row["email"] for row in written(emil)[1]] == [north.student.email]


def test_the_file_of_two_campuses_is_read_by_who_had_it_written_while_both_are_theirs(north: Enrollment, south: Enrollment, emil: User) -> None:
    both = Membership.objects.create(user=emil, campus=south.cohort.campus, role="coordinator")
    other = member("mateo@north.example", "coordinator", north.cohort.campus)
    home = sponsor(north.cohort.campus, south.cohort.campus)
    signed_in(emil).post(f"/organizations/{home.public_id}/records/", CSV)
    file, rows = written(emil)
    kind = file_kinds.get("accreditation.record")

    assert {row["email"] for row in rows} == {north.student.email, south.student.email}
    assert (file.campus, kind.may_read(User.objects.get(pk=emil.pk), file), kind.may_read(other, file)) == ("", True, False)
    both.delete()
    assert not kind.may_read(User.objects.get(pk=emil.pk), file)


def test_a_campus_lost_between_asking_and_writing_ends_the_job(north: Enrollment, south: Enrollment, emil: User) -> None:
    payload = {"scope": "campus", "called": "south", "campuses": ["south"], **CSV}

    with pytest.raises(NotFound, match="not yours to export"):
        run_export(Run(emil.public_id, payload))


def test_an_auditor_reads_an_organization_and_exports_nothing(north: Enrollment) -> None:
    home = sponsor(north.cohort.campus)
    browser = signed_in(member("ines@north.example", "auditor", north.cohort.campus))

    page = browser.get(f"/organizations/{home.public_id}/")

    assert (page.status_code, "Export the record" in page.text) == (200, False)
    assert browser.get(f"/organizations/{home.public_id}/records/").status_code == 404
