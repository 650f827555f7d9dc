"""What waits for a second person in one cohort: outside trainings, adjustments, corrections and documents, with who may decide each."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from accreditation.evidence_kinds import evidence_kinds
from accreditation.models import Adjustment, Correction, Evidence, OutsideTraining
from accreditation.queries.applications import legal_names_of
from accreditation.queries.evidence import with_state
from accreditation.queries.summaries import summaries_read_by
from accreditation.rules.evidence import evidence_visible_to

MOST = 200


@dataclass(frozen=True)
class WaitingItem:
    """``key`` is its kind and public id; ``why_not`` is empty where the viewer may decide it."""

    key: str
    what: str
    student: str
    name: str
    says: str
    url: str
    at: Any
    why_not: str

    @property
    def kind(self) -> str:
        return self.key.partition(":")[0]


def waiting_in(cohort: Any, viewer: Any) -> list[WaitingItem]:
    """At most 200 of each kind, those that wait longest first; a constant number of queries."""
    campus = cohort.campus.slug
    students = list(summaries_read_by(viewer).filter(cohort=cohort, waiting__gt=0).values_list("student", flat=True))
    of_cohort = {"student__in": students, "campus": campus, "state": "pending"}
    outside = list(OutsideTraining.objects.filter(**of_cohort).order_by("pk")[:MOST])
    adjustments = list(Adjustment.objects.filter(**of_cohort).order_by("pk")[:MOST])
    corrections = list(Correction.objects.filter(**of_cohort).order_by("pk")[:MOST])
    documents = list(with_state(evidence_visible_to(viewer).filter(student__in=students, campus=campus)).filter(state="submitted").order_by("pk")[:MOST])
    names = legal_names_of({str(one.student) for one in (*outside, *adjustments, *corrections, *documents)})
    found = [
        *(_outside(one, names, viewer) for one in outside), *(_adjustment(one, names, viewer) for one in adjustments),
        *(_correction(one, names, viewer) for one in corrections), *(_document(one, names, viewer) for one in documents),
    ]  # fmt: skip
    return sorted(found, key=lambda item: item.at)


def _outside(one: OutsideTraining, names: dict[str, str], viewer: Any) -> WaitingItem:
    says = f"{one.title}, {one.provider}, {one.minutes} min"
    url, allowed = reverse("hours:outside", args=[one.public_id]), viewer.has_perm("accreditation.decide_hours", one)
    return WaitingItem(
        f"outside:{one.public_id}", "Outside training", one.student, names.get(one.student, ""), says, url, one.proposed_at, _why_not(one, viewer, allowed)
    )


def _adjustment(one: Adjustment, names: dict[str, str], viewer: Any) -> WaitingItem:
    says, url = f"{one.title}, {one.minutes} min", reverse("cohorts:approvals")
    allowed = viewer.has_perm("accreditation.decide_hours", one)
    return WaitingItem(
        f"adjustment:{one.public_id}", "Adjustment", one.student, names.get(one.student, ""), says, url, one.proposed_at, _why_not(one, viewer, allowed)
    )


def _correction(one: Correction, names: dict[str, str], viewer: Any) -> WaitingItem:
    says, url = f"Entry {one.seq}: {one.minutes} min", reverse("cohorts:approvals")
    allowed = viewer.has_perm("accreditation.decide_correction", one)
    return WaitingItem(
        f"correction:{one.public_id}", "Correction", one.student, names.get(one.student, ""), says, url, one.proposed_at, _why_not(one, viewer, allowed)
    )


def _document(one: Evidence, names: dict[str, str], viewer: Any) -> WaitingItem:
    says = evidence_kinds.get(one.kind).title if one.kind in evidence_kinds else one.kind
    url = reverse("evidence:document", args=[one.public_id])
    allowed = viewer.has_perm("accreditation.verify_evidence", one)
    why_not = "" if allowed else _mine(viewer, {one.uploaded_by, one.student})
    return WaitingItem(f"document:{one.public_id}", "Document", one.student, names.get(one.student, ""), says, url, one.uploaded_at, why_not)


def _why_not(proposal: Any, viewer: Any, allowed: bool) -> str:
    return "" if allowed else _mine(viewer, {proposal.proposed_by, proposal.student})


def _mine(viewer: Any, people: Iterable[str]) -> str:
    return "It is yours, so somebody else decides." if viewer.public_id in set(people) else "Coordinators and officers of the campus decide."
