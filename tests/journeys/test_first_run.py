"""A new installation, set up in a browser: from the stranger’s page over a link to the page that says what to do next."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command

from curriculum.models import LessonPage
from lms.jobs.api import run_due
from lms.site.first_run import load_starter
from tests.factories.course import write_course
from tests.journeys.conftest import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.separate]
PASSWORD = "seven-quiet-otters"


def link() -> str:
    out = StringIO()
    call_command("create_setup_link", stdout=out)
    return "/setup/link/" + out.getvalue().strip().rsplit("/setup/link/", 1)[1]


def assert_clean(visitor: Visitor) -> None:
    assert [f"{wrong['id']}: {wrong['nodes'][0]['html'][:120]}" for wrong in Axe().run(visitor.page).response["violations"]] == []
    assert visitor.page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def fill(visitor: Visitor, **fields: str) -> None:
    for name, text in fields.items():
        visitor.page.fill(f"input[name={name}]", text)


def press(visitor: Visitor, button: str, *, then: str) -> None:
    visitor.page.get_by_role("button", name=button).click()
    visitor.page.wait_for_url(f"**{then}")


@pytest.mark.parametrize("colors", ["light", "dark"])
def test_an_installation_is_set_up_on_a_phone(
    visitors: Callable[..., Visitor], colors: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    stranger, visitor = visitors(color_scheme=colors), visitors(viewport={"width": 390, "height": 844}, color_scheme=colors)

    stranger.open("/")
    assert "manage.py create_setup_link" in stranger.text()
    assert_clean(stranger)

    visitor.open(link())
    assert visitor.page.url.endswith("/setup/")
    assert_clean(visitor)
    press(visitor, "Begin", then="/setup/organization/")

    fill(visitor, legal_name="Harbor Legal Aid", street="PO Box 12", city="Boston", state="MA", zip_code="02110")
    visitor.page.get_by_role("button", name="Save and go on").click()
    visitor.page.get_by_text("a PO box is refused").first.wait_for()
    assert visitor.page.input_value("input[name=legal_name]") == "Harbor Legal Aid"
    assert_clean(visitor)
    fill(visitor, street="12 Pier Street")
    press(visitor, "Save and go on", then="/setup/campus/")

    visitor.page.fill("input[name=name]", "North College")
    visitor.page.select_option("select[name=time_zone]", label="Central (Chicago)")
    assert_clean(visitor)
    visitor.open("/")  # somebody left, and came back: the step is where it was
    assert visitor.page.url.endswith("/setup/campus/")
    visitor.page.fill("input[name=name]", "North College")
    press(visitor, "Save and go on", then="/setup/people/")

    assert_clean(visitor)
    fill(visitor, legal_first_name="Ana", legal_last_name="Rivera", email="ana@harbor.example", password=PASSWORD, password_again=PASSWORD)
    visitor.page.get_by_label("I have read the privacy notice").check()
    press(visitor, "Make the account", then="/setup/curriculum/")

    assert_clean(visitor)
    press(visitor, "Save and go on", then="/setup/curriculum/")
    visitor.page.get_by_text("Waiting for a free worker").wait_for()
    assert_clean(visitor)
    monkeypatch.setattr(load_starter, "FOLDER", write_course(tmp_path / "course"))
    run_due(once=False)
    visitor.page.wait_for_url("**/setup/next/")

    assert LessonPage.objects.count() == 2
    assert_clean(visitor)
    visitor.page.get_by_role("link", name="Open a cohort").click()
    visitor.page.wait_for_url("**/cohorts/new/")
    assert "North College" in visitor.text()
    assert [fault for fault in visitor.faults if "422" not in fault] == []  # the PO box, which the browser’s console repeats

    stranger.open("/")
    stranger.page.get_by_role("link", name="Sign in").first.wait_for()
