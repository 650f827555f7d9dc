"""What of an attempt may be seen now: one rule for every page that shows it (AC-12)."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from assessments.models import AssessmentPage, Attempt, AttemptState, Release
from lms.core.clock import now

PARTS = ("score", "response", "marks", "key", "explanation")


@dataclass(frozen=True)
class Shown:
    """Which parts of the feedback are released."""

    score: bool
    response: bool
    marks: bool
    key: bool
    explanation: bool


NOTHING = Shown(False, False, False, False, False)
EVERYTHING = Shown(True, True, True, True, True)


def shown_parts(attempt: Attempt, *, passed: bool, attempts_made: int, at: datetime | None = None) -> Shown:
    """The feedback policy of hours and marks: nothing while an attempt is in progress; scores and marks only once all is marked."""
    if attempt.state == AttemptState.IN_PROGRESS:
        return NOTHING
    page = attempt.assessment
    graded = attempt.state == AttemptState.GRADED
    over = passed or attempts_made >= page.attempts_allowed
    released = {part: _is_released(getattr(page, f"show_{part}"), page, over, at or now()) for part in PARTS}
    return Shown(
        score=released["score"] and graded, response=released["response"], marks=released["marks"] and graded, key=released["key"],
        explanation=released["explanation"],
    )  # fmt: skip


def _is_released(moment: str, page: AssessmentPage, over: bool, at: datetime) -> bool:
    if moment == Release.AFTER_SUBMIT:
        return True
    if moment == Release.AFTER_PASS:
        return over
    return moment == Release.AFTER_CLOSE and page.closes_at is not None and at >= page.closes_at


def attempts_released_by_closing(since: datetime, until: datetime) -> QuerySet[Attempt]:
    """Graded attempts at assessments that closed in that time and show the score from then on."""
    closed = AssessmentPage.objects.filter(show_score=Release.AFTER_CLOSE, closes_at__gt=since, closes_at__lte=until)
    graded = Attempt.objects.filter(assessment__in=closed, state=AttemptState.GRADED)
    return graded.select_related("assessment", "enrollment__student").order_by("pk")
