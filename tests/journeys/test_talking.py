"""A student asks on a lesson, the instructor answers and shares; an announcement reaches a cohort; a choice about letters is kept."""

from collections.abc import Callable
from pathlib import Path

import pytest

from curriculum.models import Announcement, LessonQuestion
from lms.notices.api import Notice
from lms.notices.models import KindPreference
from tests.factories.course import enrolled_student
from tests.journeys.campus import everybody_accepts, north
from tests.journeys.conftest import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.separate]
LESSON = "/learn/small-course/first-module/one/"


def scroll_to_questions(visitor: Visitor) -> str:
    """What stands under the lesson once it is scrolled to: after the notes have come, which push it down and could push it out of sight again."""
    visitor.open(LESSON)
    visitor.page.locator("#marks form").first.wait_for(state="attached")
    section = visitor.page.locator("#questions")
    section.scroll_into_view_if_needed()
    visitor.page.locator("#questions form, #questions .asked").first.wait_for(state="attached")
    return section.inner_text()


def test_a_question_is_asked_answered_and_shared(visitors: Callable[[], Visitor], tmp_path: Path) -> None:
    life = north(tmp_path)
    program = life.enrollment.cohort.program
    noor = enrolled_student(email="noor@north.example", program=program).student
    south = enrolled_student("south", "student@south.example", program=program).student
    everybody_accepts()

    student = visitors().sign_in_as(life.student)
    scroll_to_questions(student)
    student.page.get_by_label("Your question").fill("Is a notary enough?")
    student.page.get_by_label("About which heading or sentence").fill("Words to read.")
    student.page.get_by_role("button", name="Ask", exact=True).click()
    student.page.get_by_text("Your question is with your instructors").wait_for()

    instructor = visitors().sign_in_as(life.instructor)
    instructor.open("/")
    instructor.page.get_by_role("link", name="1 question to answer").click()
    instructor.page.get_by_role("link", name="Is a notary enough?").click()
    assert "Words to read." in instructor.text()
    instructor.page.get_by_label("Your answer").fill("No, **never**.")
    instructor.page.get_by_label("Share question and answer with the cohort").check()
    instructor.page.get_by_role("button", name="Answer", exact=True).click()
    instructor.page.get_by_text("No question waits").wait_for()

    student.open("/notices/")
    student.page.get_by_role("link", name="Your question was answered").click()
    assert "never" in student.text()
    other = visitors().sign_in_as(noor)
    shown = scroll_to_questions(other)
    assert ("Is a notary enough?" in shown, "never" in shown, "Somebody in your cohort" in shown, "Ana" in shown) == (True, True, True, False)
    stranger = visitors().sign_in_as(south)
    assert "Is a notary enough?" not in scroll_to_questions(stranger)
    assert stranger.open(f"/questions/{LessonQuestion.objects.get().public_id}/").status == 404
    assert [person.faults for person in (student, instructor, other)] == [[], [], []]


def test_without_scripts_a_question_is_asked_too(visitors: Callable[..., Visitor], tmp_path: Path) -> None:
    life = north(tmp_path)
    student = visitors(java_script_enabled=False).sign_in_as(life.student)
    student.open(LESSON)

    student.page.get_by_role("link", name="Ask about this lesson").click()
    student.page.get_by_label("Your question").fill("Is a notary enough?")
    student.page.get_by_role("button", name="Ask", exact=True).click()

    student.page.get_by_text("Waiting for an answer").wait_for()
    assert LessonQuestion.objects.get().text == "Is a notary enough?"


def test_an_announcement_reaches_the_cohort(visitors: Callable[[], Visitor], worker: None, tmp_path: Path) -> None:
    life = north(tmp_path)
    student, instructor = visitors().sign_in_as(life.student), visitors().sign_in_as(life.instructor)
    instructor.open("/")
    instructor.page.get_by_role("link", name="Announcements to Fall").click()
    instructor.page.get_by_role("link", name="Write an announcement").click()
    instructor.page.get_by_label("Title").fill("Room change")
    instructor.page.get_by_label("Text").fill("We meet in **room 2**.")
    instructor.page.get_by_role("button", name="Send").click()
    instructor.page.get_by_text("Sent to the cohort.").wait_for()

    student.open("/")
    student.page.get_by_role("link", name="Room change").click()
    assert "room 2" in student.text()
    for _ in range(100):
        if Announcement.objects.get().told_at:
            break
        student.page.wait_for_timeout(200)
    student.open("/notices/")
    student.page.get_by_role("link", name="Announcement: Room change").click()
    assert "room 2" in student.text()
    assert Notice.objects.filter(kind="curriculum.announced").count() == 1
    assert [person.faults for person in (student, instructor)] == [[], []]


def test_a_choice_about_letters_is_kept(visitors: Callable[[], Visitor], tmp_path: Path) -> None:
    life = north(tmp_path)
    student = visitors().sign_in_as(life.student)
    student.open("/notices/")
    student.page.get_by_role("link", name="Choose what comes by e-mail").click()
    student.page.get_by_label("Announcements", exact=True).select_option(label="By e-mail, in one daily letter")
    student.page.get_by_label("Quiet from").select_option(label="10:00 pm")
    student.page.get_by_role("button", name="Save").click()
    student.page.get_by_text("Quiet hours need both a beginning and an end.").first.wait_for()

    student.page.get_by_label("Quiet until").select_option(label="7:00 am")
    student.page.get_by_role("button", name="Save").click()
    student.page.get_by_text("Saved.").wait_for()

    assert student.page.get_by_label("Announcements", exact=True).input_value() == "daily"
    assert KindPreference.objects.get(person=life.student.public_id, kind="curriculum.announced").delivery == "daily"
    assert student.faults == [fault for fault in student.faults if "422" in fault]
