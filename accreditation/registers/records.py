"""Hours, records and certificates: jobs, events, notices, files, and the foundations of the ledger."""

from typing import Any

from django.urls import reverse

from accreditation.ledger import attendance, attested, certified, corrections, measured, witnesses  # noqa: F401  register themselves
from accreditation.policies.sharing import HOURS
from accreditation.queries.attendance import credit_of_session
from accreditation.queries.corrections import pending_corrections
from accreditation.queries.foundations import students_credited_on
from accreditation.queries.hours import minutes_on_day
from accreditation.queries.touched import touched_by_attempts
from accreditation.rules import records as rules
from accreditation.tasks import records as tasks
from assessments.api import touched_sources
from curriculum.api import attendance_credit, attestations_waiting, credited_on_day, evidence_sources
from lms.audit.api import register_event_kind
from lms.core import waiting
from lms.core.waiting import Waiting
from lms.jobs.api import register_job, register_sweep
from lms.notices.api import register_notice_kind
from lms.people.api import campus_called
from lms.vault.api import register_file_kind

register_job("accreditation.export_records", tasks.run_export, label="Accreditation record")
register_job("accreditation.take_anchor", tasks.run_anchor, label="Anchoring the ledger", attempts=12)
register_sweep("accreditation.anchor", tasks.anchor_daily, 24 * 3600)
register_event_kind("accreditation.correction_proposed", "{actor} proposed a correction of entry {seq}")
register_event_kind("accreditation.correction_approved", "{actor} approved the correction of entry {seq}")
register_event_kind("accreditation.correction_declined", "{actor} declined the correction of entry {seq}")
register_notice_kind("accreditation.anchor", "Anchors of the ledger", reason="You get this because you are an officer of the organization.", roles=("officer",))
register_notice_kind(
    "accreditation.correction_proposed", "Corrections to approve", reason="You get this because you may approve corrections on this campus.",
    roles=(*rules.DECIDERS, "administrator"),
)  # fmt: skip
register_notice_kind(
    "accreditation.correction_decided", "Corrections of hours", reason="You get this because the hours are yours, or you proposed to correct them.",
    roles=("student", "coordinator", "administrator"),
)  # fmt: skip


def corrections_to_decide(person: Any) -> Waiting | None:
    """Corrections that wait for a second person."""
    if not person.has_perm("accreditation.decide_correction"):
        return None
    return Waiting(pending_corrections(person).count(), "correction to approve", reverse("cohorts:approvals"), "corrections to approve")


def attestations_to_decide(person: Any) -> Waiting | None:
    """Students' own statements that wait for a coordinator."""
    if not person.has_perm("curriculum.decide_attestation"):
        return None
    return Waiting(attestations_waiting(person).count(), "statement of study to approve", reverse("cohorts:approvals"), "statements of study to approve")


waiting.register("accreditation.corrections", corrections_to_decide)
waiting.register("accreditation.attestations", attestations_to_decide)


def may_read_export(person: Any, file: Any, record: str = HOURS) -> bool:
    """Whoever may export the records of the campus now; asked again at each download (EX-04). Of several campuses, only who had it written, while theirs.

    A file that does not say whom it holds is from before that was kept: it is written anew.
    """
    campuses = [campus_called(slug) for slug in file.people or ()]
    if None in campuses or not rules.exports_records_of_all(person, campuses):
        return False
    return (len(campuses) == 1 or file.created_by == person.public_id) and rules.may_still_read(person, file, record)


register_file_kind("accreditation.record", "Accreditation record", may_read_export, keep_days=7)
evidence_sources.register("accreditation.entries", students_credited_on)
attendance_credit.register("accreditation.entries", credit_of_session)
credited_on_day.register("accreditation.entries", minutes_on_day)
touched_sources.register("accreditation.record", touched_by_attempts)
