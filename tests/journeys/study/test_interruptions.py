"""Two tabs, sleep, moved clocks, no connection, signed out: nothing is counted twice, nothing that was counted is lost."""

import time
from datetime import UTC, datetime

import pytest
from playwright.sync_api import BrowserContext, Route

from curriculum.queries.study import intervals_of
from tests.journeys.conftest import Visitor
from tests.journeys.study.reader import BEATS, MINUTE, OTHER, Reader, activity, eventually, lines, press_a_key, settle

pytestmark = [pytest.mark.browser, pytest.mark.separate]


def test_two_tabs_at_once_count_once_and_the_second_takes_over(reader: Reader) -> None:
    reader.open()
    reader.read(MINUTE)
    second = reader.page.context.new_page()
    reader.open(OTHER, second, speaks=False)
    second.locator("#study-alert", has_text="Another tab of yours is being counted.").wait_for()
    press_a_key(second)
    reader.read(MINUTE)  # time passes in both tabs; the second measures nothing that it will report later
    assert (reader.credited_seconds, reader.sessions) == (120, 1)

    with second.expect_response(lambda answer: BEATS in answer.url):
        reader.page.close()
    reader.page = second
    reader.read(MINUTE)

    assert (reader.credited_seconds, reader.sessions) == (180, 2)
    assert reader.alert == ""


def test_sleep_is_thrown_away_and_the_page_goes_on(reader: Reader) -> None:
    reader.open()
    reader.read(MINUTE)

    reader.sleep(50 * MINUTE)

    reader.page.get_by_role("alertdialog").wait_for()
    assert reader.credited_seconds == 60
    with reader.page.expect_response(lambda answer: BEATS in answer.url and answer.ok):  # the old session has ended: a new one opens at once
        reader.page.keyboard.press("Shift")
    reader.read(MINUTE)
    assert reader.credited_seconds == 120
    assert reader.sessions == 2


def test_after_a_night_one_is_signed_out_and_told_so(reader: Reader) -> None:
    reader.open()
    reader.read(MINUTE)

    reader.sleep(8 * 60 * MINUTE)

    reader.page.get_by_role("alertdialog").wait_for()
    with reader.page.expect_response(lambda answer: answer.status == 401):
        reader.page.keyboard.press("Shift")
    settle(reader.page)
    assert "you are signed out. Sign in again in another tab, then come back." in reader.alert
    assert reader.credited_seconds == 60


def test_a_changed_system_clock_changes_nothing(reader: Reader) -> None:
    reader.open()
    reader.read(MINUTE)

    for hour in (20, 18):
        reader.page.clock.set_system_time(datetime(2026, 11, 2, hour, 0, tzinfo=UTC))
        reader.read(MINUTE)

    assert reader.credited_seconds == 180


def test_offline_is_said_and_never_earns_more_than_passed(reader: Reader) -> None:
    reader.open()
    reader.read(MINUTE)
    context = reader.page.context

    context.set_offline(True)
    for _ in range(40):  # twenty minutes of reading without a connection
        press_a_key(reader.page)
        reader.server_goes_on(30_000)
        reader.page.clock.run_for(30_000)
        reader.page.wait_for_timeout(20)
    assert reader.alert.startswith("Not counted since 7:01 pm: you are offline")
    context.set_offline(False)
    for _ in range(20):
        settle(reader.page)
        reader.page.clock.run_for(1_000)
        if not reader.alert:
            break
    assert reader.alert == ""

    between = reader.credited_ms
    assert MINUTE <= between <= MINUTE + 90_000  # one claim at most reaches back
    reader.read(MINUTE)
    assert between + MINUTE <= reader.credited_ms <= between + 90_000
    assert reader.credited_seconds <= 22 * 60
    assert all(event["kind"] in ("open", "beat") for event in lines(reader))


def test_a_lost_answer_is_repeated_word_for_word_and_counts_once(reader: Reader) -> None:
    """The server took the beat and its answer was lost."""
    reader.open()
    sent: list[str] = []

    def lose_the_answer(route: Route) -> None:
        sent.append(route.request.post_data or "")
        route.fetch()
        route.abort()

    press_a_key(reader.page)
    reader.page.route(f"**{BEATS}", lose_the_answer, times=1)
    reader.server_goes_on(30_000)
    reader.page.clock.run_for(30_000)
    reader.page.locator("#study-alert", has_text="Not counted since").wait_for()
    assert reader.credited_seconds == 30
    with reader.page.expect_response(lambda answer: BEATS in answer.url) as answer:
        reader.pass_time(6_000)

    assert answer.value.request.post_data == sent[0]
    assert answer.value.json()["reason"] == "replayed"
    assert reader.credited_seconds == 30
    reader.read(MINUTE)
    assert 90 <= reader.credited_seconds <= 96


def test_time_in_view_is_sent_when_the_page_is_hidden_and_hidden_time_never(reader: Reader) -> None:
    reader.open()
    press_a_key(reader.page)
    reader.pass_time(20_000)

    reader.hide()
    eventually(reader, 20)
    reader.pass_time(3 * MINUTE)

    assert reader.credited_seconds == 20
    assert [(event["active_ms"], event["visible"]) for event in lines(reader)[1:]] == [(20_000, True)]
    reader.hide(hidden=False)
    settle(reader.page)
    reader.read(MINUTE)
    assert reader.credited_seconds == 80
    reader.page.goto(reader.visitor.address + "/record/")  # and leaving sends what is left, once
    assert sorted({interval.reason or "counted" for interval in intervals_of(reader.enrollment.student_id, activity(reader))}) == ["counted", "replayed"]


def test_a_new_sign_in_elsewhere_keeps_the_session_and_a_signed_out_page_says_so(reader: Reader) -> None:
    """The form's token changes with each sign-in: the page fetches the new one and loses nothing."""
    reader.open()
    reader.read(MINUTE)
    context: BrowserContext = reader.page.context
    context.clear_cookies()
    press_a_key(reader.page)
    reader.server_goes_on(30_000)
    with reader.page.expect_response(lambda answer: BEATS in answer.url):
        reader.page.clock.run_for(30_000)
    reader.page.locator("#study-alert", has_text="you are signed out").wait_for()

    other = Visitor(context.new_page(), reader.visitor.address).sign_in_as(reader.enrollment.student)
    other.page.close()
    with reader.page.expect_response(lambda answer: BEATS in answer.url and answer.ok):
        reader.pass_time(12_000)
    for _ in range(100):  # the answer is here; the page has still to read it
        if not reader.alert:
            break
        time.sleep(0.1)

    assert (reader.sessions, reader.alert) == (1, "")
    assert reader.credited_seconds == 90
    reader.read(MINUTE)
    reader.hide()
    eventually(reader, pytest.approx(156, abs=7))  # the beat that waited claims the 12 seconds of its wait: they cannot be claimed again
