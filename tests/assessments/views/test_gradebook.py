"""The gradebook: results, weights, exemptions, files; constant queries; and what each student sees of their own."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from assessments.models import AssessmentPage, Exemption
from assessments.views import gradebook
from curriculum.models import Enrollment
from lms.audit.api import Disclosure, Event
from lms.jobs.api import Job, run_job
from lms.people.models import Campus
from lms.vault.api import StoredFile, read
from tests.factories.course import enrolled_student, load_course, member, signed_in
from tests.factories.sittings import enrolled, sat

pytestmark = pytest.mark.django_db
BOOK = "/cohorts/north-fall/gradebook/"


@pytest.fixture
def place(tmp_path: Path, settings: Any) -> Enrollment:
    """Ana has 2 of 5 points at her first attempt and all at her second; a second quiz, “Final”, is worth the same questions."""
    settings.SECOND_FACTOR_REQUIRED = False
    load_course(tmp_path)
    found = enrolled_student()
    quiz = AssessmentPage.objects.get(slug="first-quiz")
    sat(found, quiz, q_1="a")
    sat(found, quiz, q_1="a", q_2=["a", "b"])
    return found


@pytest.fixture
def teacher(place: Enrollment) -> Client:
    return signed_in(member("instructor@north.example", "instructor", Campus.objects.get(slug="north")))


def quiz() -> AssessmentPage:
    return AssessmentPage.objects.get(slug="first-quiz")


def html(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def test_the_counting_result_stands_in_the_table(place: Enrollment, teacher: Client) -> None:
    shown = html(teacher, BOOK)

    assert [text in shown for text in ("Ana Alvarez", "100 %", "First quiz", "0 of 2")] == [True] * 4
    assert Disclosure.objects.filter(owner=place.student.public_id, what="Results in the gradebook").exists()


def test_three_students_take_as_many_queries_as_one(place: Enrollment, teacher: Client) -> None:
    counts = []
    for name in ("", "bea", "cleo", "dora"):
        if name:
            sat(enrolled(place.cohort, name), quiz(), q_1="a")
        with CaptureQueriesContext(connection) as asked:
            teacher.get(BOOK)
        counts.append(len(asked))

    assert counts[0] == counts[-1]


def test_a_search_finds_by_name(place: Enrollment, teacher: Client) -> None:
    enrolled(place.cohort, "bea")

    assert "bea" not in html(teacher, f"{BOOK}?q=ana").lower().replace('value="ana"', "")
    assert "Nobody found" in html(teacher, f"{BOOK}?q=zzz")


def test_weights_groups_and_drops_are_kept(place: Enrollment, teacher: Client) -> None:
    pk = quiz().pk

    saved = teacher.post(f"{BOOK}weights/", {f"weight-{pk}": "3", f"group-{pk}": "Quizzes"})
    dropping = teacher.post(f"{BOOK}weights/", {f"weight-{pk}": "3", f"group-{pk}": "Quizzes", "name-0": "Quizzes", "drop-0": "1"})
    refused = teacher.post(f"{BOOK}weights/", {f"weight-{pk}": "3000", f"group-{pk}": ""})

    assert (saved.status_code, dropping.status_code, refused.status_code) == (302, 302, 422)
    assert "a whole number from 0 to 1000" in refused.content.decode()
    assert 'value="Quizzes"' in html(teacher, f"{BOOK}weights/")
    assert Event.objects.filter(kind="assessments.weights_set").count() == 2


def test_an_exemption_has_a_reason_and_is_told(place: Enrollment, teacher: Client) -> None:
    path, page = f"{BOOK}{place.public_id}/", quiz().public_id

    bare = teacher.post(path, {"assessment": page, "exempt": "1", "reason": " "})
    made = teacher.post(path, {"assessment": page, "exempt": "1", "reason": "She taught it."})
    again = teacher.post(path, {"assessment": page, "exempt": "1", "reason": "Twice."})

    assert (bare.status_code, made.status_code, again.status_code) == (422, 302, 409)
    assert "Exempt: She taught it." in html(teacher, path).replace("\n", "")
    assert "She taught it." in html(signed_in(place.student), "/record/results/")
    assert "Exempt" in html(teacher, BOOK)
    teacher.post(path, {"assessment": page, "exempt": "0", "reason": "A mistake."})
    assert [row.is_exempt for row in Exemption.objects.order_by("number")] == [True, False]
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM assessments_exemption")


def test_the_files_say_what_the_screen_says(place: Enrollment, teacher: Client) -> None:
    lines = b"".join(teacher.get(f"{BOOK}csv/").streaming_content).decode().splitlines()
    book = load_workbook(io.BytesIO(b"".join(teacher.get(f"{BOOK}xlsx/").streaming_content)))

    assert lines == ["student,email,First quiz,overall_percent,overall_exact", "Ana Alvarez,student@north.example,100,100,1"]
    assert [[cell.value for cell in row] for row in book["Gradebook"]][1] == ["Ana Alvarez", "student@north.example", 100, 100, "1"]


def test_a_student_sees_every_attempt_and_which_one_counts(place: Enrollment) -> None:
    shown = html(signed_in(place.student), "/record/results/")

    assert [text in shown for text in ("2 of 5 points, 40 %", "5 of 5 points, 100 %", "100 % overall", "exactly 1.")] == [True] * 4
    assert shown.index("40 %") < shown.index("tag-met")


@pytest.mark.parametrize("moment", ["never", "after_close"])
def test_nothing_unreleased_stands_in_the_page(place: Enrollment, moment: str) -> None:
    AssessmentPage.objects.update(show_score=moment)

    shown = html(signed_in(place.student), "/record/results/")

    assert [text in shown for text in ("40 %", "100 %", "overall", "of 5 points")] == [False] * 4
    assert shown.count("is shown later") == 2


def test_own_results_take_as_many_queries_for_two_attempts_as_for_one(place: Enrollment) -> None:
    first = enrolled(place.cohort, "bea")
    counts = []
    client = signed_in(first.student)
    client.get("/record/results/")
    for _ in range(2):
        sat(first, quiz(), q_1="a")
        with CaptureQueriesContext(connection) as asked:
            client.get("/record/results/")
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_who_may_not_finds_nothing(place: Enrollment) -> None:
    south = Campus.objects.create(slug="south", name="South", time_zone="America/New_York")
    people: list[Callable[[], Client]] = [
        lambda: signed_in(place.student), lambda: signed_in(member("c@south.example", "coordinator", south)),
        lambda: signed_in(member("a@north.example", "auditor", Campus.objects.get(slug="north"))),
    ]  # fmt: skip

    assert [person().get(path).status_code for person in people for path in (BOOK,)] == [404, 404, 404]


def test_the_file_of_a_large_cohort_is_written_in_the_background(place: Enrollment, teacher: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gradebook, "MOST_AT_ONCE", 0)

    at_once = teacher.get(f"{BOOK}csv/")
    asked = teacher.post(f"{BOOK}file/", {"format": "csv"})
    odd = teacher.post(f"{BOOK}file/", {"format": "exe"})
    job = Job.objects.get(kind="assessments.gradebook")
    run_job(job.public_id)

    assert [at_once.status_code, asked.status_code, odd.status_code] == [409, 302, 422]
    assert 'name="format" value="xlsx"' in html(teacher, BOOK)
    done = Job.objects.get(kind="assessments.gradebook")
    file = StoredFile.objects.get(public_id=done.result["file"])
    assert b"Ana Alvarez,student@north.example,100,100,1" in read(file)
    assert file.people == {"north": [place.student.public_id]}


def test_quizzes_not_sat_yet_stand_apart_from_what_there_is_to_tell(place: Enrollment) -> None:
    new = enrolled(place.cohort, "dora")
    student = signed_in(new.student)
    before = html(student, "/record/results/")

    sat(new, AssessmentPage.objects.get(), q_1="a")
    after = html(student, "/record/results/")

    assert ("1 quiz without a result yet" in before, "<table" in before) == (True, False)
    assert ("without a result yet" in after, "<table" in after) == (False, True)
