"""One person with two accounts in two cohorts of the small course, and the two people who may make them one."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from curriculum.actions.complete_lesson import complete_lesson
from curriculum.actions.keep_progress import answer_check, open_lesson, see_to_end
from curriculum.api import put_enrollment
from curriculum.models import Enrollment, LessonPage
from curriculum.queries.snapshots import newest_snapshot
from lms.people.actions.merge_accounts import approve_merge, propose_merge
from lms.people.models import AccountMerge, User
from tests.factories.cohorts import second_cohort, student_of
from tests.factories.course import TERM_BEGAN, enrolled_student, load_course, member

REASON = "She showed her ID and signed in to both."


@dataclass(frozen=True)
class Twice:
    """``kept`` has a place in the fall, ``merged`` one in spring; ``one`` proposes and ``two`` approves."""

    kept: User
    merged: User
    fall: Enrollment
    spring: Enrollment
    one: User
    two: User

    def merge(self) -> AccountMerge:
        proposal = propose_merge(kept=self.kept, merged=self.merged, reason=REASON, by=self.one)
        return approve_merge(proposal=proposal, by=self.two)


def signed_up_twice(folder: Path) -> Twice:
    load_course(folder / "course")
    fall = enrolled_student()
    campus = fall.cohort.campus
    private = student_of(campus, "private")
    spring = put_enrollment(student=private, cohort=second_cohort(fall), since=TERM_BEGAN)
    one, two = (member(f"{name}@north.example", "coordinator", campus) for name in ("one", "two"))
    return Twice(fall.student, private, fall, spring, one, two)


def complete(enrollment: Any, slug: str) -> None:
    """Complete a lesson whose time was studied before."""
    lesson = LessonPage.objects.get(slug=slug)
    snapshot = newest_snapshot(lesson.pk)
    open_lesson(enrollment=enrollment, lesson=lesson)
    see_to_end(enrollment=enrollment, lesson=lesson)
    if slug == "one":
        answer_check(enrollment=enrollment, lesson=lesson, snapshot=snapshot, check_id="check-1", form={"check-1": ["true"]})
    complete_lesson(enrollment=enrollment, lesson=lesson, snapshot=snapshot)
