from accreditation.models.anchor import Anchor, AnchoredEnd
from accreditation.models.certificate import Certificate, CertificateEvent, CertificateEventKind
from accreditation.models.correction import Correction, CorrectionState
from accreditation.models.entry import Entry, EntryNote, LedgerHead
from accreditation.models.form_edition import FormEdition
from accreditation.models.organization import RecognitionState, SponsoringOrganization
from accreditation.models.practice import (
    AttorneyProposal,
    Checkpoint,
    Confirmation,
    Matter,
    MatterStudent,
    PracticeEntry,
    PracticeMessage,
    SupervisingAttorney,
)
from accreditation.models.regrade_flag import RegradeFlag

__all__ = [
    "Anchor", "AnchoredEnd", "AttorneyProposal", "Certificate", "CertificateEvent", "CertificateEventKind", "Checkpoint", "Confirmation",
    "Correction", "CorrectionState", "Entry", "EntryNote", "FormEdition", "LedgerHead", "Matter", "MatterStudent", "PracticeEntry",
    "PracticeMessage", "RecognitionState", "RegradeFlag", "SponsoringOrganization", "SupervisingAttorney",
]  # fmt: skip
