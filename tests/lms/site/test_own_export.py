"""A person's own full export: readable without us, the same bytes for the same facts, theirs alone, and nothing that is not released to them."""

import io
import json
import re
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client
from django.utils import translation

from accreditation.actions.give_consent import give_consent
from accreditation.actions.issue_certificate import issue_certificate
from curriculum.models import Enrollment
from lms.core.own_export import own_export_sources
from lms.jobs.models import Job
from lms.people.models import User
from lms.site.own_export.jobs import is_owner, run
from lms.site.own_export.packing import _unique, packed
from lms.vault.api import file_called, read
from tests.accreditation.test_tasks import Run
from tests.factories.certificates import ready
from tests.factories.course import enrolled_student, load_course, member, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.services]


@pytest.fixture(autouse=True)
def without_second_factor(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def enrollment(tmp_path: Path) -> Enrollment:
    load_course(tmp_path)
    place = ready(enrolled_student())
    campus, student = place.cohort.campus, place.student
    issue_certificate(enrollment=place, track="law_and_skills", by=member("emil@north.example", "coordinator", campus))
    give_consent(campus=campus, purpose="audit", records=["hours"], recipients=["auditors"], typed_name=student.legal_name, by=student)
    return place


def archive_of(person: User) -> ZipFile:
    return ZipFile(io.BytesIO(b"".join(packed(person))))


def rows(archive: ZipFile, part: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(archive.read(f"data/{part}.json"))["rows"]
    return found


def test_everything_is_in_it_once_and_named(enrollment: Enrollment) -> None:
    archive = archive_of(enrollment.student)
    names = archive.namelist()

    assert names[:3] == ["index.html", "README.txt", "schema.json"]
    assert len(names) == len(set(names))
    assert {f"data/{source.key}.json" for source in own_export_sources} <= set(names)
    assert "record.pdf" in names
    assert len([name for name in names if name.startswith("certificates/")]) == 2
    assert archive.read("record.pdf").startswith(b"%PDF")
    assert len(rows(archive, "consents")) == 1


def test_the_ledger_can_be_checked_without_us(enrollment: Enrollment) -> None:
    import hashlib

    import rfc8785

    previous = "0" * 64
    for row in rows(archive_of(enrollment.student), "ledger"):
        assert row["body"]["prev_hash"] == previous
        assert hashlib.sha256(rfc8785.dumps(row["body"])).hexdigest() == row["hash"]
        previous = row["hash"]
    assert previous != "0" * 64


def test_every_field_is_documented(enrollment: Enrollment) -> None:
    archive = archive_of(enrollment.student)
    schema = json.loads(archive.read("schema.json"))["parts"]

    for source in own_export_sources:
        for row in rows(archive, source.key):
            assert set(row) == set(schema[source.key]["rows"]), source.key


def test_the_same_facts_give_the_same_bytes(enrollment: Enrollment) -> None:
    student = User.objects.get(pk=enrollment.student_id)

    assert b"".join(packed(enrollment.student)) == b"".join(packed(student))


def test_the_page_needs_no_network_and_runs_nothing(enrollment: Enrollment) -> None:
    page = archive_of(enrollment.student).read("index.html").decode()

    assert not re.search(r"<script|<link|<img|https?://|\son\w+=", page)
    assert enrollment.student.legal_name in page


def test_it_speaks_the_language_it_was_asked_in(enrollment: Enrollment) -> None:
    with translation.override("es"):
        assert 'lang="es"' in archive_of(enrollment.student).read("index.html").decode()


def test_nothing_of_another_student_is_in_it(enrollment: Enrollment) -> None:
    other = member("zoraida@north.example", "student", enrollment.cohort.campus)
    User.objects.filter(pk=other.pk).update(legal_first_name="Zoraida", legal_last_name="Quintanilla")

    archive = archive_of(enrollment.student)

    assert not any(word in archive.read(name) for name in archive.namelist() for word in (b"Zoraida", b"Quintanilla", other.public_id.encode()))


def test_written_in_the_background_and_downloaded_by_its_owner_alone(enrollment: Enrollment) -> None:
    browser = signed_in(enrollment.student)
    assert "Write the archive" in browser.get("/record/export/").text
    assert browser.post("/record/export/").status_code == 302
    job = Job.objects.get(kind="site.own_export")

    made = run(Run(job.owner, job.payload, job.public_id))
    again = run(Run(job.owner, job.payload, job.public_id))

    file = file_called(made["file"])
    assert file is not None
    assert again["file"] == made["file"]
    assert ZipFile(io.BytesIO(read(file))).testzip() is None
    assert browser.get(f"/files/{file.public_id}/").status_code == 200
    campus = enrollment.cohort.campus
    for role in ("student", "coordinator", "officer", "auditor", "administrator"):
        person = member(f"a-{role}@north.example", role, campus)
        assert not is_owner(person, file)
        assert signed_in(person).get(f"/files/{file.public_id}/").status_code == 404
    assert Client().post("/record/export/")["Location"].startswith("/accounts/login/")


def test_names_of_files_lead_nowhere_else_and_are_one_each() -> None:
    assert _unique(["documents/../../etc/passwd", "a/b.pdf", "A/b.pdf", "/x"]) == ["documents/etc/passwd", "a/b.pdf", "A/_b.pdf", "x"]
