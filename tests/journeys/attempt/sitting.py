"""A student at a quiz with one question of every type there is, in the order of the registry."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page

from assessments.models import Attempt, AttemptStep, ConflictingAnswer
from curriculum.api import load_folder
from curriculum.models import Enrollment
from lms.questions.api import question_types
from tests.factories.questions import write_picture, write_questions
from tests.journeys.conftest import Visitor
from tests.lms.questions.samples import SAMPLES

QUIZ = "/learn/small-course/first-module/first-quiz/"
TYPES = [one.key for one in question_types]
PATIENCE_MS = 20_000
LOOK_MS = 100


def load_quiz(folder: Path) -> None:
    """The course with that quiz. A new type is in it by its sample."""
    course = write_questions(folder, {kind: SAMPLES[kind].content for kind in TYPES})
    write_picture(course, size=(400, 300))
    quiz = course / "01-first-module/assessment.md"
    names = ", ".join(f"sample.{kind}" for kind in TYPES)
    quiz.write_text(quiz.read_text().replace("questions: [q-1, q-2]", f"questions: [{names}]\nshuffle_questions: false"))
    load_folder(course)


class Sitting:
    """The student's browser and what the server has of the attempt."""

    def __init__(self, visitor: Visitor, enrollment: Enrollment) -> None:
        self.visitor = visitor
        self.page = visitor.page
        self.enrollment = enrollment

    def begin(self) -> "Sitting":
        self.visitor.open(QUIZ)
        self.page.get_by_role("button", name="Start").click()
        self.page.locator("form#attempt").wait_for()
        return self

    def another_tab(self) -> Page:
        """The same attempt in one more tab of the same browser."""
        page = self.page.context.new_page()
        page.goto(f"{self.visitor.address}/attempts/{self.attempt.public_id}/")
        return page

    def question(self, kind: str, page: Page | None = None) -> Locator:
        return (page or self.page).locator(f"#question-{TYPES.index(kind) + 1}")

    @property
    def attempt(self) -> Attempt:
        return Attempt.objects.get(enrollment=self.enrollment)

    def answers(self, kind: str) -> list[dict[str, Any]]:
        """Every answer kept to the question, the oldest first."""
        steps = AttemptStep.objects.filter(attempt=self.attempt, item__version__type=kind).order_by("number")
        return list(steps.values_list("response", flat=True))

    def newest(self, kind: str) -> dict[str, Any] | None:
        return next(reversed(self.answers(kind)), None)

    def second_answers(self, kind: str) -> list[dict[str, Any]]:
        """Those that wait beside the one that counts, for the student to choose."""
        return list(ConflictingAnswer.objects.filter(attempt=self.attempt, item__version__type=kind).order_by("pk").values_list("response", flat=True))

    def eventually(self, look: Callable[[], Any], expected: Any) -> None:
        """Wait until ``look()`` gives what is expected; fails with what it gave last."""
        for _ in range(PATIENCE_MS // LOOK_MS):
            if look() == expected:
                return
            self.page.wait_for_timeout(LOOK_MS)
        assert look() == expected


def said(page: Page) -> str:
    """The line about what was written."""
    return page.locator("#saved").inner_text()


def wait_until_saved(page: Page) -> None:
    page.locator("#saved[data-state=saved]", has_text="Saved at").wait_for()
