"""An instructor who has never seen the tool writes a lesson; a colleague and an attorney review it; a student reads who did."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from curriculum.models import LessonPage
from lms.people.api import sync_groups
from tests.factories.review import Reviewers, reviewers
from tests.journeys.campus import Life, everybody_accepts, north
from tests.journeys.conftest import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.separate]


@pytest.fixture
def life(tmp_path: Path, site: str) -> Life:
    return north(tmp_path, studied=False)


@pytest.fixture
def people(life: Life) -> Reviewers:
    people = reviewers(life.campus)
    sync_groups([people.author, people.peer])
    everybody_accepts()
    return people


def faults(visitor: Visitor) -> list[str]:
    """What the browser complained of. Wagtail saves as one types, and its server says 400 while a form is not complete yet."""
    return [fault for fault in visitor.faults if "400 (Bad Request)" not in fault]


def write(page: Page) -> None:
    """Text, a knowledge check, time and its topic, from Wagtail's first page on."""
    page.get_by_role("link", name="Write a lesson in First module").click()
    page.get_by_placeholder("Page title").fill("Fees and waivers")
    page.get_by_role("textbox", name="After this lesson students can").fill("Say when a fee can be waived.")
    page.get_by_role("spinbutton", name="Minutes").first.fill("10")
    page.get_by_role("button", name="Insert a block").first.click()
    page.get_by_role("option", name="Text (Markdown)").click()
    page.get_by_role("textbox", name="Text").last.fill("A fee can be waived, see 8 CFR 106.3.")
    page.get_by_role("button", name="Insert a block").last.click()
    page.get_by_role("option", name="Knowledge check: true or false").click()
    page.get_by_role("textbox", name="Question").last.fill("Every fee can be waived.")
    page.get_by_role("combobox", name="The statement is").last.select_option("false")
    page.get_by_role("button", name="Add topic").click()
    page.get_by_role("button", name="Choose topic").click()
    page.get_by_role("link", name="Ethics").click()
    page.locator("input[name='topics-0-minutes']").fill("10")


def test_a_lesson_is_written_reviewed_twice_and_read(visitors: Callable[..., Visitor], life: Life, people: Reviewers) -> None:
    author = visitors().sign_in_as(people.author)
    author.page.set_default_timeout(60_000)
    author.open("/cms/")
    write(author.page)
    author.page.get_by_role("button", name="Toggle preview").click()
    preview = author.page.frame_locator("#w-preview-iframe")
    preview.get_by_text("A fee can be waived, see").wait_for()
    preview.get_by_text("This is a preview of the draft.").wait_for()
    author.page.get_by_role("button", name="Toggle preview").click()
    author.page.get_by_role("button", name="More actions").first.click()
    author.page.get_by_role("button", name="Submit for review").click()
    author.page.get_by_text("submitted for moderation").first.wait_for()
    lesson = LessonPage.objects.get(title="Fees and waivers")
    assert [lesson.live, lesson.workflow_in_progress] == [False, True]

    author.open("/cms/reports/due-for-review/")
    author.page.get_by_text("No lesson is due.").wait_for()

    peer = visitors().sign_in_as(people.peer)
    peer.page.set_default_timeout(60_000)
    peer.open("/")
    peer.page.get_by_role("link", name="1 lesson for your peer review").click()
    peer.page.get_by_role("link", name="Fees and waivers").first.click()
    peer.page.get_by_role("button", name="More actions").first.click()
    peer.page.get_by_role("button", name="Approve", exact=True).first.click()
    peer.page.get_by_text("has been updated").first.wait_for()

    attorney = visitors().sign_in_as(people.attorney)
    attorney.open("/")
    attorney.page.get_by_role("link", name="1 lesson for your attorney review").click()
    attorney.page.get_by_role("link", name="Fees and waivers").click()
    assert "A fee can be waived" in attorney.text()
    attorney.page.get_by_label("Approve: I read it").check()
    attorney.page.get_by_label("Admitted in").fill("Massachusetts")
    attorney.page.get_by_role("button", name="Send your decision").click()
    attorney.page.get_by_text("It is published with your name").wait_for()

    student = visitors().sign_in_as(life.student)
    student.open("/learn/small-course/first-module/fees-and-waivers/")
    assert "by Daria Petrov, attorney (Massachusetts)." in student.text()
    assert "Reviewed" in student.text()
    assert [faults(author), faults(peer), attorney.faults, student.faults] == [[], [], [], []]
