"""How long each kind is kept, and what was removed: who, what kind, when and why."""

from dataclasses import dataclass
from typing import Any

from accreditation.evidence_kinds import EvidenceKind, evidence_kinds
from accreditation.models import EvidenceEvent, SponsoringOrganization
from accreditation.queries.retention import own_times
from accreditation.rules.evidence import evidence_visible_to
from lms.people.api import names_of

LATEST = 100


@dataclass(frozen=True)
class Rule:
    """A kind's rule; ``months`` where the organization keeps it for another time."""

    kind: EvidenceKind
    months: int | None


@dataclass(frozen=True)
class Removed:
    """A removed document: whose, what kind; the event says when and by which rule."""

    event: EvidenceEvent
    kind: EvidenceKind
    owner: str


def rules_of(organization: SponsoringOrganization | None) -> list[Rule]:
    """Every kind with its rule, and the organization's own time."""
    times = own_times() if organization else {}
    return [Rule(kind, times.get((organization.public_id, kind.key)) if organization else None) for kind in evidence_kinds]


def removed_documents(person: Any) -> list[Removed]:
    """The latest that were removed where the person may look, newest first."""
    seen = evidence_visible_to(person).exclude(student=person.public_id)
    events = list(EvidenceEvent.objects.filter(kind="purged", evidence__in=seen.values("pk")).select_related("evidence").order_by("-at", "-pk")[:LATEST])
    names = names_of({event.evidence.student for event in events if event.evidence.student})
    organizations = {event.evidence.organization for event in events if event.evidence.organization}
    names |= dict(SponsoringOrganization.objects.filter(public_id__in=organizations).values_list("public_id", "legal_name"))
    return [
        Removed(event, evidence_kinds.get(event.evidence.kind), names.get(event.evidence.owner, "somebody who is gone"))
        for event in events
        if event.evidence.kind in evidence_kinds
    ]
