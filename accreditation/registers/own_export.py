"""What a student takes away of their record."""

from accreditation.actions import own_export as parts
from accreditation.actions import own_threads as threads
from lms.core.own_export import register

register("ledger", parts.ledger_part, parts.LEDGER_FIELDS)
register("certificates", parts.certificates_part, parts.CERTIFICATE_FIELDS)
register("documents", parts.documents_part, parts.DOCUMENT_FIELDS)
register("practice", parts.practice_part, parts.PRACTICE_FIELDS)
register("case_rounds", parts.rounds_part, parts.ROUND_FIELDS)
register("applications", parts.applications_part, parts.APPLICATION_FIELDS)
register("hours_threads", threads.hours_threads_part, threads.HOURS_FIELDS)
register("practice_threads", threads.practice_threads_part, threads.PRACTICE_FIELDS)
register("consents", parts.consents_part, parts.CONSENT_FIELDS)
