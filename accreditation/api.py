"""The door of accreditation for the composition root."""

from accreditation.actions.add_organization import add_organization
from accreditation.actions.answer_form import answer_form
from accreditation.actions.appoint_officer import appoint_officer
from accreditation.actions.appoint_signatory import appoint_signatory
from accreditation.actions.confirm_recipient import confirm_recipient
from accreditation.actions.decide_evidence import verify_evidence
from accreditation.actions.decide_outside_training import approve_outside_training
from accreditation.actions.duties import settle_duty
from accreditation.actions.issue_certificate import issue_certificate
from accreditation.actions.keep_outside_document import hold_document
from accreditation.actions.look_at_told import look_at_told
from accreditation.actions.move_application import move_application
from accreditation.actions.open_application import open_application, record_accreditation
from accreditation.actions.post_told import ToldEntries
from accreditation.actions.put_recipient import put_recipient
from accreditation.actions.put_support import put_support
from accreditation.actions.record_outside_training import OutsideFacts, record_outside_training
from accreditation.actions.record_recognition import record_recognition
from accreditation.actions.set_campuses import set_campuses
from accreditation.actions.set_certificate_template import set_certificate_template
from accreditation.actions.submit_evidence import submit_evidence
from accreditation.actions.take_anchor import take_anchor
from accreditation.actions.watch_ledger import watch_ledger
from accreditation.evidence_kinds.owner import Owner
from accreditation.ledger.anchor_files import newest_anchors
from accreditation.ledger.append import append
from accreditation.ledger.body import Draft, body_of
from accreditation.ledger.verify import verify
from accreditation.policies.filing_answers import FormAnswers
from accreditation.queries.heads import LedgerEnd, ledger_end
from accreditation.queries.hours import entries_as_of, minutes_by_track
from accreditation.queries.ledger_watch import is_anchor_late
from accreditation.queries.organizations import organization_called
from accreditation.queries.record import record_rows
from accreditation.rules.sharing import rows_for_college

__all__ = [
    "Draft", "FormAnswers", "LedgerEnd", "OutsideFacts", "Owner", "ToldEntries", "add_organization", "answer_form", "append", "appoint_officer",
    "appoint_signatory", "approve_outside_training", "body_of", "confirm_recipient", "entries_as_of", "hold_document", "is_anchor_late",
    "issue_certificate", "ledger_end", "look_at_told", "minutes_by_track", "move_application", "newest_anchors", "open_application",
    "organization_called", "put_recipient", "put_support", "record_accreditation", "record_outside_training", "record_recognition", "record_rows",
    "rows_for_college", "set_campuses", "set_certificate_template",
    "settle_duty", "submit_evidence", "take_anchor", "verify", "verify_evidence", "watch_ledger",
]  # fmt: skip
