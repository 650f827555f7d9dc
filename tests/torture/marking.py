"""What markers and corrections do to one answer, as actors; and what must hold of its marks whatever happened."""

from fractions import Fraction

from django.db import transaction

from assessments.actions.apply_fix import apply_fix, run_apply_fix
from assessments.actions.mark_item import Judgment, mark_item
from assessments.actions.preview_fix import preview_fix
from assessments.actions.propose_fix import propose_fix
from assessments.actions.undo_fix import run_undo_fix, undo_fix
from assessments.grading.append import append_grade, event_of
from assessments.grading.fold import standing_of
from assessments.models import Attempt, AttemptItem, Grade, Question, QuestionFix
from lms.jobs.models import Job
from lms.people.models import User

INSTRUCTOR = "instructor@north.example"


def _nobody(done: int, total: int) -> None:
    """Nobody watches."""


# Actors


def judge(item: int, points: int) -> int:
    """A person decides on a mark, as a late answer or a dispute has them do; the number of the mark they were told."""
    with transaction.atomic():
        Attempt.objects.select_for_update().get(items__pk=item)
        return append_grade(AttemptItem.objects.get(pk=item), "manual", Fraction(points, 3), by=User.objects.get(email=INSTRUCTOR)).number


def mark_essay(item: int, law: int, facts: int, seen: int) -> int:
    asked = AttemptItem.objects.get(pk=item)
    grade = mark_item(item=asked, judgment=Judgment({"law": law, "facts": facts}), seen=seen, by=User.objects.get(email=INSTRUCTOR))
    assert grade is not None
    return grade.number


def correct(fix: str) -> int:
    return run_apply_fix(fix=QuestionFix.objects.select_related("version").get(public_id=fix), advance=_nobody)


def take_back(fix: str) -> int:
    return run_undo_fix(fix=QuestionFix.objects.get(public_id=fix), advance=_nobody)


# The world of a round


def begun_fix(question: int, assessment: int) -> QuestionFix:
    """A correction that is previewed and told to be applied; its work is not done yet."""
    Job.objects.all().delete()  # no worker runs here, and a person may have ten jobs only
    by = User.objects.get(email=INSTRUCTOR)
    fix, _ = propose_fix(question=Question.objects.get(pk=question), policy="everyone", assessments=[assessment], told="It was wrong.", by=by)
    preview_fix(fix=fix, person=by, advance=_nobody)
    apply_fix(fix=fix, by=by)
    return fix


def begin_undo(fix: QuestionFix) -> None:
    undo_fix(fix=fix, by=User.objects.get(email=INSTRUCTOR))


def faults(item: int) -> list[str]:
    """What the marks of an answer must never be; empty when all holds."""
    grades = list(Grade.objects.filter(item=item).order_by("number"))
    standing = standing_of(event_of(grade) for grade in grades)
    newest = grades[-1]
    found = []
    if [grade.number for grade in grades] != list(range(1, len(grades) + 1)):
        found.append("numbers with a gap")
    if standing.present is None or standing.present.points != Fraction(newest.numerator, newest.denominator):
        found.append("the newest mark is not the one that counts")
    judged = [number for number, grade in enumerate(grades) if event_of(grade).is_judged]
    if judged and judged[-1] != len(grades) - 1:
        found.append("a machine's mark after a person's")
    return found
