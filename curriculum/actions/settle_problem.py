"""An author settles a reported problem; the reader is told what came of it."""

from typing import Any

from django.db import transaction

from curriculum.models import Problem
from lms.audit.api import record_event
from lms.core.access import require
from lms.core.clock import now
from lms.core.errors import Conflict, Invalid
from lms.notices.api import notify

LONGEST = 1000


@transaction.atomic
def settle_problem(*, problem: Problem, answer: str, by: Any) -> Problem:
    """Settle the report with a sentence for who made it. Raises ``Invalid`` without one, ``Conflict`` when somebody was first."""
    require(by, "curriculum.handle_problem", problem)
    words = answer.replace("\0", "").strip()
    if not words or len(words) > LONGEST:
        raise Invalid(f"Say in a sentence or two what came of it, in at most {LONGEST:,} characters. The reader is told.")
    locked = Problem.objects.select_for_update(of=("self",)).select_related("lesson", "reporter").get(pk=problem.pk)
    if locked.settled_at is not None:
        raise Conflict("Somebody has settled this report already.", code="settled")
    locked.settled_at, locked.settled_by, locked.answer = now(), by.public_id, words
    locked.save(update_fields=["settled_at", "settled_by", "answer"])
    record_event("curriculum.problem_settled", by=by, subject_kind="problem", subject_id=locked.public_id, data={"title": locked.lesson.title})
    notify(
        locked.reporter, "curriculum.problem_settled", subject_line=f"Your report on “{locked.lesson.title}”",
        text=words, url=_place(locked), key=f"problem-settled:{locked.public_id}",
    )  # fmt: skip
    return locked


def _place(problem: Problem) -> str:
    """Where the reader finds the passage; nowhere when the page has no address of ours."""
    url = problem.lesson.url or ""
    return url if url.startswith("/") else ""
