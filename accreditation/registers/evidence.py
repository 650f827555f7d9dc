"""Documents: their files in the vault, events, notices, what waits for whom, and their removal."""

from typing import Any

from django.urls import reverse

from accreditation.evidence_kinds import evidence_kinds
from accreditation.evidence_kinds.base import STAFF
from accreditation.ledger import documents  # noqa: F401  registers itself
from accreditation.models import Evidence
from accreditation.queries.evidence import with_state
from accreditation.queries.evidence_asked import waiting_for_student
from accreditation.queries.evidence_queue import waiting_documents
from accreditation.queries.filed import filed_of
from accreditation.queries.retention import filing_sources
from accreditation.rules.evidence import evidence_visible_to
from accreditation.tasks import evidence as tasks
from lms.audit.api import register_event_kind
from lms.core import waiting
from lms.core.waiting import Waiting
from lms.jobs.api import register_job, register_sweep
from lms.notices.api import DAILY, register_notice_kind
from lms.vault.api import register_file_kind

filing_sources.register("accreditation.applications", filed_of)
register_job("accreditation.purge_evidence", tasks.run_purge, label="Removing documents after their time")
register_sweep("accreditation.purge_evidence", tasks.purge_daily, 24 * 3600)
register_event_kind("accreditation.evidence_submitted", "{actor} handed in a document: {kind}")
register_event_kind("accreditation.evidence_verified", "{actor} verified a document: {kind}")
register_event_kind("accreditation.evidence_rejected", "{actor} did not accept a document: {kind}")
register_event_kind("accreditation.evidence_withdrawn", "{actor} withdrew a document: {kind}")
register_event_kind("accreditation.evidence_asked", "{actor} asked for a document: {kind}")
register_event_kind("accreditation.evidence_purged", "{actor} removed a document after its time: {kind}. {why}")
register_event_kind("accreditation.hold_placed", "{actor} placed a legal hold")
register_event_kind("accreditation.hold_ended", "{actor} ended a legal hold")
register_event_kind("accreditation.retention_set", "{actor} set how long a kind of document is kept: {kind}, {time}")
register_notice_kind(
    "accreditation.evidence_waiting", "Documents to verify", reason="You get this because you may verify documents on this campus.",
    roles=(*STAFF, "administrator"), usual=DAILY,
)  # fmt: skip
register_notice_kind(
    "accreditation.evidence_decided", "Your documents", reason="You get this because the document is yours, or you handed it in.",
    roles=("student", *STAFF, "administrator"),
)  # fmt: skip
register_notice_kind("accreditation.evidence_asked", "Documents asked for", reason="You get this because your coordinator asked you.", roles=("student",))


def documents_to_verify(person: Any) -> Waiting | None:
    """Documents that wait for a second person."""
    if not person.has_perm("accreditation.verify_evidence"):
        return None
    return Waiting(waiting_documents(person).count(), "document to verify", reverse("evidence:queue"), "documents to verify")


def documents_to_bring(person: Any) -> Waiting | None:
    """Documents that a student was asked for, or that were not accepted."""
    if not person.has_role("student"):
        return None
    return Waiting(waiting_for_student(person), "document to hand in", reverse("documents:list"), "documents to hand in")


waiting.register("accreditation.documents_to_verify", documents_to_verify)
waiting.register("accreditation.documents_to_bring", documents_to_bring)


def may_read_document(person: Any, file: Any) -> bool:
    """The owner, and whoever may see a document with this file; what its owner took back, and what was removed, nobody else."""
    rows = with_state(Evidence.objects.filter(file=file.public_id)).exclude(state="purged")
    seen = evidence_visible_to(person).filter(pk__in=[row.pk for row in rows if row.student == person.public_id or row.state != "withdrawn"])
    return seen.exists()


for _kind in evidence_kinds:
    register_file_kind(f"evidence.{_kind.key}", _kind.title, may_read_document, accepts=_kind.accepts)
