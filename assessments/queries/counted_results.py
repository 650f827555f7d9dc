"""What counts of many places at every assessment, as of an instant: for records, which print percent, passed and the day.

Attempts are summed by the database. Only where several attempts compete, or sections and topics have pass marks of their own, is each attempt scored whole.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef

from assessments.models import AssessmentPage, AssessmentSection, AssessmentTopicPass
from assessments.queries.reached import Reached, attempts_reached
from assessments.queries.results import AttemptScore, Holders, counting_score, holders_of, scores_of_enrollments
from lms.core.composed import Composed, Keys

Key = tuple[int, int]  # place (an enrollment), assessment
Until = Mapping[int, datetime]
Made = list[tuple[datetime, Reached | None]]


class CountedResult(NamedTuple):
    """``percent`` is rounded down; ``passed`` was compared exactly."""

    percent: int
    passed: bool
    submitted_at: datetime


def counted_results(enrollments: Iterable[Any], until: Until | None = None) -> dict[Key, CountedResult]:
    """What counts in each of the places, here or from a place the student moved from, of what was submitted before ``until`` says for it.

    A place and assessment without a result is left out, and so is one whose counting attempt waits for marks. Seven queries at most, however many places.
    """
    holders = holders_of(enrollments)
    made = _made(holders, until)
    pages = {assessment for _, assessment in made}
    rules = _rules_of.rows(pages=[*pages]) if pages else []
    needed = {page: percent for page, percent, *_ in rules}
    with_parts = {page for page, _, *has_parts in rules if any(has_parts)}
    whole = {key for key, attempts in made.items() if len(attempts) > 1 or key[1] in with_parts}
    found = {
        key: CountedResult(reached.percent, reached.holds(needed[key[1]]), at)
        for key, ((at, reached), *_) in made.items()
        if key not in whole and reached is not None
    }
    return found | _scored(whole, holders, until) if whole else found


def _rules(pages: Iterable[int]) -> Any:
    """Key, pass mark, and whether a section or a topic has a pass mark of its own."""
    sections = AssessmentSection.objects.filter(page=OuterRef("id"), pass_percent__isnull=False)
    topics = AssessmentTopicPass.objects.filter(page=OuterRef("id"))
    return AssessmentPage.objects.filter(id__among=pages).order_by().values_list("id", "pass_percent", Exists(sections), Exists(topics))


_rules_of = Composed(_rules, pages=Keys)


def _made(holders: Holders, until: Until | None) -> dict[Key, Made]:
    made: dict[Key, Made] = defaultdict(list)
    for enrollment, assessment, at, reached in attempts_reached(holders):
        for place in holders[enrollment]:
            if until is None or at < until[place]:
                made[place, assessment].append((at, reached))
    return made


def _scored(keys: set[Key], holders: Holders, until: Until | None) -> dict[Key, CountedResult]:
    """The same from the scores of all attempts of ``keys``."""
    wanted = {place for place, _ in keys}
    sat = [enrollment for enrollment, held in holders.items() if wanted.intersection(held)]
    groups: dict[Key, list[AttemptScore]] = defaultdict(list)
    for score in scores_of_enrollments(sat, {assessment for _, assessment in keys}):
        for place in holders[score.enrollment_id]:
            if (place, score.assessment_id) in keys and (until is None or score.submitted_at < until[place]):
                groups[place, score.assessment_id].append(score)
    counting = {key: counting_score(scores) for key, scores in groups.items()}
    return {key: CountedResult(score.percent, score.passed, score.submitted_at) for key, score in counting.items() if score is not None}
