"""A fact pattern is marked by two instructors and reconciled; then a key turns out wrong, is corrected, looked at, applied and taken back."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Page

from assessments.models import Attempt, AttemptItem, AttemptStep, Grade, MarkingRules
from lms.people.models import User
from tests.factories.answers import AT, Scene, answered, write_version
from tests.journeys.conftest import Visitor
from tests.lms.questions.samples import fact_pattern, part_answers

pytestmark = [pytest.mark.browser, pytest.mark.separate]
RULES = {"rules": {"target-size": {"enabled": True}}}
PASSWORD = "correct horse battery"


@pytest.fixture
def scene(site: str) -> Scene:
    """Two students; the first has a fact pattern that waits for two markers, the second answered what turns out to be right."""
    scene = answered(["a", "b"])
    case = write_version(scene.essay, "fact_pattern", fact_pattern(), points=10)
    for attempt in scene.attempts:
        item = AttemptItem.objects.create(attempt=attempt, position=2, version=case, points=10)
        AttemptStep.objects.create(attempt=attempt, item=item, number=2, key="k:2", response=part_answers("b", "", "File soon.", "The bar."), received_at=AT)
        Attempt.objects.filter(pk=attempt.pk).update(state="marking")
    MarkingRules.objects.create(assessment=scene.page, markers=2, tolerance_percent=5)
    for name in ("one", "two"):
        scene.instructor(name)
    for person in User.objects.filter(email__endswith="@north.example"):
        person.set_password(PASSWORD)
        person.privacy_version, person.privacy_accepted_at = settings.PRIVACY_NOTICE_VERSION, datetime.now(UTC)
        person.save()
    return scene


def axe(page: Page) -> list[Any]:
    return [(fault["id"], fault["nodes"][0]["html"]) for fault in Axe().run(page, options=RULES).response["violations"]]


def mark_by_keys(page: Page, keys: str) -> None:
    """Points row by row with the numbers of the keyboard, then kept with s; the next answer comes into the same page."""
    before = page.url
    for key in keys:
        page.keyboard.press(key)
    page.keyboard.press("s")
    page.wait_for_url(lambda url: url != before)


def test_two_mark_one_case_and_a_key_is_corrected(scene: Scene, visitors: Callable[..., Visitor], worker: None) -> None:
    first, second = AttemptItem.objects.filter(version__type="fact_pattern").order_by("pk")
    one, two = visitors(), visitors()
    one.sign_in_as(scene.instructor("one"))
    two.sign_in_as(scene.instructor("two"))

    # the first marker goes through both without a reload, by keyboard alone
    one.open("/teach/marking/")
    faults = axe(one.page)
    one.page.get_by_role("link", name="Start marking").click()
    one.page.locator("[data-marking]").wait_for()
    one.page.evaluate("window.still = true")
    named = "Ana" in one.page.content()
    faults += axe(one.page)
    mark_by_keys(one.page, "1122")
    one.page.get_by_text("A second person marks this answer too.").wait_for()
    still = one.page.evaluate("window.still")
    mark_by_keys(one.page, "1122")

    # the second gives the first student much more, and the second nearly the same
    two.open(f"/teach/marking/{first.pk}/")
    mark_by_keys(two.page, "3223")
    mark_by_keys(two.page, "1122")
    assert (named, still, faults) == (False, True, [])
    assert list(Grade.objects.filter(item__in=[first, second]).values_list("item", "kind")) == [(second.pk, "reconciled")]

    # they talk, and one keeps the mark that counts
    two.open("/teach/marking/")
    two.page.get_by_role("link", name="The fact_pattern").first.click()
    two.page.get_by_role("heading", name="Two marks that differ").wait_for()
    faults = axe(two.page)
    for row, points in enumerate(("2", "2", "2", "2")):
        two.page.locator("[data-rubric-row]").nth(row).locator(f"input[value='{points}']").check()
    two.page.get_by_role("button", name="Keep this mark").click()
    two.page.get_by_text("The mark is kept. It counts from now on.").wait_for()
    two.open(f"/teach/marking/of/{scene.page.public_id}/")
    two.page.get_by_text("Weighted kappa").wait_for()
    faults += axe(two.page)
    two.page.get_by_role("button", name="Release").click()
    two.page.get_by_text("Released to Fall.").wait_for()
    assert faults == []
    assert set(Attempt.objects.values_list("state", flat=True)) == {"graded"}

    # b was right after all
    scene.correct_key("b")
    two.open("/teach/fixes/")
    faults = axe(two.page)
    two.page.get_by_role("link", name="choice").first.click()
    two.page.get_by_label("Credit for both keys").check()
    two.page.get_by_label("What was wrong").fill("Option b is right as well.")
    faults += axe(two.page)
    two.page.get_by_role("button", name="Work out the preview").click()
    two.page.locator("a[href*='/teach/fixes/']").first.click()
    two.page.get_by_text("Go up: 1").wait_for()
    faults += axe(two.page)
    untouched = Grade.objects.filter(kind="fix").count()
    apply(two.page, "Apply the correction", "Yes, apply it")
    apply(two.page, "Take the correction back", "Yes, take it back")
    two.page.get_by_text("Undone").wait_for()

    newest = Grade.objects.filter(item=scene.item(1)).order_by("number")
    assert [(grade.kind, grade.numerator) for grade in newest] == [("automatic", 0), ("fix", 2), ("undo", 0)]
    assert (untouched, faults, one.faults, two.faults) == (0, [], [], [])

    # the student reads what happened, and asks
    student = visitors(viewport={"width": 390, "height": 844}, color_scheme="dark").sign_in_as(scene.attempts[1].enrollment.student)
    student.open("/notices/")
    told = "Option b is right as well." in student.text()
    student.open(f"/attempts/{scene.attempts[1].public_id}/questions/2/dispute/")
    student.page.get_by_label("Why you ask").fill("I named the bar.")
    faults = axe(student.page)
    student.page.get_by_role("button", name="Send").click()
    student.page.get_by_text("An answer is promised by").wait_for()
    assert (told, faults, student.faults) == (True, [], [])


def apply(page: Page, act: str, submit: str) -> None:
    """A weighty act on the page of a correction, followed in its job until it is done."""
    page.get_by_text(act, exact=True).first.click()
    page.get_by_role("button", name=submit).click()
    page.locator("a[href*='/teach/fixes/']").first.click()
