"""What the gradebook of a cohort counts, and how much."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.db import transaction

from assessments.models import GradebookGroup, GradebookWeight
from assessments.models.gradebook import MOST_WEIGHT
from assessments.queries.results import assessments_of
from lms.audit.api import record_event
from lms.core.access import require
from lms.core.errors import Invalid


class Weight(NamedTuple):
    """``group``: a name, or nothing."""

    weight: int
    group: str = ""


@transaction.atomic
def set_weights(*, cohort: Any, weights: Mapping[int, Weight], drops: Mapping[str, int], by: Any) -> None:
    """Weights by assessment, and how many of the lowest results each group drops. Raises ``Invalid`` with a sentence for each fault."""
    require(by, "assessments.view_gradebook", cohort)
    pages = {page.pk: page.title for page in assessments_of(cohort.program)}
    faults = [f"“{pages[pk]}”: a weight is a whole number from 0 to {MOST_WEIGHT}." for pk in pages if not 0 <= weights[pk].weight <= MOST_WEIGHT]
    names = {weight.group for weight in weights.values() if weight.group}
    faults += [f"“{name}”: the name of a group has at most 60 letters." for name in names if len(name) > 60]
    faults += [f"“{name}”: from 0 to 50 results can be dropped." for name in names if not 0 <= drops.get(name, 0) <= 50]
    if faults:
        raise Invalid(*faults)
    GradebookWeight.objects.filter(cohort=cohort).delete()
    GradebookGroup.objects.filter(cohort=cohort).delete()
    groups = {name: GradebookGroup.objects.create(cohort=cohort, name=name, drop_lowest=drops.get(name, 0)) for name in sorted(names)}
    GradebookWeight.objects.bulk_create(
        GradebookWeight(cohort=cohort, assessment_id=pk, weight=weights[pk].weight, group=groups.get(weights[pk].group)) for pk in pages
    )
    facts = {pages[pk]: [weights[pk].weight, weights[pk].group] for pk in pages}
    record_event(
        "assessments.weights_set", by=by, subject_kind="cohort", subject_id=cohort.public_id, campus=cohort.campus.slug,
        data={"cohort": cohort.name, "weights": facts, "drops": {name: drops.get(name, 0) for name in sorted(names)}},
    )  # fmt: skip
