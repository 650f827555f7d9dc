"""An exam against bad weather: the network is gone across the deadline, two devices disagree, a session runs out. No answer is lost."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from assessments.models import AssessmentPage, Attempt, AttemptStep, ConflictingAnswer, LateAnswer
from lms.people.models import User
from tests.factories.course import enrolled_student, load_course
from tests.journeys.conftest import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.separate]
QUIZ = "/learn/small-course/first-module/first-quiz/"


def test_no_answer_is_lost(visitors: Callable[..., Visitor], tmp_path: Path) -> None:
    load_course(tmp_path / "course")
    AssessmentPage.objects.update(shuffle_questions=False, time_limit_minutes=60)
    place = enrolled_student()
    User.objects.filter(pk=place.student_id).update(privacy_version=settings.PRIVACY_NOTICE_VERSION)
    laptop, phone = (visitors().sign_in_as(place.student) for _ in range(2))

    # a choice is saved, and stands on another device
    laptop.open(QUIZ)
    laptop.page.get_by_role("button", name="Start").click()
    laptop.page.get_by_label("Anybody").check()
    laptop.page.locator("#saved", has_text="Saved at").wait_for()
    attempt = Attempt.objects.get()
    phone.open(f"/attempts/{attempt.public_id}/")
    assert phone.page.get_by_label("Anybody").is_checked()

    # both devices answer the same question otherwise: both answers are kept, and one is chosen
    with laptop.page.expect_response(f"**/attempts/{attempt.public_id}/save/"):
        laptop.page.get_by_label("USCIS").check()
    phone.page.get_by_label("EOIR").check()
    phone.page.locator("#saved", has_text="another answer").wait_for()
    phone.page.get_by_role("link", name="Choose").click()
    phone.page.get_by_role("button", name="Use this answer").click()
    phone.page.wait_for_url(lambda url: "choices" not in url)
    assert ConflictingAnswer.objects.get().choice.step.response == ConflictingAnswer.objects.get().response

    # the session runs out while something is written: it waits on this device, also over a reload, until its writer is back
    cookies = laptop.page.context.cookies()
    laptop.page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    laptop.page.get_by_label("An accredited representative").check()
    laptop.page.locator("#saved", has_text="Sign in").wait_for()
    before = AttemptStep.objects.count()
    laptop.faults.clear()
    laptop.page.get_by_role("link", name="Sign in").click()
    laptop.page.fill("input[name=login]", place.student.email)
    laptop.page.fill("input[name=password]", "correct horse battery")
    laptop.page.press("input[name=password]", "Enter")
    laptop.page.wait_for_url(f"**/attempts/{attempt.public_id}/")
    laptop.page.locator("#saved", has_text="Saved at").wait_for()
    assert AttemptStep.objects.count() == before + 1
    assert cookies != laptop.page.context.cookies()

    # the network is gone across the deadline: what was written is kept, sent when it is back, and waits for an instructor
    laptop.page.context.set_offline(True)
    laptop.page.get_by_label("Anybody").check()
    laptop.page.locator("#saved", has_text="No connection").wait_for()
    Attempt.objects.update(ends_at=timezone.now() - timedelta(hours=1))
    laptop.page.context.set_offline(False)
    laptop.page.locator("#saved[data-state=ended]").wait_for()
    late = LateAnswer.objects.get()
    laptop.open(f"/attempts/{attempt.public_id}/result/")
    assert "Arrived after the end" in laptop.text()
    assert (late.written_at < late.received_at, Attempt.objects.get().closed_by_clock) == (True, True)
    assert phone.faults == []
