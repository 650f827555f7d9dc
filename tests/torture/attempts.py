"""What people and the clock do to attempts, as actors; and what must hold of an attempt whatever happened."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Q

from accreditation.ledger.verify import verify
from accreditation.models import Entry
from assessments.actions.save_responses import save_responses
from assessments.actions.start_attempt import start_attempt
from assessments.actions.submit_attempt import close_if_overdue, close_overdue_attempts, submit_attempt
from assessments.models import AssessmentPage, Attempt, AttemptItem, AttemptState, AttemptStep, ConflictingAnswer, Grade, LateAnswer
from curriculum.models import Enrollment
from lms.notices.api import Notice
from lms.questions.api import question_types

QUIZ = "first-quiz"


def _attempt(pk: int) -> Attempt:
    return Attempt.objects.select_related("assessment", "enrollment__cohort__campus", "enrollment__student").get(pk=pk)


# Actors


def start(enrollment: int) -> int:
    place = Enrollment.objects.select_related("student").get(pk=enrollment)
    return start_attempt(assessment=AssessmentPage.objects.get(slug=QUIZ), enrollment=place, by=place.student).pk


def save(attempt: int, key: str, answers: dict[str, str]) -> dict[str, Any]:
    """What the browser is told of the answers that it sent."""
    sitting = _attempt(attempt)
    form = {name: [answer] for name, answer in answers.items()}  # as a browser's form has it
    saved = save_responses(attempt=sitting, form=form, key=key, by=sitting.enrollment.student)
    return {"steps": {str(position): number for position, number in saved.steps.items()}, "conflicts": saved.conflicts, "late": saved.late}


def submit(attempt: int) -> str:
    sitting = _attempt(attempt)
    done = submit_attempt(attempt=sitting, by=sitting.enrollment.student)
    return f"{done.public_id} {done.state} {done.submitted_at}"


def close(attempt: int) -> bool:
    return close_if_overdue(_attempt(attempt))


def sweep() -> int:
    """What the beat does every half minute."""
    return close_overdue_attempts()


# What must hold


def faults(attempts: Iterable[int]) -> Iterator[tuple[int, str]]:
    """What attempts must never be, in words, each with the attempt's key; nothing when all holds. As many queries for fifty as for one."""
    hall = _Rows(list(attempts))
    for attempt in hall.attempts:
        for fault in (*_faults_of_steps(attempt, hall), *_faults_of_hours(attempt, hall), *_faults_of_marks(attempt, hall)):
            yield attempt.pk, fault


class _Rows:
    """What hangs on some attempts, by attempt, question or student."""

    def __init__(self, pks: list[int]) -> None:
        self.attempts = list(Attempt.objects.filter(pk__in=pks).select_related("assessment", "enrollment__student"))
        self.items = _by("attempt_id", AttemptItem.objects.filter(attempt__in=pks).select_related("version").order_by("position"))
        self.steps = _by("attempt_id", AttemptStep.objects.filter(attempt__in=pks).order_by("number"))
        self.grades = _by("item_id", Grade.objects.filter(item__attempt__in=pks).order_by("number"))
        self.told = _by("key", Notice.objects.filter(key__in=[f"to-mark:{attempt.public_id}" for attempt in self.attempts]))
        self.entries = _by("student", Entry.objects.filter(student__in=[attempt.enrollment.student.public_id for attempt in self.attempts]))
        self.conflicts = _by("attempt_id", ConflictingAnswer.objects.filter(attempt__in=pks))
        places = [attempt.enrollment_id for attempt in self.attempts]
        self.ended = _by("enrollment_id", Attempt.objects.filter(enrollment__in=places).exclude(state=AttemptState.IN_PROGRESS))


def _by(name: str, rows: Iterable[Any]) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return found


def _faults_of_steps(attempt: Attempt, rows: _Rows) -> Iterator[str]:
    steps = rows.steps[attempt.pk]
    numbers = [step.number for step in steps]
    if numbers != list(range(1, len(numbers) + 1)) or attempt.last_step != len(numbers):
        yield f"steps {numbers} where {attempt.last_step} were counted"
    by_hand = attempt.submitted_at and not attempt.closed_by_clock  # the clock closes as of the end, and takes the answers of the grace
    if by_hand and any(step.received_at > attempt.submitted_at for step in steps):
        yield "an answer after the end"
    if rows.conflicts[attempt.pk]:
        yield "an answer in conflict, where there was one browser only"


def _faults_of_hours(attempt: Attempt, rows: _Rows) -> Iterator[str]:
    """The minutes are credited in the transaction that ends an attempt, once for all attempts of a place."""
    entries = len(rows.entries[attempt.enrollment.student.public_id])
    if entries != bool(rows.ended[attempt.enrollment_id]):
        yield f"{entries} entries of hours"


def _faults_of_marks(attempt: Attempt, rows: _Rows) -> Iterator[str]:
    items = rows.items[attempt.pk]
    if attempt.is_open:
        if any(rows.grades[item.pk] for item in items):
            yield "marks of an attempt that is open"
        return
    newest = {step.item_id: step.response for step in rows.steps[attempt.pk]}
    for item in items:
        if why := _fault_of_mark(item, newest.get(item.pk), rows.grades[item.pk]):
            yield f"question {item.position}: {why}"
    waiting = sum(not rows.grades[item.pk] for item in items)
    if attempt.state != (AttemptState.MARKING if waiting else AttemptState.GRADED):
        yield f"{attempt.state} with {waiting} answers that wait"
    if (told := len(rows.told[f"to-mark:{attempt.public_id}"])) != bool(waiting):
        yield f"the marker was told {told} times of {waiting} answers that wait"


def _fault_of_mark(item: AttemptItem, newest: Any, grades: list[Grade]) -> str:
    """There must be one mark, that of the newest answer; none where a person must read it."""
    kind = question_types.get(item.version.type)
    content = kind.validate_content(item.version.content)
    response = kind.blank(content) if newest is None else newest
    should = kind.grade(content, response).points(item.points)
    if should is None and kind.is_answered(content, response):
        return "a machine marked what a person must" if grades else ""
    points = (0, 1) if should is None else (should.numerator, should.denominator)
    given = [(grade.numerator, grade.denominator) for grade in grades]
    return "" if given == [points] else f"marks {given} for an answer worth {points}"


def faults_of_ledger() -> list[str]:
    """Every chain of hours must verify, with all that its entries rest on."""
    bad = verify().first_bad
    return [f"the ledger does not hold: {bad.student}, entry {bad.seq}: {bad.why}"] if bad else []


def is_half_done(pk: int) -> bool:
    """An open attempt has no marks, an ended one has them: true when neither is so."""
    marks = Grade.objects.filter(item__attempt=OuterRef("pk"))
    return (
        Attempt.objects.filter(pk=pk)
        .annotate(marked=Exists(marks))
        .filter(Q(state="in_progress", marked=True) | ~Q(state="in_progress") & Q(marked=False))
        .exists()
    )


def answers_of(pk: int) -> list[tuple[str, Any]]:
    """Key and answer of each step, in order."""
    return list(AttemptStep.objects.filter(attempt=pk).order_by("number").values_list("key", "response"))


def late_answers_of(pk: int) -> list[tuple[str, Any]]:
    return list(LateAnswer.objects.filter(attempt=pk).order_by("pk").values_list("key", "response"))
