"""Consents, the campus's mode and audits: events, and the purpose of an auditor's link."""

from accreditation.queries.audits import PURPOSE
from lms.audit.api import register_event_kind
from lms.people.api import register_link_purpose

register_event_kind("accreditation.consent_given", "{actor} consented to share {records} with {recipients} ({purpose})")
register_event_kind("accreditation.consent_revoked", "{actor} took a consent back")
register_event_kind("accreditation.sharing_set", "{actor} set how the campus shares records: {mode}")
register_event_kind("accreditation.audit_opened", "{actor} opened audit {audit} of {students} students for {recipient}")
register_event_kind("accreditation.audit_revoked", "{actor} ended audit {audit}")
register_event_kind("accreditation.audit_verified", "The ledger was verified by the link of audit {audit}: {result}")
register_link_purpose(
    PURPOSE, title="Look at training records", arrives="auditing:arrive", opens="auditing:overview",
    explain="A training program lets you look at the records of one student or one cohort. You need no account. What you look at is logged.",
)  # fmt: skip
