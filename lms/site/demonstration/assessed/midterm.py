"""The midterm examination: sat by the cohort two weeks ago, marked, released; a mark is disputed and a wrong key was corrected."""

from datetime import datetime, timedelta
from typing import Any

from assessments.api import Judgment, apply_fix, check_question, edit_question, items_of, mark_item, open_dispute, propose_fix, release_results
from lms.core.clock import now
from lms.core.telling import telling_of
from lms.jobs.api import run_job
from lms.site.demonstration.assessed.answers import true_content
from lms.site.demonstration.assessed.sitting import Sitter, begin, save, sit

COMMENTS = ["Clear and complete. Say for each weak point which paper you would look for.", "Good on harm. Tie the words on the wall to the ground.", ""]
WRONG_KEY = "Form AR-11 is the form for a new address. The answer was keyed wrongly; both answers count."
MISSED = {"learner2", "learner5"}  # one was ill, one is exempt


def hold_midterm(page: Any, sitters: list[Sitter], *, teacher: Any) -> None:
    """Two evenings of attempts, marks over the weekend, the release, and what came after it."""
    evening = now().replace(hour=22, minute=0, second=0, microsecond=0) - timedelta(days=15)
    present = [one for one in sitters if one.enrollment.student.email.partition("@")[0] not in MISSED]
    attempts = []
    for place, sitter in enumerate(present[:-1]):
        at = evening + timedelta(days=place % 2, minutes=7 * place)
        attempts.append(sit(sitter, page, at, minutes=22 + sitter.dice.randrange(34)))
    attempts.append(_out_of_time(present[-1], page, evening))
    _mark(attempts, evening + timedelta(days=4), teacher)
    with telling_of(evening + timedelta(days=6)):
        release_results(assessment=page, cohort=sitters[0].enrollment.cohort, by=teacher)
    _dispute(attempts[1], evening + timedelta(days=7))
    _correct_key(attempts[0], page, teacher)


def _out_of_time(sitter: Sitter, page: Any, at: datetime) -> Any:
    """Their connection failed near the end: the clock closed the attempt, and the last answers came late."""
    attempt, fields = begin(sitter, page, at)
    first = dict(list(fields.items())[: len(fields) - 2])
    save(attempt, first, at + timedelta(minutes=50), "first")
    save(attempt, fields, at + timedelta(minutes=64), "last")
    attempt.refresh_from_db()
    return attempt


def _mark(attempts: list[Any], at: datetime, teacher: Any) -> None:
    """Points by the length of what was written: the texts of the demonstration go from thorough to hurried."""
    for place, attempt in enumerate(attempts):
        for item in items_of(attempt):
            if item.version.type != "essay" or item.grades.exists():
                continue
            words = len(item.steps.latest("number").response["text"].split())
            points = {row["id"]: max(0, row["points"] - (words < 100) - (words < 60)) for row in item.version.content["rubric"]}
            with telling_of(at + timedelta(minutes=4 * place)):
                mark_item(item=item, judgment=Judgment(points, COMMENTS[place % len(COMMENTS)]), seen=0, by=teacher)


def _dispute(attempt: Any, at: datetime) -> None:
    item = next(item for item in items_of(attempt) if item.version.type == "essay")
    text = "I named two weak points, the father and the missing papers, and got one point for them. Could you read that part again?"
    with telling_of(at):
        open_dispute(item=item, text=text, by=attempt.enrollment.student)


def _correct_key(attempt: Any, page: Any, teacher: Any) -> None:
    """The key of one question was wrong: corrected, looked at in the preview, and applied."""
    version = next(item.version for item in items_of(attempt) if item.version.question.external_id == "exam-address")
    facts = {name: getattr(version, name) for name in ("title", "stem", "points", "topics", "difficulty", "authorities", "explanation")}
    named = {"external_id": version.question.external_id, "category": version.question.category}
    checked = check_question(version.type, {**facts, **named, "content": true_content(version)})
    edit_question(question=version.question, checked=checked, seen=version.number, by=teacher)
    fix, preview = propose_fix(question=version.question, policy="both", assessments=[page.pk], told=WRONG_KEY, by=teacher)
    run_job(preview.public_id)
    run_job(apply_fix(fix=fix, by=teacher).public_id)
