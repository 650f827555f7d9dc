"""The thirteen weeks in their order: lessons before the evening, the evening itself, quizzes after it, and the examination at the end."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from accreditation.api import take_anchor
from assessments.models import AssessmentPage
from curriculum.api import lessons_of, modules_of
from lms.core.telling import telling_of
from lms.jobs.api import Job, run_job
from lms.site.demonstration.finished.evenings import confirm, hold, plan_evenings
from lms.site.demonstration.finished.graduate import Graduate
from lms.site.demonstration.finished.quizzes import pass_quiz
from lms.site.demonstration.finished.study import study_lesson

FIRST_EVENING = date(2026, 1, 27)
READING_DAYS = 4  # before the evening: nobody studies around an evening, so no minute is claimed twice
EXAMINATION_AFTER = timedelta(days=7)


def go_through(cohort: Any, graduates: list[Graduate], *, teacher: Any, begins: datetime) -> datetime:
    """Let ``graduates`` have gone through the program of ``cohort``. Returns when the last result was there, looked at for who is trained."""
    with telling_of(begins):
        sessions = plan_evenings(cohort, first_on=FIRST_EVENING, teacher=teacher)
    weeks = _Weeks(cohort.program)
    at = begins
    for number, evening in groupby(sessions, key=lambda session: session.number):
        held = list(evening)
        for graduate in graduates:
            _study(graduate, weeks.lessons[number], held[0].starts_at - timedelta(days=READING_DAYS, hours=6))
        for session in held:
            hold(session, graduates)
        for session in held:
            confirm(session, teacher=teacher)
        at = _sit(graduates, weeks.quizzes[number], held[-1].ends_at + timedelta(hours=20), teacher)
    at = _sit(graduates, weeks.examinations, at + EXAMINATION_AFTER, teacher)
    _look_who_is_trained(graduates, at)
    with telling_of(at + timedelta(hours=8)):
        take_anchor()  # as every night
    return at


class _Weeks:
    """By the number of its evening: the lessons that are read before it, in the modules that begin there, and the quizzes of those that end there."""

    def __init__(self, program: Any) -> None:
        self.lessons: dict[int, list[Any]] = defaultdict(list)
        self.quizzes: dict[int, list[Any]] = defaultdict(list)
        lessons = list(lessons_of(program))
        for module in modules_of(program):
            self.lessons[min(module.sessions)] += [lesson for lesson in lessons if lesson.path.startswith(module.path)]
            self.quizzes[max(module.sessions)] += AssessmentPage.objects.child_of(module).live()
        self.examinations = list(AssessmentPage.objects.child_of(program).live().filter(required=True))


def _study(graduate: Graduate, lessons: Iterable[Any], start: datetime) -> None:
    """Five lessons a day, with ten minutes between them."""
    at = start
    for place, lesson in enumerate(lessons):
        if place and place % 5 == 0:
            at = start + timedelta(days=place // 5)
        at = study_lesson(graduate.enrollment, lesson, at, minutes=graduate.minutes_for(lesson)) + timedelta(minutes=10)


def _sit(graduates: list[Graduate], pages: Iterable[Any], start: datetime, teacher: Any) -> datetime:
    """One after the other, half an hour apart."""
    last = start
    for place, page in enumerate(pages):
        for graduate in graduates:
            last = max(last, pass_quiz(graduate, page, start + timedelta(minutes=30 * place), teacher=teacher))
    return last


def _look_who_is_trained(graduates: list[Graduate], at: datetime) -> None:
    """What a worker does after a result, for the last of each: the others changed nothing that this one does not see."""
    for graduate in graduates:
        jobs = Job.objects.filter(kind="accreditation.evaluate_completion", payload__enrollment=graduate.enrollment.public_id)
        with telling_of(at):
            run_job(jobs.order_by("-pk")[0].public_id)
