"""Beginning to fix a question: what is to be done, in which assessments; the preview is worked out in the background."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from assessments.models import FixPolicy, Question, QuestionFix
from assessments.queries.fixes import assessments_to_fix, newest_version
from lms.core.access import require
from lms.core.clock import now
from lms.core.errors import Conflict, Invalid
from lms.jobs.api import Job, enqueue

PREVIEW_JOB = "assessments.preview_fix"


@transaction.atomic
def propose_fix(*, question: Question, policy: str, assessments: Iterable[int], told: str, by: Any) -> tuple[QuestionFix, Job]:
    """A fix to look at before it is applied, and the job that works out its preview.

    Raises ``Conflict`` when nothing was answered to an older version, ``Invalid`` for an unknown policy, an assessment that is not among those
    with such answers, or no sentence for the students.
    """
    require(by, "assessments.fix_questions")
    version = newest_version(question)
    offered = {page.pk for page in assessments_to_fix(question, by, version)} if version else set()
    if not version or not offered:
        raise Conflict("Nobody has answered an older version of this question. There is nothing to mark again.", code="nothing_to_fix")
    chosen = set(assessments)
    _refuse_faults(policy, chosen, offered, told.strip())
    fix = QuestionFix.objects.create(
        question=question, version=version, policy=policy, assessments=sorted(chosen), told=told.strip(), created_at=now(), created_by=by.public_id
    )
    return fix, enqueue(PREVIEW_JOB, {"fix": fix.public_id}, by=by, title="Preview of a corrected question")


def _refuse_faults(policy: str, chosen: set[int], offered: set[int], told: str) -> None:
    faults = []
    if policy not in FixPolicy.values:
        faults.append("Choose what is to be done with the marks.")
    if not chosen or not chosen <= offered:
        faults.append("Choose the assessments in which marks may change.")
    if not told or len(told) > 500:
        faults.append("Say in a sentence or two what was wrong, for the students to read: at most 500 characters.")
    if faults:
        raise Invalid(*faults)
