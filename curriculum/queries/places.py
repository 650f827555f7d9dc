"""Places of a cohort: how many are taken, who waits, and what became of each student's place."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from curriculum.models import Cohort, Enrollment, EnrollmentState, EnrollmentStep, JoinLink, WaitingPlace
from lms.core.canonical import sha256_hex
from lms.core.clock import now
from lms.people.api import names_of

STATES = {
    "": "No place",
    "waiting": "In line",
    "active": "Enrolled",
    "withdrawn": "Withdrawn",
    "completed": "Completed",
    "moved": "Moved",
    "left_line": "Not in line",
}


def taken_places(cohort: Cohort) -> int:
    return Enrollment.objects.filter(cohort=cohort).exclude(state=EnrollmentState.WITHDRAWN).count()


def free_places(cohort: Cohort) -> int | None:
    """How many more students fit; ``None`` when there is no limit. Count it on the locked cohort where something rests on it."""
    return None if cohort.capacity is None else max(0, cohort.capacity - taken_places(cohort))


def is_full(cohort: Cohort) -> bool:
    return free_places(cohort) == 0


def waiting_line(cohort: Cohort) -> QuerySet[WaitingPlace]:
    """Who waits for a place, longest first."""
    return WaitingPlace.objects.filter(cohort=cohort, ended_at=None).select_related("student").order_by("pk")


def waiting_called(public_id: str) -> WaitingPlace | None:
    return WaitingPlace.objects.filter(public_id=public_id, ended_at=None).select_related("student", "cohort__campus").first()


@dataclass(frozen=True)
class StepRow:
    at: datetime
    by: str
    before: str
    after: str
    reason: str


def history_of_place(enrollment: Enrollment) -> list[StepRow]:
    """Every step of the student's place in the cohort, oldest first. Places made before steps were kept show when they began."""
    steps = list(EnrollmentStep.objects.filter(student=enrollment.student_id, cohort=enrollment.cohort_id).order_by("pk"))
    names = names_of({step.by for step in steps if step.by})
    rows = [StepRow(step.at, names.get(step.by, "Pathway"), STATES[step.from_state], STATES[step.to_state], step.reason) for step in steps]
    if not rows or rows[0].before != STATES[""]:
        rows.insert(0, StepRow(enrollment.enrolled_at, "Pathway", STATES[""], STATES["active"], ""))
    return rows


Period = tuple[datetime, datetime | None]


def periods_of(enrollments: Iterable[Enrollment]) -> dict[int, list[Period]]:
    """When each place was active, by key of the enrollment, in order; an end of ``None`` is still to come. One query.

    A place from before steps were kept began when it was made.
    """
    places = list(enrollments)
    steps: dict[tuple[int, int], list[EnrollmentStep]] = defaultdict(list)
    for step in EnrollmentStep.objects.filter(student__in={one.student_id for one in places}, cohort__in={one.cohort_id for one in places}).order_by("pk"):
        steps[step.student_id, step.cohort_id].append(step)
    return {one.pk: _periods(one, steps[one.student_id, one.cohort_id]) for one in places}


def _periods(place: Enrollment, steps: list[EnrollmentStep]) -> list[Period]:
    changes = [(step.at, step.to_state == EnrollmentState.ACTIVE) for step in steps if EnrollmentState.ACTIVE in (step.from_state, step.to_state)]
    first = changes[0][0] if changes and changes[0][1] else place.enrolled_at
    begin: datetime | None = min(place.enrolled_at, first)
    periods: list[Period] = []
    for at, is_active in changes:
        if is_active:
            begin = begin or at
        elif begin is not None:
            periods.append((begin, at))
            begin = None
    return periods if begin is None else [*periods, (begin, place.ended_at)]


def earlier_places(enrollment: Enrollment) -> list[Enrollment]:
    """The student's places in the same program from which they moved on; what was completed there stays credited there."""
    return earlier_places_of([enrollment]).get(enrollment.pk, [])


def earlier_places_of(enrollments: Iterable[Enrollment]) -> dict[int, list[Enrollment]]:
    """``earlier_places`` of those that have any, by key of the enrollment: one query, or none where nobody moved."""
    moved = [one for one in enrollments if one.moved_from_id]
    if not moved:
        return {}
    left = Enrollment.objects.filter(student__in={one.student_id for one in moved}, moved_to__isnull=False).select_related("cohort").distinct().order_by("pk")
    by_student: dict[int, list[Enrollment]] = defaultdict(list)
    for place in left:
        by_student[place.student_id].append(place)
    return {one.pk: [place for place in by_student[one.student_id] if place.pk != one.pk and place.cohort.program_id == one.cohort.program_id] for one in moved}


def counted_for(enrollments: Iterable[Enrollment]) -> dict[Enrollment, list[Enrollment]]:
    """Each of the places and each earlier one, with the places whose figures it counts in: its own, and those the student moved on to."""
    places = list(enrollments)
    holders: dict[Enrollment, list[Enrollment]] = {one: [one] for one in places}
    earlier = earlier_places_of(places)
    for one in places:
        for place in earlier.get(one.pk, ()):
            holders.setdefault(place, []).append(one)
    return holders


def places_counting(keys: Iterable[int]) -> list[Enrollment]:
    """The places with these keys, and those that their students moved to in the same program: where what was done in the first counts."""
    own = list(Enrollment.objects.filter(pk__in=list(keys)).select_related("cohort"))
    programs, known = {(one.student_id, one.cohort.program_id) for one in own}, {one.pk for one in own}
    moved = Enrollment.objects.filter(student__in={one.student_id for one in own}, moved_from__isnull=False).select_related("cohort").order_by("pk")
    return own + [one for one in moved if one.pk not in known and (one.student_id, one.cohort.program_id) in programs]


def linked_places(enrollment: Enrollment) -> list[int]:
    """Keys of the place and of all those the student moved from or to in the same program: together they earn what one place can."""
    moves = Q(pk=enrollment.pk) | Q(moved_from__isnull=False) | Q(moved_to__isnull=False)
    places = Enrollment.objects.filter(moves, student=enrollment.student_id, cohort__program=enrollment.cohort.program_id)
    return sorted(set(places.values_list("pk", flat=True)))


def places_called(keys: Iterable[int]) -> list[Enrollment]:
    """The places with these keys, with their students and cohorts."""
    return list(Enrollment.objects.filter(pk__in=list(keys)).select_related("student", "cohort").order_by("pk"))


def join_links(cohort: Cohort) -> QuerySet[JoinLink]:
    return cohort.join_links.select_related("created_by")


def join_link_called(public_id: str) -> JoinLink | None:
    return JoinLink.objects.filter(public_id=public_id).select_related("cohort__campus", "cohort__program").first()


def join_link_with_token(token: str) -> JoinLink | None:
    """The link with this token while it works."""
    return _working(token_sha256=sha256_hex(token.encode()))


def working_join_link(public_id: str) -> JoinLink | None:
    """The same by its public id, for who has shown the token already."""
    return _working(public_id=public_id)


def _working(**key: Any) -> JoinLink | None:
    link = JoinLink.objects.filter(**key, revoked_at=None, expires_at__gt=now(), cohort__closed_at=None).select_related("cohort__campus", "cohort__program")
    return link.first()
