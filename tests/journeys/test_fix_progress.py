"""The preview of a correction over many attempts: its bar moves, and the preview appears by itself."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings

from assessments.models import Attempt, AttemptItem, AttemptStep, Grade, QuestionFix
from lms.people.models import User
from tests.factories.answers import AT, Scene, answered
from tests.journeys.conftest import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.separate]
ATTEMPTS = 2_400
WATCH_THE_BAR = """
new MutationObserver(() => { const bar = document.querySelector("#job-progress progress[value]"); if (bar) window.barShows([bar.value, bar.max]); })
  .observe(document, { childList: true, subtree: true });
"""


@pytest.fixture
def scene(site: str) -> Scene:
    """Many attempts of one student, which is what working out a preview costs; a third chose what turns out to be right."""
    scene = answered("a")
    place, version = scene.attempts[0].enrollment, scene.choice.versions.get()
    facts = {"enrollment": place, "assessment": scene.page, "state": "graded", "started_at": AT, "submitted_at": AT}
    made = Attempt.objects.bulk_create([Attempt(number=number + 2, **facts) for number in range(ATTEMPTS - 1)], batch_size=500)
    items = AttemptItem.objects.bulk_create([AttemptItem(attempt=one, position=1, version=version, points=2) for one in made], batch_size=500)
    chosen = ["bca"[at % 3] for at in range(len(items))]
    AttemptStep.objects.bulk_create(
        [
            AttemptStep(attempt_id=item.attempt_id, item=item, number=1, key="k:1", response={"choice": key}, received_at=AT)
            for item, key in zip(items, chosen, strict=True)
        ],
        batch_size=500,
    )
    Grade.objects.bulk_create(
        [Grade(item=item, number=1, numerator=2 if key == "a" else 0, denominator=1, marked_at=AT) for item, key in zip(items, chosen, strict=True)],
        batch_size=500,
    )
    scene.correct_key("b")
    person = scene.instructor()
    person.set_password("correct horse battery")
    person.privacy_version, person.privacy_accepted_at = settings.PRIVACY_NOTICE_VERSION, datetime.now(UTC)
    person.save()
    return scene


def test_the_bar_moves_and_the_preview_appears_by_itself(scene: Scene, visitors: Callable[..., Visitor], worker: None) -> None:
    shown: list[list[int]] = []
    visitor = visitors(viewport={"width": 390, "height": 844})
    visitor.sign_in_as(User.objects.get(email="instructor@north.example"))
    page = visitor.page
    page.expose_function("barShows", lambda figures: shown.append(figures))
    page.add_init_script(WATCH_THE_BAR)

    visitor.open("/teach/fixes/")
    page.get_by_role("link", name="choice").first.click()
    page.get_by_label("Credit for both keys").check()
    page.get_by_label("What was wrong").fill("Option b is right as well.")
    page.get_by_role("button", name="Work out the preview").click()
    page.get_by_text(f"{ATTEMPTS:,} answers were looked at. Nothing is changed yet.").wait_for(timeout=90_000)  # nobody reloads anything
    faults = axe(page)
    page.locator("a[href*='/teach/fixes/']").first.click()
    page.get_by_role("link", name=f"Go up: {ATTEMPTS // 3}").wait_for()

    assert {most for _, most in shown} == {ATTEMPTS}
    assert len(values := list(dict.fromkeys(done for done, _ in shown))) >= 2
    assert values == sorted(values)
    assert QuestionFix.objects.get().state == "ready"
    assert not Grade.objects.filter(kind="fix").exists()
    assert (faults + axe(page), visitor.faults) == ([], [])


def axe(page: Any) -> list[Any]:
    return [(fault["id"], fault["nodes"][0]["html"]) for fault in Axe().run(page).response["violations"]]
