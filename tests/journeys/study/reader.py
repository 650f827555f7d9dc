"""A student before a lesson page, with clocks that the test moves.

The page's clock is Playwright's, the server's is moved by the file that ``process_settings`` reads. Time stands still
between the steps of a test; the server's own seconds only ever add to the gaps, and a beat claims no more than the page says.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from curriculum.models import Enrollment, LessonPage, ProgramPage, StudyEvent, StudySession
from curriculum.queries.study import credited_ms
from tests.journeys.conftest import Visitor

LESSON = "/learn/small-course/first-module/one/"
OTHER = "/learn/small-course/first-module/two/"
MINUTE = 60_000  # milliseconds
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
    def credited_ms(self) -> int:
        """Milliseconds of all lessons: sums of them compare exactly, sums of seconds do not."""
        return sum(credited_ms(self.enrollment, lesson.public_id) for lesson in LessonPage.objects.all())

    @property
    def credited_seconds(self) -> float:
        return self.credited_ms / 1000

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


def activity(reader: Reader) -> str:
    return f"{reader.enrollment.public_id}/{LessonPage.objects.get(slug='one').public_id}"


@dataclass(frozen=True)
class Classroom:
    """The running server, the file its clock reads, and the course."""

    address: str
    clock_file: Path
    program: ProgramPage
