"""Answers for the form: what of it stands in the audit log."""

from lms.audit.api import register_event_kind

register_event_kind("accreditation.form_answered", "{actor} recorded answers for a form, version {version}")
register_event_kind("accreditation.recipient_put", "{actor} named a USCIS office to be served: {office}")
register_event_kind("accreditation.recipient_confirmed", "{actor} confirmed a USCIS office to be served: {office}")
register_event_kind("accreditation.recipient_ended", "{actor} took off a USCIS office: {office}")
