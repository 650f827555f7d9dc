"""Where answers are marked: a question whose key was corrected, an essay, and new answers of new students for each round."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from assessments.models import Attempt, AttemptItem, AttemptStep, Dispute, Grade, MarkingRules
from curriculum.models import Cohort, Enrollment
from lms.people.models import Membership, User
from tests.factories.answers import AT, Scene, answered

OTHER_SCENE_EVERY = 25  # rounds: a correction looks at every answer of its question, so a question does not serve for all rounds


@dataclass(frozen=True)
class Answers:
    """Attempts of one cohort, each with a wrong choice that is marked; ``essays`` and their attempts wait to be marked."""

    cohort: Cohort
    attempts: list[Attempt]
    choices: list[int]
    essays: list[int]


class Desk:
    """``markers`` for each answer, of the instructors ``one``, ``two`` and ``three``; another question after ``rounds``."""

    def __init__(self, *, markers: int = 1, rounds: int = OTHER_SCENE_EVERY) -> None:
        self._markers, self._every, self._rounds, self._people = markers, rounds, 0, 0
        self.scene: Scene

    def answers(self, count: int, *, essays: int = 0) -> Answers:
        """``count`` attempts, of which the last ``essays`` have an essay too."""
        if self._rounds % self._every == 0:
            self.scene = self._new_scene(self._rounds // self._every)
        self._rounds += 1
        cohort = self._new_cohort()
        states = ["graded"] * (count - essays) + ["marking"] * essays
        facts = {"assessment": self.scene.page, "number": 1, "started_at": AT, "submitted_at": datetime.now(UTC), "last_step": 2}
        attempts = Attempt.objects.bulk_create(
            Attempt(enrollment=place, state=state, **facts) for place, state in zip(self._new_places(cohort, count), states, strict=True)
        )
        return Answers(cohort, attempts, self._choices(attempts), self._essays(attempts[count - essays :]))

    def dispute(self, item: int) -> str:
        """The student doubts the mark of ``item``."""
        at = datetime.now(UTC)
        return Dispute.objects.create(item_id=item, opened_at=at, due_on=at.date() + timedelta(days=14)).public_id

    def _new_scene(self, number: int) -> Scene:
        scene = answered("", slug=f"campus-{number}")
        scene.correct_key("b")
        for name in ("one", "two", "three"):
            marker = User.objects.get_or_create(email=f"{name}@north.example", defaults={"legal_first_name": name.title(), "legal_last_name": "Costa"})[0]
            Membership.objects.create(user=marker, campus=scene.campus, role="instructor")
        MarkingRules.objects.create(assessment=scene.page, markers=self._markers)
        return scene

    def _new_cohort(self) -> Cohort:
        dates = {"starts_on": date(2026, 9, 1), "ends_on": date(2030, 5, 1)}
        facts = {"campus": self.scene.campus, "program": self.scene.cohort.program, "program_version": "1", **dates}
        return Cohort.objects.create(slug=f"cohort-{self._rounds}", name=f"Cohort {self._rounds}", **facts)

    def _new_places(self, cohort: Cohort, count: int) -> list[Enrollment]:
        numbers = range(self._people, self._people + count)
        self._people += count
        people = User.objects.bulk_create(
            User(email=f"student{number}@torture.example", legal_first_name="Ana", legal_last_name=f"Alvarez {number}") for number in numbers
        )
        Membership.objects.bulk_create(Membership(user=person, campus=self.scene.campus, role="student") for person in people)
        return Enrollment.objects.bulk_create(Enrollment(student=person, cohort=cohort) for person in people)

    def _choices(self, attempts: list[Attempt]) -> list[int]:
        version = self.scene.choice.versions.get(number=1)
        items = AttemptItem.objects.bulk_create(
            AttemptItem(attempt=attempt, position=1, version=version, option_order=["a", "b", "c"], points=2) for attempt in attempts
        )
        steps = AttemptStep.objects.bulk_create(
            AttemptStep(attempt=item.attempt, item=item, number=1, key="k:1", response={"choice": "b"}, received_at=AT) for item in items
        )
        Grade.objects.bulk_create(
            Grade(item=item, number=1, numerator=0, denominator=1, step=step, marked_at=AT) for item, step in zip(items, steps, strict=True)
        )
        return [item.pk for item in items]

    def _essays(self, attempts: list[Attempt]) -> list[int]:
        version = self.scene.essay.versions.get(number=1)
        items = AttemptItem.objects.bulk_create(AttemptItem(attempt=attempt, position=2, version=version, points=10) for attempt in attempts)
        AttemptStep.objects.bulk_create(
            AttemptStep(attempt=item.attempt, item=item, number=2, key="k:2", response={"text": "An essay."}, received_at=AT) for item in items
        )
        return [item.pk for item in items]
