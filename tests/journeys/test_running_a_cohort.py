"""Running a cohort in a browser: a full cohort and its line, a link, opening dates, and a walk through the course."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from curriculum.actions.make_join_link import make_join_link
from curriculum.models import Cohort, Enrollment, LessonProgress, StudyEvent
from curriculum.queries.release import today_at
from lms.core.wording import day, short_day
from lms.people.models import User
from tests.factories.cohorts import planned, student_of
from tests.journeys.campus import Life, everybody_accepts, north
from tests.journeys.conftest import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.separate]
STUDENTS = "/cohorts/north-fall/enrollments/"


@pytest.fixture
def life(tmp_path: Path, site: str) -> Life:
    """North, with a cohort that runs for two more months."""
    life = north(tmp_path, studied=False)
    Cohort.objects.update(ends_on=today_at(life.campus) + timedelta(days=60))
    life.enrollment.cohort.refresh_from_db()
    return life


def assert_clean(visitor: Visitor) -> None:
    assert [one["id"] for one in Axe().run(visitor.page).response["violations"]] == []
    assert visitor.faults == []


def test_a_full_cohort_a_link_and_the_place_that_becomes_free(life: Life, visitors: Callable[..., Visitor]) -> None:
    awa = student_of(life.campus, "awa")
    everybody_accepts()
    coordinator = visitors().sign_in_as(life.coordinator)
    coordinator.open(STUDENTS)
    coordinator.page.click("text=Change the number of places")
    coordinator.page.fill("input[name=capacity]", "1")
    coordinator.page.click("details:has(input[name=capacity]) button[type=submit]")
    assert "1 of 1 taken." in coordinator.text()
    coordinator.open("/cohorts/north-fall/links/")
    coordinator.page.fill("input[name=max_uses]", "5")
    coordinator.page.fill("input[name=last_day]", today_at(life.campus).isoformat())
    coordinator.page.click("text=Make the link")
    path = "/join/" + coordinator.page.input_value("#address").rsplit("/join/", 1)[1]
    assert_clean(coordinator)

    comer = visitors(viewport={"width": 390, "height": 844}).sign_in_as(awa)
    comer.open(path)
    assert "Every place is taken." in comer.text()
    assert_clean(comer)
    comer.page.get_by_role("button", name="Stand in line").click()
    comer.page.get_by_text("You are in line").first.wait_for()
    assert "You are in line" in comer.text()

    coordinator.open(STUDENTS)
    assert "1. Awa Alvarez" in coordinator.text()
    coordinator.page.click("summary:has-text('End the enrollment of Ana')")
    coordinator.page.fill("input[name=reason]", "Moved away.")
    coordinator.page.click("text=End the enrollment >> nth=-1")
    assert "1 of 1 taken." in coordinator.text()
    assert Enrollment.objects.get(student=awa).state == "active"
    comer.open("/learn/")
    assert "Lesson one" in comer.text()


def test_somebody_new_follows_a_link_and_is_written_to(life: Life, visitors: Callable[..., Visitor]) -> None:
    facts = {"max_uses": 5, "last_day": today_at(life.campus), "domain": "college.example"}
    address = make_join_link(cohort=life.enrollment.cohort, by=life.coordinator, **facts)[1]
    visitor = visitors()

    visitor.open("/join/" + address.rsplit("/join/", 1)[1])
    assert visitor.page.url.endswith("/join/")  # the token stays in no address
    assert_clean(visitor)
    for name, value in (("email", "noor@college.example"), ("first_name", "Noor"), ("last_name", "Haddad")):
        visitor.page.fill(f"input[name={name}]", value)
    visitor.page.click("text=Send me the letter")

    assert "Look into your mail" in visitor.text()
    assert User.objects.get(email="noor@college.example").invitations.count() == 1


def test_a_lesson_opens_on_its_day(life: Life, visitors: Callable[..., Visitor]) -> None:
    today = today_at(life.campus)
    opens = today + timedelta(days=4)
    coordinator = visitors().sign_in_as(life.coordinator)
    coordinator.open("/cohorts/north-fall/plan/")
    coordinator.page.fill("input[aria-label='Lesson one opens']", opens.isoformat())
    coordinator.page.fill("input[aria-label='Lesson one is due']", (opens + timedelta(days=3)).isoformat())
    coordinator.page.click("text=Save the dates")
    assert "Saved. 1 page changed." in coordinator.text()

    student = visitors(viewport={"width": 390, "height": 844}, color_scheme="dark").sign_in_as(life.student)
    student.open("/learn/small-course/")
    assert f"Opens {short_day(opens, today)}" in student.text()
    answer = student.open("/learn/small-course/first-module/one/")
    assert (answer.status, "Words to read." in student.text()) == (403, False)
    student.faults.clear()  # the browser notes the 403 itself
    assert_clean(student)
    planned(life.enrollment, life.coordinator, one=(today, None))
    assert student.open("/learn/small-course/first-module/one/").status == 200
    assert "Words to read." in student.text()
    student.open("/calendar/")
    assert "Lesson one" in student.text()


def test_an_instructor_walks_through_the_course(life: Life, visitors: Callable[..., Visitor]) -> None:
    today = today_at(life.campus)
    opens = today + timedelta(days=4)
    planned(life.enrollment, life.coordinator, one=(opens, None))
    visitor = visitors().sign_in_as(life.instructor)
    visitor.open("/")
    visitor.page.click("main >> text=Calendar")
    visitor.page.click("text=Walk through >> nth=-1")

    assert f"Opens {short_day(opens, today)}" in visitor.text()
    assert f"would on {day(today)}" in visitor.page.locator(".walk-banner").inner_text()
    assert_clean(visitor)
    assert visitor.open("/learn/small-course/first-module/one/").status == 403
    visitor.faults.clear()
    visitor.open("/learn/small-course/first-module/two/")
    visitor.page.wait_for_timeout(1500)
    assert visitor.faults == []
    visitor.page.click("text=End the walk-through")

    assert "The walk-through has ended." in visitor.text()
    assert visitor.page.locator(".walk-banner").count() == 0
    assert (LessonProgress.objects.count(), StudyEvent.objects.count()) == (0, 0)
