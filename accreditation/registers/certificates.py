"""Certificates: jobs, events and notices."""

from typing import Any

from django.urls import reverse

from accreditation.queries.certificate_board import certificates_to_look_at
from accreditation.tasks import certificates as tasks
from lms.audit.api import register_event_kind
from lms.core import waiting
from lms.core.waiting import Waiting
from lms.jobs.api import register_job, register_sweep
from lms.notices.api import register_notice_kind

register_job("accreditation.issue_certificates", tasks.run_issue_ready, label="Certificates of a cohort")
register_job("accreditation.issue_due_certificates", tasks.run_issue_due, label="Certificates that are due by rule")
register_sweep("accreditation.due_certificates", tasks.issue_due_daily, 24 * 3600)
register_event_kind("accreditation.certificate_issued", "{actor} issued certificate {number} to {student}")
register_event_kind("accreditation.certificate_changed", "{actor} marked certificate {number} as {kind}")
register_event_kind("accreditation.certificate_reissued", "{actor} issued certificate {number} in place of {replaces}")
register_event_kind("accreditation.certificate_template_set", "{actor} set what certificates of {program} ({track}) say, version {number}")
register_event_kind("accreditation.signatory_appointed", "{actor} appointed {name}, {title}, to sign certificates from {day} on")
register_event_kind("accreditation.signatory_ended", "{actor} ended the appointment of {name}, {title}, with {day}")
register_notice_kind("accreditation.certificate_issued", "Certificates", reason="You get this because the certificate is yours.", roles=("student",))
register_notice_kind(
    "accreditation.certificate_changed", "Changes of certificates",
    reason="You get this because the certificate is yours, or you coordinate the campus that issued it.", roles=("student", "coordinator", "administrator"),
)  # fmt: skip


def certificates_under_review(person: Any) -> Waiting | None:
    """Certificates that rest on something that changed, and wait for a coordinator's word."""
    if not person.has_perm("accreditation.issue_certificate"):
        return None
    return Waiting(certificates_to_look_at(person).count(), "certificate to look at", reverse("cohorts:flagged_certificates"), "certificates to look at")


waiting.register("accreditation.certificates", certificates_under_review)
