"""What two accounts of one person hold of teaching facts, before they are merged (decision 125)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import PROTECT

from curriculum.models import Attestation, Enrollment, LessonCompletion, StudyState, WaitingPlace
from curriculum.policies.log import credited_ms_of
from lms.core.merging import Held, Outlook

MINUTE_MS = 60_000


@dataclass(frozen=True)
class Places:
    """The places of the account to merge: those that move, those that end because the kept account is in that cohort, and those that stand in the way."""

    moving: list[Enrollment]
    ending: list[Enrollment]
    in_the_way: list[Enrollment]


def places_to_merge(kept: Any, merged: Any) -> Places:
    """A place nobody used is no loss; one with facts cannot stand beside another in the same cohort, and facts never change their place."""
    taken = set(Enrollment.objects.filter(student=kept).values_list("cohort", flat=True))
    places = Places([], [], [])
    for place in _places_of(merged):
        kind = places.moving if place.cohort_id not in taken else places.in_the_way if is_used(place) else places.ending
        kind.append(place)
    return places


def is_used(place: Enrollment) -> bool:
    """True where anything rests on the place: what must not be lost with it, and what was done in its lessons. Caches of higher apps are neither."""
    for relation in Enrollment._meta.get_fields(include_hidden=True):
        if not relation.auto_created or relation.concrete:
            continue
        is_fact = relation.on_delete is PROTECT or relation.related_model._meta.app_label == Enrollment._meta.app_label  # type: ignore[union-attr]
        if is_fact and relation.related_model._default_manager.filter(**{relation.field.name: place.pk}).exists():  # type: ignore[union-attr]
            return True
    return False


def look_at_places(kept: Any, merged: Any) -> Outlook:
    """The part of teaching facts."""
    places, own = places_to_merge(kept, merged), _places_of(kept)
    held = [
        Held("Places in cohorts", len(own), len(_places_of(merged))),
        Held("Lessons completed", *(LessonCompletion.objects.filter(enrollment__student=person).count() for person in (kept, merged))),
        Held("Minutes of measured study", *(_measured_minutes(person) for person in (kept, merged))),
    ]
    return Outlook(held, [*_happens(places), *_unfinished(merged)], [*_refusals(kept, places), *_undecided(merged)])


def _places_of(person: Any) -> list[Enrollment]:
    return list(Enrollment.objects.filter(student=person).select_related("cohort__campus", "cohort__program").order_by("pk"))


def _measured_minutes(person: Any) -> int:
    credited = StudyState.objects.filter(student=person).values_list("credited", flat=True).first() or {}
    return sum(credited_ms_of(line) for line in credited.values()) // MINUTE_MS


def _happens(places: Places) -> list[str]:
    found = []
    if places.moving:
        found.append(f"These places move with everything that was done in them: {_names(places.moving)}.")
    if places.ending:
        found.append(f"These places were never used and end: {_names(places.ending)}. The kept account has its own place there.")
    return found


def _unfinished(merged: Any) -> list[str]:
    """Study that was measured and never credited is kept as a log, and counted nowhere: the log of one account cannot go on in another's."""
    credited = StudyState.objects.filter(student=merged).values_list("credited", flat=True).first() or {}
    rows = LessonCompletion.objects.filter(enrollment__student=merged).values_list("enrollment__public_id", "lesson__public_id")
    done = {f"{enrollment}/{lesson}" for enrollment, lesson in rows}
    begun = [credited_ms_of(line) for activity, line in credited.items() if activity not in done and credited_ms_of(line) >= MINUTE_MS]
    if not begun:
        return []
    lessons = "One lesson was" if len(begun) == 1 else f"{len(begun)} lessons were"
    return [f"{lessons} begun in the other account and not completed: {sum(begun) // MINUTE_MS} min were never credited, and counting begins again."]


def _refusals(kept: Any, places: Places) -> list[str]:
    found = []
    for place in places.in_the_way:
        own = Enrollment.objects.get(student=kept, cohort=place.cohort_id)
        todo = (
            "Leave both accounts as they are, and give hours that are missing by an adjustment that a second person approves."
            if is_used(own)
            else "The account you want to keep has done nothing there, so keep the other account instead."
        )
        found.append(f"Both accounts have a place in {place.cohort.name}, and the one to merge was used there. {todo}")
    return found


def _undecided(merged: Any) -> list[str]:
    waiting = Attestation.objects.filter(student=merged, decision__isnull=True).count()
    return (
        [f"{_some(waiting, 'statement of study waits', 'statements of study wait')} for a decision in the account to merge. Decide first."] if waiting else []
    )


def _some(count: int, one: str, several: str) -> str:
    return f"{count} {one if count == 1 else several}"


def _names(places: Iterable[Enrollment]) -> str:
    return ", ".join(place.cohort.name for place in places)


def lines_in_wait(merged: Any) -> list[WaitingPlace]:
    """Where the account waits for a place."""
    return list(WaitingPlace.objects.filter(student=merged, ended_at=None).select_related("cohort__campus", "student").order_by("pk"))
