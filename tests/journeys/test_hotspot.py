"""A place on a picture is marked with the mouse, with the keyboard alone, by its numbers and by its name, and each is what is saved."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings as site_settings
from playwright.sync_api import Page

from assessments.models import AssessmentPage, AttemptStep
from curriculum.api import load_folder
from lms.people.models import User
from tests.factories.course import enrolled_student, write_course
from tests.factories.questions import write_picture
from tests.journeys.conftest import Visitor
from tests.lms.questions.samples import fact_pattern, hotspot

pytestmark = [pytest.mark.browser, pytest.mark.separate]


def saved(page: Page, position: int = 1) -> dict[str, Any]:
    """The newest answer to a question, once the page says that it is kept."""
    page.locator("#saved[data-state=saved]", has_text="Saved at").wait_for()
    steps = AttemptStep.objects.filter(item__position=position).order_by("-number")
    return steps.values_list("response", flat=True)[0]  # type: ignore[no-any-return]


def again(page: Page) -> None:
    """Forget what the line says, so that the next save is waited for."""
    page.evaluate("document.getElementById('saved').textContent = ''")


def test_a_place_is_marked_in_every_way(visitor: Visitor, tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "data" / "media"
    root = write_course(tmp_path / "course")
    write_picture(root, size=(400, 300))
    module = root / "01-first-module"
    case = fact_pattern()
    case["parts"] = [{"id": "box", "type": "hotspot", "stem": "Where does her name go?", "content": hotspot()}]
    questions = [
        {"id": "q-place", "type": "hotspot", "stem": "Where does she sign?", "content": hotspot()},
        {"id": "q-case", "type": "fact_pattern", "stem": "Work on this case.", "content": case},
    ]
    (module / "questions.yaml").write_text(yaml.safe_dump(questions))
    quiz = module / "assessment.md"
    quiz.write_text(quiz.read_text().replace("[q-1, q-2]", "[q-place, q-case]"))
    load_folder(root)
    AssessmentPage.objects.update(shuffle_questions=False)
    person = enrolled_student().student
    User.objects.filter(pk=person.pk).update(privacy_version=site_settings.PRIVACY_NOTICE_VERSION)
    page = visitor.page
    visitor.sign_in(person.email, "correct horse battery")
    visitor.open("/learn/small-course/first-module/first-quiz/")
    page.get_by_role("button", name="Start").click()

    picture = page.locator("#question-1 [data-hotspot-picture]")
    box = picture.bounding_box()
    assert box is not None
    picture.click(position={"x": box["width"] * 0.25, "y": box["height"] * 0.5})
    first = saved(page)
    assert (first["area"], abs(float(first["x"]) - 25) < 1, abs(float(first["y"]) - 50) < 1) == ("", True, True)
    assert page.locator("#question-1 input[value=point]").is_checked()

    again(page)
    page.fill("#q1-x", "20")
    page.fill("#q1-y", "15")
    assert saved(page) == {"area": "", "x": "20", "y": "15"}
    assert page.locator("#question-1 .hotspot-line[data-down]").get_attribute("x1") == "20"

    again(page)
    picture.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("ArrowUp")
    assert page.locator("#question-1 [data-hotspot-said]").inner_text() == "21 percent from the left, 24 percent from the top"
    assert saved(page) == {"area": "", "x": "21", "y": "24"}

    again(page)
    page.locator("#question-1").get_by_label("Box 3").check()
    assert saved(page) == {"area": "box_3", "x": "", "y": ""}
    assert page.locator("#question-1 [data-hotspot-mark]").get_attribute("visibility") == "hidden"

    again(page)
    page.locator("#question-2 [data-hotspot-picture]").focus()
    page.keyboard.press("ArrowDown")  # the first press puts the crosshair into the middle
    assert saved(page, 2)["parts"]["box"] == {"area": "", "x": "50", "y": "50"}

    page.get_by_role("button", name="Look over and submit").click()
    page.get_by_role("button", name="Submit").wait_for()
    assert visitor.faults == []
