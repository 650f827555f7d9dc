"""What of an attempt may be seen now: one rule for every page that shows it (AC-12; ``policies.phases``)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from assessments.models import AssessmentPage, Attempt, AttemptState, Release, ResultRelease
from assessments.policies.phases import EVERYTHING, NOTHING, PARTS, Moment, Shown, shown_at
from assessments.queries.terms import closed_pages, closed_to_everybody
from lms.core.clock import now

__all__ = [
    "EVERYTHING", "NOTHING", "PARTS", "Shown", "attempts_released_by_closing", "later_parts", "scores_shown", "settings_of", "shown_during", "shown_parts",
]  # fmt: skip


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


def later_parts(page: AssessmentPage, shown: Shown) -> list[tuple[str, str]]:
    """What is not shown yet but will be: (part, what it waits for)."""
    settings = settings_of(page)
    return [(part, settings[part]) for part in PARTS if not getattr(shown, part) and settings[part] != Release.NEVER]


def shown_during(page: AssessmentPage) -> Shown:
    """What may be seen of a question that was left for good, while the attempt still runs."""
    return shown_at(settings_of(page), Moment(left=True))


def is_released(attempt: Attempt, at: datetime) -> bool:
    """Whether an instructor has released the results of the assessment to the student's cohort."""
    return attempt.assessment.releases.filter(cohort=attempt.enrollment.cohort_id, released_at__lte=at).exists()


def attempts_released_by_closing(since: datetime, until: datetime) -> QuerySet[Attempt]:
    """Graded attempts at assessments that show the score from their close on, and have closed to everybody in that time."""
    pages = list(AssessmentPage.objects.live().filter(show_score=Release.AFTER_CLOSE))
    closed = closed_pages(pages, until) - closed_pages(pages, since)
    graded = Attempt.objects.filter(assessment__in=closed, state=AttemptState.GRADED)
    return graded.select_related("assessment", "enrollment__student").order_by("pk")


def scores_shown(enrollment: Any, scores: Iterable[Any], at: datetime | None = None) -> set[int]:
    """The assessments of ``scores`` (what counts of each) whose score the student may see, in five queries at most however many."""
    at = at or now()
    by_page = {score.assessment_id: score for score in scores}
    shown, close, release = set(), [], []
    for page in AssessmentPage.objects.filter(pk__in=by_page).only("show_score", "closes_at", "limited_to_cohorts", "grace_seconds", "path"):
        if page.show_score == Release.AFTER_SUBMIT or (page.show_score == Release.AFTER_PASS and by_page[page.pk].passed):
            shown.add(page.pk)
        elif page.show_score == Release.AFTER_CLOSE:
            close.append(page)
        elif page.show_score == Release.AFTER_RELEASE:
            release.append(page.pk)
    released = ResultRelease.objects.filter(assessment__in=release, cohort=enrollment.cohort_id, released_at__lte=at)
    shown |= set(released.values_list("assessment", flat=True)) if release else set()
    return shown | (closed_pages(close, at) if close else set())
