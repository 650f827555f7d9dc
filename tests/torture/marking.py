"""What markers, corrections and the jobs behind them do, as actors; and what must hold of marks whatever happened."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from fractions import Fraction
from typing import Any

from django.core import mail

from assessments.actions import mark_item as marking
from assessments.actions.apply_fix import apply_fix, run_apply_fix
from assessments.actions.propose_fix import propose_fix
from assessments.actions.reconcile_item import reconcile_item
from assessments.actions.release_results import release_results
from assessments.actions.talk_dispute import close_dispute
from assessments.actions.undo_fix import undo_fix
from assessments.grading.append import event_of
from assessments.grading.fold import standing_of
from assessments.models import AssessmentPage, AttemptItem, Dispute, Grade, Question, QuestionFix
from curriculum.models import Cohort
from lms.core.clock import now
from lms.jobs.actions.recover_jobs import recover_jobs
from lms.jobs.actions.run_job import run_job
from lms.jobs.models import Job, State
from lms.jobs.queries.jobs import waiting_jobs
from lms.people.models import User


def person(name: str) -> User:
    return User.objects.get(email=f"{name}@north.example")


# Actors


def mark(item: int, points: dict[str, int], by: str, seen: int = 0) -> int:
    """The number of the mark that counts; 0 while there is none."""
    judgment = marking.Judgment(points, "Read.")
    grade = marking.mark_item(item=AttemptItem.objects.select_related("version").get(pk=item), judgment=judgment, seen=seen, by=person(by))
    return grade.number if grade else 0


def reconcile(item: int, points: dict[str, int], by: str) -> int:
    return reconcile_item(item=AttemptItem.objects.select_related("version").get(pk=item), judgment=marking.Judgment(points), by=person(by)).number


def release(assessment: int, cohort: int, by: str) -> int:
    return release_results(assessment=AssessmentPage.objects.get(pk=assessment), cohort=Cohort.objects.get(pk=cohort), by=person(by)).pk


def decide(dispute: str, points: int, by: str) -> str:
    """An instructor ends a dispute with another mark."""
    closed = close_dispute(dispute=Dispute.objects.get(public_id=dispute), text="Looked at again.", judgment=marking.Judgment({"whole": points}), by=person(by))
    return closed.outcome


def propose(question: int, assessment: int, by: str) -> str:
    """A correction, worked out and ready to be applied."""
    found = Question.objects.get(pk=question)
    fix, job = propose_fix(question=found, policy="everyone", assessments=[assessment], told="It was wrong.", by=person(by))
    run_job(job.public_id)
    return fix.public_id


def ask_to_apply(fix: str, by: str) -> str:
    return apply_fix(fix=QuestionFix.objects.get(public_id=fix), by=person(by)).public_id


def ask_to_undo(fix: str, by: str) -> str:
    return undo_fix(fix=QuestionFix.objects.get(public_id=fix), by=person(by)).public_id


def work(job: str) -> str:
    """A worker is told of a job; what another one left behind is taken up. The state of the job then."""
    recover_jobs()
    run_job(job)
    return Job.objects.get(public_id=job).state


def apply_without_lease(fix: str) -> int:
    """A worker whose lease ran out unseen goes on with its work."""
    return run_apply_fix(fix=QuestionFix.objects.select_related("version").get(public_id=fix), advance=lambda done, total: None)


def recover() -> int:
    return recover_jobs()


def deliver() -> list[str]:
    """A worker does all that waits; the letters that it sent."""
    before = len(getattr(mail, "outbox", []))
    while waiting := list(waiting_jobs(now()).values_list("public_id", flat=True)):
        for job in waiting:
            run_job(job)
    return [f"{to} {letter.subject}" for letter in getattr(mail, "outbox", [])[before:] for to in letter.to]


# What happens meanwhile


def forget_leases() -> None:
    """So much time passes that the leases of dead workers are over."""
    Job.objects.filter(state=State.RUNNING).update(lease_until=now() - timedelta(seconds=1))


# What must hold


def faults(items: Iterable[int]) -> Iterator[tuple[int, str]]:
    """What the marks of answers must never be, each with the answer's key; nothing when all holds."""
    found: dict[int, list[Grade]] = {item: [] for item in items}
    for grade in Grade.objects.filter(item__in=found).order_by("number"):
        found[grade.item_id].append(grade)
    for item, grades in found.items():
        for fault in _faults_of(grades):
            yield item, fault


def _faults_of(grades: list[Grade]) -> Iterator[str]:
    if not grades:
        yield "no mark"
        return
    newest = grades[-1]
    if [grade.number for grade in grades] != list(range(1, len(grades) + 1)):
        yield "numbers with a gap"
    present = standing_of(event_of(grade) for grade in grades).present
    if present is None or present.points != Fraction(newest.numerator, newest.denominator):
        yield "the newest mark is not the one that counts"
    judged = [number for number, grade in enumerate(grades) if event_of(grade).is_judged]
    if judged and judged[-1] != len(grades) - 1:
        yield "a machine's mark after a person's"


def kinds(item: int) -> list[str]:
    return list(Grade.objects.filter(item=item).order_by("number").values_list("kind", flat=True))


def points(item: int) -> Any:
    """What counts for an answer."""
    numerator, denominator = Grade.objects.filter(item=item).order_by("-number").values_list("numerator", "denominator")[0]
    return Fraction(numerator, denominator)
