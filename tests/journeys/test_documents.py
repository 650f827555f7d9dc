"""A student hands in a letter, is refused once and loses nothing, and brings it; a coordinator looks at it and verifies it by keyboard."""

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from accreditation.actions.decide_evidence import reject_evidence
from accreditation.actions.hold_documents import place_hold
from accreditation.models import Evidence
from accreditation.queries.evidence import with_state
from tests.factories import uploads as make
from tests.factories.course import member
from tests.factories.evidence import handed_in, organization, owner_of
from tests.journeys.campus import Life, everybody_accepts, north

pytestmark = [pytest.mark.browser, pytest.mark.separate]
RULES = {"rules": {"target-size": {"enabled": True}}}
SIZES: list[dict[str, Any]] = [
    {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"}, {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"},
]  # fmt: skip


@pytest.fixture
def life(tmp_path: Path, site: str) -> Life:
    life = north(tmp_path, studied=False)
    organization(life.campus)
    return life


def test_a_letter_is_handed_in_and_verified(life: Life, visitors: Any) -> None:
    student = visitors().sign_in_as(life.student)
    page = student.page
    student.open("/record/documents/")
    page.locator("#recommendation_letter").get_by_role("link", name="Hand one in").click()

    page.get_by_label("Who wrote it").fill("Rosa Diaz")
    page.get_by_label("How the writer knows you").fill("Professor")
    page.get_by_label("Date of the letter").fill("2026-09-14")
    page.get_by_label("File").set_input_files({"name": "letter.pdf", "mimeType": "application/pdf", "buffer": b"<html>no</html>"})
    page.get_by_role("button", name="Hand in").press("Enter")
    page.get_by_text("cannot be handed in here").first.wait_for()
    assert page.get_by_label("Who wrote it").input_value() == "Rosa Diaz"
    page.get_by_label("File").set_input_files({"name": "letter.pdf", "mimeType": "application/pdf", "buffer": make.pdf()})
    page.get_by_role("button", name="Hand in").press("Enter")
    page.get_by_text("Handed in. A second person verifies it; you are told.").wait_for()

    coordinator = visitors().sign_in_as(life.coordinator)
    coordinator.open("/")
    coordinator.page.get_by_text("1 document to verify").first.wait_for()
    coordinator.open("/cohorts/documents/")
    coordinator.page.get_by_role("link", name="Recommendation letter: Rosa Diaz").click()
    coordinator.page.get_by_text("Keys:").wait_for()
    with coordinator.page.expect_download() as download:
        coordinator.page.keyboard.press("o")
    assert download.value.suggested_filename == "recommendation-letter.pdf"
    coordinator.page.keyboard.press("v")
    coordinator.page.get_by_text("Verified.", exact=True).wait_for()

    assert [one.state for one in with_state(Evidence.objects.all())] == ["verified"]
    assert student.faults == [fault for fault in student.faults if "422" in fault]  # what was refused is said in the browser's console too
    assert coordinator.faults == []


def test_the_pages_have_no_fault(life: Life, visitors: Any) -> None:
    place, officer = life.enrollment, member("officer@north.example", "officer", life.campus)
    everybody_accepts()
    letter = handed_in(place, "recommendation_letter", writer="Rosa Diaz")
    handed_in(place, "recommendation_letter", writer="Ben Okoro", also=["character_letter"])
    handed_in(place, "background_check")
    reject_evidence(evidence=letter, reason="The second page is missing.", by=officer)
    place_hold(owner=owner_of(place), reason="A complaint is pending.", by=life.coordinator)
    harbor = organization(life.campus, name="Bay Legal Aid").public_id
    at, people, organizations = "/cohorts/documents/", f"/cohorts/documents/people/{place.public_id}/", f"/cohorts/documents/organizations/{harbor}/"
    pages = {
        life.student: ["/record/documents/", "/record/documents/add/writing_sample/", "/record/documents/add/signed_form/",
                       f"/record/documents/{letter.public_id}/", f"/record/documents/{letter.public_id}/replace/"],
        officer: [at, f"{at}?state=rejected", f"{at}{letter.public_id}/", f"{at}retention/", people, f"{people}add/background_check/", organizations,
                  f"{organizations}add/recognition_notice/"],
    }  # fmt: skip
    faults = {}
    for size in SIZES:
        for person, paths in pages.items():
            visitor = visitors(**size).sign_in_as(person)
            for path in paths:
                visitor.open(path)
                found = [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in Axe().run(visitor.page, options=RULES).response["violations"]]
                width = visitor.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                if found or width > 0 or visitor.faults:
                    faults[f"{path} at {size['viewport']['width']} px"] = [*found, f"scrolls by {width} px", *visitor.faults]

    assert faults == {}
