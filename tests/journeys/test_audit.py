"""An auditor on a phone: letter, code, from a figure to its intervals, the ledger verified, marked on screen and on paper."""

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from accreditation.models import Audit
from curriculum.models import Enrollment
from tests.journeys.campus import north
from tests.journeys.conftest import Visitor
from tests.journeys.letters import letter_with
from tests.journeys.test_certificate import complete_course
from tests.journeys.test_pages import RULES

EMAIL = "ines@auditors.example"
pytestmark = [pytest.mark.browser, pytest.mark.separate]


def faults_of(visitor: Visitor) -> list[str]:
    found = [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in Axe().run(visitor.page, options=RULES).response["violations"]]
    width = visitor.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [*found, *([f"scrolls sideways by {width} px"] if width > 0 else []), *visitor.faults]


def opens_an_audit(coordinator: Visitor, enrollment: Enrollment) -> None:
    coordinator.open(f"/cohorts/audits/student/{enrollment.public_id}/")
    answers = {"Name": "Ines Roth", "Organization": "Roth Auditors", "E-mail": EMAIL, "What for": "Yearly review"}
    for label, answer in answers.items():
        coordinator.page.get_by_label(label, exact=True).fill(answer)
    coordinator.page.get_by_role("button", name="Open it and send the link").click()
    coordinator.page.get_by_text("the letter is on its way").wait_for()


def come_in(auditor: Visitor, data: Path) -> None:
    """By the link and the code that letters bring."""
    page = auditor.page
    auditor.open(letter_with(data, r"/audit/\S+/", EMAIL)[0])
    page.get_by_role("button", name="Send me the code").click()
    page.get_by_label("Your code").wait_for()
    page.get_by_label("Your code").fill(letter_with(data, r"(\d{6}) is your code", EMAIL)[1])
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("heading", name="Training records").wait_for()


@pytest.mark.parametrize("size", [{"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"}, {"viewport": {"width": 1280, "height": 900}}])
def test_an_auditor_follows_a_figure_to_its_source(size: dict[str, object], worker: None, tmp_path: Path, visitors: Callable[..., Visitor]) -> None:
    life = north(tmp_path)
    complete_course(visitors().sign_in_as(life.student))
    opens_an_audit(visitors().sign_in_as(life.coordinator), life.enrollment)
    auditor = visitors(**size)
    page = auditor.page

    come_in(auditor, tmp_path / "data")
    faults = faults_of(auditor)
    page.get_by_role("link", name=life.student.legal_name).click()
    faults += faults_of(auditor)
    page.locator("th a").last.click()
    page.get_by_role("heading", name="Every interval of this lesson").wait_for()
    faults += faults_of(auditor)
    page.emulate_media(media="print")
    marks = page.locator(".audit-mark")
    assert [marks.nth(number).is_visible() for number in range(marks.count())] == [True, True]
    page.emulate_media(media="screen")
    page.goto(f"{auditor.address}/audit/")
    page.get_by_role("button", name="Verify this ledger").click()
    page.get_by_text("Everything holds.").wait_for()
    faults += faults_of(auditor)

    assert faults == []
    assert f"audit {Audit.objects.get().label}" in auditor.text()
