"""The annual summary of an organization: counts that are the ledger's, nobody's name, and lines to fill in for what is not known here."""

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.models import Sum
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from accreditation.actions.set_sharing import set_sharing
from accreditation.models import Application, ApplicationEvent, Duty, Entry, SponsoringOrganization
from accreditation.queries.annual_summary import Line, annual_summary
from accreditation.summary_formats import summary_formats
from curriculum.api import put_enrollment
from curriculum.models import Enrollment
from lms.core.clock import now
from tests.factories.certificates import ready
from tests.factories.course import TERM_BEGAN, enrolled_student, load_course, member, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.services]


@pytest.fixture(autouse=True)
def without_second_factor(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def enrollment(tmp_path: Path) -> Enrollment:
    load_course(tmp_path)
    return ready(enrolled_student())


@pytest.fixture
def organization(enrollment: Enrollment) -> SponsoringOrganization:
    made = SponsoringOrganization.objects.create(legal_name="Legal Aid", street="1 Main Street", city="Boston", state="MA", zip_code="02110")
    made.campuses.add(enrollment.cohort.campus)
    return made


@pytest.fixture
def year(enrollment: Enrollment) -> int:
    return Entry.objects.latest("occurred_to").occurred_to.year


def figures(organization: SponsoringOrganization, year: int) -> dict[str, int | None]:
    return {line.label: line.value for line in annual_summary(organization, year).lines}


def test_training_is_the_sum_of_the_ledger(organization: SponsoringOrganization, year: int) -> None:
    found = figures(organization, year)

    assert found["Credited in all"] == Entry.objects.aggregate(total=Sum("minutes"))["total"]
    assert sum(value or 0 for label, value in found.items() if label.startswith("Credited: ")) == found["Credited in all"]
    assert found["People credited with training"] == 1
    assert figures(organization, year - 1)["Credited in all"] == 0


def test_people_and_duties_are_counted_in_their_year(organization: SponsoringOrganization, enrollment: Enrollment, year: int) -> None:
    day = now().date()
    Application.objects.create(
        student=enrollment.student.public_id, campus=enrollment.cohort.campus.slug, organization=organization, scheme="doj-partial-initial",
        requested_level="partial", granted_level="partial", role="volunteer", state="approved_partial", signed_rep_on=day, signed_ao_on=day, served_on=day,
        sent_on=day, approved_on=day, expires_on=day.replace(year=day.year + 3), opened_at=now(),
    )  # fmt: skip
    Duty.objects.create(key="k", kind="graduation", organization=organization, arose_on=day, due_on=day, opened_at=now())

    found = figures(organization, day.year)

    assert (found["Partially accredited on December 31, by the printed dates"], found["Approved in the year"], found["Filed in the year"]) == (1, 1, 1)
    assert (found["Arose in the year"], found["Of these still open"]) == (1, 1)
    assert figures(organization, day.year + 1)["Approved in the year"] == 0


PARTIALLY, FULLY = "Partially accredited on December 31, by the printed dates", "Fully accredited on December 31, by the printed dates"


def approved(organization: SponsoringOrganization, student: str, level: str, year: int, **more: Any) -> Application:
    """Approved on May 2 for three years."""
    return Application.objects.create(
        student=student, campus="north", organization=organization, scheme="doj-partial-initial", requested_level="full", granted_level=level,
        role="volunteer", is_earlier=True, approved_on=date(year, 5, 2), expires_on=date(year + 3, 5, 2), opened_at=now(),
        **{"state": f"approved_{level}", **more},
    )  # fmt: skip


def accredited(organization: SponsoringOrganization, *years: int) -> list[tuple[int | None, int | None]]:
    return [(found[PARTIALLY], found[FULLY]) for found in (figures(organization, year) for year in years)]


def test_who_ended_is_counted_until_the_end_took_effect(organization: SponsoringOrganization) -> None:
    """Their state of today is “ended” in every year."""
    application = approved(organization, "ana", "partial", 2023, state="terminated")
    ApplicationEvent.objects.create(
        application=application, seq=1, move="terminate", role="officer", to_state="terminated", dates={"terminated_effective": "2025-02-03"}, at=now()
    )

    assert accredited(organization, 2022, 2023, 2024, 2025) == [(0, 0), (1, 0), (1, 0), (0, 0)]


def test_who_was_approved_anew_is_one_person_at_the_level_of_that_day(organization: SponsoringOrganization) -> None:
    before = approved(organization, "ana", "partial", 2023, state="renewed")
    approved(organization, "ana", "full", 2025, renews=before)
    approved(organization, "bea", "partial", 2025)

    assert accredited(organization, 2024, 2025, 2027) == [(1, 0), (1, 1), (1, 1)]


def test_what_is_not_known_here_is_to_fill_in_and_marked(organization: SponsoringOrganization, year: int) -> None:
    by_hand = [line for line in annual_summary(organization, year).lines if line.value is None]

    assert [line.mark for line in by_hand] == ["A", "C", "C", "C"]
    assert {line.source for line in by_hand} == {"8 CFR 1292.14(b)(2)"}


def test_where_students_decide_only_those_who_share_are_counted(organization: SponsoringOrganization, enrollment: Enrollment, year: int) -> None:
    emil = member("emil@north.example", "coordinator", enrollment.cohort.campus)
    set_sharing(campus=enrollment.cohort.campus, mode="direct_to_student", reason="Agreement", by=emil)

    assert figures(organization, year)["Credited in all"] == 0


def test_every_file_says_the_same_and_is_reproducible(organization: SponsoringOrganization, enrollment: Enrollment, year: int) -> None:
    summary, at = annual_summary(organization, year), now()
    files = {one.key: one.write(summary, at) for one in summary_formats}
    table = list(csv.reader(io.StringIO(files["csv"].decode())))
    sheet = [[cell.value for cell in row] for row in load_workbook(io.BytesIO(files["xlsx"])).active.iter_rows()]

    assert files == {one.key: one.write(annual_summary(organization, year), at) for one in summary_formats}
    assert [row[1:3] for row in table[1 : len(summary.lines) + 1]] == [[line.label, "" if line.value is None else str(line.value)] for line in summary.lines]
    assert [row[1:3] for row in sheet[1 : len(summary.lines) + 1]] == [[line.label, line.value] for line in summary.lines]
    assert files["pdf"].startswith(b"%PDF")
    assert not any(enrollment.student.legal_last_name.encode() in data for data in files.values())


def test_the_page_and_its_files(organization: SponsoringOrganization, enrollment: Enrollment, year: int) -> None:
    browser = signed_in(member("otto@north.example", "officer", enrollment.cohort.campus))
    at = f"/organizations/{organization.public_id}/summary"

    assert "to fill in" in browser.get(f"{at}/{year}/").text
    assert [browser.get(f"{at}/{year}/{one.key}/").status_code for one in summary_formats] == [200, 200, 200]
    assert [browser.get(f"{at}/{path}/").status_code for path in ("1999", "2999", f"{year}/docx")] == [404, 404, 404]
    assert signed_in(enrollment.student).get(f"{at}/{year}/").status_code == 404


def test_it_costs_the_same_for_three_people_as_for_one(organization: SponsoringOrganization, enrollment: Enrollment, year: int) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as counted:
            annual_summary(SponsoringOrganization.objects.get(), year)
        return len(counted)

    one = queries()
    for name in ("bea", "cai"):
        ready(put_enrollment(student=member(f"{name}@north.example", "student", enrollment.cohort.campus), cohort=enrollment.cohort, since=TERM_BEGAN))

    assert queries() == one


@pytest.mark.parametrize(
    ("value", "unit", "said"), [(1, "people", "1 person"), (1, "applications", "1 application"), (2, "duties", "2 duties"), (0, "requests", "0 requests")]
)
def test_a_figure_is_said_with_its_unit(value: int, unit: str, said: str) -> None:
    assert Line("People", "Filed", value, unit, "records", "A").counted == said
