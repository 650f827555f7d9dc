"""Consents, the campus's mode and audits: events."""

from lms.audit.api import register_event_kind

register_event_kind("accreditation.consent_given", "{actor} consented to share {records} with {recipients} ({purpose})")
register_event_kind("accreditation.consent_revoked", "{actor} took a consent back")
register_event_kind("accreditation.sharing_set", "{actor} set how the campus shares records: {mode}")
