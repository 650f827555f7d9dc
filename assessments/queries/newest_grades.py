"""The grade of an item that counts, for queries over many items: its newest one.

Asked as “none later” of the joined rows, which a database answers in one pass. A subquery for each item it may answer by reading all grades each time,
when it made its plan while the tables were small.
"""

from typing import Any

from django.db.models import Case, Exists, F, OuterRef, QuerySet, Value, When

from assessments.models import AttemptItem, Grade

ADDED_UP_TO = 10**6  # marks with a larger denominator come back one by one: their sum might not fit the database's numbers


def with_newest_grades(items: QuerySet[AttemptItem]) -> Any:
    """Each item once, joined as ``grades`` with its newest grade or with none; ``apart`` keeps those out of sums that cannot be summed by denominator."""
    later = Grade.objects.filter(item=OuterRef("pk"), number__gt=OuterRef("grades__number")).filter(number__gt=1)  # the second for the index alone
    apart = Case(When(grades__denominator__gt=ADDED_UP_TO, then=F("grades__pk")), default=Value(0))
    return items.filter(~Exists(later)).annotate(apart=apart)
