"""Who is trained, by the program's rules: the stored events, and what is still open."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from accreditation.dossier import Dossier, ProgramRules
from accreditation.models import CompletionEvent, CompletionKind
from accreditation.queries.dossier import build_dossiers
from accreditation.requirements.completion import missing_to_complete, under
from lms.core.clock import end_of_day


def events_of(enrollment: Any) -> QuerySet[CompletionEvent]:
    """When a place was trained and opened again, the newest first."""
    return CompletionEvent.objects.filter(enrollment=enrollment.public_id).select_related("rule_set").order_by("-pk")


def newest_events(enrollments: Iterable[Any], as_of: date | None = None) -> dict[str, CompletionEvent]:
    """By public id of each place, its newest event as of a date; one query."""
    zones = {place.public_id: place.cohort.campus.time_zone for place in enrollments}
    rows = CompletionEvent.objects.filter(enrollment__in=list(zones)).order_by("pk")
    return {row.enrollment: row for row in rows if as_of is None or row.at < end_of_day(as_of, zones[row.enrollment])}


def trained(enrollments: Iterable[Any], as_of: date | None = None) -> set[str]:
    """Public ids of the places that are trained as of a date, as it was stored."""
    return {place for place, event in newest_events(enrollments, as_of).items() if event.kind == CompletionKind.TRAINED}


def still_open(dossier: Dossier) -> list[str]:
    """What the program still asks for, under the dossier's own rules."""
    return missing_to_complete(dossier.trainings, dossier.rules)


@dataclass(frozen=True)
class Consequence:
    """What other rules would mean for one student: the gaps now and then."""

    enrollment: Any
    now: list[str]
    then: list[str]

    @property
    def loses(self) -> bool:
        return not self.now and bool(self.then)

    @property
    def gains(self) -> bool:
        return bool(self.now) and not self.then

    @property
    def added(self) -> list[str]:
        return [gap for gap in self.then if gap not in self.now]

    @property
    def dropped(self) -> list[str]:
        return [gap for gap in self.now if gap not in self.then]


def consequences(enrollments: list[Any], rules: ProgramRules, as_of: date) -> list[Consequence]:
    """Who would gain or lose what under ``rules``; nothing is changed."""
    dossiers = build_dossiers(enrollments, as_of)
    return [
        Consequence(place, still_open(dossier), missing_to_complete(under(dossier.trainings, rules), rules))
        for place, dossier in zip(enrollments, dossiers, strict=True)
    ]
