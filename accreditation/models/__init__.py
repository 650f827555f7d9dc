from accreditation.models.anchor import Anchor, AnchoredEnd
from accreditation.models.application import Application, ApplicationEvent, ApplicationRole, OfficerReview
from accreditation.models.certificate import Certificate, CertificateEvent, CertificateEventKind
from accreditation.models.certificate_template import CertificateTemplate
from accreditation.models.correction import Correction, CorrectionState
from accreditation.models.duty import DeadlineReminder, Duty, DutyKind, ProgramNotice
from accreditation.models.entry import Entry, EntryNote, LedgerHead
from accreditation.models.evidence import Evidence, EvidenceEvent, EvidenceEventKind, EvidenceRequest, EvidenceText, LegalHold, RetentionChange
from accreditation.models.form_edition import FormEdition
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
from accreditation.models.program_rules import CompletionEvent, CompletionKind, ProgramRuleSet, RulePlacement
from accreditation.models.public_credential import PublicCredential
from accreditation.models.regrade_flag import RegradeFlag
from accreditation.models.signatory import Signatory

__all__ = [
    "Anchor", "AnchoredEnd", "Application", "ApplicationEvent", "ApplicationRole", "Certificate", "CertificateEvent", "CertificateEventKind",
    "CertificateTemplate", "CompletionEvent", "CompletionKind", "Correction", "CorrectionState", "DeadlineReminder", "Duty", "DutyKind", "Entry",
    "EntryNote", "Evidence", "EvidenceEvent", "EvidenceEventKind", "EvidenceRequest", "EvidenceText", "FeeSchedule", "FormEdition", "LedgerHead",
    "LegalHold", "OfficerReview", "OrganizationChange", "OrganizationLocation", "OrganizationOfficer", "ProgramNotice", "ProgramRuleSet",
    "PublicCredential", "Recognition", "RecognitionKind", "RecognitionState", "RegradeFlag", "RetentionChange", "RulePlacement", "Signatory",
    "SponsoringOrganization", "SupportAgreement", "SupportKind",
]  # fmt: skip
