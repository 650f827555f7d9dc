"""From a packet that is handed over to an approval: an officer on a phone, point by point, and what the student reads in the end."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from accreditation.models import Application
from tests.journeys.campus import everybody_accepts, north
from tests.journeys.conftest import Visitor
from tests.journeys.filing import with_application

pytestmark = [pytest.mark.browser, pytest.mark.separate]
PHONE = {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"}


def recorded(visitor: Visitor, title: str, days: dict[str, str], chosen: str = "", **others: str) -> None:
    """Record one step of the application that is open."""
    page = visitor.page
    page.get_by_role("link", name=title).click()
    if chosen:
        page.get_by_label(chosen).check()
    for label, day in days.items():
        page.get_by_label(label).fill(day)
    for label, text in others.items():
        page.get_by_label(label, exact=False).first.fill(text)
    page.get_by_role("button", name="Record it").click()


def test_an_officer_reviews_files_and_records_a_lower_level(visitors: Callable[..., Visitor], tmp_path: Path) -> None:
    life = north(tmp_path)
    life.officer = with_application(life)
    everybody_accepts()
    application = Application.objects.get()
    officer = visitors(**PHONE).sign_in_as(life.officer)

    officer.open(f"/cohorts/applications/{application.public_id}/")
    officer.page.get_by_role("link", name="Review the packet").click()
    officer.page.get_by_role("button", name="Mark ready to file").click()
    assert "Still open" in officer.text()
    for box in officer.page.get_by_role("checkbox").all():
        box.check()
    for reason in officer.page.get_by_label(re.compile("Why it is filed without this")).all():
        reason.fill("It is in the paper file.")
    officer.page.get_by_role("button", name="Mark ready to file").click()
    officer.page.get_by_role("link", name="Record the filing").wait_for()
    days = {
        "Date the candidate signed": "2026-11-02", "Date the authorized officer signed": "2026-11-02", "Date of service on USCIS": "2026-11-03",
        "Date it was sent to EOIR": "2026-11-03",
    }  # fmt: skip
    recorded(officer, "Record the filing", days, chosen="Put together outside Pathway", Proof="Courier receipt 4711", Note="It is on paper.")
    days = {"Date of the decision": "2026-11-20", "Date the approval takes effect": "2026-11-20", "Expiry date printed by EOIR": "2029-11-19"}
    recorded(officer, "Record an approval", days, Proof="Notice of Nov 20")

    application.refresh_from_db()
    assert (application.state, application.granted_level) == ("approved_partial", "partial")
    student = visitors(**PHONE).sign_in_as(life.student)
    student.open("/record/application/")
    assert "You may represent people before DHS only, not the courts, through Harbor Aid only, through Nov 19, 2029." in student.text()
    assert student.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    assert [fault for fault in officer.faults if "422" not in fault] == [] == student.faults
