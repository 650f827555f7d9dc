from accreditation.models.anchor import Anchor, AnchoredEnd
from accreditation.models.certificate import Certificate, CertificateEvent, CertificateEventKind
from accreditation.models.correction import Correction, CorrectionState
from accreditation.models.entry import Entry, EntryNote, LedgerHead
from accreditation.models.evidence import Evidence, EvidenceEvent, EvidenceEventKind, EvidenceRequest, EvidenceText, LegalHold, RetentionChange
from accreditation.models.form_edition import FormEdition
from accreditation.models.organization import RecognitionState, SponsoringOrganization
from accreditation.models.regrade_flag import RegradeFlag

__all__ = [
    "Anchor", "AnchoredEnd", "Certificate", "CertificateEvent", "CertificateEventKind", "Correction", "CorrectionState", "Entry",
    "EntryNote", "Evidence", "EvidenceEvent", "EvidenceEventKind", "EvidenceRequest", "EvidenceText", "FormEdition", "LedgerHead", "LegalHold",
    "RecognitionState", "RegradeFlag", "RetentionChange",
    "SponsoringOrganization",
]  # fmt: skip
