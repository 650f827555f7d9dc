"""Carrying the teaching facts of an account that is merged: its places move, and what rests on a place moves with it (decision 125)."""

from typing import Any

from django.db import transaction

from curriculum.actions.attest_study import lock_study
from curriculum.actions.enroll import end_place
from curriculum.actions.fill_places import fill_places, leave_line, lock_cohort
from curriculum.actions.seal_study_log import seal_study_log
from curriculum.models import CalendarFeed, Enrollment, EnrollmentState, EnrollmentStep, Mark, WaitingPlace
from curriculum.queries.merging import Places, lines_in_wait, places_to_merge
from lms.core.clock import now
from lms.core.errors import Conflict


@transaction.atomic
def merge_places(kept: Any, merged: Any, merge: Any, by: Any) -> None:
    """Seal the study of both, then move the places. The log stays under the account that studied, where it was chained."""
    for person in sorted((kept, merged), key=lambda one: one.pk):
        lock_study(person.pk)
    seal_study_log(merged)  # what completed lessons still earn is credited now, to the chain it belongs to
    for cohort in Enrollment.objects.filter(student=merged).order_by("cohort").values_list("cohort", flat=True):
        lock_cohort(Enrollment.objects.get(student=merged, cohort=cohort).cohort)
    places = places_to_merge(kept, merged)
    if places.in_the_way:
        raise Conflict("A place was used meanwhile in a cohort where both accounts have one. Look at the preview again.", code="cannot_be_merged")
    _move(places, kept, merged)
    _end(places, by)
    _wait(kept, merged, by)
    _move_marks(kept, merged)
    CalendarFeed.objects.filter(student=merged, revoked_at=None).update(revoked_at=now())


def _move(places: Places, kept: Any, merged: Any) -> None:
    """The history of a place is written once and names its student, so it is written again for the account that has the place now."""
    for place in places.moving:
        steps = EnrollmentStep.objects.filter(student=merged, cohort=place.cohort_id).order_by("pk")
        copied = ("cohort_id", "at", "by", "from_state", "to_state", "reason")
        EnrollmentStep.objects.bulk_create([EnrollmentStep(student=kept, **{name: getattr(step, name) for name in copied}) for step in steps])
        place.student = kept
        place.save(update_fields=["student"])


def _end(places: Places, by: Any) -> None:
    for place in places.ending:
        if place.state != EnrollmentState.WITHDRAWN:
            end_place(place, by=by, to_state="withdrawn", reason="The account was merged into another, which has its own place here.")
            fill_places(place.cohort)


def _wait(kept: Any, merged: Any, by: Any) -> None:
    """Keep the turn in a line, unless the kept account waits or studies there itself."""
    for waiting in lines_in_wait(merged):
        there = {"student": kept, "cohort": waiting.cohort_id}
        if WaitingPlace.objects.filter(ended_at=None, **there).exists() or Enrollment.objects.filter(**there).exclude(state="withdrawn").exists():
            leave_line(waiting, by=by, reason="The account was merged into another.")
        else:
            waiting.student = kept
            waiting.save(update_fields=["student"])


def _move_marks(kept: Any, merged: Any) -> None:
    """Notes, highlights and bookmarks; a passage has one bookmark."""
    own = set(Mark.objects.filter(owner=kept, kind="bookmark").values_list("lesson", "address"))
    for mark in Mark.objects.filter(owner=merged):
        if mark.kind != "bookmark" or (mark.lesson_id, mark.address) not in own:
            Mark.objects.filter(pk=mark.pk).update(owner=kept)
