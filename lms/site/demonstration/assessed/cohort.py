"""Everything the cohort of the demonstration did in assessments, once."""

import random
from pathlib import Path
from typing import Any

from assessments.api import load_assessments, load_program_banks
from assessments.models import AssessmentPage, Attempt, QuestionBank
from curriculum.api import Faults
from lms.people.api import User
from lms.site.demonstration.assessed.allowances import give_more_time, give_times, practice, weigh
from lms.site.demonstration.assessed.midterm import hold_midterm
from lms.site.demonstration.assessed.mock_file import hand_in_files
from lms.site.demonstration.assessed.quizzes import sit_quizzes
from lms.site.demonstration.assessed.sitting import Sitter
from lms.site.demonstration.assessed.writings import FILE_NOTES, OUTLINES

FOLDER = Path(__file__).parent / "folder"
BANKS = ("role-ethics-authority", "asylum-1-refugee-definition", "asylum-3-bars-credibility-proof")
LEAST, MOST = 8, 30
SKILLS = (0.93, 0.78, 0.86, 0.58, 0.82, 0.7, 0.9, 0.48, 0.75, 0.66)


def assess(*, cohort: Any, people: dict[str, User], enrollments: list[Any], seed_number: int) -> int:
    """Let the cohort have sat its assessments, once. The first two places are those of ``student`` and ``student2``. Returns how many attempts it has.

    Another program than the starter one lacks the banks that are drawn from, and a cohort of fewer than eight has nobody for every part.
    """
    attempts = Attempt.objects.filter(enrollment__cohort=cohort)
    if len(enrollments) >= LEAST and QuestionBank.objects.filter(program=cohort.program, slug__in=BANKS).count() == len(BANKS) and not attempts.exists():
        midterm, mock_file = _examinations(cohort.program)
        give_times(midterm, cohort, coordinator=people["coordinator"])
        give_more_time(enrollments[4], coordinator=people["coordinator"])
        hold_midterm(midterm, _sitters(enrollments, OUTLINES, seed_number), teacher=people["instructor"])
        writers = _sitters(enrollments[2:], FILE_NOTES, seed_number + 1)
        hand_in_files(mock_file, writers, teacher=people["instructor"], colleague=people["instructor2"])
        weigh(cohort, midterm, mock_file, _called(enrollments, "learner5"), teacher=people["instructor"])
        sit_quizzes(_sitters(enrollments, OUTLINES, seed_number + 2))
        practice(_sitters(enrollments[:2], OUTLINES, seed_number + 3), cohort, teacher=people["instructor"])
    return attempts.count()


def _examinations(program: Any) -> list[AssessmentPage]:
    """Both, published from their folder unless they are there; what somebody changed since stays."""
    pages = AssessmentPage.objects.child_of(program).filter(slug__in=("midterm-examination", "mock-interview-file"))
    if not pages.exists():
        faults = Faults(FOLDER)
        load_program_banks(program, FOLDER, faults)
        load_assessments(program, FOLDER, faults)
        faults.raise_if_any()
    return list(pages.order_by("path"))


def _sitters(enrollments: list[Any], writings: list[str], seed_number: int) -> list[Sitter]:
    dice = random.Random(seed_number)  # noqa: S311  made-up answers  # nosec B311
    places = enumerate(enrollments[:MOST])
    return [Sitter(enrollment, SKILLS[place % len(SKILLS)], writings[place % len(writings)], dice) for place, enrollment in places]


def _called(enrollments: list[Any], name: str) -> Any:
    return next(one for one in enrollments if one.student.email.startswith(f"{name}@"))
