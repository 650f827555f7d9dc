"""What of an attempt may be seen now: one rule for every page that shows it (AC-12; ``policies.phases``)."""

from collections.abc import Iterator
from datetime import datetime

from assessments.models import AssessmentPage, Attempt, AttemptState, Release
from assessments.policies.phases import EVERYTHING, NOTHING, PARTS, Moment, Shown, shown_at
from assessments.queries.terms import closed_to_everybody
from lms.core.clock import now

__all__ = ["EVERYTHING", "NOTHING", "PARTS", "Shown", "attempts_released_by_closing", "settings_of", "shown_during", "shown_parts"]


def settings_of(page: AssessmentPage) -> dict[str, str]:
    """From when each part of the feedback is shown."""
    return {part: getattr(page, f"show_{part}") for part in PARTS}


def shown_parts(attempt: Attempt, *, passed: bool, attempts_made: int, at: datetime | None = None) -> Shown:
    """What the student may see: nothing while the attempt is in progress (but see ``shown_during``)."""
    if attempt.state == AttemptState.IN_PROGRESS:
        return NOTHING
    page, at = attempt.assessment, at or now()
    settings = settings_of(page)
    moment = Moment(
        left=True, submitted=True, graded=attempt.state == AttemptState.GRADED, over=passed or attempts_made >= page.attempts_allowed,
        closed=Release.AFTER_CLOSE in settings.values() and closed_to_everybody(page, at),
        released=Release.AFTER_RELEASE in settings.values() and is_released(attempt, at),
    )  # fmt: skip
    return shown_at(settings, moment)


def shown_during(page: AssessmentPage) -> Shown:
    """What may be seen of a question that was left for good, while the attempt still runs."""
    return shown_at(settings_of(page), Moment(left=True))


def is_released(attempt: Attempt, at: datetime) -> bool:
    """Whether an instructor has released the results of the assessment to the student's cohort."""
    return attempt.assessment.releases.filter(cohort=attempt.enrollment.cohort_id, released_at__lte=at).exists()


def attempts_released_by_closing(since: datetime, until: datetime) -> Iterator[Attempt]:
    """Graded attempts at assessments that show the score from their close on, and have closed to everybody since then."""
    for page in AssessmentPage.objects.live().filter(show_score=Release.AFTER_CLOSE):
        if closed_to_everybody(page, until) and not closed_to_everybody(page, since):
            graded = Attempt.objects.filter(assessment=page, state=AttemptState.GRADED)
            yield from graded.select_related("assessment", "enrollment__student").order_by("pk")
