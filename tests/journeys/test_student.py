"""A student reads a lesson, is credited, passes the quiz, and finds every minute explained."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings

from curriculum.models import StudySession
from lms.people.models import User
from tests.factories.course import enrolled_student, load_course, study
from tests.journeys.conftest import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.separate]


def test_student_earns_hours_and_sees_them_explained(visitor: Visitor, tmp_path: Path) -> None:
    load_course(tmp_path / "course")
    enrollment = enrolled_student()
    User.objects.filter(pk=enrollment.student_id).update(privacy_version=settings.PRIVACY_NOTICE_VERSION)
    study(enrollment, "one", 6, start=datetime.now(tz=UTC) - timedelta(days=1))
    page = visitor.page

    visitor.sign_in("student@north.example", "correct horse battery")
    visitor.open("/learn/small-course/first-module/one/")
    assert page.inner_text("#credited") == "6"
    page.wait_for_timeout(2500)  # the page opens its own study session
    page.locator(".knowledge-check input[value=true]").check()
    page.locator(".knowledge-check button").click()
    page.locator(".knowledge-check [role=status]").wait_for()
    assert "Right" in page.locator(".knowledge-check [role=status]").inner_text()
    page.get_by_role("button", name="I have studied this lesson").click()
    page.get_by_text("You have completed this lesson").wait_for()

    visitor.open("/learn/small-course/first-module/first-quiz/")
    page.get_by_role("button", name="Start").click()
    for option in ("An accredited representative", "USCIS", "EOIR"):
        page.get_by_label(option).check()
    page.locator("#saved[data-state=saved]", has_text="Saved at").wait_for()
    page.get_by_role("button", name="Look over and submit").click()
    page.get_by_role("button", name="Submit").click()
    page.get_by_text("Passed").first.wait_for()

    visitor.open("/record/")
    assert "11 min" in visitor.text()
    page.get_by_role("link", name="Lesson one").click()
    page.get_by_role("link", name="See every interval").click()
    assert "6 min" in visitor.text()
    assert "Counted" in visitor.text()

    assert StudySession.objects.count() >= 2  # the past one, and one for each load of the page
    assert visitor.faults == []
