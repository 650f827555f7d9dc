"""A student answers the types that are more than a list: by keyboard, with buttons, by dragging, and on a phone without scripts."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings

from assessments.models import AttemptStep
from curriculum.api import load_folder
from curriculum.models import Enrollment
from lms.people.models import User
from tests.factories.course import enrolled_student
from tests.factories.questions import write_questions
from tests.journeys.conftest import Visitor
from tests.lms.questions.samples import SAMPLES

pytestmark = [pytest.mark.browser, pytest.mark.separate]
TYPES = ["ordering", "matching", "fill_in_the_blanks", "categorization", "select_passage"]
RIGHT = ["Notice to appear", "Bond hearing", "Hearing on the merits", "Appeal to the Board", "Order that stands"]


@pytest.fixture
def place(tmp_path: Path) -> Enrollment:
    """A student before a quiz with one question of each type."""
    root = write_questions(tmp_path / "course", {key: SAMPLES[key].content for key in TYPES})
    path = root / "01-first-module/assessment.md"
    names = ", ".join(f"sample.{key}" for key in TYPES)
    released = "shuffle_questions: false\nfeedback: {key: after_submit, explanation: after_submit}"
    path.write_text(path.read_text().replace("questions: [q-1, q-2]", f"questions: [{names}]\n{released}"))
    load_folder(root)
    enrollment = enrolled_student()
    User.objects.filter(pk=enrollment.student_id).update(privacy_version=settings.PRIVACY_NOTICE_VERSION)
    return enrollment


def begin(visitor: Visitor) -> None:
    visitor.sign_in("student@north.example", "correct horse battery")
    visitor.open("/learn/small-course/first-module/first-quiz/")
    visitor.page.get_by_role("button", name="Start").click()


def shown(visitor: Visitor) -> list[str]:
    return [text.strip() for text in visitor.page.locator("[data-ordering] label").all_inner_texts()]


def saved(position: int) -> dict[str, object]:
    """The newest answer kept for the question at ``position``."""
    step = AttemptStep.objects.filter(item__position=position).order_by("-number").first()
    assert step is not None
    return step.response


def wait_until_saved(visitor: Visitor) -> None:
    visitor.page.locator("#saved[data-state=saved]", has_text="Saved at").wait_for()


def test_steps_are_put_in_order_by_keyboard_and_everything_is_kept_and_judged(visitor: Visitor, place: Enrollment) -> None:
    page = visitor.page
    begin(visitor)
    assert shown(visitor) != RIGHT

    for at, text in enumerate(RIGHT):  # from the first on, each up to its place
        button = page.get_by_role("button", name=f"Move up: {text}")
        button.focus()
        for _ in range(shown(visitor).index(text) - at):
            page.keyboard.press("Enter")
            assert page.evaluate("document.activeElement.getAttribute('aria-label')") == f"Move up: {text}"
    page.get_by_label("Form i589").first.select_option("Applying for asylum")
    page.get_by_label("Gap 1").fill("i-589")
    page.get_by_label("Gap 2").select_option("the judge")
    page.get_by_label("Gap 3").fill("30")
    page.get_by_label("Form ar11").last.select_option("The office")
    page.get_by_label("Sentence b.").focus()
    page.keyboard.press("Space")
    picture(visitor, "take")
    wait_until_saved(visitor)

    assert shown(visitor) == RIGHT
    assert [saved(number) for number in (1, 3, 5)] == [
        {"places": {"n": 1, "b": 2, "h": 3, "a": 4, "o": 5}},
        {"gaps": {"form": "i-589", "days": "30", "who": "judge"}},
        {"marked": ["b"]},
    ]
    page.reload()
    assert shown(visitor) == RIGHT
    page.get_by_role("button", name="Look over and submit").click()
    page.get_by_role("button", name="Submit", exact=True).click()
    page.get_by_text("5 of 5 steps are in their right place").wait_for()
    picture(visitor, "result")
    assert [words for words in ("Right: The agency", "Accepted: I-589", "Right, and not chosen") if words not in visitor.text()] == []
    assert visitor.faults == []


def test_a_step_is_dragged_and_a_place_that_is_chosen_moves_its_row(visitor: Visitor, place: Enrollment) -> None:
    page = visitor.page
    begin(visitor)
    before = shown(visitor)

    rows = page.locator("[data-ordering] > li")
    page.locator(".step-handle").nth(0).drag_to(rows.nth(3), target_position={"x": 40, "y": 60})
    wait_until_saved(visitor)
    dragged = shown(visitor)
    rows.nth(0).locator("select").select_option("5")
    rows.nth(4).locator("select").select_option("1")

    assert dragged != before
    assert sorted(dragged) == sorted(before)
    assert shown(visitor) == [dragged[4], *dragged[1:4], dragged[0]]
    assert visitor.faults == []


def test_on_a_phone_without_scripts_every_type_is_answered_and_nothing_is_cut_off(visitors: Callable[..., Visitor], place: Enrollment) -> None:
    visitor = visitors(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    page = visitor.page
    begin(visitor)

    for place_of, text in enumerate(RIGHT, start=1):
        page.get_by_label(text).select_option(str(place_of))
    page.get_by_label("Gap 3").fill("30")
    page.get_by_label("Sentence d.").check()
    picture(visitor, "phone")
    wide = [box for box in page.locator("form#attempt :is(select, input, label)").all() if (size := box.bounding_box()) and size["x"] + size["width"] > 360]
    assert wide == []
    for row in page.locator(".passage label").all():  # a box stands in the line of its sentence
        box, words = row.locator("input").bounding_box(), row.locator("span").bounding_box()
        assert box is not None
        assert words is not None
        assert abs(box["y"] - words["y"]) < 10
    page.get_by_role("button", name="Save and stay").click()
    assert saved(1) == {"places": {"n": 1, "b": 2, "h": 3, "a": 4, "o": 5}}
    assert saved(5) == {"marked": ["d"]}
    assert page.get_by_role("button", name="Move up").count() == 0


def picture(visitor: Visitor, name: str) -> None:
    """A picture of the page for people to look at, where ``PICTURES`` names a folder."""
    if folder := os.environ.get("PICTURES"):
        visitor.page.screenshot(path=f"{folder}/{name}.png", full_page=True)
