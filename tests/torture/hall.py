"""Where attempts are sat: a course whose quiz asks two questions that mark themselves and an essay, and as many students as there are rounds."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

from assessments.actions.start_attempt import start_attempt
from assessments.models import AssessmentPage, Attempt, AttemptItem
from curriculum.api import load_folder
from curriculum.models import Enrollment
from lms.people.models import Membership, User
from tests.factories.course import ASSESSMENT, QUESTIONS, enrolled_student, member, write_course
from tests.torture.attempts import QUIZ

AT_ONCE = 50
ESSAY = """
- id: q-3
  type: essay
  stem: What would you tell them?
  points: 10
  content: {rubric: [{id: law, title: Law, points: 4}, {id: facts, title: Facts, points: 6}]}
"""


class Hall:
    """A round has a student of its own: what is asked of a person does not grow with the rounds."""

    def __init__(self, root: Path) -> None:
        module = write_course(root) / "01-first-module"
        (module / "questions.yaml").write_text(QUESTIONS + ESSAY)
        (module / "assessment.md").write_text(ASSESSMENT.replace("[q-1, q-2]", "[q-1, q-2, q-3]"))
        load_folder(root)
        self._cohort = enrolled_student().cohort
        member("instructor@north.example", "instructor", self._cohort.campus)
        AssessmentPage.objects.filter(slug=QUIZ).update(shuffle_questions=False)  # so that ``q1`` is the same question to everybody
        self._page = AssessmentPage.objects.get(slug=QUIZ)
        self._like = self._first_attempt()
        self._places, self._attempts = self._new_places(), self._new_attempts()

    def place(self) -> Enrollment:
        """A place of a student who has not begun."""
        return next(self._places)

    def attempt(self) -> Attempt:
        """An attempt of another student, just begun."""
        return next(self._attempts)

    def ends(self, attempt: Attempt, *, in_seconds: float) -> None:
        """Let the time of ``attempt`` run out then, its grace counted in."""
        end = datetime.now(UTC) + timedelta(seconds=in_seconds - self._page.grace_seconds)
        Attempt.objects.filter(pk=attempt.pk).update(ends_at=end)

    def _first_attempt(self) -> Attempt:
        place = Enrollment.objects.select_related("student").get()
        return start_attempt(assessment=self._page, enrollment=place, by=place.student)

    def _new_places(self) -> Iterator[Enrollment]:
        number = 0
        while True:
            people = User.objects.bulk_create(
                User(email=f"student{number + at}@torture.example", legal_first_name="Ana", legal_last_name=f"Alvarez {number + at}") for at in range(AT_ONCE)
            )
            Membership.objects.bulk_create(Membership(user=person, campus=self._cohort.campus, role="student") for person in people)
            yield from Enrollment.objects.bulk_create(Enrollment(student=person, cohort=self._cohort) for person in people)
            number += AT_ONCE

    def _new_attempts(self) -> Iterator[Attempt]:
        """Copies, with another student each, of one that was really begun: to begin them all would take longer than what is raced."""
        items = list(self._like.items.order_by("position"))
        while True:
            begun = {"assessment": self._page, "number": 1, "started_at": datetime.now(UTC)}
            attempts = Attempt.objects.bulk_create(Attempt(enrollment=place, **begun) for place in islice(self._places, AT_ONCE))
            AttemptItem.objects.bulk_create(_copy(item, attempt) for attempt in attempts for item in items)
            yield from attempts


def _copy(item: AttemptItem, attempt: Attempt) -> AttemptItem:
    facts = {name: getattr(item, name) for name in ("position", "version_id", "option_order", "points", "section")}
    return AttemptItem(attempt=attempt, **facts)
