"""A student studies with pen in hand: marks by mouse and by keyboard, goes on where they stopped, reports, searches, keeps a lesson for offline."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from curriculum.models import Authority, LessonPage, Mark, ReadingPlace
from tests.journeys.campus import Life, north
from tests.journeys.conftest import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.separate]
ONE = "/learn/small-course/first-module/one/"
FILING = "An applicant must file within one year of the last arrival in the United States."
FILLER = "The asylum officer reads the form, hears the applicant and looks for harm, for its reason and for who did it. " * 5
SHOTS = os.environ.get("READER_SHOTS", "")


def publish(*paragraphs: str) -> None:
    lesson = LessonPage.objects.get(slug="one")
    html = "<h2>The limit</h2>" + "".join(f"<p>{one}</p>" for one in paragraphs)
    lesson.body = [("markdown", {"source": html, "html": html})]
    lesson.save_revision().publish()


@pytest.fixture
def life(tmp_path: Path, site: str) -> Life:
    life = north(tmp_path, studied=False)
    Authority.objects.create(key="INA 208", kind="statute", title="Asylum", citation="INA § 208")
    publish(FILING, *(f"{number}. {FILLER}" for number in range(1, 13)), "Extraordinary circumstances excuse a late application.")
    return life


def shot(page: Page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}.png", caret="initial")  # hiding it would put a style into the page


def wait_until(holds: Callable[[], bool]) -> None:
    """What the page sends while it is left arrives a moment later."""
    for _ in range(100):
        if holds():
            return
        time.sleep(0.1)


def select(page: Page, passage: str, words: str) -> None:
    """Drag the mouse over the words, as a reader does."""
    box = page.evaluate(
        """([id, words]) => { const walk = document.createTreeWalker(document.getElementById(id), NodeFilter.SHOW_TEXT);
        for (let node; (node = walk.nextNode());) { const at = node.data.indexOf(words); if (at < 0) continue;
          const range = document.createRange(); range.setStart(node, at); range.setEnd(node, at + words.length);
          const boxes = [...range.getClientRects()]; const first = boxes[0], last = boxes.at(-1);
          return [first.left, first.top + first.height / 2, last.right, last.top + last.height / 2]; } }""",
        [passage, words],
    )
    page.mouse.move(box[0] + 1, box[1])
    page.mouse.down()
    page.mouse.move(box[2] - 1, box[3], steps=5)
    page.mouse.up()


def test_marks_are_made_by_mouse_and_keyboard_and_follow_a_new_revision(life: Life, visitors: Callable[..., Visitor]) -> None:
    student = visitors().sign_in_as(life.student)
    page = student.page
    student.open(ONE)
    page.get_by_text("You have marked nothing here yet.").wait_for()

    select(page, "p-1-2", "within one year")
    page.get_by_role("toolbar").wait_for()
    shot(page, "tools-1280")
    page.get_by_role("toolbar").get_by_role("button", name="Highlight").click()
    page.locator("mark.marked-highlight").wait_for()
    assert page.locator("mark.marked-highlight").inner_text() == "within one year"

    heading = page.get_by_role("button", name="Note or bookmark: The limit")
    heading.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.keyboard.type("Ask about tolling.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator(".mark-note").get_by_text("Ask about tolling.").wait_for()
    shot(page, "marked-1280")
    assert sorted(Mark.objects.values_list("kind", "quote", "text")) == [("highlight", "within one year", ""), ("note", "The limit", "Ask about tolling.")]

    publish("Read this first.", FILING.replace("within one year", "within two years"), "New in this revision.")
    student.open(ONE)
    page.locator(".mark-note").get_by_text("Ask about tolling.").wait_for()
    assert "The text changed; here is what you had marked:" in page.locator("#marks").inner_text()
    assert "within one year" in page.locator("#marks").inner_text()
    assert page.locator("mark[data-state=changed]").count() >= 1
    shot(page, "changed-1280")
    student.open("/notes/")
    assert "Ask about tolling." in student.text()
    shot(page, "notes-1280")
    assert student.faults == []


def test_reading_goes_on_where_it_stopped(life: Life, visitors: Callable[..., Visitor]) -> None:
    student = visitors().sign_in_as(life.student)
    page = student.page
    student.open(ONE)
    page.wait_for_timeout(5_200)
    page.locator("#p-1-8").evaluate("one => window.scrollTo(0, one.getBoundingClientRect().top + scrollY - 100)")
    page.wait_for_timeout(300)
    student.open("/")
    wait_until(ReadingPlace.objects.exists)
    student.open("/")
    page.get_by_text("You stopped about half way.").wait_for()
    assert ReadingPlace.objects.get().address in ("p-1-7", "p-1-8")

    student.open(ONE)
    link = page.get_by_role("link", name="Go on where you stopped")
    link.wait_for()
    assert page.evaluate("scrollY") == 0
    shot(page, "resume-1280")
    link.click()
    page.wait_for_timeout(300)
    assert page.evaluate("scrollY") > 500
    assert student.faults == []


def test_a_report_reaches_the_instructor_and_the_answer_the_student(life: Life, visitors: Callable[..., Visitor]) -> None:
    student, instructor = visitors().sign_in_as(life.student), visitors().sign_in_as(life.instructor)
    page = student.page
    student.open(ONE)
    page.get_by_text("You have marked nothing here yet.").wait_for()
    select(page, "p-1-2", "one year")
    page.get_by_role("toolbar").get_by_role("button", name="Report").click()
    page.get_by_label("What is wrong").select_option("wrong_law")
    page.get_by_label("In a sentence").fill("Is it not two years?")
    page.get_by_role("button", name="Send the report").click()
    page.get_by_text("The authors have it").wait_for()

    instructor.open("/")
    instructor.page.get_by_role("link", name="1 problem report").click()
    assert "one year" in instructor.text()
    shot(instructor.page, "problems-1280")
    instructor.page.get_by_label("What came of it").fill("It is one year; we made it clearer.")
    instructor.page.get_by_role("button", name="Settle it").click()
    instructor.page.get_by_text("Settled. The reader is told.").wait_for()
    student.open("/notices/")
    assert "It is one year; we made it clearer." in student.text()
    assert [student.faults, instructor.faults] == [[], []]


def test_search_finds_by_words_and_by_citation(life: Life, visitors: Callable[..., Visitor]) -> None:
    student = visitors().sign_in_as(life.student)
    page = student.page
    student.open("/")
    page.get_by_role("searchbox", name="Search").first.fill("extraordinary circumstance")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Lessons").wait_for()
    shot(page, "search-1280")
    page.get_by_role("link", name="Lesson one").click()
    page.get_by_text("Extraordinary circumstances").first.wait_for()
    assert "Extraordinary circumstances" in student.text()

    student.open("/search/?q=ina+208")
    assert page.locator(".hits a").first.inner_text() == "INA § 208"
    assert student.faults == []


def test_a_lesson_saved_for_offline_opens_without_a_network(life: Life, visitors: Callable[..., Visitor], browser: Browser, tmp_path: Path) -> None:
    student = visitors().sign_in_as(life.student)
    student.open(ONE)
    with student.page.expect_download() as waiting:
        student.page.get_by_role("link", name="Save for offline").click()
    assert waiting.value.suggested_filename == "Lesson one.html"
    file = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(file)

    context = browser.new_context(offline=True, viewport={"width": 390, "height": 844})
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text))
    page.on("requestfailed", lambda request: faults.append(request.url))
    page.goto(file.as_uri())
    shot(page, "offline-390")

    assert FILING in page.locator("main").inner_text()
    assert page.evaluate("getComputedStyle(document.body).maxWidth") == "640px"
    assert faults == []
    context.close()


def test_notes_stand_below_the_paragraph_on_a_phone(life: Life, visitors: Callable[..., Visitor]) -> None:
    student = visitors(viewport={"width": 390, "height": 844}, color_scheme="dark").sign_in_as(life.student)
    page = student.page
    student.open(ONE)
    form = page.locator("#add-note")
    form.get_by_label("About").select_option(label="The limit")
    form.get_by_label("Your note").fill("On the phone.")
    form.get_by_role("button", name="Keep the note").click()
    note = page.locator(".mark-note")
    note.wait_for()
    page.evaluate("scrollTo(0, 0)")
    shot(page, "marked-390")
    page.locator("#reader").scroll_into_view_if_needed()
    shot(page, "panel-390")

    assert note.bounding_box()["y"] > page.locator("#p-1-1").bounding_box()["y"]
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    assert student.faults == []
