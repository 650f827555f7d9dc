"""An instructor publishes a revision in the browser; what was taught before stays as it was."""

from collections.abc import Callable
from pathlib import Path

import pytest

from curriculum.models import LessonPage
from tests.factories.course import enrolled_student
from tests.journeys.campus import everybody_accepts, north
from tests.journeys.conftest import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.separate]


def test_an_instructor_publishes_a_revision_and_old_evidence_stays(visitors: Callable[[], Visitor], tmp_path: Path) -> None:
    life = north(tmp_path)
    second = enrolled_student(email="second@north.example", program=life.enrollment.cohort.program)
    everybody_accepts()
    student = visitors().sign_in_as(life.student)
    student.open("/learn/small-course/first-module/two/")
    student.page.get_by_role("button", name="I have studied this lesson").click()
    student.page.get_by_text("You have completed this lesson").wait_for()

    instructor = visitors().sign_in_as(life.instructor)
    page = instructor.page
    instructor.open(f"/cms/pages/{LessonPage.objects.get(slug='two').pk}/edit/")
    page.locator("textarea[name^=body]").first.wait_for(state="attached")
    names = page.eval_on_selector_all("textarea[name^=body]", "all => all.filter(one => one.value.includes('More words.')).map(one => one.name)")
    page.locator(f"textarea[name='{names[0]}']").fill("Newer words, as the law now says.")
    page.get_by_role("button", name="More actions").first.click()
    page.get_by_role("button", name="Publish", exact=True).click()
    page.get_by_text("has been published").first.wait_for()

    other = visitors().sign_in_as(second.student)
    other.open("/learn/small-course/first-module/two/")
    assert "Newer words, as the law now says." in other.text()
    student.open("/record/")
    student.page.get_by_role("link", name="Lesson two").click()
    student.page.get_by_role("link", name="as you read it").click()
    shown = student.page.locator("section[aria-labelledby=text]").inner_text()  # beside it stands what is different today
    assert ("More words." in shown, "Newer words" in shown) == (True, False)
    assert [student.faults, other.faults] == [[], []]
