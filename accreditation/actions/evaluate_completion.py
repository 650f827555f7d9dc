"""Whether a student is trained, looked at when a fact has changed: the one place that says “trained” or “open again”."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils import translation

from accreditation.actions.issue_by_rule import issue_by_rule
from accreditation.actions.mark_summaries import mark_students
from accreditation.ledger.witnesses import witness
from accreditation.models import CompletionEvent, CompletionKind, LedgerHead
from accreditation.queries.completion import newest_events, still_open
from accreditation.queries.dossier import build_dossiers
from accreditation.queries.program_rules import rules_of
from curriculum.api import places_counting
from lms.audit.api import record_event
from lms.core.canonical import GENESIS
from lms.core.clock import local_date, now
from lms.notices.api import notify
from lms.people.api import holders_of

LEFT = ("moved", "withdrawn")


@transaction.atomic
def evaluate_completion(*, enrollments: Iterable[Any], cause: str, source: str = "") -> list[CompletionEvent]:
    """Look again at the places whose facts changed, and at those their students moved on to; gives the events that followed, often none.

    Whoever is trained now gets the certificates that are issued by rule.

    ``cause`` names the kind of fact (``entry``, ``grade``, ``correction``, ``rules``), ``source`` the fact. Runs in the transaction of the change and
    locks each student's chain, in one order, so that two changes at a time make one event. A constant number of queries for many places.
    """
    places = [place for place in places_counting([place.pk for place in enrollments]) if place.state not in LEFT]
    prefetch_related_objects(places, "student", "cohort__campus", "cohort__program")
    _lock({place.student.public_id for place in places})
    mark_students(place.student.public_id for place in places)
    events = []
    for day, group in _by_day(places).items():
        newest, rules = newest_events(group), rules_of(group)
        for place, dossier in zip(group, build_dossiers(group, day), strict=True):
            event = _event(place, dossier, newest.get(place.public_id), rules[place.public_id].rule_set, cause, source)
            if event is not None:
                events.append(event)
            if event is not None and event.kind == CompletionKind.TRAINED:
                issue_by_rule(enrollment=place)
    return events


def _lock(students: set[str]) -> None:
    LedgerHead.objects.bulk_create([LedgerHead(student=student, hash=GENESIS) for student in sorted(students)], ignore_conflicts=True)
    list(LedgerHead.objects.select_for_update().filter(student__in=students).order_by("student"))


def _by_day(places: list[Any]) -> dict[date, list[Any]]:
    """By the present campus date, which may differ between zones."""
    groups: dict[date, list[Any]] = {}
    for place in places:
        groups.setdefault(local_date(now(), place.cohort.campus.time_zone), []).append(place)
    return groups


def _event(place: Any, dossier: Any, newest: CompletionEvent | None, rule_set: Any, cause: str, source: str) -> CompletionEvent | None:
    with translation.override("en"):  # what is kept is read by others than whoever began this
        gaps = still_open(dossier)
    was_trained = newest is not None and newest.kind == CompletionKind.TRAINED
    if was_trained == (not gaps):
        return None
    kind = CompletionKind.REOPENED if gaps else CompletionKind.TRAINED
    event = CompletionEvent.objects.create(
        student=place.student.public_id, enrollment=place.public_id, campus=place.cohort.campus.slug,
        round=newest.round + (not was_trained) if newest else 1, kind=kind, rule_set=rule_set, cause=cause, source=source, missing=gaps,
        ledger_seq=dossier.ledger_seq, at=now(),
    )  # fmt: skip
    record_event(
        f"accreditation.completion_{kind}", by=None, subject_kind="enrollment", subject_id=place.public_id, campus=event.campus,
        data={"cause": cause, "source": source, "program": place.cohort.program.title, **witness(event)},
    )  # fmt: skip
    _tell(place, event)
    return event


def _tell(place: Any, event: CompletionEvent) -> None:
    """The student; and the coordinators of the campus when something that was complete is open again."""
    key, title = f"completion:{event.enrollment}:{event.round}:{event.kind}", place.cohort.program.title
    if event.kind == CompletionKind.TRAINED:
        notify(
            place.student, "accreditation.completion", subject_line="You completed your program",
            text=f"Everything that {title} asks for is done.", url="/record/", key=key,
        )  # fmt: skip
        return
    notify(
        place.student, "accreditation.completion", subject_line="Your program is open again",
        text=f"A fact of your record changed, and {title} asks for something again. Your record says what.", url="/record/", key=key,
    )  # fmt: skip
    for person in holders_of(place.cohort.campus_id, "coordinator").exclude(public_id=event.student):
        notify(
            person, "accreditation.completion", subject_line="A completed program is open again",
            text="A fact of a student's record changed. The student's page says what is missing now.",
            url=reverse("cohorts:student", args=[place.public_id]), key=key,
        )  # fmt: skip
