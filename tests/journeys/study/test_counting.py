"""What a lesson page reports while it is read: never more than was studied, however one reads."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page

from curriculum.models import StudyState
from curriculum.queries.study import intervals_of
from tests.journeys.study.reader import MINUTE, Reader, activity, lines

pytestmark = [pytest.mark.browser, pytest.mark.separate]


def test_five_minutes_of_reading_are_five_minutes(reader: Reader) -> None:
    reader.open()

    reader.read(5 * MINUTE)

    assert reader.credited_seconds == 300
    assert reader.page.inner_text("#credited") == "5"
    assert reader.state == "Your reading time is being counted."
    assert [event["seq"] for event in lines(reader)] == list(range(11))
    assert reader.visitor.faults == []


def by_mouse(page: Page) -> None:
    page.mouse.move(200, 300)
    page.mouse.wheel(0, 40)


def by_touch(page: Page) -> None:
    page.locator("h1").tap()


def by_reading_cursor(page: Page) -> None:
    """What a screen reader in browse mode makes: focus on what it passes, a moved selection; no key, no pointer, no scroll event."""
    cdp = page.context.new_cdp_session(page)
    node = cdp.send("DOM.getDocument")["root"]["nodeId"]
    found = cdp.send("DOM.querySelector", {"nodeId": node, "selector": "main a[href]"})["nodeId"]
    elsewhere = cdp.send("DOM.querySelector", {"nodeId": node, "selector": "#study summary"})["nodeId"]
    for one in (elsewhere, found):
        cdp.send("DOM.focus", {"nodeId": one})


@pytest.mark.parametrize(("reader", "act"), [({}, by_mouse), ({"has_touch": True}, by_touch), ({}, by_reading_cursor)], indirect=["reader"])
def test_every_way_of_reading_earns_the_same(reader: Reader, act: Callable[[Page], None]) -> None:
    """Seven minutes: without a sign of life that counts, the question would have come after five."""
    reader.open()

    reader.read(7 * MINUTE, act=act)

    assert reader.credited_seconds == 420
    assert reader.page.locator("#still-reading").count() == 0


def test_after_five_quiet_minutes_the_page_asks_and_one_key_goes_on(reader: Reader) -> None:
    reader.open()
    page = reader.page
    page.locator("#study summary").focus()
    for _ in range(10):
        reader.pass_time(30_000)
    assert page.locator("#still-reading").count() == 0

    reader.pass_time(2_000)

    question = page.get_by_role("alertdialog", name="Still reading?")
    assert "Press any key" in question.inner_text()
    assert page.evaluate("document.activeElement.textContent") == "I am here"
    reader.pass_time(4 * MINUTE)  # nobody is there: nothing is counted
    assert (reader.state, reader.credited_seconds) == ("Counting has paused.", pytest.approx(301, abs=1))
    page.keyboard.press("Enter")
    assert question.count() == 0
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    assert page.locator("#study[open]").count() == 0  # the key only answered
    before = reader.credited_seconds
    reader.read(MINUTE)
    assert reader.credited_seconds - before == 60
    reader.pass_time(5 * MINUTE + 2_000)
    page.get_by_role("button", name="I am here").click()
    assert question.count() == 0
    assert reader.visitor.faults == []


def test_what_is_credited_replays_from_the_log(reader: Reader) -> None:
    """Beats carry what flags need; the policy never looks at it."""
    reader.open()
    reader.read(2 * MINUTE)

    beats = [event for event in lines(reader) if event["kind"] == "beat"]

    assert {tuple(sorted(event)) for event in beats} == {("active_ms", "at", "inputs", "kind", "scrolled", "seq", "session", "user", "visible")}
    state = StudyState.objects.get(student=reader.enrollment.student)
    assert sum(interval.credited_ms for interval in intervals_of(reader.enrollment.student_id, activity(reader))) == 120_000
    assert state.last_at_ms == max(int(datetime.fromisoformat(event["at"]).timestamp() * 1000) for event in beats)
    assert timedelta(milliseconds=state.last_at_ms) > timedelta(0)
