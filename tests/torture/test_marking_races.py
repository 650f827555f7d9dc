"""A correction, a dispute and a marker reach the same attempts at once: no person's mark is displaced, none is doubled, none is lost."""

import pytest

from assessments.models import Attempt, QuestionFix, ResultRelease
from lms.audit.api import Event
from lms.jobs.models import Job
from lms.notices.api import Notice
from tests.conftest import SeparateDatabase
from tests.torture.desk import Answers, Desk
from tests.torture.marking import faults, kinds, points
from tests.torture.rounds import Run
from tests.torture.stage import Act, Stage

pytestmark = [pytest.mark.services, pytest.mark.separate]
ACTORS = "tests.torture.marking"
FEW, FULL = 5, 1_000


@pytest.fixture
def desk(separate_database: SeparateDatabase) -> Desk:
    return Desk()


def act(name: str, **arguments: object) -> Act:
    return Act(f"{ACTORS}:{name}", arguments)


def begun(run: Run, desk: Desk) -> tuple[str, str]:
    """A correction of the choice that is told to be applied, and the job that is to do it."""
    fix = run.play(act("propose", question=desk.scene.choice.pk, assessment=desk.scene.page.pk, by="one")).said
    return fix, run.play(act("ask_to_apply", fix=fix, by="one")).said


def told(key: str, answers: Answers) -> list[int]:
    """How many notices the student of each attempt has under a key that ends with their attempt."""
    return [Notice.objects.filter(key=f"{key}:{attempt.public_id}").count() for attempt in answers.attempts]


def test_regrade_versus_mark(stage: Stage, desk: Desk) -> None:
    """Three attempts: one whose mark is disputed and decided meanwhile, one that nobody touches, one whose essay is marked meanwhile."""
    with Run("regrade_versus_mark", stage, faults, few=FEW, full=FULL) as run:
        for _, chance in run:
            answers = desk.answers(3, essays=1)
            fix, job = begun(run, desk)
            decided = chance.randrange(3)

            worked, closed, marked = run.race(
                act("work", job=job),
                act("decide", dispute=desk.dispute(answers.choices[0]), points=decided, by="two"),
                act("mark", item=answers.essays[0], points={"law": 3, "facts": chance.randrange(7)}, by="three"),
            )

            disputed, *others = [kinds(item) for item in answers.choices]
            fixed = int("fix" in disputed)
            run.holds((worked.said, closed.said, marked.said) == ("done", "changed", 1), "somebody was told otherwise", worked, closed, marked)
            run.holds(disputed in (["automatic", "dispute"], ["automatic", "fix", "dispute"]), "marks of the dispute", disputed)
            run.holds(points(answers.choices[0]) == decided, "what a person decided does not count", decided)
            run.holds(others == [["automatic", "fix"]] * 2 and kinds(answers.essays[0]) == ["manual"], "the other marks", others)
            run.holds(told(f"fix:{fix}", answers) == [fixed, 1, 1] and told("result", answers) == [0, 0, 1], "what students were told")
            run.holds(Attempt.objects.get(pk=answers.attempts[2].pk).state == "graded", "every answer is marked, the attempt is not")
            run.holds(QuestionFix.objects.get(public_id=fix).state == "applied", "the correction is not applied")
            run.examine(*answers.choices, *answers.essays)


def test_two_workers_apply_one_correction_once(stage: Stage, desk: Desk) -> None:
    """The broker delivered twice, or a lease ran out while its worker was alive: two do the whole work, whoever holds the job."""
    with Run("double_correction", stage, faults, few=FEW, full=FULL) as run:
        for _ in run:
            answers = desk.answers(3)
            fix, job = begun(run, desk)

            run.race(act("apply_without_lease", fix=fix), act("work", job=job))

            run.holds([kinds(item) for item in answers.choices] == [["automatic", "fix"]] * 3, "marks", [kinds(item) for item in answers.choices])
            run.holds((told(f"fix:{fix}", answers), Job.objects.get(public_id=job).state) == ([1, 1, 1], "done"), "what students were told")
            run.examine(*answers.choices)


def test_two_markers_of_one_answer(stage: Stage, desk: Desk) -> None:
    """Both read it unmarked: one mark counts, and the other marker is told. The results are released meanwhile, by both."""
    with Run("double_mark", stage, faults, few=FEW, full=FULL) as run:
        for _, chance in run:
            answers = desk.answers(1, essays=1)
            [essay], [attempt] = answers.essays, answers.attempts
            given = {"law": chance.randrange(5), "facts": chance.randrange(7)}
            releasing = [act("release", assessment=desk.scene.page.pk, cohort=answers.cohort.pk, by=by) for by in ("one", "two")]

            *marks, first, second = run.race(*(act("mark", item=essay, points=given, by=by) for by in ("one", "two")), *releasing)

            run.holds(sorted((mark.said or 0, mark.refused) for mark in marks) == [(0, "marked_meanwhile"), (1, "")], "two marks", marks)
            run.holds(first == second and ResultRelease.objects.filter(cohort=answers.cohort).count() == 1, "two releases", first, second)
            run.holds(kinds(essay) == ["manual"] and told("result", answers) == [1], "marks or notices", kinds(essay), told("result", answers))
            run.holds(Event.objects.filter(kind="assessments.answer_marked", subject_id=str(attempt.public_id)).count() == 1, "not one event")
            run.examine(essay)
