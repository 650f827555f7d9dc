"""Documents that wait for a second person, and the order in which they are looked at."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from accreditation.models import Evidence, SponsoringOrganization
from accreditation.queries.evidence import Document, documents, with_state
from accreditation.rules.evidence import evidence_verified_by, evidence_visible_to
from curriculum.api import enrollments_visible_to
from lms.people.api import names_of

STATES = ("submitted", "verified", "rejected")
PER_PAGE = 50


@dataclass(frozen=True)
class Queued:
    """One document of the queue: whose it is, by name, who handed it in, and whether the viewer may decide it."""

    document: Document
    owner: str
    uploaded_by: str
    may_verify: bool
    place: str


def waiting_documents(person: Any) -> QuerySet[Evidence]:
    """What waits for ``person`` to verify, longest first; never what they handed in."""
    return with_state(evidence_verified_by(person)).filter(state="submitted").order_by("pk")


def listed_documents(person: Any, *, cohort: Any = None, kind: str = "", state: str = "submitted") -> QuerySet[Evidence]:
    """What the person may see, in one state, longest first; their own uploads included: those wait for somebody else. Own documents are elsewhere."""
    found = with_state(evidence_visible_to(person)).exclude(student=person.public_id).filter(state=state)
    if kind:
        found = found.filter(kind=kind)
    if cohort is not None:
        students = enrollments_visible_to(person).filter(cohort=cohort).exclude(state="withdrawn").values("student__public_id")
        found = found.filter(student__in=students)
    return found.order_by("pk")


def queued(found: QuerySet[Evidence] | list[Evidence], person: Any) -> list[Queued]:
    """The documents with names and places, in a constant number of queries."""
    rows = documents(found)
    mine = set(evidence_verified_by(person).filter(pk__in=[one.evidence.pk for one in rows]).values_list("pk", flat=True)) if rows else set()
    names = names_of({name for one in rows for name in (one.evidence.student, one.evidence.uploaded_by) if name})
    organizations = _organization_names({one.evidence.organization for one in rows} - {""})
    places = _places(person, {one.evidence.student for one in rows} - {""})
    return [
        Queued(
            one, names.get(one.evidence.student, "") or organizations.get(one.evidence.organization, ""), names.get(one.evidence.uploaded_by, ""),
            one.evidence.pk in mine, places.get(one.evidence.student, ""),
        )
        for one in rows
    ]  # fmt: skip


def _organization_names(public_ids: set[str]) -> dict[str, str]:
    return dict(SponsoringOrganization.objects.filter(public_id__in=public_ids).values_list("public_id", "legal_name")) if public_ids else {}


def _places(person: Any, students: set[str]) -> dict[str, str]:
    """The newest enrollment of each student that the person may see, by public id: where their documents are listed."""
    if not students:
        return {}
    seen = enrollments_visible_to(person).filter(student__public_id__in=students).order_by("pk")
    return {place.student.public_id: place.public_id for place in seen.select_related("student")}


def next_waiting(person: Any, after: Evidence) -> Evidence | None:
    """The next document of the queue behind ``after``, or the first one left."""
    left = waiting_documents(person).exclude(pk=after.pk)
    return left.filter(pk__gt=after.pk).first() or left.first()
