"""A list of students: everybody or nobody."""

import json
from io import StringIO
from pathlib import Path

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from curriculum.actions.enroll_listed import enroll_listed
from curriculum.models import Cohort, Enrollment
from lms.core.errors import Forbidden
from lms.people.models import Invitation, User
from tests.factories.course import enrolled_student, load_course, member

pytestmark = pytest.mark.django_db
LIST = "Last name,E-mail,First name,Notes\nDiallo,awa@north.example,Awa,\nAlvarez,student@north.example,Ana,known\n"


@pytest.fixture
def cohort(tmp_path: Path) -> Cohort:
    """A cohort of the small course; Ana Alvarez is in it already."""
    load_course(tmp_path / "course")
    return enrolled_student().cohort


def enroll(path: Path, text: str, *options: str) -> dict:
    path.write_text(text, encoding="utf-8")
    out = StringIO()
    call_command("enroll", str(path), "--cohort", "north-fall", "--json", *options, stdout=out)
    return json.loads(out.getvalue())


def test_newcomers_are_invited_and_enrolled(cohort, tmp_path):
    counts = enroll(tmp_path / "list.csv", LIST)

    assert counts == {"cohort": "north-fall", "dry_run": False, "enrolled": 1, "invited": 1, "waiting": 0, "unchanged": 1, "in_line": 0}
    assert User.objects.get(email="awa@north.example").legal_name == "Awa Diallo"


def test_a_second_run_changes_nothing(cohort, tmp_path):
    enroll(tmp_path / "list.csv", LIST)

    counts = enroll(tmp_path / "list.csv", LIST)

    assert (counts["enrolled"], counts["invited"], counts["unchanged"]) == (0, 0, 2)
    assert Invitation.objects.count() == 1


def test_a_dry_run_changes_nothing(cohort, tmp_path):
    counts = enroll(tmp_path / "list.csv", LIST, "--dry-run")

    assert counts["enrolled"] == 1
    assert (Enrollment.objects.count(), Invitation.objects.count()) == (1, 0)


def test_one_faulty_line_enrolls_nobody_and_every_fault_is_named(cohort, tmp_path):
    text = LIST + "Okafor,not an address,Ada,\nHaddad,,Rima,\nDiallo,awa@north.example,Awa,\n"

    with pytest.raises(CommandError) as refused:
        enroll(tmp_path / "list.csv", text)

    assert str(refused.value).splitlines() == [
        "Line 4: That is not an e-mail address. Write it as name@example.org.",
        "Line 5: a new student needs email, first name and last name.",
        "Line 6: awa@north.example stands on line 2 already.",
    ]
    assert (Enrollment.objects.count(), Invitation.objects.count()) == (1, 0)


def test_a_person_of_another_campus_waits_until_they_accept(cohort, tmp_path):
    enrolled_student("south", "bao@south.example")

    counts = enroll(tmp_path / "list.csv", "email\nbao@south.example\n")

    assert (counts["waiting"], counts["invited"], counts["enrolled"]) == (1, 1, 0)
    assert not Enrollment.objects.filter(cohort=cohort, student__email="bao@south.example").exists()


def test_an_excel_file_is_read_like_a_csv_file(cohort, tmp_path):
    book = openpyxl.Workbook()
    for row in (["Email", "First name", "Last name"], ["awa@north.example", "Awa", "Diallo"]):
        book.active.append(row)
    book.save(tmp_path / "list.xlsx")
    out = StringIO()

    call_command("enroll", str(tmp_path / "list.xlsx"), "--cohort", "north-fall", "--json", stdout=out)

    assert json.loads(out.getvalue())["enrolled"] == 1


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("list.csv", b"", "list.csv is empty."),
        ("list.csv", b"\xff\xfe\x00", "list.csv is not a CSV file in UTF-8. Save it again as “CSV UTF-8”."),
        ("list.csv", b"name\nAwa\n", "list.csv, line 1: no column is called “email”. The first line names the columns: email, first name, last name."),
        ("list.xlsx", b"not a workbook", "list.xlsx is not an Excel file (.xlsx)."),
        ("list.txt", b"email\n", "list.txt is neither a .csv nor an .xlsx file."),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(cohort, tmp_path, name, content, sentence):
    (tmp_path / name).write_bytes(content)

    with pytest.raises(CommandError) as refused:
        call_command("enroll", str(tmp_path / name), "--cohort", "north-fall")

    assert str(refused.value) == sentence


def test_an_unknown_cohort_is_refused(cohort, tmp_path):
    with pytest.raises(CommandError, match="There is no cohort called “nowhere”"):
        call_command("enroll", str(tmp_path / "list.csv"), "--cohort", "nowhere")


@pytest.mark.parametrize(("role", "campus"), [("instructor", "north"), ("coordinator", "south")])
def test_only_coordinators_of_the_campus_may_enroll_a_list(cohort, role, campus):
    elsewhere = enrolled_student("south", "bao@south.example").cohort.campus
    person = member("someone@example.org", role, cohort.campus if campus == "north" else elsewhere)

    with pytest.raises(Forbidden):
        enroll_listed(students=[], cohort=cohort, by=person)
