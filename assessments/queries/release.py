"""What of an attempt may be seen now: one rule for every page that shows it (AC-12; ``policies.phases``)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet

from assessments.models import AssessmentPage, Attempt, AttemptState, Release, ResultRelease
from assessments.policies.phases import EVERYTHING, NOTHING, PARTS, Moment, Shown, is_come, shown_at
from assessments.queries.terms import closed_pages, closed_to_everybody
from lms.core.clock import now

__all__ = [
    "EVERYTHING", "NOTHING", "PARTS", "Shown", "Tries", "attempts_released_by_closing", "attempts_without_key", "later_parts", "parts_shown", "places_shown",
    "scores_shown", "settings_of", "shown_during", "shown_parts", "told_during", "tries_in",
]  # fmt: skip


def settings_of(page: AssessmentPage) -> dict[str, str]:
    """From when each part of the feedback is shown."""
    return {part: getattr(page, f"show_{part}") for part in PARTS}


@dataclass(frozen=True)
class Tries:
    """The attempts of one place at one assessment: how many were begun, whether any passed; and whether the student has one in progress, in this place
    or in another that they moved from or to."""

    made: int = 0
    passed: bool = False
    running: bool = False

    def are_over(self, page: AssessmentPage) -> bool:
        """Whether nothing is to be gained any more from what is told after a pass: an attempt that runs has yet to be answered."""
        return not self.running and (self.passed or self.made >= page.attempts_allowed)


def tries_in(states: Iterable[str], *, passed: bool, elsewhere: bool = False) -> Tries:
    """From the states of a place's attempts; ``elsewhere``: the student has one in progress in another place."""
    known = list(states)
    return Tries(len(known), passed, elsewhere or AttemptState.IN_PROGRESS in known)


def shown_parts(attempt: Attempt, tries: Tries, at: datetime | None = None) -> Shown:
    """What the student may see: nothing while the attempt is in progress (but see ``shown_during``). ``tries`` are those of its place."""
    if attempt.state == AttemptState.IN_PROGRESS:
        return NOTHING
    page, at = attempt.assessment, at or now()
    settings = settings_of(page)
    moment = moment_after(
        page, tries, graded=attempt.state == AttemptState.GRADED,
        closed=Release.AFTER_CLOSE in settings.values() and closed_to_everybody(page, at),
        released=Release.AFTER_RELEASE in settings.values() and is_released(attempt, at),
    )  # fmt: skip
    return shown_at(settings, moment)


def moment_after(page: AssessmentPage, tries: Tries, *, graded: bool, closed: bool, released: bool) -> Moment:
    """What has come about for a submitted attempt."""
    return Moment(left=True, submitted=True, graded=graded, over=tries.are_over(page), closed=closed, released=released)


def later_parts(page: AssessmentPage, shown: Shown) -> list[tuple[str, str]]:
    """What is not shown yet but will be: (part, what it waits for)."""
    settings = settings_of(page)
    return [(part, settings[part]) for part in PARTS if not getattr(shown, part) and settings[part] != Release.NEVER]


def told_during(page: AssessmentPage) -> list[str]:
    """The parts of the feedback that an attempt begun now shows of a question that was left for good."""
    shown = shown_at(settings_of(page), Moment(left=True))
    return [part for part in PARTS if getattr(shown, part)]


def shown_during(attempt: Attempt) -> Shown:
    """What may be seen of a question that was left for good, while the attempt still runs."""
    return Shown(**dict.fromkeys(attempt.told_during, True))


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
    """The assessments whose score the student may see, of one enrollment's graded ``scores``; six queries at most however many."""
    return {page for place, page in places_shown(scores, at) if place == enrollment.pk}


def places_shown(scores: Iterable[Any], at: datetime | None = None) -> set[tuple[int, int]]:
    """The places, by enrollment and assessment, whose students may see their score; six queries at most however many.

    ``scores`` are all attempts that were submitted in these places, for a pass in any of them counts, whichever attempt the assessment goes by.
    """
    at = at or now()
    passed: dict[tuple[int, int], bool] = {}
    for score in scores:
        if not score.is_graded:
            continue
        place = score.enrollment_id, score.assessment_id
        passed[place] = passed.get(place, False) or score.passed
    columns = ("show_score", "closes_at", "limited_to_cohorts", "grace_seconds", "path", "attempts_allowed")
    pages = {page.pk: page for page in AssessmentPage.objects.filter(pk__in={page for _, page in passed}).only(*columns)}
    close = [page for page in pages.values() if page.show_score == Release.AFTER_CLOSE]
    closed = closed_pages(close, at) if close else set()
    released = _released(passed, [page.pk for page in pages.values() if page.show_score == Release.AFTER_RELEASE], at)
    begun, sat = _begun([place for place in passed if pages[place[1]].show_score == Release.AFTER_PASS])
    found = set()
    for place, has_passed in passed.items():
        page, tries = pages[place[1]], tries_in(begun[place], passed=has_passed, elsewhere=place in sat)
        if is_come(page.show_score, moment_after(page, tries, graded=True, closed=page.pk in closed, released=place in released)):
            found.add(place)
    return found


def _released(places: Iterable[tuple[int, int]], pages: list[int], at: datetime) -> set[tuple[int, int]]:
    """The places whose cohort the results of ``pages`` were released to."""
    if not pages:
        return set()
    given = {"assessment__releases__cohort": F("enrollment__cohort"), "assessment__releases__released_at__lte": at}
    sat = Attempt.objects.filter(enrollment__in={place for place, _ in places}, assessment__in=pages, **given)
    return set(sat.values_list("enrollment", "assessment"))


def _begun(places: list[tuple[int, int]]) -> tuple[dict[tuple[int, int], list[str]], set[tuple[int, int]]]:
    """The states of the attempts that were begun in each place, and the places whose student has an attempt in progress, there or in another place."""
    if not places:
        return defaultdict(list), set()
    pages = {page for _, page in places}
    people = Attempt.objects.filter(enrollment__in={place for place, _ in places}, assessment__in=pages).values("enrollment__student")
    begun = Attempt.objects.filter(enrollment__student__in=people, assessment__in=pages).order_by()
    rows = list(begun.values_list("enrollment", "enrollment__student", "assessment", "state"))
    found: dict[tuple[int, int], list[str]] = defaultdict(list)
    for place, _, page, state in rows:
        found[place, page].append(state)
    sitting = {(student, page) for _, student, page, state in rows if state == AttemptState.IN_PROGRESS}
    return found, {(place, page) for place, student, page, _ in rows if (student, page) in sitting}


def attempts_without_key(enrollments: Iterable[int], passed: set[tuple[int, int]]) -> list[int]:
    """The attempts of these enrollments whose right answers their student may not see now; as many queries as ``parts_shown`` and one.

    ``passed`` holds (enrollment, assessment) pairs. An attempt that still waits for marks is among them, whatever its settings say.
    """
    attempts = list(Attempt.objects.filter(enrollment__in=enrollments).select_related("enrollment", "assessment"))
    shown = parts_shown(attempts, passed)
    return [attempt.pk for attempt in attempts if attempt.state != AttemptState.GRADED or not shown[attempt.pk].key]


def parts_shown(attempts: Sequence[Attempt], passed: set[tuple[int, int]]) -> dict[int, Shown]:
    """``shown_parts`` of each attempt by primary key; one query and those of ``closed_pages`` however many.

    ``attempts`` are all that their students began in any place, ``passed`` the places (enrollment, assessment) in which one of them passes.
    """
    at = now()
    pages = {attempt.assessment_id: attempt.assessment for attempt in attempts}
    settings = {pk: settings_of(page) for pk, page in pages.items()}
    closed = closed_pages([pages[pk] for pk, phases in settings.items() if Release.AFTER_CLOSE in phases.values()], at)
    waiting = [pk for pk, phases in settings.items() if Release.AFTER_RELEASE in phases.values()]
    released = set(ResultRelease.objects.filter(assessment__in=waiting, released_at__lte=at).values_list("cohort", "assessment"))
    begun: dict[tuple[int, int], list[str]] = defaultdict(list)
    for attempt in attempts:
        begun[attempt.enrollment_id, attempt.assessment_id].append(attempt.state)
    sitting = {(attempt.enrollment.student_id, attempt.assessment_id) for attempt in attempts if attempt.is_open}
    found = {}
    for attempt in attempts:
        place, page = (attempt.enrollment_id, attempt.assessment_id), attempt.assessment
        moment = moment_after(
            page, tries_in(begun[place], passed=place in passed, elsewhere=(attempt.enrollment.student_id, page.pk) in sitting),
            graded=attempt.state == AttemptState.GRADED, closed=page.pk in closed, released=(attempt.enrollment.cohort_id, page.pk) in released,
        )  # fmt: skip
        found[attempt.pk] = shown_at(settings[page.pk], moment) if attempt.state != AttemptState.IN_PROGRESS else NOTHING
    return found
