from accreditation.models.adjustment import Adjustment
from accreditation.models.anchor import Anchor, AnchoredEnd
from accreditation.models.application import Application, ApplicationEvent, ApplicationRole, OfficerReview
from accreditation.models.attorney import AttorneyProposal, SupervisingAttorney
from accreditation.models.audit import Audit, AuditRevocation
from accreditation.models.board import BoardReminder, BoardView, PlaceSummary
from accreditation.models.case_round import AgendaItem, CaseRound, Presentation
from accreditation.models.certificate import Certificate, CertificateEvent, CertificateEventKind
from accreditation.models.certificate_template import CertificateTemplate
from accreditation.models.correction import Correction, CorrectionState
from accreditation.models.duty import DeadlineReminder, Duty, DutyKind, ProgramNotice
from accreditation.models.entry import Entry, EntryNote, LedgerHead
from accreditation.models.evidence import Evidence, EvidenceEvent, EvidenceEventKind, EvidenceRequest, EvidenceText, LegalHold, RetentionChange
from accreditation.models.filing_answers import FilingAnswers, RecipientStep, RecipientStepKind, ServiceMethod, ServiceRecipient
from accreditation.models.form_edition import FormEdition
from accreditation.models.hours_batch import BatchKind, BatchLine, HoursBatch
from accreditation.models.hours_dispute import DisputeState, HoursDispute, HoursMessage, HoursOutcome
from accreditation.models.ledger_alarm import AlarmKind, LedgerAlarm
from accreditation.models.matter import Checkpoint, Matter, MatterStudent
from accreditation.models.organization import RecognitionState, SponsoringOrganization
from accreditation.models.organization_parts import (
    FeeSchedule,
    OrganizationChange,
    OrganizationLocation,
    OrganizationOfficer,
    Recognition,
    RecognitionKind,
    SupportAgreement,
    SupportKind,
)
from accreditation.models.outside import OUTSIDE_CATEGORIES, OutsideTraining
from accreditation.models.packet import FiledPacket, Packet, PacketKind, PacketSeal
from accreditation.models.practice import Confirmation, PracticeEntry, PracticeMessage
from accreditation.models.program_rules import CompletionEvent, CompletionKind, ProgramRuleSet, RulePlacement
from accreditation.models.public_credential import PublicCredential
from accreditation.models.regrade_flag import RegradeFlag
from accreditation.models.sharing import CampusSharing, Consent, ConsentRevocation, SharingMode
from accreditation.models.signatory import Signatory
from accreditation.models.two_persons import ProposalState

__all__ = [
    "OUTSIDE_CATEGORIES",
    "Adjustment",
    "AgendaItem",
    "AlarmKind",
    "Anchor",
    "AnchoredEnd",
    "Application",
    "ApplicationEvent",
    "ApplicationRole",
    "AttorneyProposal",
    "Audit",
    "AuditRevocation",
    "BatchKind",
    "BatchLine",
    "BoardReminder",
    "BoardView",
    "CampusSharing",
    "CaseRound",
    "Certificate",
    "CertificateEvent",
    "CertificateEventKind",
    "CertificateTemplate",
    "Checkpoint",
    "CompletionEvent",
    "CompletionKind",
    "Confirmation",
    "Consent",
    "ConsentRevocation",
    "Correction",
    "CorrectionState",
    "DeadlineReminder",
    "DisputeState",
    "Duty",
    "DutyKind",
    "Entry",
    "EntryNote",
    "Evidence",
    "EvidenceEvent",
    "EvidenceEventKind",
    "EvidenceRequest",
    "EvidenceText",
    "FeeSchedule",
    "FiledPacket",
    "FilingAnswers",
    "FormEdition",
    "HoursBatch",
    "HoursDispute",
    "HoursMessage",
    "HoursOutcome",
    "LedgerAlarm",
    "LedgerHead",
    "LegalHold",
    "Matter",
    "MatterStudent",
    "OfficerReview",
    "OrganizationChange",
    "OrganizationLocation",
    "OrganizationOfficer",
    "OutsideTraining",
    "Packet",
    "PacketKind",
    "PacketSeal",
    "PlaceSummary",
    "PracticeEntry",
    "PracticeMessage",
    "Presentation",
    "ProgramNotice",
    "ProgramRuleSet",
    "ProposalState",
    "PublicCredential",
    "RecipientStep",
    "RecipientStepKind",
    "Recognition",
    "RecognitionKind",
    "RecognitionState",
    "RegradeFlag",
    "RetentionChange",
    "RulePlacement",
    "ServiceMethod",
    "ServiceRecipient",
    "SharingMode",
    "Signatory",
    "SponsoringOrganization",
    "SupervisingAttorney",
    "SupportAgreement",
    "SupportKind",
]  # fmt: skip
