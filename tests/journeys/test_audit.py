"""An auditor on a phone: letter, code, from a figure to its intervals, the ledger verified, marked on screen and on paper."""

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from accreditation.actions.open_audit import open_audit
from lms.core.canonical import sha256_hex
from lms.people.actions.link_codes import _hash as hash_of
from lms.people.models import LinkCode, MailedLink
from tests.journeys.campus import north
from tests.journeys.conftest import Visitor
from tests.journeys.test_certificate import complete_course
from tests.journeys.test_pages import RULES

TOKEN = "T" * 43
pytestmark = [pytest.mark.browser, pytest.mark.separate]


def faults_of(visitor: Visitor) -> list[str]:
    found = [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in Axe().run(visitor.page, options=RULES).response["violations"]]
    width = visitor.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [*found, *([f"scrolls sideways by {width} px"] if width > 0 else []), *visitor.faults]


def come_in(auditor: Visitor) -> None:
    """By a link and a code as letters bring them; the site of a journey sends its letters in a process of its own, so both are put in place here."""
    link, page = MailedLink.objects.get(), auditor.page
    MailedLink.objects.update(token_sha256=sha256_hex(TOKEN.encode()))
    auditor.open(f"/audit/{TOKEN}/")
    page.locator("main").get_by_role("button").first.click()
    page.locator("input[name=code]").wait_for()
    LinkCode.objects.update(hash=hash_of(link, "123456"))
    page.fill("input[name=code]", "123456")
    page.press("input[name=code]", "Enter")
    page.get_by_role("heading", name="Training records").wait_for()


@pytest.mark.parametrize("size", [{"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"}, {"viewport": {"width": 1280, "height": 900}}])
def test_an_auditor_follows_a_figure_to_its_source(size: dict[str, object], tmp_path: Path, visitors: Callable[..., Visitor]) -> None:
    life = north(tmp_path)
    complete_course(visitors().sign_in_as(life.student))
    facts = {"recipient": "Ines Roth", "organization": "Roth Auditors", "email": "ines@auditors.example", "purpose": "Yearly review"}
    audit = open_audit(places=[life.enrollment], **facts, by=life.coordinator)
    auditor = visitors(**size)
    page = auditor.page

    come_in(auditor)
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
