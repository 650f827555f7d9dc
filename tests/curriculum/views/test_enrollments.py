"""A coordinator opens a cohort, enrolls one by one and from a file, and ends an enrollment."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from curriculum.models import Cohort, Enrollment, ProgramPage
from curriculum.rules import campuses_managed_by
from lms.people.models import Campus, User
from tests.factories.course import enrolled_student, load_course, member

pytestmark = pytest.mark.django_db
LIST = "/cohorts/north-fall/enrollments/"


@pytest.fixture
def enrollment(tmp_path: Path, db: None) -> Enrollment:
    load_course(tmp_path)
    return enrolled_student()


@pytest.fixture
def emil(enrollment: Enrollment, settings: pytest.FixtureRequest) -> Client:
    settings.SECOND_FACTOR_REQUIRED = False  # type: ignore[attr-defined]
    return browser_of(member("emil@north.example", "coordinator", enrollment.cohort.campus))


def browser_of(person: User) -> Client:
    User.objects.filter(pk=person.pk).update(privacy_version=settings.PRIVACY_NOTICE_VERSION, privacy_accepted_at=timezone.now())
    client = Client()
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


def roster(text: str, name: str = "list.csv") -> dict[str, SimpleUploadedFile]:
    return {"roster": SimpleUploadedFile(name, text.encode())}


class TestOne:
    def test_somebody_new_is_invited_and_enrolled(self, emil: Client) -> None:
        answer = emil.post(LIST, {"email": "Noor@North.example", "first_name": "Noor", "last_name": "Haddad"}, follow=True)

        assert "1 student enrolled, 1 invitation sent." in answer.text
        assert Enrollment.objects.filter(student__email="noor@north.example", cohort__slug="north-fall").exists()

    def test_a_new_person_needs_a_name_and_nothing_typed_is_lost(self, emil: Client) -> None:
        answer = emil.post(LIST, {"email": "noor@north.example", "first_name": "Noor", "last_name": ""})

        assert (answer.status_code, "A new student needs email, first name and last name." in answer.text, 'value="Noor"' in answer.text) == (422, True, True)
        assert not User.objects.filter(email="noor@north.example").exists()

    def test_enrolling_again_changes_nothing(self, emil: Client, enrollment: Enrollment) -> None:
        answer = emil.post(LIST, {"email": enrollment.student.email}, follow=True)

        assert "1 had a place already" in answer.text
        assert Enrollment.objects.count() == 1


class TestFile:
    LINES = "email,first name,last name\nnoor@north.example,Noor,Haddad\nsam@north.example,Sam,Osei\n"

    def test_it_is_shown_first_and_done_when_confirmed(self, emil: Client) -> None:
        preview = emil.post(f"{LIST}file/", roster(self.LINES))
        assert ("2 students enrolled, 2 invitations sent. Nothing has been done yet." in preview.text, Enrollment.objects.count()) == (True, 1)

        done = emil.post(f"{LIST}file/", {"confirmed": preview.context["signed"]}, follow=True)

        assert ("2 students enrolled" in done.text, Enrollment.objects.count()) == (True, 3)

    def test_every_fault_is_named_by_its_line_and_nobody_is_enrolled(self, emil: Client) -> None:
        answer = emil.post(f"{LIST}file/", roster(self.LINES + "sam@north.example,Sam,Osei\nkim@north.example,,\n"))

        assert answer.status_code == 422
        assert "Line 4: sam@north.example stands on line 3 already." in answer.text
        assert "Line 5: a new student needs email, first name and last name." in answer.text
        assert Enrollment.objects.count() == 1

    @pytest.mark.parametrize(
        ("name", "text", "sentence"),
        [
            ("list.pdf", "x", "The file is neither a .csv nor an .xlsx file."),
            ("list.csv", "", "The file is empty."),
            ("list.xlsx", "no", "The file is not an Excel file (.xlsx)."),
        ],
    )
    def test_a_file_that_cannot_be_read_says_why(self, emil: Client, name: str, text: str, sentence: str) -> None:
        answer = emil.post(f"{LIST}file/", roster(text, name))

        assert (answer.status_code, sentence in answer.text) == (422, True)

    def test_no_file_and_a_forged_confirmation_are_refused(self, emil: Client) -> None:
        assert "Choose a file first." in emil.post(f"{LIST}file/").text
        assert "older than an hour" in emil.post(f"{LIST}file/", {"confirmed": "forged"}).text


class TestChanges:
    def test_an_enrollment_ends_with_a_reason_and_is_taken_up_again(self, emil: Client, enrollment: Enrollment) -> None:
        url = f"/cohorts/enrollments/{enrollment.public_id}/"
        assert "Say why the enrollment ends" in emil.post(f"{url}withdraw/", {"reason": " "}, follow=True).text

        ended = emil.post(f"{url}withdraw/", {"reason": "Moved away."}, follow=True).text
        again = emil.post(f"{url}readmit/", follow=True).text

        assert ("Take back" in ended, "Take back" in again) == (True, False)

    def test_a_closed_cohort_enrolls_nobody(self, emil: Client, enrollment: Enrollment) -> None:
        assert "This cohort was closed" in emil.post("/cohorts/north-fall/close/", follow=True).text

        answer = emil.post(LIST, {"email": "noor@north.example", "first_name": "Noor", "last_name": "Haddad"})

        assert (answer.status_code, "Fall is closed." in answer.text) == (422, True)


class TestCohort:
    def form(self, **changes: object) -> dict[str, object]:
        campus, program = Campus.objects.get(slug="north"), ProgramPage.objects.get(slug="small-course")
        return {"name": "Spring 2027", "campus": campus.pk, "program": program.pk, "starts_on": "2027-01-20", "ends_on": "2027-05-08"} | changes

    def test_it_is_opened_on_ones_own_campus(self, emil: Client) -> None:
        assert emil.post("/cohorts/new/", self.form()).headers["Location"] == "/cohorts/north-spring-2027/enrollments/"
        assert Cohort.objects.get(slug="north-spring-2027").program_version == "2026.1"

    def test_another_campus_is_no_choice(self, emil: Client) -> None:
        south = Campus.objects.create(slug="south", name="South Campus", time_zone="America/New_York")

        assert emil.post("/cohorts/new/", self.form(campus=south.pk)).status_code == 422
        assert Cohort.objects.count() == 1

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [({"ends_on": "2027-01-01"}, "would end before it starts"), ({"name": "Fall"}, "already"), ({"name": "!!!"}, "letters or figures")],
    )
    def test_what_cannot_be_opened_says_why(self, emil: Client, changes: dict[str, str], sentence: str) -> None:
        answer = emil.post("/cohorts/new/", self.form(**changes))

        assert (answer.status_code, sentence in answer.text) == (422, True)

    def test_who_runs_a_campus_and_who_may_open_a_cohort_there_agree(self, emil: Client, enrollment: Enrollment) -> None:
        campus = enrollment.cohort.campus
        people = [
            User.objects.get(email="emil@north.example"),
            enrollment.student,
            *(member(f"{role}@x.example", role, campus) for role in ("officer", "administrator")),
        ]

        assert [campuses_managed_by(person).exists() for person in people] == [person.has_perm("curriculum.manage_cohort", campus) for person in people]
        assert [campuses_managed_by(person).exists() for person in people] == [True, False, False, True]


def test_the_list_takes_the_same_queries_with_one_student_and_with_three(emil: Client, enrollment: Enrollment) -> None:
    counts = []
    for number in range(3):
        if number:
            enrolled_student(email=f"s{number}@north.example", program=enrollment.cohort.program)
        with CaptureQueriesContext(connection) as queries:
            emil.get(LIST)
        counts.append(len(queries))

    assert counts[0] == counts[2]


def test_the_list_finds_by_name(emil: Client, enrollment: Enrollment) -> None:
    assert enrollment.student.email in emil.get(f"{LIST}?q=alva").text
    assert "Nobody found" in emil.get(f"{LIST}?q=zzz").text
