"""The one writer of marks. The caller holds the attempt's lock."""

from fractions import Fraction
from typing import Any

from assessments.grading.exact import storable
from assessments.grading.fold import Event, may_follow
from assessments.models import AttemptItem, Grade
from lms.core.clock import now
from lms.core.errors import Conflict


def newest_grade(item: AttemptItem) -> Grade | None:
    return Grade.objects.filter(item=item).order_by("-number").first()


def event_of(grade: Grade) -> Event:
    return Event(grade.kind, Fraction(grade.numerator, grade.denominator), grade.fix_id, grade)


def append_grade(item: AttemptItem, kind: str, points: Fraction, *, by: Any = None, **facts: Any) -> Grade:
    """Write the next mark of ``item``. ``by`` is a person, a public id, or ``None`` for the engine; ``facts`` are further columns.

    The caller has locked the item's attempt. Raises ``Conflict`` where a machine would displace a person's mark.
    """
    before = newest_grade(item)
    if not may_follow(event_of(before) if before else None, kind):
        raise Conflict("A person marked this answer. It is not changed without one.", code="marked_by_person")
    grade = next_grade(item, before, kind, points, by=by, **facts)
    grade.save()
    return grade


def next_grade(item: AttemptItem, before: Grade | None, kind: str, points: Fraction, *, by: Any = None, **facts: Any) -> Grade:
    """The mark to follow ``before``, not yet saved."""
    exact = storable(points)
    marked_by = by if isinstance(by, str) else getattr(by, "public_id", "")
    return Grade(
        item=item, number=before.number + 1 if before else 1, kind=kind, numerator=exact.numerator, denominator=exact.denominator,
        marked_by=marked_by, marked_at=now(), **facts,
    )  # fmt: skip
