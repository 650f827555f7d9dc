"""What a student's filing asks of them in documents, kind by kind: what there is, what is missing, what to do next."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from accreditation.evidence_kinds import EvidenceKind, evidence_kinds
from accreditation.models import EvidenceRequest, SponsoringOrganization
from accreditation.queries.evidence import Document, documents, evidence_of_owners, with_state
from accreditation.queries.filing_facts import filings_of
from accreditation.schemes import FIRST, Scheme, schemes
from lms.core.clock import local_date, now


@dataclass(frozen=True)
class AskedKind:
    """One kind: its documents that are not closed, newest first, and what became of the others. ``state`` is a tag of look.md."""

    kind: EvidenceKind
    open: list[Document]
    closed: list[Document]
    is_needed: bool
    requested: EvidenceRequest | None
    served: int
    verified: int

    @property
    def state(self) -> str:
        if self.requested or any(one.state == "rejected" for one in self.open):
            return "waiting_you"
        if self.verified >= self.kind.needed:
            return "met"
        if self.served >= self.kind.needed:
            return "waiting_others"
        return "missing" if self.is_needed else "info"

    @property
    def next_step(self) -> str:
        """One sentence on what to do, if anything."""
        if any(one.state == "rejected" for one in self.open):
            return "One was not accepted: read why, then replace it."
        if any(one.is_expired for one in self.open):
            return "One is older than what we accept without a warning: ask for a newer one."
        if self.served < self.kind.needed and self.kind.needed > 1:
            return f"{self.kind.needed} are needed, of different writers; {self.served} so far."
        if self.served < self.kind.needed:
            return "Not handed in yet." if self.is_needed else ""
        return "" if self.verified >= self.kind.needed else "A second person looks at it."

    @property
    def by_students(self) -> bool:
        return "student" in self.kind.added_by


def scheme_of(student: Any) -> Scheme:
    """The filing whose documents the student is asked for: that of their application; the first request until there is one."""
    filing = filings_of([student.public_id], local_date(now(), student.time_zone)).get(student.public_id)
    return schemes.get(filing.scheme) if filing and filing.scheme in schemes else FIRST


def asked_documents(student: Any, *, campus: Any = None, roles: set[str] | None = None) -> list[AskedKind]:
    """Every kind of a student's own documents: those that wait for them, then those that the filing asks; a constant number of queries.

    To the people of a campus, who hold ``roles`` there: the kinds that these roles read, handed in there, and of what was taken back no words.
    """
    rows = evidence_of_owners([student.public_id])
    found = documents(rows if campus is None else rows.filter(campus=campus.slug))
    requests = _open_requests([student.public_id], found)
    wanted = set(scheme_of(student).requirements)
    kinds = [kind for kind in evidence_kinds if kind.about == "student" and (roles is None or roles & set(kind.readers))]
    found = found if roles is None else [as_staff_see(one) for one in found]
    asked_for = {kind.key: requests.get((student.public_id, kind.key)) for kind in kinds}  # a dictionary of this name  # nosec B113
    asked = [_asked(kind, found, bool(wanted & set(kind.requirements)), asked_for[kind.key]) for kind in kinds]
    return sorted(asked, key=lambda one: (one.state != "waiting_you", not one.is_needed))


def as_staff_see(one: Document) -> Document:
    """What a student took back is theirs alone again."""
    return replace(one, facts={}, reason="") if one.state == "withdrawn" and one.evidence.uploaded_by == one.evidence.student else one


def organization_documents(organization: SponsoringOrganization) -> list[AskedKind]:
    """Every kind of an organization's documents."""
    found = documents(evidence_of_owners(organizations=[organization.public_id]))
    return [_asked(kind, found, True, None) for kind in evidence_kinds if kind.about == "organization"]


def brought_by_organizations(campus: Any) -> list[AskedKind]:
    """The same for whoever sponsors a campus, to be shown to its students as a state only."""
    sponsors = SponsoringOrganization.objects.filter(campuses=campus).values_list("public_id", flat=True)
    found = documents(evidence_of_owners(organizations=sponsors))
    return [_asked(kind, found, True, None) for kind in evidence_kinds if kind.about == "organization"]


def _asked(kind: EvidenceKind, found: list[Document], is_needed: bool, requested: EvidenceRequest | None) -> AskedKind:
    mine = [one for one in reversed(found) if one.kind is kind]
    serving = [one for one in found if one.is_live and (one.kind is kind or kind.key in one.also)]
    return AskedKind(
        kind=kind, open=[one for one in mine if one.is_open], closed=[one for one in mine if not one.is_open], is_needed=is_needed, requested=requested,
        served=_counted(kind, serving), verified=_counted(kind, [one for one in serving if one.state == "verified"]),
    )  # fmt: skip


def _counted(kind: EvidenceKind, serving: list[Document]) -> int:
    """Documents; where several are needed, distinct writers."""
    return len({one.facts.get("writer", "").casefold() for one in serving}) if kind.needed > 1 else len(serving)


def _open_requests(students: Iterable[str], found: list[Document]) -> dict[tuple[str, str], EvidenceRequest]:
    """The newest request for each student and kind that no later document answered."""
    answered: dict[tuple[str, str], Any] = {}
    for one in found:
        for key in (one.kind.key, *one.also):
            place = (one.evidence.student, key)
            answered[place] = max(answered.get(place, one.evidence.uploaded_at), one.evidence.uploaded_at)
    newest: dict[tuple[str, str], EvidenceRequest] = {}
    for asked in EvidenceRequest.objects.filter(student__in=list(students)):
        if asked.kind in evidence_kinds:
            newest[asked.student, asked.kind] = asked
    return {place: asked for place, asked in newest.items() if place not in answered or answered[place] < asked.asked_at}


def waiting_for_student(student: Any) -> int:
    """How many kinds wait for the student: asked for, or not accepted."""
    rejected = with_state(evidence_of_owners([student.public_id])).filter(state="rejected")
    if not rejected.exists() and not EvidenceRequest.objects.filter(student=student.public_id).exists():
        return 0
    return sum(one.by_students and one.state == "waiting_you" for one in asked_documents(student))
