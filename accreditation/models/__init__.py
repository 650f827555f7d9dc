from accreditation.models.anchor import Anchor, AnchoredEnd
from accreditation.models.application import Application, ApplicationEvent, ApplicationRole, OfficerReview
from accreditation.models.certificate import Certificate, CertificateEvent, CertificateEventKind
from accreditation.models.correction import Correction, CorrectionState
from accreditation.models.duty import DeadlineReminder, Duty, DutyKind, ProgramNotice
from accreditation.models.entry import Entry, EntryNote, LedgerHead
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
from accreditation.models.regrade_flag import RegradeFlag

__all__ = [
    "Anchor", "AnchoredEnd", "Application", "ApplicationEvent", "ApplicationRole", "Certificate", "CertificateEvent", "CertificateEventKind", "Correction",
    "CorrectionState", "DeadlineReminder", "Duty", "DutyKind", "Entry", "EntryNote", "FeeSchedule", "FormEdition", "LedgerHead", "OfficerReview",
    "OrganizationChange", "OrganizationLocation", "OrganizationOfficer", "ProgramNotice", "Recognition", "RecognitionKind", "RecognitionState", "RegradeFlag",
    "SponsoringOrganization", "SupportAgreement", "SupportKind",
]  # fmt: skip
