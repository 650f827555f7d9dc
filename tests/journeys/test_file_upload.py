"""A student sends files by keyboard, finds them again, submits; an instructor marks them by the rubric without a name; the student sees the result."""

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Page

from assessments.models import AssessmentPage, Attempt, AttemptItem, AttemptStep
from lms.people.models import User
from tests.factories.course import member
from tests.factories.sent_files import jpeg, pdf, sitting

pytestmark = [pytest.mark.browser, pytest.mark.separate]
RULES = {"rules": {"target-size": {"enabled": True}}}
PASSWORD = "correct horse battery"
NAME = "Brief of Ana Alvarez.pdf"


@pytest.fixture
def attempt(site: str, tmp_path: Path) -> Attempt:
    attempt = sitting(tmp_path)
    AssessmentPage.objects.update(show_response="after_submit", show_marks="after_submit", show_score="after_submit")
    instructor = member("instructor@north.example", "instructor", attempt.enrollment.cohort.campus)
    instructor.set_password(PASSWORD)
    instructor.save()
    User.objects.update(privacy_version=settings.PRIVACY_NOTICE_VERSION, privacy_accepted_at=attempt.started_at)
    return attempt


def names() -> list[str]:
    step = AttemptStep.objects.filter(item__version__type="file_upload").order_by("-number").first()
    return [file["name"] for file in step.response["files"]] if step else []


def faults(page: Page) -> list[Any]:
    return [(fault["id"], fault["nodes"][0]["html"]) for fault in Axe().run(page, options=RULES).response["violations"]]


def choose(page: Page, name: str, data: bytes) -> None:
    page.get_by_label("Choose a file").set_input_files({"name": name, "mimeType": "application/octet-stream", "buffer": data})
    page.get_by_role("button", name="Send this file").focus()
    page.keyboard.press("Enter")


def test_files_are_sent_by_keyboard_marked_without_a_name_and_looked_back_on(visitors: Any, attempt: Attempt) -> None:
    student, marker = visitors(), visitors()
    student.sign_in_as(attempt.enrollment.student)
    student.open(f"/attempts/{attempt.public_id}/")
    page = student.page
    found = faults(page)

    page.get_by_role("button", name="Send this file").press("Enter")
    page.get_by_text("Choose a file first.").wait_for()
    choose(page, "page.pdf", b"<html>no</html>")
    page.locator("[data-file-state][data-state=failed]", has_text="cannot be handed in here").wait_for()
    choose(page, NAME, pdf())
    page.locator("[data-file-state][data-state=done]", has_text=f"“{NAME}” has arrived and is saved.").wait_for()
    assert page.evaluate("document.activeElement.type") == "file"
    choose(page, "Page 2.jpg", jpeg())
    page.get_by_text("No more files fit.").wait_for()
    assert names() == [NAME, "Page 2.jpg"]
    page.reload()
    assert page.get_by_role("link", name=NAME).is_visible()
    found += faults(page)
    page.get_by_role("button", name="Remove Page 2.jpg").press("Enter")
    page.get_by_label("Choose a file").wait_for()
    assert names() == [NAME]
    page.get_by_role("button", name="Look over and submit").press("Enter")
    page.get_by_role("button", name="Submit").click()
    page.wait_for_url("**/result/")

    marker.sign_in_as(User.objects.get(email="instructor@north.example"))
    item = AttemptItem.objects.get(attempt=attempt, version__type="file_upload")
    marker.open(f"/teach/marking/{item.pk}/")
    found += faults(marker.page)
    assert "Alvarez" not in marker.page.content()
    with marker.page.expect_download() as download:
        marker.page.get_by_role("link", name="File 1").first.click()
    assert download.value.path().read_bytes() == pdf()
    for key in "22":
        marker.page.keyboard.press(key)
    marker.page.get_by_role("button", name="Keep this mark").click()
    marker.page.get_by_text("The mark is kept.").wait_for()

    page.reload()
    assert page.get_by_role("link", name=NAME).is_visible()
    assert "An instructor gave 4 of 5 points by the rubric." in page.content()
    assert found == []
