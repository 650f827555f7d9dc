"""What a student does from signing in to an entry in the record, whoever serves the pages."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings

from curriculum.models import Enrollment
from lms.people.models import User
from tests.factories.course import study
from tests.journeys.conftest import Visitor


def prepare(enrollment: Enrollment) -> None:
    """Six minutes studied yesterday, and the privacy notice accepted."""
    User.objects.filter(pk=enrollment.student_id).update(privacy_version=settings.PRIVACY_NOTICE_VERSION)
    study(enrollment, "one", 6, start=datetime.now(tz=UTC) - timedelta(days=1))


def completes_a_lesson(visitor: Visitor) -> None:
    """Reads while the page counts, answers the check, and says that it is studied."""
    page: Any = visitor.page
    visitor.open("/learn/small-course/first-module/one/")
    assert page.inner_text("#credited") == "6"
    page.wait_for_timeout(2500)  # the page opens its own study session
    page.locator(".knowledge-check input[value=true]").check()
    page.locator(".knowledge-check button").click()
    page.locator(".knowledge-check [role=status]").wait_for()
    assert "Right" in page.locator(".knowledge-check [role=status]").inner_text()
    page.get_by_role("button", name="I have studied this lesson").click()
    page.get_by_text("You have completed this lesson").wait_for()


def begins_the_quiz(visitor: Visitor) -> None:
    """Answers every question, each saved as it is given."""
    page: Any = visitor.page
    visitor.open("/learn/small-course/first-module/first-quiz/")
    page.get_by_role("button", name="Start").click()
    for option in ("An accredited representative", "USCIS", "EOIR"):
        page.get_by_label(option).check()
    page.locator("#saved[data-state=saved]", has_text="Saved at").wait_for()


def submits_it(visitor: Visitor) -> None:
    page: Any = visitor.page
    page.get_by_role("button", name="Look over and submit").click()
    page.get_by_role("button", name="Submit").click()
    page.get_by_text("Passed").first.wait_for()


def finds_it_in_the_record(visitor: Visitor) -> None:
    """Every minute, and where it comes from."""
    page: Any = visitor.page
    visitor.open("/record/")
    assert "11 min" in visitor.text()
    page.get_by_role("link", name="Lesson one").click()
    page.get_by_role("link", name="See every interval").click()
    assert "6 min" in visitor.text()
    assert "Counted" in visitor.text()
