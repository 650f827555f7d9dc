"""Whose records are asked for: a cohort, a campus, everybody an organization sponsors, or one student; and how their places are read in constant memory."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import QuerySet

from accreditation.models import SponsoringOrganization
from accreditation.policies.sharing import HOURS
from accreditation.queries.outside_record import rows_with_outside
from accreditation.queries.record import RecordRow
from accreditation.rules.records import EXPORTERS
from accreditation.rules.sharing import Reach
from curriculum.api import RollPlace, cohort_called, everybody_enrolled, roll, roster, roster_of_campus
from lms.people.api import Campus, campus_called, person_called, person_with_email

BATCH = 1000  # places read together: more would save little and cost memory


@dataclass(frozen=True)
class RecordScope:
    """``called`` is the name under which it was asked for, ``title`` what the file says of it; ``places`` are in the order of the file.

    ``campuses`` are those that the places may be of: who reads the file must be allowed to read all of them.
    """

    kind: str
    called: str
    title: str
    places: QuerySet[Any]
    campuses: tuple[Campus, ...]

    @property
    def zone(self) -> str:
        """Whose calendar “today” is of; that of the first campus where there are several."""
        return self.campuses[0].time_zone if self.campuses else "UTC"

    @property
    def slug(self) -> str:
        """For the name of a file, which never tells a person’s name (EX-12)."""
        return self.called if self.kind in ("cohort", "campus") else self.kind

    def shared_with(self, person: Any) -> "RecordScope":
        """The same, without students whose record the person may not read: where students decide, with those who consented."""
        reach = Reach(person, HOURS, EXPORTERS)
        if {campus.slug for campus in self.campuses} <= {*reach.whole}:
            return self
        return replace(self, places=self.places.filter(reach.rows_by("cohort__campus__slug", "student__public_id")))

    def settled(self) -> tuple["RecordScope", dict[str, list[str]]]:
        """The same with nobody but who is in it now, and who they are by campus: a file of it never holds anybody whom nobody named."""
        people: dict[str, list[str]] = {campus.slug: [] for campus in self.campuses}
        keys = []
        for key, campus, student in self.places.order_by().values_list("pk", "cohort__campus__slug", "student__public_id"):
            keys.append(key)
            people[campus].append(student)
        return replace(self, places=self.places.filter(pk__among=keys)), {campus: sorted(set(students)) for campus, students in people.items()}

    def batches(self) -> Iterator[list[RollPlace]]:
        """The places, some at a time, with student, cohort, campus and program."""
        keys = list(self.places.values_list("pk", flat=True))
        for start in range(0, len(keys), BATCH):
            yield roll(keys[start : start + BATCH])


def record_rows_of(scope: RecordScope, as_of: date | None) -> Iterator[RecordRow]:
    """Every row of the record, from the one query module, without holding more than some hundred places."""
    for places in scope.batches():
        yield from rows_with_outside(places, as_of)


def _of_cohort(called: str) -> RecordScope | None:
    cohort = cohort_called(called)
    return RecordScope("cohort", called, f"{cohort.name}, {cohort.campus.name}", roster(cohort), (cohort.campus,)) if cohort else None


def _of_campus(called: str) -> RecordScope | None:
    campus = campus_called(called)
    return RecordScope("campus", called, campus.name, roster_of_campus(campus), (campus,)) if campus else None


def _of_organization(called: str) -> RecordScope | None:
    """Everybody enrolled at the campuses that the organization sponsors."""
    organization = SponsoringOrganization.objects.filter(public_id=called).first()
    if organization is None:
        return None
    campuses = tuple(organization.campuses.order_by("slug"))
    return RecordScope("organization", called, organization.legal_name, everybody_enrolled().filter(cohort__campus__in=campuses), campuses)


def _of_student(called: str) -> RecordScope | None:
    """Every place of a person, named by public id or by e-mail address."""
    person = person_called(called) or person_with_email(called)
    if person is None:
        return None
    places = everybody_enrolled().filter(student=person)
    campuses = tuple(Campus.objects.filter(pk__in=places.order_by().values("cohort__campus")).order_by("slug"))
    return RecordScope("student", person.public_id, person.legal_name, places, campuses)


SCOPES: dict[str, Callable[[str], RecordScope | None]] = {
    "cohort": _of_cohort, "campus": _of_campus, "organization": _of_organization, "student": _of_student,
}  # fmt: skip


def record_scope(kind: str, called: str, campuses: Sequence[str] | None = None) -> RecordScope | None:
    """What is meant, narrowed to ``campuses`` (slugs) where they are given; ``None`` for what there is not, or no longer."""
    scope = SCOPES[kind](called) if kind in SCOPES else None
    if scope is None or campuses is None:
        return scope
    kept = tuple(campus for campus in scope.campuses if campus.slug in campuses)
    return RecordScope(scope.kind, scope.called, scope.title, scope.places.filter(cohort__campus__in=kept), kept)


def scope_of_export(payload: dict[str, Any]) -> RecordScope | None:
    """What an export was asked for; ``None`` when any of it is gone. Jobs from before there were other scopes name a cohort only."""
    if "scope" not in payload:
        return record_scope("cohort", payload["cohort"])
    scope = record_scope(payload["scope"], payload["called"], payload["campuses"])
    return scope if scope and len(scope.campuses) == len(payload["campuses"]) else None
