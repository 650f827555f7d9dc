"""What a lesson page reports, in a real browser with clocks that the test moves: never more than was studied, and nothing lost.

The page's clock is Playwright's, the server's is moved by the file that ``process_settings`` reads. Time stands still
between the steps of a test; the server's own seconds only ever add to the gaps, and a beat claims no more than the page says.
"""

import io
import json
import wave
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Route

from curriculum.models import Enrollment, LessonPage, StudyEvent, StudySession, StudyState
from curriculum.queries.study import credited_ms, intervals_of
from tests.factories.course import enrolled_student, load_course
from tests.journeys.campus import everybody_accepts
from tests.journeys.conftest import Visitor

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
    def state(self) -> str:
        return self.page.text_content("#study-state") or ""

    @property
    def alert(self) -> str:
        return self.page.text_content("#study-alert") or ""


def settle(page: Page) -> None:
    """Let answers on their way come in: the page's own timers stand still meanwhile."""
    page.wait_for_load_state("networkidle")
    page.evaluate("() => fetch('/healthz').then(answer => answer.text())")
    page.evaluate("() => fetch('/healthz').then(answer => answer.text())")


def press_a_key(page: Page) -> None:
    page.keyboard.press("Shift")


def lines() -> list[dict[str, Any]]:
    return [json.loads(line) for line in StudyEvent.objects.order_by("ordinal").values_list("line", flat=True)]


@pytest.fixture
def reader(visitor: Visitor, tmp_path: Path) -> Reader:
    load_course(tmp_path / "course")
    enrollment = enrolled_student()
    everybody_accepts()
    visitor.sign_in_as(enrollment.student)
    return Reader(visitor, tmp_path / "clock", enrollment)


def test_five_minutes_of_reading_are_five_minutes(reader: Reader) -> None:
    reader.open()

    reader.read(5 * MINUTE)

    assert reader.credited_seconds == 300
    assert reader.page.inner_text("#credited") == "5"
    assert reader.state == "Your reading time is being counted."
    assert [event["seq"] for event in lines()] == list(range(11))
    assert reader.visitor.faults == []
