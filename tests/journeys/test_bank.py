"""An instructor writes a question: faults, preview, trying, ready, a second version, comparing; on a phone too."""

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from assessments.models import Question, QuestionState
from tests.factories.course import enrolled_student, load_course, member, signed_in
from tests.journeys.conftest import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.separate]
BANK = "/teach/banks/first-module/"


@pytest.fixture
def course(tmp_path: Path) -> None:
    load_course(tmp_path / "course")
    signed_in(member("ines@north.example", "instructor", enrolled_student().cohort.campus))


def faults_of(visitor: Visitor) -> list[str]:
    """What axe finds, and whether the page scrolls sideways."""
    found = [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in Axe().run(visitor.page).response["violations"]]
    wide = visitor.page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [*found, *(["scrolls sideways"] if wide else [])]


@pytest.mark.parametrize("width", [1280, 390])
def test_a_question_is_written_mended_tried_made_ready_changed_and_compared(visitors: Callable[..., Visitor], course: None, width: int) -> None:
    visitor = visitors(viewport={"width": width, "height": 900})
    page = visitor.page
    visitor.sign_in("ines@north.example", "correct horse battery")
    visitor.open(BANK)
    page.get_by_role("link", name="New question").click()
    page.get_by_role("link", name="Single choice").click()

    page.get_by_label("Question", exact=True).fill("Who may **appear** before the Board?")
    page.locator("#preview strong", has_text="appear").wait_for()
    page.get_by_role("group", name="Option 1").get_by_label("Text").fill("An accredited representative")
    page.get_by_role("button", name="Add: option").click()
    page.get_by_role("group", name="Option 5").wait_for()
    page.get_by_role("button", name="Remove option 5").click()
    page.get_by_role("group", name="Option 5").wait_for(state="detached")
    page.get_by_role("button", name="Keep as a draft").click()
    page.get_by_role("link", name="Option 2, Text: This must not be empty.").click()
    faulty = faults_of(visitor)
    typed = page.get_by_role("group", name="Option 1").get_by_label("Text").input_value()

    page.get_by_role("group", name="Option 2").get_by_label("Text").fill("A notary")
    page.get_by_role("group", name="Option 1").get_by_label("This is right").check()
    page.locator("#preview").get_by_label("A notary").first.wait_for()
    shown = faults_of(visitor)
    page.get_by_role("button", name="Keep as a draft").click()
    page.get_by_text("Kept as a draft.").wait_for()
    question = Question.objects.get(external_id="q-03")
    assert (question.state, typed) == (QuestionState.DRAFT, "An accredited representative")

    page.get_by_role("link", name="Try it").click()
    page.get_by_label("A notary").check()
    page.get_by_role("button", name="Mark my answer").click()
    page.get_by_text("0 of 1 point").wait_for()
    tried = faults_of(visitor)
    page.get_by_role("link", name="Back to the question").click()
    page.get_by_role("button", name="Mark it ready").click()
    page.get_by_text("1 question is ready now.").wait_for()
    page.get_by_role("link", name="Edit").click()
    page.get_by_label("Question", exact=True).fill("Who may **appear** before an immigration judge?")
    page.get_by_role("button", name="Keep as a new version").click()
    page.get_by_text("Kept as version 2.").wait_for()
    page.get_by_role("link", name="Version 1").click()
    page.locator("ins", has_text="immigration").first.wait_for()

    assert Question.objects.get(pk=question.pk).state == QuestionState.READY
    assert [*faulty, *shown, *tried, *faults_of(visitor)] == []
    assert [fault for fault in visitor.faults if "422" not in fault] == []
