"""A reader says that something in a lesson is wrong; its authors are told, not who said it."""

from datetime import timedelta
from typing import Any

from django.db import transaction

from curriculum.models import ContentSnapshot, Problem, ProblemKind
from curriculum.queries.marks import place_of
from curriculum.queries.opened import require_open_to
from curriculum.queries.programs import authors_of
from lms.core.access import require
from lms.core.clock import now
from lms.core.errors import Invalid, TooMany
from lms.notices.api import notify

LONGEST = 2000
MOST_AN_HOUR = 20


@transaction.atomic
def report_problem(*, snapshot: ContentSnapshot, kind: str, text: str, address: str = "", quote: str = "", prefix: str = "", by: Any) -> Problem:
    """Report a problem with a passage, or with the lesson as a whole. Raises ``Invalid`` and ``TooMany``."""
    require(by, "curriculum.read_lesson", snapshot.lesson)
    require_open_to(by, snapshot.lesson)
    if kind not in ProblemKind.values:
        raise Invalid("Choose what kind of problem it is.")
    words = text.replace("\0", "").strip()
    if not words:
        raise Invalid("Say in a sentence what is wrong.")
    if len(words) > LONGEST:
        raise Invalid(f"This report has {len(words):,} characters, and at most {LONGEST:,} fit.")
    if Problem.objects.filter(reporter=by, reported_at__gt=now() - timedelta(hours=1)).count() >= MOST_AN_HOUR:
        raise TooMany("You have reported many problems within the hour. Thank you; wait a while before the next.")
    anchor = place_of(snapshot, address, quote, prefix)
    problem = Problem.objects.create(
        reporter=by, lesson=snapshot.lesson, snapshot=snapshot, kind=kind, text=words, reported_at=now(),
        address=anchor.address, quote=anchor.quote, prefix=anchor.prefix, suffix=anchor.suffix,
    )  # fmt: skip
    _tell_authors(problem)
    return problem


def _tell_authors(problem: Problem) -> None:
    for author in authors_of(problem.lesson.program.pk):
        notify(
            author, "curriculum.problem_reported", subject_line=f"{problem.get_kind_display()}: {problem.lesson.title}",
            text=problem.text, url="/teach/problems/", key=f"problem:{problem.public_id}",
        )  # fmt: skip
