"""Closed attempts with answers to mark or to mark again, made through models: a choice with a key that can be corrected, and an essay.

scene = answered(["right", "wrong"])          # two students of one campus
scene.correct_key("b")                        # a newer version whose right option is b
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from django.utils import timezone
from wagtail.models import Page, Site

from assessments.models import AssessmentItem, AssessmentPage, Attempt, AttemptItem, AttemptStep, Grade, Question, QuestionBank, QuestionVersion
from curriculum.models import Cohort, Enrollment, ModulePage, ProgramPage
from lms.people.models import Campus, Membership, User

AT = datetime(2026, 10, 1, 15, tzinfo=UTC)
RUBRIC = {"rubric": [{"id": "law", "title": "Law", "points": 4}, {"id": "facts", "title": "Facts", "points": 6}]}


def options(right: str) -> dict[str, Any]:
    return {"options": [{"id": key, "text": f"Option {key}", "correct": key == right} for key in "abc"]}


@dataclass
class Scene:
    """One assessment of a choice (2 points, right: a) and, if asked for, an essay (10 points); passed with half."""

    campus: Campus
    cohort: Cohort
    page: AssessmentPage
    choice: Question
    essay: Question
    attempts: list[Attempt] = field(default_factory=list)

    def correct_key(self, right: str) -> QuestionVersion:
        return write_version(self.choice, "single_choice", options(right), points=2)

    def instructor(self, name: str = "instructor") -> User:
        person, made = User.objects.get_or_create(email=f"{name}@north.example", defaults={"legal_first_name": name.title(), "legal_last_name": "Costa"})
        if made:
            Membership.objects.create(user=person, campus=self.campus, role="instructor")
        return person

    def item(self, at: int = 0, kind: str = "single_choice") -> AttemptItem:
        return AttemptItem.objects.get(attempt=self.attempts[at], version__type=kind)

    def essays(self) -> list[AttemptItem]:
        return list(AttemptItem.objects.filter(version__type="essay").order_by("pk"))


def write_version(question: Question, kind: str, content: dict[str, Any], points: int) -> QuestionVersion:
    number = question.versions.count() + 1
    return QuestionVersion.objects.create(
        question=question, number=number, type=kind, title=f"The {kind}", stem="Which?", content=content, sha256=f"{number:064d}", points=points,
        created_at=timezone.now(), rendered={"stem": "<p>Which?</p>"},
    )  # fmt: skip


def answered(answers: Iterable[str], *, essay: bool = False, slug: str = "north") -> Scene:
    """A scene in which one student for each of ``answers`` (an option) has submitted; the choice is marked, the essay waits."""
    campus, _ = Campus.objects.get_or_create(slug=slug, defaults={"name": slug.title(), "time_zone": "America/New_York"})
    root: Page = Site.objects.get(is_default_site=True).root_page
    program = root.add_child(instance=ProgramPage(title="Course", slug=f"course-{slug}", version="1"))
    module = program.add_child(instance=ModulePage(title="Module", slug="module", track="law_and_skills"))
    page = module.add_child(instance=AssessmentPage(title="First quiz", slug="first-quiz", pass_percent=50))
    bank = QuestionBank.objects.create(slug=f"bank-{slug}", title="Bank", program=program)
    choice, written = (Question.objects.create(bank=bank, external_id=name) for name in ("choice", "essay"))
    write_version(choice, "single_choice", options("a"), points=2)
    write_version(written, "essay", RUBRIC, points=10)
    AssessmentItem.objects.create(page=page, question=choice, sort_order=0)
    dates = {"starts_on": date(2026, 9, 1), "ends_on": date(2030, 5, 1)}
    cohort = Cohort.objects.create(slug=f"{slug}-fall", name="Fall", campus=campus, program=program, program_version="1", **dates)
    scene = Scene(campus, cohort, page, choice, written)
    scene.attempts = [_attempt(scene, number, answer, essay=essay) for number, answer in enumerate(answers)]
    return scene


def _attempt(scene: Scene, number: int, answer: str, *, essay: bool) -> Attempt:
    student = User.objects.create(email=f"student{number}@{scene.campus.slug}.example", legal_first_name=f"Ana{number}", legal_last_name="Alvarez")
    Membership.objects.create(user=student, campus=scene.campus, role="student")
    place = Enrollment.objects.create(student=student, cohort=scene.cohort)
    state = "marking" if essay else "graded"
    attempt = Attempt.objects.create(enrollment=place, assessment=scene.page, number=1, state=state, started_at=AT, submitted_at=AT, last_step=2)
    version = scene.choice.versions.get(number=1)
    item = AttemptItem.objects.create(attempt=attempt, position=1, version=version, option_order=["a", "b", "c"], points=2)
    step = AttemptStep.objects.create(attempt=attempt, item=item, number=1, key="k:1", response={"choice": answer}, received_at=AT)
    Grade.objects.create(item=item, number=1, numerator=2 if answer == "a" else 0, denominator=1, step=step, marked_at=AT)
    if essay:
        written = AttemptItem.objects.create(attempt=attempt, position=2, version=scene.essay.versions.get(number=1), points=10)
        AttemptStep.objects.create(attempt=attempt, item=written, number=2, key="k:2", response={"text": "An essay."}, received_at=AT)
    return attempt
