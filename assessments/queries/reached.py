"""What was reached in the graded attempts of many places, and which of them counts: summed by the database, exactly.

Constraint: a gradebook of 10 000 students × 60 assessments reads 1.2 million marks. So marks are added where they lie, by denominator, and one row comes
back for each attempt and denominator. Worked example: an attempt with the marks 1, 1/3 and 2/3 comes back as (1, sum 1) and (3, sum 3), which is 2.
Whether an attempt passes is asked only where that decides which of several counts.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from django.db.models import Case, Exists, F, OuterRef, Sum, Value, When

from assessments.models import AssessmentPage, AttemptItem, AttemptState, Grade
from assessments.policies.passing import AVERAGE, BEST, OVERALL, Part, averaged, counting
from assessments.queries.results import part_rules, scores_of_enrollments

Place = tuple[int, int]  # enrollment, assessment
# attempt, enrollment, assessment, denominator, apart, sum of the numerators, sum of what the questions are worth
Row = tuple[int, int, int, int, int, int, int]
ADDED_UP_TO = 10**6  # marks with a larger denominator come back one by one: their sum might not fit the database's numbers


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


class _Candidate(NamedTuple):
    share: Fraction
    passed: bool
    reached: Reached


def best_reached(enrollments: Iterable[int]) -> dict[Place, Reached]:
    """What counts, by place: as ``results.best_scores`` says, without its parts; in five queries at most however many."""
    attempts = _attempts(enrollments)
    several = {place: made for place, made in attempts.items() if len(made) > 1}
    chosen = _chosen(several) if several else {}
    return {place: chosen[place] if place in chosen else made[0] for place, made in attempts.items()}


def _attempts(enrollments: Iterable[int]) -> dict[Place, list[Reached]]:
    """Every graded attempt by place, oldest first; one query."""
    found: dict[Place, list[Reached]] = defaultdict(list)
    for _, rows in groupby(_sums(enrollments), key=itemgetter(0)):
        (_, enrollment, assessment, denominator, _, numerator, maximum), *further = rows
        reached = Reached(numerator or 0, denominator or 1, maximum)
        for row in further:
            reached = _added(reached, row)
        found[enrollment, assessment].append(reached)
    return dict(found)


def _added(reached: Reached, row: Row) -> Reached:
    *_, denominator, _, numerator, worth = row
    points = reached.points + (Fraction(numerator, denominator) if numerator else 0)
    return Reached(points.numerator, points.denominator, reached.maximum + worth)


def _sums(enrollments: Iterable[int]) -> Iterable[Row]:
    """By attempt; a later mark replaces an earlier one; a question without a mark is worth its points all the same."""
    later = Grade.objects.filter(item=OuterRef("pk"), number__gt=OuterRef("grades__number")).filter(number__gt=1)  # the second for the index alone
    items: Any = AttemptItem.objects.filter(~Exists(later), attempt__enrollment__in=list(enrollments), attempt__state=AttemptState.GRADED)
    apart = Case(When(grades__denominator__gt=ADDED_UP_TO, then=F("grades__pk")), default=Value(0))
    names = ("attempt_id", "attempt__enrollment_id", "attempt__assessment_id", "grades__denominator", "apart")
    sums = items.annotate(apart=apart).order_by("attempt_id").values(*names).annotate(sum=Sum("grades__numerator"), worth=Sum("points"))
    rows: Iterable[Row] = sums.values_list(*names, "sum", "worth")
    return rows


def _chosen(several: dict[Place, list[Reached]]) -> dict[Place, Reached]:
    """What counts where there are several attempts."""
    pages = AssessmentPage.objects.filter(pk__in={page for _, page in several}).values_list("pk", "counting", "pass_percent")
    rules = {pk: (rule, percent) for pk, rule, percent in pages}
    best = {page for page, (rule, _) in rules.items() if rule == BEST}
    passes = _passes_in_parts({place for place in several if place[1] in best}, part_rules(best).keys()) if best else {}
    return {place: _counting(made, *rules[place[1]], passes.get(place)) for place, made in several.items()}


def _passes_in_parts(places: set[Place], with_parts: Iterable[int]) -> dict[Place, list[bool]]:
    """Whether each attempt passes, oldest first, where sections or topics have a pass mark of their own."""
    ruled = {place for place in places if place[1] in set(with_parts)}
    found: dict[Place, list[bool]] = defaultdict(list)
    for score in scores_of_enrollments(sorted({enrollment for enrollment, _ in ruled})) if ruled else ():
        found[score.enrollment_id, score.assessment_id].append(score.passed)
    return found


def _counting(made: Sequence[Reached], rule: str, percent: int, passes: Sequence[bool] | None) -> Reached:
    if rule == AVERAGE:
        mean = averaged([Part(OVERALL, "", one.points, one.maximum, None) for one in made])
        return Reached(mean.points.numerator, mean.points.denominator, mean.maximum)
    passed = passes or [_holds(one, percent) for one in made]
    return counting([_Candidate(one.share, has_passed, one) for one, has_passed in zip(made, passed, strict=True)], rule).reached


def _holds(reached: Reached, percent: int) -> bool:
    return Part(OVERALL, "", reached.points, reached.maximum, percent).holds
