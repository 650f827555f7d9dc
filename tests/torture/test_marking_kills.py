"""A marker, a correction, its undo or a worker dies anywhere and is asked again: every mark, event and letter is there once."""

from collections import Counter

import pytest

from assessments.models import Attempt, Opinion, QuestionFix, ResultRelease
from lms.audit.api import Event
from lms.jobs.models import Job
from lms.notices.api import Notice
from tests.conftest import SeparateDatabase
from tests.torture.desk import Answers, Desk
from tests.torture.marking import faults, forget_leases, kinds, points
from tests.torture.rounds import Run
from tests.torture.stage import Act, Outcome, Stage

pytestmark = [pytest.mark.services, pytest.mark.separate]
ACTORS = "tests.torture.marking"
OUTBOX = ["outbox.before_send", "outbox.after_send"]
WORKER = ["jobs.after_claim", "jobs.before_finish"]
MARKING = ["grading.after_mark"]


@pytest.fixture
def desk(separate_database: SeparateDatabase) -> Desk:
    return Desk()


@pytest.fixture
def desk_of_one_round(separate_database: SeparateDatabase) -> Desk:
    """An answer whose correction was taken back would be corrected again in the next round."""
    return Desk(rounds=1)


@pytest.fixture
def desk_of_two(separate_database: SeparateDatabase) -> Desk:
    return Desk(markers=2)


def act(name: str, **arguments: object) -> Act:
    return Act(f"{ACTORS}:{name}", arguments)


def killed_and_asked_again(run: Run, what: Act, *points_on_the_way: str) -> Outcome:
    """What whoever asks again is told; asked a third time it must be told the same."""
    died = run.kill(what, *points_on_the_way)
    forget_leases()
    again, once_more = run.play(what), run.play(what)
    run.holds(again.said is not None and again == once_more, "asked again it was told something else", died, again, once_more)
    return again


def letters_sent_once(run: Run, answers: Answers) -> None:
    """Two workers deliver what waits, after one died having taken a job: a letter for each notice."""
    run.kill(act("deliver"), "jobs.after_claim", only_points=True)
    forget_leases()
    run.play(act("recover"))
    first, second = run.at_once(act("deliver"), act("deliver"))
    rest = run.play(act("deliver"))
    students = [attempt.enrollment.student for attempt in answers.attempts]
    wanted = Counter(student.email for student in students for _ in Notice.objects.filter(person=student.public_id))
    sent = Counter(letter.split()[0] for letter in first.said + second.said + rest.said)
    run.holds(sent == wanted, "letters", sent, wanted)
    run.holds(not Job.objects.exclude(state="done").exists(), "a job is not done")


def test_kills_of_a_correction_and_its_undo(stage: Stage, desk_of_one_round: Desk) -> None:
    """Killed are: whoever asks for it, the worker that does it, whoever takes it back, and the worker of that."""
    desk = desk_of_one_round
    with Run("kills_of_corrections", stage, faults, few=2, full=130) as run:
        for _ in run:
            answers = desk.answers(3)
            fix = run.play(act("propose", question=desk.scene.choice.pk, assessment=desk.scene.page.pk, by="one")).said

            job = killed_and_asked_again(run, act("ask_to_apply", fix=fix, by="one"), *OUTBOX)
            worked = killed_and_asked_again(run, act("work", job=job.said), *WORKER, "fix.after_portion", "fix.before_commit")
            applied = [kinds(item) for item in answers.choices]
            undo = killed_and_asked_again(run, act("ask_to_undo", fix=fix, by="one"), *OUTBOX)
            undone = killed_and_asked_again(run, act("work", job=undo.said), *WORKER, "undo.after_portion")

            run.holds((worked.said, undone.said) == ("done", "done"), "a job is not done", worked, undone)
            run.holds(applied == [["automatic", "fix"]] * 3, "marks of the correction", applied)
            run.holds([kinds(item) for item in answers.choices] == [["automatic", "fix", "undo"]] * 3, "marks after the undo")
            run.holds([points(item) for item in answers.choices] == [0] * 3, "the earlier marks do not count again")
            run.holds(QuestionFix.objects.get(public_id=fix).state == "undone", "the correction stands")
            run.holds(Job.objects.filter(key__endswith=f"-fix:{fix}").count() == 2, "jobs")
            _events_once(run, desk.scene.choice.public_id, "assessments.fix_applied", "assessments.fix_undone")
            letters_sent_once(run, answers)
            run.examine(*answers.choices)


def test_kills_of_a_mark_and_its_release(stage: Stage, desk: Desk) -> None:
    """Killed are: the marker, whoever marks it anew having seen the first mark, and whoever releases the results."""
    with Run("kills_of_marks", stage, faults, few=3, full=170) as run:
        for _, chance in run:
            answers = desk.answers(1, essays=1)
            [essay], [attempt] = answers.essays, answers.attempts
            given = [{"law": chance.randrange(5), "facts": chance.randrange(7)} for _ in range(2)]

            first = killed_and_asked_again(run, act("mark", item=essay, points=given[0], by="one"), *MARKING, *OUTBOX)
            late = run.play(act("mark", item=essay, points=given[1], by="two"))
            second = killed_and_asked_again(run, act("mark", item=essay, points=given[1], by="two", seen=1), *MARKING)
            killed_and_asked_again(run, act("release", assessment=desk.scene.page.pk, cohort=answers.cohort.pk, by="one"), *OUTBOX)

            run.holds((first.said, late.refused, second.said) == (1, "marked_meanwhile", 2), "numbers of marks", first, late, second)
            run.holds((kinds(essay), points(essay)) == (["manual"] * 2, sum(given[1].values())), "marks", kinds(essay), points(essay))
            _graded_and_told_once(run, answers)
            run.holds(Event.objects.filter(kind="assessments.answer_marked", subject_id=str(attempt.public_id)).count() == 2, "events of marks")
            letters_sent_once(run, answers)
            run.examine(essay)


def test_kills_of_two_markers(stage: Stage, desk_of_two: Desk) -> None:
    """Killed are: the first marker, the second, and, where they differ, the third who settles it."""
    with Run("kills_of_two_markers", stage, faults, few=3, full=200) as run:
        for _, chance in run:
            answers = desk_of_two.answers(1, essays=1)
            [essay], [attempt] = answers.essays, answers.attempts
            agree = chance.random() < 0.3
            given = {"law": 2, "facts": 6 if agree else 1}

            first = killed_and_asked_again(run, act("mark", item=essay, points={"law": 3, "facts": 6}, by="one"), "grading.after_opinion", *MARKING)
            second = killed_and_asked_again(run, act("mark", item=essay, points=given, by="two"), "grading.after_opinion", *MARKING, *OUTBOX)
            run.holds((first.said, second.said) == (0, int(agree)), "who was told of a mark", first, second)
            if not agree:
                killed_and_asked_again(run, act("reconcile", item=essay, points={"law": 4, "facts": 4}, by="three"), *OUTBOX)
            killed_and_asked_again(run, act("release", assessment=desk_of_two.scene.page.pk, cohort=answers.cohort.pk, by="one"), *OUTBOX)

            run.holds((kinds(essay), points(essay) * 2) == (["reconciled"], 17 if agree else 16), "marks", kinds(essay), points(essay))
            run.holds(Opinion.objects.filter(item=essay).count() == 2, "opinions")
            _graded_and_told_once(run, answers)
            happened = Counter(Event.objects.filter(subject_id=str(attempt.public_id)).values_list("kind", flat=True))
            run.holds(happened == Counter({"assessments.answer_marked": 2, "assessments.answer_reconciled": int(not agree)}), "events", happened)
            run.examine(essay)


def _graded_and_told_once(run: Run, answers: Answers) -> None:
    [attempt] = answers.attempts
    run.holds(Attempt.objects.get(pk=attempt.pk).state == "graded", "every answer is marked, the attempt is not")
    run.holds(Notice.objects.filter(person=attempt.enrollment.student.public_id).count() == 1, "the student was not told once")
    run.holds(ResultRelease.objects.filter(cohort=answers.cohort).count() == 1, "not one release")


def _events_once(run: Run, subject: str, *wanted: str) -> None:
    """One event of each kind for each correction of this question that was taken back."""
    corrections = QuestionFix.objects.filter(question__public_id=subject, state="undone").count()
    for kind in wanted:
        found = Event.objects.filter(kind=kind, subject_id=subject).count()
        run.holds(found == corrections, f"{found} events {kind} for {corrections} corrections")
