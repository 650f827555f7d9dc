"""Agreement of the two markers of an assessment, from what they gave."""

from fractions import Fraction
from typing import Any

from assessments.grading.agreement import Agreement, agreement
from assessments.models import AssessmentPage, Opinion
from assessments.rules import attempts_marked_by


def agreement_on(assessment: AssessmentPage, person: Any, tolerance_percent: int) -> Agreement | None:
    """How the first and the second marker of each answer agree, over every answer that ``person`` may mark and both have marked; one query."""
    rows = Opinion.objects.filter(item__attempt__assessment=assessment, item__attempt__in=attempts_marked_by(person)).order_by("item", "number")
    shares: dict[int, list[Fraction]] = {}
    for item, numerator, denominator, points in rows.values_list("item_id", "numerator", "denominator", "item__points"):
        shares.setdefault(item, []).append(Fraction(numerator, denominator * points))
    return agreement(((pair[0], pair[1]) for pair in shares.values() if len(pair) == 2), Fraction(tolerance_percent, 100))
