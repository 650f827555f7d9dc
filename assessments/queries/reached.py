"""What was reached in the graded attempts of many places, and which of them counts: summed by the database, exactly.

Constraint: a gradebook of 10 000 students × 60 assessments reads 1.2 million marks. So marks are added where they lie, by denominator, and one row comes
back for each attempt and denominator. Worked example: an attempt with the marks 1, 1/3 and 2/3 comes back as (1, sum 1) and (3, sum 3), which is 2.
Whether an attempt passes is asked only where that decides which of several counts.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from fractions import Fraction
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from django.db.models import Sum

from assessments.models import AssessmentPage, AttemptItem, AttemptState
from assessments.policies.passing import AVERAGE, BEST, OVERALL, Part, averaged, counting
from assessments.queries.newest_grades import with_newest_grades
from assessments.queries.results import Holders, part_rules, scores_of_enrollments
from lms.core.composed import Composed, Keys

Place = tuple[int, int]  # enrollment, assessment
# attempt, enrollment, assessment, state, submitted at, denominator, apart, sum of the numerators, sum of what the questions are worth
Row = tuple[int, int, int, str, datetime, int, int, int, int]


class Reached(NamedTuple):
    """The points of one graded attempt, or of the average of several, as ``numerator`` / ``denominator`` out of ``maximum``.

    Whole numbers, because a fraction takes longer to make than all else that is done with it.
    """

    numerator: int
    denominator: int
    maximum: int

    @property
    def points(self) -> Fraction:
        return Fraction(self.numerator, self.denominator)

    @property
    def share(self) -> Fraction:
        return Fraction(self.numerator, self.denominator * self.maximum) if self.maximum else Fraction(0)

    @property
    def percent(self) -> int:
        """Rounded down, for showing."""
        return self.numerator * 100 // (self.denominator * self.maximum) if self.maximum else 0

    def holds(self, percent: int) -> bool:
        """Whether ``percent`` were reached, as ``Part.holds`` says of the whole."""
        return self.maximum > 0 and self.numerator * 100 >= percent * self.denominator * self.maximum


class _Candidate(NamedTuple):
    share: Fraction
    passed: bool
    reached: Reached


def best_reached(holders: Holders) -> dict[Place, Reached]:
    """What counts, by place: as ``results.best_of`` says, without its parts; in five queries at most however many."""
    attempts = _attempts(holders)
    several = {place: made for place, made in attempts.items() if len(made) > 1}
    chosen = _chosen(several, holders) if several else {}
    counts = {place: chosen[place] if place in chosen else made[0] for place, made in attempts.items()}
    return {place: reached for place, reached in counts.items() if reached is not None}


def _attempts(holders: Holders) -> dict[Place, list[Reached | None]]:
    """Every submitted attempt by each place that it counts in, oldest first, ``None`` for one that waits for marks; one query."""
    found: dict[Place, list[Reached | None]] = defaultdict(list)
    for enrollment, assessment, _, reached in attempts_reached(holders):
        for place in holders[enrollment]:
            found[place, assessment].append(reached)
    return dict(found)


def attempts_reached(enrollments: Iterable[int]) -> Iterator[tuple[int, int, datetime, Reached | None]]:
    """Enrollment, assessment, when it was submitted, and what was reached (``None`` while it waits for marks), of every submitted attempt, oldest first."""
    for _, rows in groupby(_sums(enrollments), key=itemgetter(0)):
        (_, enrollment, assessment, state, submitted_at, denominator, _, numerator, maximum), *further = rows
        reached = Reached(numerator or 0, denominator or 1, maximum)
        for row in further:
            reached = _added(reached, row)
        yield enrollment, assessment, submitted_at, reached if state == AttemptState.GRADED else None


def _added(reached: Reached, row: Row) -> Reached:
    *_, denominator, _, numerator, worth = row
    points = reached.points + (Fraction(numerator, denominator) if numerator else 0)
    return Reached(points.numerator, points.denominator, reached.maximum + worth)


def _sums(enrollments: Iterable[int]) -> Iterable[Row]:
    """By attempt; a later mark replaces an earlier one; a question without a mark is worth its points all the same."""
    rows: Iterable[Row] = _sums_of.rows(enrollments=[*enrollments])
    return rows


def _asked(enrollments: Iterable[int]) -> Any:
    submitted = (AttemptState.GRADED, AttemptState.MARKING)
    items = with_newest_grades(AttemptItem.objects.filter(attempt__enrollment__pk__among=enrollments, attempt__state__in=submitted))
    names = ("attempt_id", "attempt__enrollment_id", "attempt__assessment_id", "attempt__state", "attempt__submitted_at", "grades__denominator", "apart")
    oldest_first = ("attempt__submitted_at", "attempt__number", "attempt_id")
    sums = items.order_by(*oldest_first).values(*names).annotate(sum=Sum("grades__numerator"), worth=Sum("points"))
    return sums.values_list(*names, "sum", "worth")


_sums_of = Composed(_asked, enrollments=Keys)


def _chosen(several: dict[Place, list[Reached | None]], holders: Holders) -> dict[Place, Reached | None]:
    """What counts where there are several attempts."""
    pages = AssessmentPage.objects.filter(pk__in={page for _, page in several}).values_list("pk", "counting", "pass_percent")
    rules = {pk: (rule, percent) for pk, rule, percent in pages}
    best = {page for page, (rule, _) in rules.items() if rule == BEST}
    passes = _passes_in_parts({place for place in several if place[1] in best}, part_rules(best).keys(), holders) if best else {}
    return {place: _counting(made, *rules[place[1]], passes.get(place)) for place, made in several.items()}


def _passes_in_parts(places: set[Place], with_parts: Iterable[int], holders: Holders) -> dict[Place, list[bool]]:
    """Whether each attempt passes, oldest first, where sections or topics have a pass mark of their own."""
    wanted = set(with_parts)
    ruled = {(place, page) for place, page in places if page in wanted}
    held = {place for place, _ in ruled}
    sat = [enrollment for enrollment, counted in holders.items() if held.intersection(counted)]
    found: dict[Place, list[bool]] = defaultdict(list)
    for score in scores_of_enrollments(sat, {page for _, page in ruled}) if ruled else ():
        for place in holders[score.enrollment_id]:
            found[place, score.assessment_id].append(score.passed)
    return found


def _counting(made: Sequence[Reached | None], rule: str, percent: int, passes: Sequence[bool] | None) -> Reached | None:
    passed = passes or [one is not None and one.holds(percent) for one in made]
    candidates = [one and _Candidate(one.share, has_passed, one) for one, has_passed in zip(made, passed, strict=True)]
    counts = counting(candidates, rule)
    if counts is None or rule != AVERAGE:
        return counts and counts.reached
    mean = averaged([Part(OVERALL, "", one.points, one.maximum, None) for one in made if one])
    return Reached(mean.points.numerator, mean.points.denominator, mean.maximum)
