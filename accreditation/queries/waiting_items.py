"""What waits for a second person in one cohort: outside trainings, adjustments, corrections and documents, with who may decide each."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.urls import reverse

from accreditation.evidence_kinds import evidence_kinds
from accreditation.models import Adjustment, Correction, Evidence, OutsideTraining
from accreditation.queries.applications import legal_names_of
from accreditation.queries.evidence import with_state
from accreditation.queries.summaries import summaries_read_by
from accreditation.rules.evidence import evidence_visible_to
from lms.core.canonical import sha256_hex

MOST = 200
PROPOSALS: dict[str, Any] = {"outside": OutsideTraining, "adjustment": Adjustment, "correction": Correction}
DOCUMENT = "document"


@dataclass(frozen=True)
class WaitingItem:
    """``key`` is its kind and public id; ``version`` says what of it was shown; ``why_not`` is empty where the viewer may decide it."""

    key: str
    version: str
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

    @property
    def public_id(self) -> str:
        return self.key.partition(":")[2]


def version_of(one: Model) -> str:
    """A short hash of a row as it stands, whatever column may change."""
    columns = {field.attname: getattr(one, field.attname) for field in one._meta.concrete_fields}
    return sha256_hex(json.dumps(columns, sort_keys=True, default=_plain).encode())[:16]


def _plain(value: Any) -> str:
    return bytes(value).hex() if isinstance(value, bytes | memoryview) else str(value)


def waiting_in(cohort: Any, viewer: Any) -> list[WaitingItem]:
    """At most 200 of each kind, those that wait longest first; a constant number of queries."""
    students = list(summaries_read_by(viewer).filter(cohort=cohort, waiting__gt=0).values_list("student", flat=True))
    of_cohort = {"student__in": students, "campus": cohort.campus.slug}
    proposals = {kind: model.objects.filter(**of_cohort, state="pending") for kind, model in PROPOSALS.items()}
    return _items(viewer, proposals, with_state(evidence_visible_to(viewer).filter(**of_cohort)).filter(state="submitted"))


def items_called(cohort: Any, viewer: Any, keys: Iterable[str]) -> list[WaitingItem]:
    """The things with these keys of students whom the viewer reads in this cohort, waiting or not any more."""
    ids: dict[str, list[str]] = {kind: [] for kind in (*PROPOSALS, DOCUMENT)}
    for kind, _, public_id in (key.partition(":") for key in keys):
        ids.get(kind, []).append(public_id)
    of_cohort = {"student__in": summaries_read_by(viewer).filter(cohort=cohort).values("student"), "campus": cohort.campus.slug}
    proposals = {kind: model.objects.filter(**of_cohort, public_id__in=ids[kind]) for kind, model in PROPOSALS.items()}
    return _items(viewer, proposals, evidence_visible_to(viewer).filter(**of_cohort, public_id__in=ids[DOCUMENT]))


def _items(viewer: Any, proposals: dict[str, QuerySet[Any]], evidence: QuerySet[Any]) -> list[WaitingItem]:
    outside, adjustments, corrections, documents = (_first(rows) for rows in (*proposals.values(), evidence))
    names = legal_names_of({str(one.student) for one in (*outside, *adjustments, *corrections, *documents)})
    found = [
        *(_outside(one, names, viewer) for one in outside), *(_adjustment(one, names, viewer) for one in adjustments),
        *(_correction(one, names, viewer) for one in corrections), *(_document(one, names, viewer) for one in documents),
    ]  # fmt: skip
    return sorted(found, key=lambda item: item.at)


def _first(rows: QuerySet[Any]) -> Sequence[Any]:
    return list(rows.order_by("pk")[:MOST])


def _outside(one: OutsideTraining, names: dict[str, str], viewer: Any) -> WaitingItem:
    says = f"{one.title}, {one.provider}, {one.minutes} min"
    url, allowed = reverse("hours:outside", args=[one.public_id]), viewer.has_perm("accreditation.decide_hours", one)
    return WaitingItem(
        f"outside:{one.public_id}", version_of(one), "Outside training", one.student, names.get(one.student, ""), says, url, one.proposed_at,
        _why_not(one, viewer, allowed),
    )  # fmt: skip


def _adjustment(one: Adjustment, names: dict[str, str], viewer: Any) -> WaitingItem:
    says, url = f"{one.title}, {one.minutes} min", reverse("cohorts:approvals")
    allowed = viewer.has_perm("accreditation.decide_hours", one)
    return WaitingItem(
        f"adjustment:{one.public_id}", version_of(one), "Adjustment", one.student, names.get(one.student, ""), says, url, one.proposed_at,
        _why_not(one, viewer, allowed),
    )  # fmt: skip


def _correction(one: Correction, names: dict[str, str], viewer: Any) -> WaitingItem:
    says, url = f"Entry {one.seq}: {one.minutes} min", reverse("cohorts:approvals")
    allowed = viewer.has_perm("accreditation.decide_correction", one)
    return WaitingItem(
        f"correction:{one.public_id}", version_of(one), "Correction", one.student, names.get(one.student, ""), says, url, one.proposed_at,
        _why_not(one, viewer, allowed),
    )  # fmt: skip


def _document(one: Evidence, names: dict[str, str], viewer: Any) -> WaitingItem:
    says = evidence_kinds.get(one.kind).title if one.kind in evidence_kinds else one.kind
    url = reverse("evidence:document", args=[one.public_id])
    allowed = viewer.has_perm("accreditation.verify_evidence", one)
    why_not = "" if allowed else _mine(viewer, {one.uploaded_by, one.student})
    return WaitingItem(f"document:{one.public_id}", version_of(one), "Document", one.student, names.get(one.student, ""), says, url, one.uploaded_at, why_not)


def _why_not(proposal: Any, viewer: Any, allowed: bool) -> str:
    return "" if allowed else _mine(viewer, {proposal.proposed_by, proposal.student})


def _mine(viewer: Any, people: Iterable[str]) -> str:
    return "It is yours, so somebody else decides." if viewer.public_id in set(people) else "Coordinators and officers of the campus decide."
