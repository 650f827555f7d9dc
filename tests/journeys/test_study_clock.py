"""What a lesson page reports, in a real browser with clocks that the test moves: never more than was studied, and nothing lost.

One server and one database serve the whole file; each test brings a student of its own.

The page's clock is Playwright's, the server's is moved by the file that ``process_settings`` reads. Time stands still
between the steps of a test; the server's own seconds only ever add to the gaps, and a beat claims no more than the page says.
"""

import io
import json
import time
import wave
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route

from curriculum.models import Enrollment, LessonPage, ProgramPage, StudyEvent, StudySession, StudyState
from curriculum.queries.study import credited_ms, intervals_of
from tests import database
from tests.conftest import SeparateDatabase
from tests.factories.course import enrolled_student, load_course
from tests.journeys.campus import everybody_accepts
from tests.journeys.conftest import Visitor, running_site

pytestmark = [pytest.mark.browser, pytest.mark.separate]

LESSON = "/learn/small-course/first-module/one/"
OTHER = "/learn/small-course/first-module/two/"
MINUTE = 60_000
BEATS = "/study/beats/"
HIDE = """hidden => {
  Object.defineProperty(document, "visibilityState", { value: hidden ? "hidden" : "visible", configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


class Reader:
    """A student before a lesson, and the clocks around them."""

    def __init__(self, visitor: Visitor, clock_file: Path, enrollment: Enrollment) -> None:
        self.visitor = visitor
        self.page = visitor.page
        self.clock_file = clock_file
        self.enrollment = enrollment

    def open(self, path: str = LESSON, page: Page | None = None, *, speaks: bool = True) -> Page:
        page = page or self.page
        if page is self.page:  # one clock for every tab of the browser
            page.clock.install(time=datetime(2026, 11, 2, 19, 0, tzinfo=UTC))
            page.clock.pause_at(datetime(2026, 11, 2, 19, 0, 1, tzinfo=UTC))
        if speaks:
            with page.expect_response(lambda answer: BEATS in answer.url):
                page.goto(self.visitor.address + path)
        else:
            page.goto(self.visitor.address + path)
        return page

    def server_goes_on(self, milliseconds: int) -> None:
        ahead = int(self.clock_file.read_text()) if self.clock_file.exists() else 0
        self.clock_file.write_text(str(ahead + milliseconds))

    def pass_time(self, milliseconds: int, page: Page | None = None) -> None:
        """Both clocks go on, each timer of the page firing in its turn."""
        self.server_goes_on(milliseconds)
        (page or self.page).clock.run_for(milliseconds)
        settle(page or self.page)

    def read(self, milliseconds: int, page: Page | None = None, act: Callable[[Page], Any] | None = None) -> None:
        """Read with a sign of life every half minute, each beat acknowledged before the next."""
        page = page or self.page
        for _ in range(milliseconds // 30_000):
            (act or press_a_key)(page)
            self.server_goes_on(30_000)
            with page.expect_response(lambda answer: BEATS in answer.url and answer.ok):
                page.clock.run_for(30_000)
            settle(page)

    def sleep(self, milliseconds: int) -> None:
        """The lid is closed: timers do not run, and on waking fire once."""
        self.server_goes_on(milliseconds)
        self.page.clock.fast_forward(milliseconds)
        settle(self.page)

    def hide(self, *, hidden: bool = True) -> None:
        self.page.evaluate(HIDE, hidden)
        settle(self.page)

    @property
    def credited_seconds(self) -> float:
        return sum(credited_ms(self.enrollment, lesson.public_id) for lesson in LessonPage.objects.all()) / 1000

    @property
    def sessions(self) -> int:
        return StudySession.objects.filter(student=self.enrollment.student).count()

    @property
    def state(self) -> str:
        return self.page.text_content("#study-state") or ""

    @property
    def alert(self) -> str:
        return self.page.text_content("#study-alert") or ""


def eventually(reader: Reader, expected: Any) -> None:
    """What a hidden page sends is answered to nobody, so it is waited for in the database."""
    for _ in range(200):
        if reader.credited_seconds == expected:
            return
        reader.page.wait_for_timeout(50)
    assert reader.credited_seconds == expected


def settle(page: Page) -> None:
    """Let answers on their way come in: the page's own timers stand still meanwhile."""
    page.wait_for_load_state("networkidle")
    page.evaluate("() => fetch('/healthz').then(answer => answer.text())")
    page.evaluate("() => fetch('/healthz').then(answer => answer.text())")


def press_a_key(page: Page) -> None:
    page.keyboard.press("Shift")


def lines(reader: Reader) -> list[dict[str, Any]]:
    return [json.loads(line) for line in StudyEvent.objects.filter(student=reader.enrollment.student).order_by("ordinal").values_list("line", flat=True)]


@dataclass(frozen=True)
class Classroom:
    """The running server, the file its clock reads, and the course."""

    address: str
    clock_file: Path
    program: ProgramPage


@pytest.fixture(scope="module")
def classroom(django_db_setup: None, django_db_blocker: Any, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Classroom]:
    folder = tmp_path_factory.mktemp("classroom")
    kept = database.copies()
    with django_db_blocker.unblock():
        name = kept.copy()
        with database.connection_pointed_at(name), running_site(SeparateDatabase(name, kept.url(name)), folder) as address:
            load_course(folder / "course")
            yield Classroom(address, folder / "clock", ProgramPage.objects.get(slug="small-course"))
        kept.drop(name)


@pytest.fixture
def reader(classroom: Classroom, browser: Browser, request: pytest.FixtureRequest, django_db_blocker: Any) -> Iterator[Reader]:
    """A new student at a browser of their own; ``options`` of the context come by indirect parameters."""
    options = {"viewport": {"width": 1280, "height": 900}, **getattr(request, "param", {})}
    context = browser.new_context(**options)
    context.set_default_timeout(20_000)
    with django_db_blocker.unblock():
        enrollment = enrolled_student(email=f"student{uuid4().hex[:8]}@north.example", program=classroom.program)
        everybody_accepts()
        yield Reader(Visitor(context.new_page(), classroom.address).sign_in_as(enrollment.student), classroom.clock_file, enrollment)
    context.close()


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

    reader.sleep(8 * 60 * MINUTE)

    reader.page.get_by_role("alertdialog").wait_for()
    assert reader.credited_seconds == 60
    with reader.page.expect_response(lambda answer: BEATS in answer.url and answer.ok):  # the old session has ended: a new one opens at once
        reader.page.keyboard.press("Shift")
    reader.read(MINUTE)
    assert reader.credited_seconds == 120
    assert reader.sessions == 2


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

    between = reader.credited_seconds
    assert 60 <= between <= 60 + 90  # one claim at most reaches back
    reader.read(MINUTE)
    assert between + 60 <= reader.credited_seconds <= between + 90
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


def activity(reader: Reader) -> str:
    return f"{reader.enrollment.public_id}/{LessonPage.objects.get(slug='one').public_id}"


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


def silence(seconds: int) -> bytes:
    """A real recording: a WAV file of nothing."""
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(8_000)
        sound.writeframes(b"\x80" * 8_000 * seconds)
    return file.getvalue()


@contextmanager
def recording(page: Page) -> Iterator[None]:
    page.route("**/silence.wav", lambda route: route.fulfill(body=silence(60), content_type="audio/wav"))
    page.evaluate(
        """() => new Promise(ready => {
          const sound = Object.assign(document.createElement("audio"), { id: "sound", src: "/silence.wav", oncanplaythrough: ready });
          document.querySelector("main").append(sound);
        })"""
    )
    page.mouse.click(5, 5)  # browsers play nothing before the first press
    page.evaluate("document.getElementById('sound').play()")
    yield
    page.evaluate("document.getElementById('sound').pause()")


def test_a_recording_that_plays_counts_and_a_paused_one_does_not(reader: Reader) -> None:
    reader.open()
    page = reader.page
    with recording(page):
        for second in range(1, 311):  # the recording plays in real time, a little in each of the page's seconds
            reader.server_goes_on(1_000)
            if second % 30:
                page.clock.run_for(1_000)
                page.wait_for_timeout(12)
            else:
                with page.expect_response(lambda answer: BEATS in answer.url and answer.ok):
                    page.clock.run_for(1_000)
        settle(page)
        assert page.locator("#still-reading").count() == 0

    for _ in range(5):
        page.clock.run_for(1_000)
        page.wait_for_timeout(12)

    page.get_by_role("alertdialog").wait_for()
    for _ in range(5):
        settle(page)
        page.clock.run_for(1_000)
    reader.hide()
    eventually(reader, pytest.approx(313, abs=4))


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
