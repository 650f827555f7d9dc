"""A student completes the course and earns a certificate that anybody can check."""

from collections.abc import Callable
from pathlib import Path

import pytest

from accreditation.credentials import verify_file
from accreditation.models import Certificate
from accreditation.queries.credential_keys import known_keys
from tests.journeys.campus import north
from tests.journeys.conftest import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.separate]


def complete_course(student: Visitor) -> None:
    """Answer the check, complete both lessons, pass the quiz."""
    page = student.page
    student.open("/learn/small-course/first-module/one/")
    page.locator(".knowledge-check input[value=true]").check()
    page.locator(".knowledge-check button").click()
    page.locator(".knowledge-check [role=status]").wait_for()
    for lesson in ("one", "two"):
        student.open(f"/learn/small-course/first-module/{lesson}/")
        page.get_by_role("button", name="I have studied this lesson").click()
        page.get_by_text("You have completed this lesson").wait_for()
    student.open("/learn/small-course/first-module/first-quiz/")
    page.get_by_role("button", name="Start").click()
    for option in ("An accredited representative", "USCIS", "EOIR"):
        page.get_by_label(option).check()
    page.locator("#saved[data-state=saved]", has_text="Saved at").wait_for()
    page.get_by_role("button", name="Look over and submit").click()
    page.get_by_role("button", name="Submit").click()
    page.get_by_text("Passed").first.wait_for()


def test_a_student_earns_hours_and_a_certificate(visitors: Callable[[], Visitor], tmp_path: Path) -> None:
    life = north(tmp_path)
    student = visitors().sign_in_as(life.student)
    complete_course(student)

    coordinator = visitors().sign_in_as(life.coordinator)
    coordinator.open("/cohorts/north-fall/")
    assert "1 completed the program" in coordinator.text()
    coordinator.page.get_by_role("link", name=life.student.legal_name).click()
    coordinator.page.get_by_role("link", name="Open the record").click()
    coordinator.page.get_by_role("button", name="Issue certificate: Law and skills").click()
    coordinator.page.get_by_text("No. ").first.wait_for()

    student.open("/record/")
    assert "18 min" in student.text()  # 8 and 5 measured, 5 for the quiz
    student.page.get_by_role("link", name="Small course").last.click()
    with student.page.expect_download() as download:
        student.page.get_by_role("link", name="Certificate (PDF)").click()
    verdict = verify_file(Path(download.value.path()).read_bytes(), known_keys())
    assert (verdict.is_genuine, verdict.number) == (True, Certificate.objects.get().number)
    student.page.get_by_role("button", name="Offer the signed data there").click()
    student.page.get_by_text("The link also offers the signed data").wait_for()

    anybody = visitors()
    anybody.open(f"/verify/{Certificate.objects.get().code}/")
    shown = anybody.text()
    assert ("Valid" in shown, "Ana Alvarez" in shown, life.student.email in shown) == (True, True, False)
    with anybody.page.expect_download() as data:
        anybody.page.get_by_role("link", name="Signed data (JSON)").click()
    assert verify_file(Path(data.value.path()).read_bytes(), known_keys()).is_genuine
    assert [person.faults for person in (student, coordinator, anybody)] == [[], [], []]
