"""An auditor on a phone: letter, code, from a figure to its intervals, the ledger verified, marked on screen and on paper."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from accreditation.actions.open_audit import open_audit
from tests.journeys.campus import north
from tests.journeys.conftest import Visitor
from tests.journeys.test_certificate import complete_course
from tests.journeys.test_pages import RULES
from tests.lms.people.conftest import Mailbox

pytestmark = [pytest.mark.browser, pytest.mark.separate]


def faults_of(visitor: Visitor) -> list[str]:
    found = [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in Axe().run(visitor.page, options=RULES).response["violations"]]
    width = visitor.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [*found, *([f"scrolls sideways by {width} px"] if width > 0 else []), *visitor.faults]


@pytest.mark.parametrize("size", [{"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"}, {"viewport": {"width": 1280, "height": 900}}])
def test_an_auditor_follows_a_figure_to_its_source(size: dict[str, object], tmp_path: Path, visitors: Callable[..., Visitor]) -> None:
    life, mailbox = north(tmp_path), Mailbox()
    complete_course(visitors().sign_in_as(life.student))
    facts = {"recipient": "Ines Roth", "organization": "Roth Auditors", "email": "ines@auditors.example", "purpose": "Yearly review"}
    audit = open_audit(places=[life.enrollment], **facts, by=life.coordinator)
    auditor = visitors(**size)
    page = auditor.page

    auditor.open(mailbox.link())
    page.get_by_role("button").last.click()
    page.wait_for_load_state()
    code = re.match(r"\d{6}", mailbox.last().subject)
    assert code is not None
    page.fill("input[name=code]", code[0])
    page.press("input[name=code]", "Enter")
    page.get_by_role("heading", name="Training records").wait_for()
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
    assert f"audit {audit.label}" in auditor.text()
